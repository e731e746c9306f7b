import Base
import Foundation
import Storage

/// The doors that belong to the house and to no feature: page assets, language, health, metrics.
struct HouseDoors: Sendable {
    let site: Site
    let shelf: AssetShelf
    let localisation: Localisation
    let metrics: Metrics
    let settings: WebSettings
    let startedAt: Instant

    /// Patterns for the log; nil when the path is no door of the house.
    static func pattern(of path: String) -> String? {
        if path.hasPrefix(AssetShelf.prefix) { return "/t/:hash/:name" }
        if path.hasPrefix("/ngon-ngu/") { return "/ngon-ngu/:tag" }
        return ["/healthz", "/readyz", "/metrics", SessionDoor.path].first { $0 == path }
    }

    func answer(_ exchange: Exchange) async throws -> Answer {
        guard exchange.method == .get else { throw Problem("method-not-allowed", status: 405) }
        switch Self.pattern(of: exchange.path) {
        case "/t/:hash/:name": return try asset(exchange)
        case "/ngon-ngu/:tag": return try language(exchange)
        case "/healthz": return text("ok\n")
        case "/readyz":
            _ = try await site.database.read { try $0.row("SELECT 1 AS one") }
            return text("ready\n")
        case "/metrics":
            guard settings.metricsReaders.contains(exchange.clientAddress) else { throw Problem.notFound }
            metrics.set("process_uptime_seconds", to: Double(exchange.now.seconds(since: startedAt)))
            if let bytes = Self.residentBytes { metrics.set("process_resident_memory_bytes", to: Double(bytes)) }
            return text(metrics.text)
        default: throw Problem.notFound
        }
    }

    private func text(_ text: String) -> Answer {
        Answer(body: .bytes(Array(text.utf8), contentType: "text/plain; charset=utf-8"))
    }

    private func asset(_ exchange: Exchange) throws -> Answer {
        guard let item = shelf.item(at: exchange.path) else { throw Problem.notFound }
        var answer = Answer(
            headers: [("Cache-Control", "public, max-age=31536000, immutable"), ("Vary", "Accept-Encoding")],
            body: .bytes(item.plain, contentType: item.contentType))
        if let gzipped = item.gzipped, Gzip.isAccepted(exchange.request.headers[.acceptEncoding]) {
            answer.headers.append(("Content-Encoding", "gzip"))
            answer.body = .bytes(gzipped, contentType: item.contentType)
        }
        return answer
    }

    /// Keeps the choice in a cookie and goes back to where the person was: `ve`, else the page that held the link.
    private func language(_ exchange: Exchange) throws -> Answer {
        let tag = String(exchange.path.dropFirst("/ngon-ngu/".count))
        guard localisation.language(tag) != nil else { throw Problem.notFound }
        let query = try FormText.values(query: exchange.rawQuery, limits: settings.limits)
        let back = query.has("ve") ? query["ve"] : refererPath(exchange)
        var answer = Answer.redirect(to: LocalPath.isSafe(back) ? back : "/")
        answer.headers.append(("Set-Cookie", languageCookie(tag)))
        return answer
    }

    func languageCookie(_ tag: String) -> String {
        let cookies = CookieName(isHTTPS: settings.isHTTPS)
        return cookies.line(cookies.language, tag, maxAge: 365 * 86_400)
    }

    private func refererPath(_ exchange: Exchange) -> String {
        guard let referer = exchange.request.headers[.referer], let host = exchange.request.head.authority,
            let range = referer.range(of: "://\(host)/")
        else { return "/" }
        return "/" + referer[range.upperBound...]
    }

    /// Resident memory from `/proc/self/statm`, in bytes.
    private static var residentBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? Int(fields[1]).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } : nil
    }
}

/// Addresses to which a redirect may lead: inside this site only.
package enum LocalPath {
    /// One slash at the beginning and not two, no backslash, nothing that could end a header line.
    package static func isSafe(_ path: String) -> Bool {
        path.hasPrefix("/") && !path.hasPrefix("//") && path.utf8.count <= 2000
            && !path.unicodeScalars.contains { $0.value < 32 || $0.value == 127 || $0 == "\\" }
    }
}

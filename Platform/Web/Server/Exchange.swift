import Base
import Foundation
import Hummingbird

/// One request while it is answered: what was read from its head.
struct Exchange: Sendable {
    let request: Request
    /// 16 hexadecimal digits.
    let requestID: String
    let now: Instant
    let clientAddress: String
    /// The address that the connection itself comes from.
    let peerAddress: String
    let path: String
    let rawQuery: String
    let cookies: [String: String]
    var strings: Strings
    /// Programs get problems as JSON, people as pages.
    let wantsJSON: Bool
    /// Under `/api/` tokens say who calls, and cookies are not looked at.
    let isAPI: Bool

    init(_ request: Request, peerAddress: String, now: Instant, localisation: Localisation, settings: WebSettings) {
        self.request = request
        self.now = now
        self.peerAddress = peerAddress
        requestID = Hex.text(SecretText.randomBytes(8))
        clientAddress = Self.clientAddress(request, peerAddress, settings.trustedProxies)
        let target = (request.head.path ?? "/").split(separator: "#", maxSplits: 1).first.map { String($0) } ?? "/"
        let cut = target.firstIndex(of: "?")
        path = String(target[..<(cut ?? target.endIndex)])
        rawQuery = cut.map { String(target[target.index(after: $0)...]) } ?? ""
        cookies = Self.cookies(request.headers[values: .cookie])
        strings = localisation.strings(localisation.language(
            chosen: Self.chosenLanguage(rawQuery) ?? cookies[CookieName(isHTTPS: settings.isHTTPS).language],
            acceptLanguage: request.headers[.acceptLanguage]))
        let accepted = request.headers[.accept] ?? ""
        isAPI = path.hasPrefix("/api/")
        wantsJSON = isAPI || accepted.contains("json") && !accepted.contains("text/html")
    }

    var isHead: Bool { request.method == .head }

    var method: Route.Method? {
        switch request.method {
        case .get, .head: .get
        case .post: .post
        case .put: .put
        case .delete: .delete
        default: nil
        }
    }

    /// All header lines by their names in lower case, joined as HTTP joins them; without the cookies.
    var headers: [String: String] {
        var out: [String: String] = [:]
        for field in request.headers where field.name != .cookie {
            let name = field.name.canonicalName
            out[name] = out[name].map { "\($0), \(field.value)" } ?? field.value
        }
        return out
    }

    /// The language that this very request asks for, to be kept in the cookie.
    var chosenLanguage: String? { Self.chosenLanguage(rawQuery) }

    private static func chosenLanguage(_ query: String) -> String? {
        query.split(separator: "&").first { $0.hasPrefix("ngon-ngu=") }.map { String($0.dropFirst(9)) }
    }

    /// The last address in `X-Forwarded-For` that is no trusted proxy: what stands before it anybody may have written.
    private static func clientAddress(_ request: Request, _ peer: String, _ trusted: Set<String>) -> String {
        guard trusted.contains(peer) else { return peer }
        let hops = request.headers[values: .forwardedFor].flatMap { $0.split(separator: ",") }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        return hops.last { !trusted.contains($0) && isAddress($0) } ?? peer
    }

    private static func isAddress(_ text: String) -> Bool {
        (2...45).contains(text.utf8.count) && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "."),
                UInt8(ascii: "A")...UInt8(ascii: "F"): true
            default: false
            }
        }
    }

    private static func cookies(_ lines: [String]) -> [String: String] {
        var out: [String: String] = [:]
        for pair in lines.flatMap({ $0.split(separator: ";") }).prefix(50) {
            guard let cut = pair.firstIndex(of: "=") else { continue }
            let name = trimmed(pair[..<cut])
            if out[name] == nil { out[name] = trimmed(pair[pair.index(after: cut)...]) }
        }
        return out
    }

    /// Without the blanks and tabs at both ends.
    private static func trimmed(_ text: Substring) -> String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        var bytes = text.utf8[...]
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return String(Substring(bytes))
    }
}

/// The cookies of the site.
struct CookieName: Sendable {
    /// Who is signed in.
    let session: String
    /// A visitor's browser, for the tokens of forms.
    let browser: String
    let language: String
    private let isSecure: Bool

    /// With https the names begin with `__Host-`, which browsers accept only with `Secure`, `Path=/` and no `Domain`: no
    /// neighbour under the same domain can plant one.
    init(isHTTPS: Bool) {
        isSecure = isHTTPS
        session = isHTTPS ? "__Host-motcua_session" : "motcua_session"
        browser = isHTTPS ? "__Host-motcua_browser" : "motcua_browser"
        language = isHTTPS ? "__Host-ngon-ngu" : "ngon-ngu"
    }

    /// The value of a `Set-Cookie` line. Without `maxAge` it lives until the browser is closed.
    func line(_ name: String, _ value: String, maxAge: Int64? = nil) -> String {
        let age = maxAge.map { "; Max-Age=\($0)" } ?? ""
        return "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax\(age)\(isSecure ? "; Secure" : "")"
    }
}

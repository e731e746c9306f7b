import Access
import Base
import Hummingbird

/// Machines that ask too much are slowed down (`Pace`): by account, or by network for whoever is not signed in. This
/// machine itself is no exception: a proxy that was not named makes everybody one of its addresses.
extension Dispatcher {
    /// - Returns: 0 when whoever asks may go on, else the seconds to wait.
    func secondsToWait(_ pace: Pace, _ caller: Caller, _ exchange: Exchange) -> Int {
        let source = caller.account.map { PaceKeeper.Source.account($0) }
            ?? .network(ClientNetwork.name(of: exchange.clientAddress))
        return paceKeeper.wait(source, for: pace, at: exchange.now)
    }

    /// Who calls the API. Whoever only tries tokens is slowed down like somebody without one.
    func program(_ exchange: Exchange) async throws -> Visitor {
        do {
            return try await bearer.visitor(exchange, in: site.database)
        } catch let problem as Problem where problem.status == 401 {
            let seconds = secondsToWait(.program, .anonymous, exchange)
            guard seconds == 0 else { throw Self.tooMany(seconds) }
            throw problem
        }
    }

    static func tooMany(_ seconds: Int) -> Problem {
        Problem("too-many-requests", status: 429, arguments: ["seconds": "\(seconds)"], retryAfterSeconds: seconds)
    }

    /// The answer to somebody who asks too fast. A person gets a page from which the same is asked or sent again: the
    /// form that was on its way waits in it.
    func paused(
        _ seconds: Int, _ route: Route, _ exchange: Exchange, _ course: inout Course
    ) async throws -> Response {
        course.refusal = Self.tooMany(seconds).code
        course.isBodyLeftUnread = route.method != .get
        guard !exchange.wantsJSON, !route.isCall else { throw Self.tooMany(seconds) }
        let permit = try site.policy.permit(route.permission, to: course.visitor.caller)
        var body = FormBody()
        if route.method != .get {
            body = try await self.body(exchange, route, course.visitor)
            course.isBodyLeftUnread = false
        }
        let request = WebRequest(
            method: .get, path: exchange.path, parameters: [:], query: .none, form: .none, files: [:], json: [],
            permit: permit, strings: exchange.strings, now: exchange.now, requestID: exchange.requestID,
            clientAddress: exchange.clientAddress, headers: exchange.headers, site: site, sessions: sessions,
            locked: course.visitor.locked, browser: course.visitor.browser, formTokens: formTokens)
        let here = exchange.rawQuery.isEmpty ? exchange.path : "\(exchange.path)?\(exchange.rawQuery)"
        let address = LocalPath.isSafe(here) ? here : exchange.path
        let t = exchange.strings
        let held = route.method == .get ? nil : HeldForm(path: address, form: body.form, hadFiles: false)
        let density: Page.Density = course.visitor.caller.staff == nil ? .citizen : .officer
        var answer = Answer.page(Page(title: t("web.paced.title"), density: density, main: """
            <h1>\(t("web.paced.title"))</h1>
            <p class="lead">\(t("problem.too-many-requests", ["seconds": t.formats.number(seconds)]))</p>
            <p>\(t("web.paced.kept"))</p>
            \(held?.form(request) { Components.buttonRow([Components.button(t("web.paced.again"))]) }
                ?? Components.buttonRow([Components.buttonLink(t("web.paced.again"), to: address)]))
            """), status: 429)
        answer.headers.append(("Retry-After", "\(seconds)"))
        answer.headers.append(("Cache-Control", "no-store"))
        return try writer.response(answer, exchange, course.visitor)
    }
}

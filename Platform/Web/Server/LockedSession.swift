import Access
import Base
import Hummingbird

/// The locked session: whoever rested too long is asked for the password, and nothing is lost meanwhile.
extension Dispatcher {
    /// The page that asks for the password; without one, whoever rested too long signs in anew.
    var unlockDoor: Route? {
        guard case .found(let route, _) = table.match(.get, SessionDoor.unlockPath) else { return nil }
        return route
    }

    /// A page asked for is come back to; a form sent is kept in the page that asks for the password.
    func locked(
        _ route: Route, _ door: Route, _ exchange: Exchange, _ course: inout Course
    ) async throws -> Response {
        guard !exchange.wantsJSON, !route.isQuiet else { throw Problem("session-locked", status: 401) }
        guard route.method != .get else {
            let here = exchange.rawQuery.isEmpty ? exchange.path : "\(exchange.path)?\(exchange.rawQuery)"
            let address = "\(SessionDoor.unlockPath)?tiep=\(PercentCoding.encoded(here))"
            let answer = Answer.redirect(to: LocalPath.isSafe(address) ? address : SessionDoor.unlockPath)
            return try writer.response(answer, exchange, course.visitor)
        }
        course.isBodyLeftUnread = true
        let body = try await self.body(exchange, route, course.visitor)
        course.isBodyLeftUnread = false
        return try await held(body, door, exchange, course.visitor)
    }

    /// The page that asks for the password, with the form that was sent in it.
    func held(
        _ body: FormBody, _ door: Route, _ exchange: Exchange, _ visitor: Visitor
    ) async throws -> Response {
        let query = exchange.rawQuery.isEmpty ? "" : "?\(exchange.rawQuery)"
        let request = WebRequest(
            method: .get, path: SessionDoor.unlockPath, parameters: [:], query: .none, form: .none, files: [:],
            json: [], permit: try site.policy.permit(door.permission, to: .anonymous), strings: exchange.strings,
            now: exchange.now, requestID: exchange.requestID, clientAddress: exchange.clientAddress,
            headers: exchange.headers, site: site, sessions: sessions, locked: visitor.locked,
            held: HeldForm(path: exchange.path + query, form: body.form, hadFiles: !body.files.isEmpty),
            browser: visitor.browser, formTokens: formTokens)
        var answer = try await door.handler(request)
        answer.status = 401
        return try writer.response(answer, exchange, visitor)
    }

    func sessionState(_ exchange: Exchange) async throws -> Answer {
        guard exchange.method == .get else { throw Problem("method-not-allowed", status: 405) }
        var left: Int64 = 0
        if let token = exchange.cookies[cookies.session] {
            let found = try await site.database.read { [sessions] in
                try sessions.find(token, at: exchange.now, in: $0)
            }
            left = found?.secondsLeft ?? 0
            if exchange.rawQuery == SessionDoor.presence, let found, !found.isLocked {
                if found.needsTouch { await touch(token, exchange) }
                left = sessions.rules.lockSeconds(for: found.caller) ?? left
            }
        }
        var answer = Answer.json(Array("{\"left\":\(left)}".utf8))
        answer.headers.append(("Cache-Control", "no-store"))
        return answer
    }
}

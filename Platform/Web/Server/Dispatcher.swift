import Access
import Base
import Crypto
import Foundation
import Hummingbird
import Logging
import NIOHTTP1
import Storage

/// Answers every request of the site: finds the route, knows the caller, checks the permission, reads the form within
/// its limits, calls the handler, and turns whatever comes of it into one answer.
package struct Dispatcher: HTTPResponder {
    package let sessions: Sessions
    package let localisation: Localisation
    package let metrics: Metrics
    let site: Site
    let settings: WebSettings
    let table: RouteTable
    private let house: HouseDoors
    let writer: AnswerWriter
    let formTokens: FormTokens
    let bearer: Bearer
    let paceKeeper: PaceKeeper
    private let publicShelf = PublicShelf()
    let cookies: CookieName
    private let logger: Logger
    private let listeners: Listeners
    private let recordReading: ReadRecorder

    /// - Parameter routes: of all features.
    /// - Parameter navigation: of all features, in any order.
    /// - Parameter recordReading: is told of each look at people's papers before its answer leaves.
    /// - Throws: `StorageError` when the shared key cannot be read or made; the tables must be there.
    /// - Precondition: somebody may use each route, and no two routes are the same door.
    package init(
        site: Site, routes: [Route], navigation: [NavigationEntry] = [], localisation: Localisation,
        resolveCaller: @escaping CallerResolver, resolveToken: @escaping TokenResolver = { _, _, _ in nil },
        recordReading: @escaping ReadRecorder = { _ in }, settings: WebSettings = WebSettings(),
        metrics: Metrics = Metrics(),
        assets: [PageAsset] = PageAsset.all, logger: Logger
    ) async throws {
        for route in routes {
            precondition(
                site.policy.permissions.contains(route.permission),
                "nobody is granted \(route.permission), which \(route.method.rawValue) \(route.path) asks for")
            precondition(HouseDoors.pattern(of: route.path) == nil, "\(route.path) is a door of the house")
            precondition(
                route.path.hasPrefix("/api/") == (route.api != nil),
                "\(route.path): /api/ is for operations of the API")
        }
        self.site = site
        self.settings = settings
        self.localisation = localisation
        self.metrics = metrics
        self.logger = logger
        self.recordReading = recordReading
        bearer = Bearer(resolveToken: resolveToken, resolveCaller: resolveCaller)
        paceKeeper = PaceKeeper(settings.paces)
        listeners = Listeners(limits: settings.limits, metrics: metrics)
        sessions = Sessions(rules: settings.sessions, resolveCaller: resolveCaller)
        table = RouteTable(routes)
        formTokens = FormTokens(key: try await SecretStore.formKey(in: site.database))
        cookies = CookieName(isHTTPS: settings.isHTTPS)
        let shelf = AssetShelf(assets)
        house = HouseDoors(
            site: site, shelf: shelf, localisation: localisation, metrics: metrics, settings: settings,
            startedAt: site.clock.now)
        writer = AnswerWriter(
            site: site, settings: settings, navigation: navigation.sorted { ($0.order, $0.path) < ($1.order, $1.path) },
            localisation: localisation, shelf: shelf, cookies: cookies, formTokens: formTokens)
    }

    /// Makes a session without a page: for tests and for services that sign people in by other ways.
    /// - Returns: the cookie that the browser must hold.
    package func beginSession(for account: AccountID) async throws -> (name: String, value: String) {
        let now = site.clock.now
        let token = try await site.database.write(lane: .free) { [sessions] tx in
            try sessions.begin(for: account, from: .unknown, endingOld: nil, at: now, in: tx)
        }
        return (cookies.session, token)
    }

    /// The token that a form from the browser with this secret cookie carries.
    package func formToken(for browserSecret: String) -> String { formTokens.token(for: browserSecret) }
    package var cookieNames: (session: String, browser: String) { (cookies.session, cookies.browser) }

    package func respond(to request: Request, context: WebContext) async throws -> Response {
        let watch = ContinuousClock()
        let began = watch.now
        metrics.add("http_requests_in_flight", by: 1)
        defer { metrics.add("http_requests_in_flight", by: -1) }
        let exchange = Exchange(
            request, peerAddress: context.peerAddress, now: site.clock.now, localisation: localisation,
            settings: settings)
        var course = Course()
        var response: Response
        do {
            response = try await answer(exchange, &course)
        } catch let error as HTTPParserError {
            throw error
        } catch {
            do { response = try refusal(error, exchange, &course) } catch {
                // The last resort: what a refusal itself may not say is answered with the plainest one, and logged.
                response = try refusal(Problem("internal", status: 500, detail: "\(error)"), exchange, &course)
            }
        }
        if course.isBodyLeftUnread { response = context.closing(response) }
        log(exchange, course, response, took: began.duration(to: watch.now))
        return response
    }

    /// What became known while a request was answered: for the error page and the log.
    struct Course {
        var pattern = "-"
        var visitor = Visitor.unknown
        var isBodyLeftUnread = false
        /// Why the request was refused: the problem's code.
        var refusal: String?
    }

    private func answer(_ exchange: Exchange, _ course: inout Course) async throws -> Response {
        guard exchange.rawQuery.utf8.count <= settings.limits.queryBytesMax else {
            throw Problem.queryTooLarge
        }
        if let pattern = HouseDoors.pattern(of: exchange.path) {
            course.pattern = pattern
            let answer = pattern == SessionDoor.path
                ? try await sessionState(exchange) : try await house.answer(exchange)
            return try writer.response(answer, exchange, .unknown)
        }
        if exchange.isAPI, exchange.request.method == .options { return try options(exchange, &course) }
        let (route, parameters) = try route(exchange)
        course.pattern = route.path
        course.visitor = try await exchange.isAPI
            ? program(exchange) : route.isCall ? .unknown : visitor(exchange, isQuiet: route.isQuiet)
        if let pace = route.pace {
            let seconds = secondsToWait(pace, course.visitor.caller, exchange)
            guard seconds == 0 else { return try await paused(seconds, route, exchange, &course) }
        }
        if course.visitor.locked != nil, !site.policy.allows(route.permission, to: .anonymous),
            let door = unlockDoor
        {
            return try await locked(route, door, exchange, &course)
        }
        let permit = try site.policy.permit(route.permission, to: course.visitor.caller)
        let query = try FormText.values(query: exchange.rawQuery, limits: settings.limits)
        var body = FormBody()
        if route.method != .get {
            course.isBodyLeftUnread = true
            body = try await self.body(exchange, route, course.visitor)
            course.isBodyLeftUnread = false
        }
        let request = WebRequest(
            method: route.method, path: exchange.path, parameters: parameters, query: query, form: body.form,
            files: body.files, json: body.json, permit: permit, strings: exchange.strings, now: exchange.now,
            requestID: exchange.requestID, clientAddress: exchange.clientAddress, headers: exchange.headers,
            site: site.walled(for: permit), sessions: sessions, locked: course.visitor.locked,
            browser: course.visitor.browser,
            formTokens: formTokens)
        if let stamp = route.stamp, course.visitor.caller == .anonymous, exchange.chosenLanguage == nil {
            return try await publicPage(stamp, route, request, exchange, course.visitor)
        }
        var answer: Answer
        do { answer = try await route.handler(request) } catch let problem as Problem {
            // A door for everybody that asks for an account inside, as those of the own account do.
            guard problem.status == 401, route.method != .get, !exchange.wantsJSON, course.visitor.locked != nil,
                let door = unlockDoor
            else { throw problem }
            return try await held(body, door, exchange, course.visitor)
        }
        if let look = ReadAct(route, request, answer) { try await recordReading(look) }
        if case .events(let events) = answer.body {
            answer.body = .events(try listeners.admit(events, of: course.visitor, isStillThere: isStillThere))
        }
        try await changeSession(&answer, exchange, course.visitor)
        if case .page = answer.body { course.visitor.counts = try await counts(for: course.visitor.caller) }
        return try writer.response(answer, exchange, course.visitor)
    }

    /// From the shelf while the stamp is the same, else drawn, and kept when it turned out to be a plain page.
    private func publicPage(
        _ stamp: @escaping @Sendable (Instant, Snapshot) throws -> String, _ route: Route, _ request: WebRequest,
        _ exchange: Exchange, _ visitor: Visitor
    ) async throws -> Response {
        let key = PublicShelf.Key(
            path: exchange.path, query: exchange.rawQuery, language: exchange.strings.language.tag)
        // Read before the page is drawn: a change in between makes the kept page old, never a new one wrong.
        let stamp = try await site.database.read { try stamp(exchange.now, $0) }
        if let item = publicShelf.item(key, stamp: stamp) { return writer.response(item, exchange) }
        let answer = try await route.handler(request)
        guard let item = writer.item(answer, exchange, visitor, stamp: stamp) else {
            return try writer.response(answer, exchange, visitor)
        }
        publicShelf.keep(item, key)
        return writer.response(item, exchange)
    }

    private func route(_ exchange: Exchange) throws(Problem) -> (Route, [String: String]) {
        switch table.match(exchange.method, exchange.path) {
        case .found(let route, let parameters): return (route, parameters)
        case .otherMethods(let methods):
            throw Problem("method-not-allowed", status: 405, arguments: ["allow": Self.allow(methods)])
        case .nothing: throw .notFound
        }
    }

    /// What may be asked of a path of the API. Nothing about other origins: the API is for programs, not for pages.
    private func options(_ exchange: Exchange, _ course: inout Course) throws -> Response {
        guard case .otherMethods(let methods) = table.match(nil, exchange.path) else { throw Problem.notFound }
        course.pattern = "OPTIONS"
        let answer = Answer(status: 204, headers: [("Allow", Self.allow(methods))], body: .empty)
        return try writer.response(answer, exchange, .unknown)
    }

    private static func allow(_ methods: Set<Route.Method>) -> String {
        let words = methods.map(\.rawValue) + (methods.contains(.get) ? ["HEAD"] : [])
        return words.sorted().joined(separator: ", ")
    }

    // MARK: The caller

    private func visitor(_ exchange: Exchange, isQuiet: Bool) async throws -> Visitor {
        let browserToken = exchange.cookies[cookies.browser]
        guard let token = exchange.cookies[cookies.session] else {
            return Visitor(caller: .anonymous, sessionToken: nil, browserToken: browserToken)
        }
        let found = try await site.database.read { [sessions] in try sessions.find(token, at: exchange.now, in: $0) }
        guard let found else { return Visitor(caller: .anonymous, sessionToken: nil, browserToken: browserToken) }
        guard !found.isLocked else {
            var visitor = Visitor(caller: .anonymous, sessionToken: token, browserToken: nil)
            visitor.locked = found.caller
            return visitor
        }
        if found.needsTouch, !isQuiet { await touch(token, exchange) }
        return Visitor(caller: found.caller, sessionToken: token, browserToken: nil)
    }

    /// What waits behind the menu's entries, asked after the page was made: what it has just shown waits no more.
    private func counts(for caller: Caller) async throws -> [String: Int] {
        let counting = writer.entries(for: caller).filter { $0.count != nil }
        guard let account = caller.account, !counting.isEmpty else { return [:] }
        return try await site.walled(for: caller).database.read { snapshot in
            var counts: [String: Int] = [:]
            for entry in counting { counts[entry.path] = try entry.count?(account, snapshot) }
            return counts
        }
    }

    /// A full disk must not keep people from reading: a failed touch is logged and tried again by the next request.
    func touch(_ token: String, _ exchange: Exchange) async {
        do {
            try await site.database.write(lane: .free) { [sessions] in
                try sessions.touch(token, at: exchange.now, in: $0)
            }
        } catch {
            logger.warning("session not touched", metadata: ["request": "\(exchange.requestID)", "error": "\(error)"])
        }
    }

    /// Whether the visitor's session lives and makes them who they were: same roles, same agency.
    private func isStillThere(_ visitor: Visitor) async -> Bool {
        guard let token = visitor.sessionToken else { return true }
        let now = site.clock.now
        let found = try? await site.database.read { [sessions] in try sessions.find(token, at: now, in: $0) }
        return found?.caller == visitor.caller && found?.isLocked == false
    }

    private func changeSession(_ answer: inout Answer, _ exchange: Exchange, _ visitor: Visitor) async throws {
        guard let change = answer.sessionChange else { return }
        if case .unlock = change {
            guard let token = visitor.sessionToken else { return }
            try await site.database.write(lane: .free) { [sessions] in
                try sessions.touch(token, at: exchange.now, in: $0)
            }
            return
        }
        // The mark that the browser had as a visitor ends with the visit, so nothing sent before can be sent again.
        answer.headers.append(("Set-Cookie", cookies.line(cookies.browser, "", maxAge: 0)))
        switch change {
        case .signIn(let account, let ticket):
            let origin = SessionOrigin(agent: exchange.headers["user-agent"], address: exchange.clientAddress)
            let token = try await site.database.write(lane: .free) { [sessions] tx in
                try sessions.begin(
                    for: account, from: origin, ticket: ticket, endingOld: visitor.sessionToken, at: exchange.now,
                    in: tx)
            }
            answer.headers.append(("Set-Cookie", cookies.line(cookies.session, token)))
        case .unlock: break
        case .signOut:
            if let token = visitor.sessionToken {
                try await site.database.write(lane: .free) { [sessions] in try sessions.end(token, in: $0) }
            }
            answer.headers.append(("Set-Cookie", cookies.line(cookies.session, "", maxAge: 0)))
            // Our pages keep nothing there; what others may have put there does not wait for the next person.
            answer.headers.append(("Clear-Site-Data", "\"storage\""))
        }
    }

    // MARK: The body

    func body(_ exchange: Exchange, _ route: Route, _ visitor: Visitor) async throws -> FormBody {
        let reader: FormReader
        if route.isCall {
            var limits = settings.limits
            limits.formBytesMax = limits.callBytesMax
            reader = FormReader(limits: limits, blobs: site.blobs) { _ in true }
        } else if route.api == nil {
            try OriginGate.check(exchange.request, publicOrigin: settings.publicOrigin)
            guard visitor.browser.isKnown else { throw Problem.forged }
            let secret = visitor.browser.value
            reader = FormReader(limits: settings.limits, blobs: site.blobs) { [formTokens] token in
                formTokens.isValid(token, for: secret)
            }
        } else {
            // A browser sends cookies by itself, but never a token: there is nothing that another site could forge.
            reader = FormReader(limits: settings.limits, blobs: site.blobs) { _ in true }
        }
        return try await TimeLimit.within(seconds: settings.limits.seconds(for: route.body)) {
            try await reader.read(exchange.request, allowed: route.body)
        }
    }

    // MARK: Refusals

    private func refusal(_ error: any Error, _ exchange: Exchange, _ course: inout Course) throws -> Response {
        let problem = ErrorAnswers.problem(for: error)
        course.refusal = problem.code
        if problem.status >= 500 {
            logger.error("request failed", metadata: [
                "request": "\(exchange.requestID)", "route": "\(course.pattern)", "code": "\(problem.code)",
                "detail": "\(problem.detail)",
            ])
        }
        let isPage = !exchange.wantsJSON
        if problem.status == 401, isPage, exchange.method == .get {
            let here = exchange.rawQuery.isEmpty ? exchange.path : "\(exchange.path)?\(exchange.rawQuery)"
            let start = course.visitor.locked == nil ? "/dang-nhap" : SessionDoor.unlockPath
            let door = "\(start)?tiep=\(PercentCoding.encoded(here))"
            // A way back that is longer than an address may be is not kept: the door must open whatever was asked.
            let answer = Answer.redirect(to: LocalPath.isSafe(door) ? door : start)
            return try writer.response(answer, exchange, course.visitor)
        }
        var answer = isPage
            ? ErrorAnswers.page(
                problem, exchange.strings, requestID: exchange.requestID, caller: course.visitor.caller)
            : ErrorAnswers.document(problem, exchange.strings, requestID: exchange.requestID)
        if let seconds = problem.retryAfterSeconds { answer.headers.append(("Retry-After", String(seconds))) }
        if problem.status == 405, let allow = problem.arguments["allow"] { answer.headers.append(("Allow", allow)) }
        if problem.status == 401, exchange.isAPI {
            answer.headers.append(("WWW-Authenticate", Bearer.challenge(problem)))
        }
        answer.headers.append(("Cache-Control", "no-store"))
        return try writer.response(answer, exchange, course.visitor)
    }

    // MARK: Afterwards

    /// One line a request: what a person must not be known by stays out, so no query, no name, no address. A refusal
    /// says its code, and one for want of a right, a token or patience the account's id: trying doors is seen.
    private func log(_ exchange: Exchange, _ course: Course, _ response: Response, took: Duration) {
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        let method = exchange.method == nil ? "OTHER" : exchange.request.method.rawValue
        let status = String(response.status.code)
        metrics.count("http_requests_total", [("method", method), ("route", course.pattern), ("status", status)])
        metrics.observe("http_request_duration_seconds", [("route", course.pattern)], seconds: seconds)
        var line: Logger.Metadata = [
            "method": "\(method)", "route": "\(course.pattern)", "status": "\(status)",
            "ms": "\((seconds * 10_000).rounded() / 10)", "request": "\(exchange.requestID)",
        ]
        if let refusal = course.refusal { line["code"] = "\(refusal)" }
        let isGuarded = [401, 403, 429].contains(response.status.code)
        if isGuarded, let account = course.visitor.caller.account { line["account"] = "\(account)" }
        logger.log(level: isGuarded ? .notice : .info, "request", metadata: line)
    }
}

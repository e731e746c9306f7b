import Access
import App
import Base
import Storage
import TestKit
import Testing
import Web

/// Generated from the router's own table: whoever adds a route is tested here without writing a line (T-11, T-20).
@Suite struct AccessTests {
    @Test(arguments: Engine.tested)
    func `every route answers every person as the access policy says`(engine: Engine) async throws {
        let house = try await House.make(engine)
        var differences: [String] = []
        var tally = Tally("every route as everybody", engine, routes: Self.routes.count)
        for persona in Persona.allCases {
            let caller = try await house.caller(of: persona)
            let token = try await house.token(of: persona)
            for route in Self.routes {
                // A browser of its own for each door: one of them signs out.
                let client = try await house.client(as: persona)
                let isOpen = caller != .anonymous || !Self.askForAnAccount.contains(route.path)
                let allowed = isOpen && house.app.site.policy.allows(route.permission, to: caller)
                let verdict = Self.verdict(
                    try await route.api == nil
                        ? Self.call(route, with: client) : Self.call(route, as: token, of: house))
                tally.count()
                let expected: Verdict = allowed ? .admitted : caller == .anonymous ? .signIn : .forbidden
                if verdict != expected {
                    differences.append(
                        "\(persona.rawValue) \(route.method.rawValue) \(route.path): \(verdict), not \(expected)")
                }
            }
        }
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        tally.say()
    }

    @Test(arguments: Engine.tested)
    func `no route that changes something works without the form's token, or with another browser's`(
        engine: Engine
    ) async throws {
        let house = try await House.make(engine)
        var open: [String] = []
        for route in Self.routes where route.method != .get && route.api == nil && !route.isCall {
            guard let persona = try await Self.admitted(to: route, of: house) else { continue }
            let client = try await house.client(as: persona)
            let foreign = WebClient(house.app.dispatcher).token
            for token in ["", foreign, "x"] {
                let status = try await Self.call(route, with: client, token: token).status
                if status != 403 { open.append("\(route.method.rawValue) \(route.path) with “\(token)”: \(status)") }
            }
        }
        #expect(open.isEmpty, "\(open.joined(separator: "\n"))")
    }

    @Test(arguments: Engine.tested)
    func `a browser that says another site sent the form is refused`(engine: Engine) async throws {
        let house = try await House.make(engine)
        for route in Self.routes where route.method != .get && route.api == nil && !route.isCall {
            guard let persona = try await Self.admitted(to: route, of: house) else { continue }
            let client = try await house.client(as: persona)
            for headers in [["origin": "https://evil.example"], ["sec-fetch-site": "cross-site"]] {
                let reply = try await Self.call(route, with: client, headers: headers)
                #expect(reply.status == 403, "\(route.method.rawValue) \(route.path) from \(headers)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `asking for every page as everybody changes nothing in the journal`(engine: Engine) async throws {
        let house = try await House.make(engine)
        let before = try await house.journalLength()
        for persona in Persona.allCases {
            let client = try await house.client(as: persona)
            for route in Self.routes where route.method == .get { _ = try await Self.call(route, with: client) }
        }
        #expect(try await house.journalLength() == before)
        let token = try #require(try await house.token(of: .reception))
        let since = try await house.journalLength()
        for route in Self.routes where route.method == .get && route.api != nil {
            _ = try await Self.call(route, as: token, of: house)
        }
        #expect(try await house.journalLength() == since)
    }

    @Test func `every permission that a route asks for is granted to somebody`() {
        let asked = Set(Self.routes.map(\.permission))
        #expect(asked.subtracting(Features.policy.permissions).isEmpty)
    }

    // MARK: Calling

    enum Verdict: Equatable { case admitted, signIn, forbidden, broken(Int) }

    /// Doors to the own account. They are open to an account without any role too (a one-time password takes the roles
    /// away), which no grant can say; so the handler itself asks for an account.
    static let askForAnAccount: Set<String> = Set(["", "/mat-khau", "/thong-tin"].map { "/tai-khoan\($0)" }
        + ["", "/bat", "/xac-nhan", "/ma-du-phong", "/go"].map { "/tai-khoan/xac-thuc\($0)" }
        + ["", "/ket-thuc", "/ket-thuc-khac"].map { "/tai-khoan/phien\($0)" }
        + ["", "/gui"].map { "/tai-khoan/so-dien-thoai\($0)" }
        + ["", "/xac-nhan", "/bo"].map { "/tai-khoan/lien-ket\($0)" })

    static let routes = Features.all.flatMap(\.routes)

    /// What the answer means for the person. 404 and 422 are answers of a handler: they were let in.
    static func verdict(_ reply: WebClient.Reply) -> Verdict {
        if reply.status == 401 || reply.location?.hasPrefix("/dang-nhap?") == true { return .signIn }
        if reply.status == 403 { return .forbidden }
        return reply.status >= 500 ? .broken(reply.status) : .admitted
    }

    /// Calls a door of the API with ids that nothing has: by a token, or as nobody.
    static func call(_ route: Route, as token: String?, of house: House) async throws -> WebClient.Reply {
        let client = WebClient(house.app.dispatcher)
        var headers = token.map { ["authorization": "Bearer \($0)"] } ?? [:]
        if route.method == .get { return try await client.send("GET", address(of: route), headers: headers) }
        headers["idempotency-key"] = OnceKey.fresh()
        headers["content-type"] = "application/json"
        var body = Array("{}".utf8)
        if case .file(_, let types) = route.body {
            headers["content-type"] = types.first
            body = Array("%PDF-1.7\n%%EOF\n".utf8)
        }
        return try await client.send(route.method.rawValue, address(of: route), headers: headers, body: [body])
    }

    static func address(of route: Route) -> String {
        "/" + route.path.split(separator: "/").map { part in
            part.hasPrefix(":") ? "01000000-0000-7000-8000-000000000000" : String(part)
        }.joined(separator: "/")
    }

    /// Calls a page with ids that nothing has.
    static func call(
        _ route: Route, with client: WebClient, token: String? = nil, headers: [String: String] = [:]
    ) async throws -> WebClient.Reply {
        let address = address(of: route)
        let form = token.map { ["csrf": $0] } ?? [:]
        if route.method == .get { return try await client.send("GET", address, headers: headers, chunksMax: 1) }
        switch route.body {
        case .files: return try await client.post(address, form: form, files: [], headers: headers)
        case .none, .form: return try await client.post(address, form: form, headers: headers)
        case .json, .file:
            var headers = headers
            headers["content-type"] = "application/json"
            headers["x-csrf-token"] = token ?? client.token
            return try await client.send(route.method.rawValue, address, headers: headers, body: [Array("{}".utf8)])
        }
    }

    /// Somebody who may use the route: the first in the list.
    static func admitted(to route: Route, of house: House) async throws -> Persona? {
        for persona in Persona.allCases {
            let caller = try await house.caller(of: persona)
            if house.app.site.policy.allows(route.permission, to: caller) { return persona }
        }
        return nil
    }
}

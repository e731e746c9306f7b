import Access
import App
import Base
import Foundation
import Identity
import Storage
import TestKit
import Testing
import Web

/// The API as a whole: its document, its tokens, and that both say what the routes do.
@Suite struct APITests {
    @Test func `every operation of the document is a route, and every route of the API stands in the document`()
        async throws
    {
        let house = try await House.make(.sqlite)
        let reply = try await WebClient(house.app.dispatcher).get("/api/v1/openapi.json")
        #expect(reply.status == 200)
        #expect(reply.header("content-type")?.hasPrefix("application/json") == true)
        let document = try JSONReader.read(reply.bytes)
        guard case .object(let paths)? = document["paths"]?.value else { throw Missing(what: "paths") }
        var described: Set<String> = []
        for path in paths {
            guard case .object(let methods) = path.node.value else { continue }
            for method in methods { described.insert("\(method.name.uppercased()) \(path.name)") }
        }
        let routes = Set(Features.all.flatMap(\.routes).filter { $0.path.hasPrefix("/api/") }.map { route in
            let parts = route.path.split(separator: "/").map { $0.hasPrefix(":") ? "/{\($0.dropFirst())}" : "/\($0)" }
            return "\(route.method.rawValue) \(parts.joined())"
        })
        #expect(described == routes)
    }

    @Test func `every reference of the document leads to a schema, and no operation has the name of another`()
        async throws
    {
        let house = try await House.make(.sqlite)
        let text = try await WebClient(house.app.dispatcher).get("/api/v1/openapi.json").text
        let document = try JSONReader.read(Array(text.utf8))
        guard case .object(let schemas)? = document["components"]?["schemas"]?.value else {
            throw Missing(what: "schemas")
        }
        let asked = Set(text.matches(of: /"#\/components\/schemas\/(\w+)"/).map { String($0.output.1) })
        #expect(asked.subtracting(schemas.map(\.name)).isEmpty)
        #expect(Set(schemas.map(\.name)).subtracting(asked).isEmpty, "nobody refers to these")
        let names = text.matches(of: /"operationId":"(\w+)"/).map { String($0.output.1) }
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: Engine.tested)
    func `whatever an operation answers, the document has said that it may`(engine: Engine) async throws {
        let house = try await House.make(engine)
        var undocumented: [String] = []
        for persona in [Persona.anonymous, .citizen, .reception, .specialist, .provinceMonitor] {
            let token = try await house.token(of: persona)
            for route in Features.all.flatMap(\.routes) {
                guard let operation = route.api else { continue }
                let reply = try await AccessTests.call(route, as: token, of: house)
                undocumented += operation.disagreements(
                    status: reply.status, contentType: reply.header("content-type") ?? "", bytes: reply.bytes,
                    policy: house.app.site.policy
                ).map { "\(persona.rawValue) \(route.method.rawValue) \(route.path): \($0)" }
            }
        }
        #expect(undocumented.isEmpty, "\(undocumented.joined(separator: "\n"))")
    }

    @Test(arguments: Engine.tested)
    func `a token that is unknown, malformed, expired or revoked is refused, and says how to ask`(
        engine: Engine
    ) async throws {
        let house = try await House.make(engine)
        let client = WebClient(house.app.dispatcher)
        func ask(_ header: String?) async throws -> WebClient.Reply {
            try await client.get("/api/v1/procedures?limit=1", headers: header.map { ["authorization": $0] } ?? [:])
        }
        #expect(try await ask(nil).status == 200)
        let token = try #require(try await house.token(of: .reception))
        #expect(try await ask("Bearer \(token)").status == 200)
        for wrong in ["Bearer nothing", "Bearer", "Basic YTpi", "Bearer \(token)x", token, "Bearer \(token) x"] {
            let reply = try await ask(wrong)
            #expect(reply.status == 401, "\(wrong)")
            #expect(reply.header("www-authenticate") == "Bearer realm=\"motcua\", error=\"invalid_token\"")
            #expect(reply.header("content-type") == "application/problem+json; charset=utf-8")
        }
        let act = try CommandAct.make(.identityTokens, command: "test", at: house.clock.clock.now)
        try await house.app.site.database.write { tx in
            for token in try AccessTokenStore.tokens(of: nil, in: tx) {
                try RevokeAccessToken(token.id).run(in: tx, act: act)
            }
        }
        #expect(try await ask("Bearer \(token)").status == 401)
        let second = try #require(try await house.token(of: .reception))
        #expect(try await ask("Bearer \(second)").status == 200)
        house.clock.advance(seconds: 3600)
        #expect(try await ask("Bearer \(second)").status == 401)
    }

    @Test func `a cookie opens no door of the API, and a token opens no page`() async throws {
        let house = try await House.make(.sqlite)
        let browser = try await house.client(as: .reception)
        let token = try #require(try await house.token(of: .reception))
        for route in Features.all.flatMap(\.routes) where route.method == .get {
            let address = AccessTests.address(of: route)
            if route.api == nil {
                let reply = try await WebClient(house.app.dispatcher).send(
                    "GET", address, headers: ["authorization": "Bearer \(token)"], chunksMax: 1)
                let asNobody = try await WebClient(house.app.dispatcher).send("GET", address, chunksMax: 1)
                #expect(reply.status == asNobody.status, "\(address)")
            } else {
                let reply = try await browser.get(address)
                let asNobody = try await WebClient(house.app.dispatcher).get(address)
                #expect(reply.status == asNobody.status, "\(address)")
            }
        }
    }

    @Test func `the paths of the API know their methods`() async throws {
        let client = WebClient(try await House.make(.sqlite).app.dispatcher)
        let options = try await client.send("OPTIONS", "/api/v1/procedures")
        #expect(options.status == 204)
        #expect(options.header("allow") == "GET, HEAD")
        #expect(options.header("access-control-allow-origin") == nil)
        let head = try await client.send("HEAD", "/api/v1/procedures?limit=1")
        #expect(head.status == 200 && head.bytes.isEmpty)
        for method in ["DELETE", "PUT", "PATCH", "POST"] {
            let reply = try await client.send(method, "/api/v1/procedures")
            #expect(reply.status == 405 && reply.header("allow") == "GET, HEAD", "\(method)")
        }
        #expect(try await client.get("/api/v1/nothing").status == 404)
        #expect(try await client.send("OPTIONS", "/api/v1/nothing").status == 404)
    }

    @Test func `what is public is asked for again with its tag`() async throws {
        let house = try await House.make(.sqlite)
        let client = WebClient(house.app.dispatcher)
        let token = try #require(try await house.token(of: .citizen))
        for headers in [[:], ["authorization": "Bearer \(token)"]] {
            let first = try await client.get("/api/v1/agencies?limit=5", headers: headers)
            let tag = try #require(first.header("etag"))
            let again = try await client.get(
                "/api/v1/agencies?limit=5", headers: headers.merging(["if-none-match": tag]) { $1 })
            #expect(again.status == 304 && again.bytes.isEmpty)
        }
    }

    struct Missing: Error { let what: String }
}

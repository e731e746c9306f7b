import App
import Base
import Storage
import TestKit
import Testing
import Web

/// Machines that ask too much are slowed down at the doors where that matters, and nowhere else.
@Suite struct PaceTests {
    private static let doors: Set<String> = [
        "GET /so-lieu", "GET /thu-tuc", "GET /thu-tuc/:code/niem-yet.pdf", "GET /thu-tuc/goi-y", "POST /kiem-chung",
        "POST /tra-cuu", "POST /tra-cuu/bien-nhan", "POST /dang-nhap/qua/:provider/dang-xuat",
    ]
    private static let slow = Paces(searchPerMinute: 1, lookUpsPerMinute: 1, programsPerMinute: 1)

    @Test func `search, look-ups and programs have a limit, and no other door`() async throws {
        let house = try await House.make(.sqlite, paces: Self.slow)
        var paced: Set<String> = []
        for route in AccessTests.routes where route.api == nil {
            // Twice each: what was worked out for the first is too much for the second.
            let client = WebClient(house.app.dispatcher, peerAddress: "198.51.100.7")
            _ = try await AccessTests.call(route, with: client)
            if try await AccessTests.call(route, with: client).status == 429 {
                paced.insert("\(route.method.rawValue) \(route.path)")
            }
            house.clock.advance(seconds: 60)
        }
        #expect(paced == Self.doors)
    }

    @Test(arguments: Engine.tested)
    func `every operation of the API counts for the account, whichever of its tokens is used`(
        engine: Engine
    ) async throws {
        let house = try await House.make(engine, paces: Self.slow)
        let policy = house.app.site.policy
        for persona in [Persona.anonymous, .citizen, .reception, .provinceMonitor] {
            let tokens = [try await house.token(of: persona), try await house.token(of: persona)]
            for route in AccessTests.routes {
                guard let operation = route.api else { continue }
                #expect(try await AccessTests.call(route, as: tokens[0], of: house).status != 429)
                let second = try await AccessTests.call(route, as: tokens[1], of: house)
                #expect(second.status == 429, "\(persona.rawValue) \(route.method.rawValue) \(route.path)")
                #expect(second.header("retry-after") == "60")
                #expect(operation.disagreements(
                    status: second.status, contentType: second.header("content-type") ?? "", bytes: second.bytes,
                    policy: policy) == [])
                house.clock.advance(seconds: 60)
            }
        }
    }

    @Test func `one account does not slow another, and whoever tries tokens slows only their own network`()
        async throws
    {
        let house = try await House.make(.sqlite, paces: Self.slow)
        func ask(_ token: String?, from address: String = "198.51.100.7") async throws -> Int {
            try await WebClient(house.app.dispatcher, peerAddress: address).get(
                "/api/v1/agencies", headers: token.map { ["authorization": "Bearer \($0)"] } ?? [:]).status
        }
        let first = try #require(try await house.token(of: .reception))
        let second = try #require(try await house.token(of: .citizen))
        #expect(try await ask(first) == 200)
        #expect(try await ask(first) == 429)
        #expect(try await ask(first, from: "203.0.113.9") == 429)
        #expect(try await ask(second) == 200)
        #expect(try await ask("guess") == 401)
        #expect(try await ask("another") == 429)
        #expect(try await ask(nil) == 429)
        #expect(try await ask("guess", from: "203.0.113.9") == 401)
        house.clock.advance(seconds: 60)
        #expect(try await ask(first) == 200)
    }
}

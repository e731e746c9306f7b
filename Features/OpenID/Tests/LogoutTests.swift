import Access
import Base
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Identity
@testable import OpenID

/// Somebody signs out at the provider, and is out here too.
@Suite struct LogoutTests {
    private static let path = "/dang-nhap/qua/vneid/dang-xuat"

    /// Somebody new with an account, and browsers in which they are signed in.
    private struct Scene {
        let world: ProviderWorld
        let account: AccountID

        init(_ engine: Engine = .sqlite) async throws {
            world = try await ProviderWorld(engine)
            world.source.change { $0.claims = Source.somebodyNew + [("sid", .text("s-1"))] }
            first = world.test.client
            try await world.register(first)
            account = try #require(try await world.account("045095000777"))
        }

        let first: WebClient

        func browser(session: String?) async throws -> WebClient {
            world.source.change { $0.claims = Source.somebodyNew + (session.map { [("sid", .text($0))] } ?? []) }
            let client = world.test.client
            #expect(try await world.signIn(client).status == 303)
            return client
        }

        func isIn(_ client: WebClient) async throws -> Bool { try await client.get("/tai-khoan").status == 200 }

        /// What the provider sends.
        func tell(
            _ changes: [(String, JSONNode.Value?)], id: String = SecretText.random(), by issuer: Issuer? = nil,
            path: String = LogoutTests.path
        ) async throws -> WebClient.Reply {
            let seconds = world.test.clock.clock.now.microseconds / 1_000_000
            let claims = LogoutTokenTests.claims([
                ("iat", .integer(seconds)), ("exp", .integer(seconds + 120)), ("sub", .text("new")), ("sid", nil),
                ("jti", .text(id)),
            ] + changes)
            var signer = issuer
            world.source.change { signer = signer ?? $0.issuer }
            return try await send(try #require(signer).token(claims), path: path)
        }

        func send(_ token: String, path: String = LogoutTests.path) async throws -> WebClient.Reply {
            try await world.test.client.send("POST", path,
                headers: ["content-type": "application/x-www-form-urlencoded"],
                body: [Array("logout_token=\(token)".utf8)])
        }

        /// How many sessions ended, each time that it was written down.
        func ended() async throws -> [String] {
            try await world.test.database.read { [account] in
                try Journal.entries(of: "account", account.description, in: $0)
                    .filter { $0.kind == "account.sessions-ended" }
                    .map { "\($0.facts["count"] ?? "") \($0.facts["provider"] ?? "")" }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever signs out there is out here at once, in the browsers of that stay`(engine: Engine) async throws {
        let scene = try await Scene(engine)
        let second = try await scene.browser(session: "s-2")
        let reply = try await scene.tell([("sid", .text("s-1"))])
        #expect(reply.status == 200)
        #expect(reply.bytes.isEmpty)
        #expect(reply.header("cache-control") == "no-store")
        #expect(reply.allHeaders("set-cookie").isEmpty)
        #expect(try await !scene.isIn(scene.first))
        #expect(try await scene.isIn(second))
        #expect(try await scene.ended() == ["1 VNeID"])
        // Again, by another token: nothing is left to end, and that is well.
        #expect(try await scene.tell([("sid", .text("s-1"))]).status == 200)
        #expect(try await scene.ended() == ["1 VNeID"])
        #expect(try await scene.isIn(second))
    }

    @Test(arguments: Engine.tested)
    func `a provider that names the person alone ends all that it opened, and nothing that the password did`(
        engine: Engine
    ) async throws {
        let scene = try await Scene(engine)
        let second = try await scene.browser(session: "s-2")
        let byPassword = try await scene.world.test.client(as: scene.account)
        let neighbour = try await scene.world.test.client(as: try #require(scene.world.people.accounts["0900000101"]))
        #expect(try await scene.tell([]).status == 200)
        #expect(try await !scene.isIn(scene.first))
        #expect(try await !scene.isIn(second))
        #expect(try await scene.isIn(byPassword))
        #expect(try await scene.isIn(neighbour))
        #expect(try await scene.ended() == ["2 VNeID"])
        // Who has left may come again.
        #expect(try await scene.isIn(try await scene.browser(session: "s-3")))
    }

    @Test(arguments: Engine.tested)
    func `the name of a stay is enough, and a stay whose name was never told ends with its person`(
        engine: Engine
    ) async throws {
        let scene = try await Scene(engine)
        let nameless = try await scene.browser(session: nil)
        #expect(try await scene.tell([("sub", nil), ("sid", .text("s-9"))]).status == 200)
        #expect(try await scene.isIn(scene.first))
        #expect(try await scene.tell([("sub", nil), ("sid", .text("s-1"))]).status == 200)
        #expect(try await !scene.isIn(scene.first))
        #expect(try await scene.isIn(nameless) == false)
        let again = try await scene.browser(session: nil)
        #expect(try await scene.tell([("sid", .text("s-9"))]).status == 200)
        #expect(try await !scene.isIn(again))
    }

    @Test(arguments: Engine.tested)
    func `a token counts once`(engine: Engine) async throws {
        let scene = try await Scene(engine)
        #expect(try await scene.tell([], id: "one").status == 200)
        let back = try await scene.browser(session: "s-2")
        let replay = try await scene.tell([], id: "one")
        #expect(replay.status == 400)
        #expect(replay.text.contains("replayed"))
        #expect(replay.header("cache-control") == "no-store")
        #expect(try await scene.isIn(back))
        // Also when many come at once.
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { try await scene.tell([], id: "two").status } }
            return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(answers == [200: 1, 400: 7])
        // What would not be believed any more is not remembered.
        scene.world.test.clock.advance(seconds: 900)
        #expect(try await scene.tell([], id: "three").status == 200)
        let kept = try await scene.world.test.database.read { snapshot -> Int in
            try snapshot.row("SELECT COUNT(*) AS n FROM openid_logout")?["n"] ?? 0
        }
        #expect(kept == 1)
    }

    @Test func `what cannot be believed ends nothing`() async throws {
        let scene = try await Scene()
        let stranger = Issuer(id: "k1")
        for (reply, cause) in [
            (try await scene.tell([("iss", .text("https://evil.example"))]), "issuer"),
            (try await scene.tell([], by: stranger), "signature"),
            (try await scene.tell([("nonce", .text("x"))]), "nonce"),
            (try await scene.send("a.b.c"), "shape"), (try await scene.send(""), "shape"),
            (try await scene.send("x&logout_token=y"), "logout_token"),
        ] {
            #expect(reply.status == 400)
            #expect(reply.header("content-type")?.hasPrefix("application/json") == true)
            #expect(reply.header("cache-control") == "no-store")
            #expect(reply.text == "{\"error\":\"invalid_request\",\"error_description\":\"\(cause)\"}")
        }
        #expect(try await scene.tell([], path: "/dang-nhap/qua/khong-co/dang-xuat").status == 410)
        let large = try await scene.send(String(repeating: "a", count: 65_536))
        #expect(large.status == 413)
        #expect(try await scene.isIn(scene.first))
        #expect(try await scene.ended() == [])
    }

    @Test func `a changed key is found, and a provider that is away or switched off changes nothing about that`()
        async throws
    {
        let scene = try await Scene()
        let newer = Issuer(id: "k2")
        scene.world.source.change { $0.issuer = newer }
        scene.world.test.clock.advance(seconds: ProviderMemory.keysPauseSeconds)
        #expect(try await scene.tell([]).status == 200)
        #expect(try await !scene.isIn(scene.first))
        // Without its keys nobody can say whose word it is.
        let back = try await scene.browser(session: "s-2")
        scene.world.test.clock.advance(seconds: ProviderMemory.keptSeconds)
        scene.world.source.change { $0.isAway = true }
        #expect(try await scene.tell([]).text.contains("no-key"))
        #expect(try await scene.isIn(back))
        scene.world.source.change { $0.isAway = false }
        scene.world.test.clock.advance(seconds: ProviderMemory.keysPauseSeconds)
        #expect(try await scene.tell([]).status == 200)
        #expect(try await !scene.isIn(back))
    }

    @Test(arguments: Engine.tested)
    func `a session that began with the provider and a code of the own device ends too`(engine: Engine) async throws {
        let scene = try await Scene(engine)
        let code = TimeCode(secret: Array("12345678901234567890".utf8))
        let now = scene.world.test.clock.clock.now
        try await scene.world.test.database.write { [account = scene.account] tx in
            try SecondFactorStore.begin(code.secret, of: account, at: now, in: tx)
            try SecondFactorStore.confirm(account, step: 0, at: now, in: tx)
        }
        let client = try await scene.browser(session: "s-2")
        #expect(try await !scene.isIn(client))
        let typed = code.code(of: TimeCode.step(at: now))
        let reply = try await client.submit("/dang-nhap/ma", form: ["code": typed])
        #expect(reply.status == 303)
        #expect(try await scene.isIn(client))
        #expect(try await scene.tell([("sid", .text("s-2"))]).status == 200)
        #expect(try await !scene.isIn(client))
        // Between provider and code: the code brings nobody in any more.
        let waiting = try await scene.browser(session: "s-3")
        #expect(try await scene.tell([("sid", .text("s-3"))]).status == 200)
        scene.world.test.clock.advance(seconds: 60)
        let next = code.code(of: TimeCode.step(at: scene.world.test.clock.clock.now))
        #expect(try await waiting.post("/dang-nhap/ma", form: ["code": next]).location?.hasPrefix("/dang-nhap") == true)
        #expect(try await !scene.isIn(waiting))
    }

    @Test func `whoever was recognised and has not chosen an account yet begins anew`() async throws {
        let world = try await ProviderWorld()
        world.source.change { $0.claims = Source.somebodyNew }
        let client = world.test.client
        #expect(try await world.signIn(client).location == "/dang-nhap/qua/vneid/tiep")
        let seconds = TestSite.morning.microseconds / 1_000_000
        var issuer: Issuer?
        world.source.change { issuer = $0.issuer }
        let token = try #require(issuer).token(LogoutTokenTests.claims([
            ("sub", .text("new")), ("iat", .integer(seconds)), ("exp", .integer(seconds + 60)),
        ]))
        let reply = try await world.test.client.send("POST", Self.path,
            headers: ["content-type": "application/x-www-form-urlencoded"],
            body: [Array("logout_token=\(token)".utf8)])
        #expect(reply.status == 200)
        #expect(try await client.get("/dang-nhap/qua/vneid/tiep").location == "/dang-nhap")
    }
}

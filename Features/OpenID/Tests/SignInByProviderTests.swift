import Access
import Base
import Identity
import Storage
import TestKit
import Testing
import Web
import Webhooks

@testable import OpenID

/// The way to a provider and back, through a browser inside the process.
@Suite struct SignInByProviderTests {
    @Test func `the front door has a button for each provider, and the password stays`() async throws {
        let world = try await ProviderWorld()
        let page = try await world.test.client.get("/dang-nhap?tiep=/thu-tuc/1.001193").text
        #expect(page.contains("href=\"/dang-nhap/qua/vneid?tiep=%2Fthu-tuc%2F1.001193\""))
        #expect(page.contains("name=\"password\""))
    }

    @Test func `somebody is sent away with what the way back must bring along`() async throws {
        let world = try await ProviderWorld()
        let asked = try await world.leave(world.test.client)
        #expect(asked["response_type"] == "code")
        #expect(asked["client_id"] == Issuer.client)
        #expect(asked["redirect_uri"] == "http://127.0.0.1:8080/dang-nhap/qua/vneid/ve")
        #expect(asked["scope"] == "openid profile")
        #expect(asked["code_challenge_method"] == "S256")
        #expect(asked["code_challenge"]?.utf8.count == 43)
        #expect(Set([asked["state"], asked["nonce"], asked["code_challenge"]]).count == 3)
    }

    @Test(arguments: Engine.tested)
    func `somebody new takes an account, and comes in at once the next time`(engine: Engine) async throws {
        let world = try await ProviderWorld(engine)
        world.source.change { $0.claims = Source.somebodyNew }
        let client = world.test.client
        try await world.register(client)
        let account = try #require(try await world.account("045095000777"))
        let page = try await client.get("/tai-khoan").text
        #expect(page.contains("Hồ Văn Mới"))
        #expect(page.contains("VNeID xác thực ngày 23/11/2026"))
        let again = world.test.client
        #expect(try await world.signIn(again, next: "/thu-tuc/1.001193").location == "/thu-tuc/1.001193")
        #expect(try await again.get("/tai-khoan").status == 200)
        let kinds = try await world.kinds(of: account)
        #expect(kinds == ["account.registered", "account.provider-linked", "account.signed-in", "account.signed-in"])
        // Both halves of the secret are encoded, and the verifier goes along.
        #expect(world.source.forms.allSatisfy { $0.contains("code_verifier=") && !$0.contains("client_secret") })
        #expect(world.source.headers.contains { $0.hasPrefix("Authorization: Basic ") })
    }

    @Test func `a callback that was used, is for another browser, or for nobody brings nobody in`() async throws {
        let world = try await ProviderWorld()
        let client = world.test.client
        let asked = try await world.leave(client)
        let stranger = world.test.client
        #expect(try await world.comeBack(stranger, asked).status == 400)
        #expect(try await client.get("/dang-nhap/qua/vneid/ve?code=abc&state=x").status == 400)
        #expect(try await client.get("/dang-nhap/qua/vneid/ve").status == 400)
        #expect(try await world.comeBack(client, asked).status == 303)
        #expect(try await world.comeBack(client, asked).status == 400)
        #expect(world.source.asked.filter { $0 == "/token" }.count == 1)
    }

    @Test func `a visit is over after ten minutes`() async throws {
        let world = try await ProviderWorld()
        let client = world.test.client
        let asked = try await world.leave(client)
        world.test.clock.advance(seconds: ProviderVisit.secondsMax)
        #expect(try await world.comeBack(client, asked).status == 400)
    }

    @Test func `new keys are looked for once, and not again within the minute`() async throws {
        let world = try await ProviderWorld()
        #expect(try await world.signIn(world.test.client).status == 303)
        world.source.change { $0.issuer = Issuer(id: "k2") }
        // The first keys were asked for a moment ago.
        #expect(try await world.signIn(world.test.client).status == 502)
        world.test.clock.advance(seconds: ProviderMemory.keysPauseSeconds)
        #expect(try await world.signIn(world.test.client).status == 303)
        #expect(try await world.signIn(world.test.client).status == 303)
        #expect(world.source.asked.filter { $0 == "/keys" }.count == 2)
    }

    @Test func `a provider that is away is said so, and is not asked again at once`() async throws {
        let world = try await ProviderWorld()
        world.source.change { $0.isAway = true }
        for _ in 0..<3 {
            let reply = try await world.test.client.get("/dang-nhap/qua/vneid")
            #expect(reply.status == 503)
            #expect(reply.text.contains("VNeID hiện không trả lời"))
            #expect(reply.text.contains("href=\"/dang-nhap\""))
        }
        #expect(world.source.asked.count == 1)
        world.test.clock.advance(seconds: ProviderMemory.awaySeconds)
        world.source.change { $0.isAway = false }
        #expect(try await world.signIn(world.test.client).status == 303)
    }

    @Test func `whoever says no, or lacks the level, is told what to do`() async throws {
        let world = try await ProviderWorld()
        let client = world.test.client
        let asked = try await world.leave(client)
        let no = try await client.get("/dang-nhap/qua/vneid/ve?error=access_denied&state=\(asked["state"] ?? "")")
        #expect(no.status == 403)
        #expect(no.text.contains("không đồng ý"))
        world.source.change { $0.claims = Source.xoan + [("loAs", .text("1"))] }
        let low = try await world.signIn(client)
        #expect(low.status == 403)
        #expect(low.text.contains("mức độ 2"))
    }

    @Test func `what a provider says of another nonce is not believed, and that is on record`() async throws {
        let world = try await ProviderWorld()
        let client = world.test.client
        let asked = try await world.leave(client)
        world.source.set(nonce: "another", at: TestSite.morning)
        let reply = try await client.get("/dang-nhap/qua/vneid/ve?code=abc&state=\(asked["state"] ?? "")")
        #expect(reply.status == 502)
        let entries = try await world.test.database.read { try JournalOf.unknown(in: $0) }
        #expect(entries.last?["cause"] == "id_token: nonce")
    }

    @Test func `a provider that names itself must do so`() async throws {
        let world = try await ProviderWorld()
        world.source.change { $0.namesItself = true }
        let client = world.test.client
        #expect(try await world.signIn(client).status == 502)
        for issuer in ["https://evil.example", "\(Issuer.address)/"] {
            let asked = try await world.leave(client)
            world.source.set(nonce: asked["nonce"] ?? "", at: TestSite.morning)
            let path = "/dang-nhap/qua/vneid/ve?code=abc&state=\(asked["state"] ?? "")&iss=\(issuer)"
            #expect(try await client.get(path).status == 502)
        }
        let asked = try await world.leave(client)
        world.source.set(nonce: asked["nonce"] ?? "", at: TestSite.morning)
        let path = "/dang-nhap/qua/vneid/ve?code=abc&state=\(asked["state"] ?? "")&iss=\(Issuer.address)"
        #expect(try await client.get(path).status == 303)
    }

    @Test func `what the token lacks is asked for, of the same person only`() async throws {
        let world = try await ProviderWorld()
        world.source.change { state in
            state.claims = [("sub", .text("new")), ("loAs", .text("2"))]
            state.userinfo = [
                ("sub", .text("new")), ("HoVaTen", .text("Hồ Văn Mới")), ("SoDinhDanh", .text("045095000777")),
                ("NgayThangNamSinh", .text("19950203")),
            ]
        }
        let client = world.test.client
        #expect(try await world.signIn(client).status == 303)
        #expect(try await client.get("/dang-nhap/qua/vneid/tiep").text.contains("Hồ Văn Mới"))
        world.source.change { $0.userinfo = [("sub", .text("another")), ("HoVaTen", .text("Kẻ gian"))] }
        #expect(try await world.signIn(world.test.client).status == 502)
    }

    @Test(arguments: [
        (OutwardOutcome.answered(400), #"{"error":"invalid_grant"}"#, 502), (.answered(401), "", 503),
        (.answered(200), "<html>", 502), (.answered(200), "{}", 502), (.failed("timeout"), "", 503),
        (.answered(200), #"{"id_token":"a.b.c"}"#, 502),
    ])
    func `other answers of the token endpoint bring nobody in`(
        outcome: OutwardOutcome, answer: String, status: Int
    ) async throws {
        let world = try await ProviderWorld()
        world.source.change { $0.token = (outcome, answer) }
        #expect(try await world.signIn(world.test.client).status == status)
    }

    @Test func `from one network not everybody can be sent away for ever`() async throws {
        let world = try await ProviderWorld()
        for _ in 0..<60 { _ = try await world.leave(world.test.client) }
        let reply = try await world.test.client.get("/dang-nhap/qua/vneid")
        #expect(reply.status == 429)
        #expect(reply.header("retry-after") != nil)
    }

    @Test func `who leaves is offered to leave there too`() async throws {
        let world = try await ProviderWorld()
        world.source.change { $0.claims = Source.somebodyNew }
        let client = world.test.client
        try await world.register(client)
        let reply = try await client.post("/dang-xuat")
        #expect(reply.status == 200)
        #expect(reply.text.contains("href=\"\(Issuer.address)/leave?id_token_hint="))
        #expect(reply.text.contains("post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2F"))
        #expect(try await client.get("/tai-khoan").status != 200)
        // Who came by the password goes home.
        try await client.signIn(as: world.people.accounts["0900000101"]!)
        #expect(try await client.post("/dang-xuat").location == "/?da-xong=signed-out")
    }

    @Test func `a provider that is switched off, or was never there, answers that it is gone`() async throws {
        let world = try await ProviderWorld()
        #expect(try await world.test.client.get("/dang-nhap/qua/dvcqg").status == 410)
        world.providers.choose([], line: ProviderLine())
        #expect(try await world.test.client.get("/dang-nhap/qua/vneid").status == 410)
        #expect(try await !world.test.client.get("/dang-nhap").text.contains("VNeID"))
    }
}

import Access
import Base
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Identity
@testable import OpenID

/// What an account becomes, and what nobody can make of it.
@Suite struct LinkTests {
    static let choice = "/dang-nhap/qua/vneid/tiep"

    @Test(arguments: Engine.tested)
    func `an account that is there is linked by its password, once`(engine: Engine) async throws {
        let world = try await ProviderWorld(engine)
        let client = world.test.client
        #expect(try await world.signIn(client, next: "/thu-tuc/1.001193").location == Self.choice)
        #expect(try await client.get(Self.choice).text.contains("tài khoản chưa xác thực"))
        let wrong = try await client.submit(
            Self.choice, form: ["login": "0900000102", "password": "sai"], to: "\(Self.choice)/noi")
        #expect(wrong.status == 422)
        let right = try await client.submit(
            Self.choice, form: ["login": "0900000102", "password": DemoPeople.password], to: "\(Self.choice)/noi")
        #expect(right.location == "/thu-tuc/1.001193")
        let account = try #require(world.people.accounts["0900000102"])
        #expect(try await world.account("045190000102") == account)
        #expect(try await world.kinds(of: account).suffix(2) == ["account.signed-in", "account.provider-linked"])
        #expect(try await world.signIn(world.test.client).location == "/ho-so-cua-toi")
    }

    @Test(arguments: Engine.tested)
    func `the password alone ties nothing to an account that has a second factor`(engine: Engine) async throws {
        let world = try await ProviderWorld(engine)
        let account = try #require(world.people.accounts["0900000103"])
        try await world.test.database.write { tx in
            try SecondFactorStore.begin(Array("12345678901234567890".utf8), of: account, at: TestSite.morning, in: tx)
            try SecondFactorStore.confirm(account, step: 0, at: TestSite.morning, in: tx)
        }
        let before = try await world.test.database.read { try CitizenStore.profile(of: account, in: $0) }
        let client = world.test.client
        #expect(try await world.signIn(client).location == Self.choice)
        let form = ["login": "0900000103", "password": DemoPeople.password]
        let reply = try await client.submit(Self.choice, form: form, to: "\(Self.choice)/noi")
        let after = try await world.test.database.read { snapshot in
            (try CitizenStore.profile(of: account, in: snapshot), try LinkStore.links(of: account, in: snapshot))
        }
        #expect(after.0 == before && after.1.isEmpty)
        #expect(reply.status == 409 && reply.text.contains("xác thực hai lớp"))
        #expect(try await world.kinds(of: account).last == "account.registered")
    }

    @Test func `without the password nobody gets into the account that only claims the number`() async throws {
        let world = try await ProviderWorld(linking: .level)
        let client = world.test.client
        // Even where the level is enough: a claim is no proof.
        #expect(try await world.signIn(client).location == Self.choice)
        let reply = try await client.submit(Self.choice, form: [:], to: "\(Self.choice)/lap")
        #expect(reply.status == 303)
        let claimant = try #require(world.people.accounts["0900000102"])
        let owner = try #require(try await world.account("045190000102"))
        #expect(owner != claimant)
        #expect(try await world.kinds(of: claimant).last == "account.claim-lost")
        // The claimant keeps the account, and the telephone to sign in with.
        let old = try await world.test.client.post("/dang-nhap", form: [
            "login": "0900000102", "password": DemoPeople.password,
        ])
        #expect(old.location == "/ho-so-cua-toi")
        let byNumber = try await world.test.client.post("/dang-nhap", form: [
            "login": "045190000102", "password": DemoPeople.password,
        ])
        #expect(byNumber.status == 422)
    }

    @Test func `a second provider of enough level finds the account that a first one has proven`() async throws {
        for (linking, status) in [(Provider.Linking.level, "/ho-so-cua-toi"), (.password, Self.choice)] {
            let world = try await ProviderWorld(linking: linking)
            let portal = ProviderWorld.provider(
                id: "dvcqg", issuer: "https://dvcqg.example", linking: .password, levelMin: 2)
            try await world.register(world.test.client)
            let account = try #require(try await world.account("045190000102"))
            // The same person is known to another provider under another name.
            try await world.test.database.write { tx in
                try LinkStore.remove(Issuer.address, of: account, in: tx)
                try LinkStore.insert(ProviderLink(issuer: portal.issuer, subject: "p", account: account,
                    linkedAt: TestSite.morning, usedAt: TestSite.morning), in: tx)
            }
            #expect(try await world.signIn(world.test.client).location == status)
        }
    }

    @Test func `a number that is proven for one account makes no second one`() async throws {
        let world = try await ProviderWorld()
        try await world.register(world.test.client)
        world.source.change { $0.claims = Source.xoan + [("sub", .text("another"))] }
        let client = world.test.client
        #expect(try await world.signIn(client).location == Self.choice)
        #expect(try await !client.get(Self.choice).text.contains("\(Self.choice)/lap"))
        #expect(try await client.post("\(Self.choice)/lap").status == 409)
    }

    @Test(arguments: Engine.tested)
    func `a citizen links the own account with the password, and unlinks it`(engine: Engine) async throws {
        let world = try await ProviderWorld(engine)
        let account = try #require(world.people.accounts["0900000102"])
        let client = try await world.test.client(as: account)
        let asked = try await world.leave(client)
        #expect(asked["prompt"] == "login")
        #expect(try await world.comeBack(client, asked).location == LinkPages.confirmPath)
        let path = LinkPages.confirmPath
        #expect(try await client.submit(path, form: ["password": "sai"]).status == 422)
        #expect(try await client.submit(path, form: ["password": DemoPeople.password]).status == 303)
        #expect(try await client.get(LinkPages.path).text.contains("Bỏ liên kết"))
        #expect(try await world.signIn(world.test.client).location == "/ho-so-cua-toi")
        let question = "\(LinkPages.endPath)?he-thong=\(Issuer.address)"
        #expect(try await client.get(question).text.contains("Bỏ liên kết với VNeID?"))
        #expect(try await client.post(LinkPages.endPath, form: ["he-thong": Issuer.address]).status == 303)
        #expect(try await client.post(LinkPages.endPath, form: ["he-thong": Issuer.address]).status == 404)
        #expect(try await world.signIn(world.test.client).location == Self.choice)
        #expect(try await world.kinds(of: account).last == "account.provider-unlinked")
    }

    @Test func `the only way in is not given up before a password is chosen`() async throws {
        let world = try await ProviderWorld()
        world.source.change { $0.claims = Source.somebodyNew }
        let client = world.test.client
        try await world.register(client)
        let unlink = ["he-thong": Issuer.address]
        #expect(try await client.post(LinkPages.endPath, form: unlink).status == 409)
        world.test.clock.advance(seconds: 601)
        let new = ["password": "mua-lua-chin-vang"]
        #expect(try await client.post("/tai-khoan/mat-khau", form: new).status == 403)
        #expect(try await world.signIn(client).status == 303)
        let again = world.test.client
        #expect(try await world.signIn(again).status == 303)
        let chosen = try await again.post("/tai-khoan/mat-khau", form: new)
        #expect(chosen.location == "/tai-khoan?da-xong=password-changed")
        #expect(try await again.post(LinkPages.endPath, form: unlink).status == 303)
    }

    @Test func `officials are not signed in this way, and link nothing`() async throws {
        let world = try await ProviderWorld()
        let official = try #require(world.people.accounts["motcua1"])
        let client = try await world.test.client(as: official)
        #expect(try await client.get("/dang-nhap/qua/vneid").location == "/tai-khoan")
        #expect(try await client.get(LinkPages.path).status == 404)
        let visitor = world.test.client
        #expect(try await world.signIn(visitor).location == Self.choice)
        let reply = try await visitor.submit(
            Self.choice, form: ["login": "motcua1", "password": DemoPeople.password], to: "\(Self.choice)/noi")
        #expect(reply.status == 422)
        // Nor by a row that somebody has written into the database.
        try await world.test.database.write { tx in
            try LinkStore.insert(ProviderLink(issuer: Issuer.address, subject: "0b9d", account: official,
                linkedAt: TestSite.morning, usedAt: TestSite.morning), in: tx)
        }
        #expect(try await world.signIn(world.test.client).status == 403)
    }

    @Test func `what somebody writes over a proven value is a claim again`() async throws {
        let world = try await ProviderWorld()
        let client = world.test.client
        try await world.register(client)
        let account = try #require(try await world.account("045190000102"))
        func proven() async throws -> Set<ProfileProof.Field> {
            Set(try await world.test.database.read { try ProofStore.proofs(of: account, in: $0).map(\.field) })
        }
        #expect(try await proven() == [.name, .personalID, .birthDate])
        _ = try await client.post("/tai-khoan/thong-tin", form: [
            "name": "Hồ Thị Xoan Mới", "birth-date-ngay": "25", "birth-date-thang": "7", "birth-date-nam": "1990",
        ])
        #expect(try await proven() == [.personalID, .birthDate])
    }

    @Test func `an account that was linked by one person is not taken by another`() async throws {
        let world = try await ProviderWorld()
        let account = try #require(world.people.accounts["0900000101"])
        try await world.register(world.test.client)
        let client = try await world.test.client(as: account)
        #expect(try await world.signIn(client).status == 409)
    }
}

/// Entries about nobody in particular.
enum JournalOf {
    static func unknown(in snapshot: Snapshot) throws -> [[String: String]] {
        try Journal.entries(of: "account", "unknown", in: snapshot).map(\.facts)
    }
}

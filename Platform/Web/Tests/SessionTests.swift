import Access
import Base
import Storage
import TestKit
import Testing

@testable import Web

@Suite struct SessionTests {
    /// Without a door that asks for the password, whoever rested signs in anew.
    @Test(arguments: Engine.tested)
    func anOfficersSessionLocksAfterAQuarterOfAnHourOfRest(_ engine: Engine) async throws {
        let site = try await TestHouse.make(engine)
        let client = try await site.client(as: try #require(TestHouse.officer.account))
        for _ in 0..<4 {
            site.clock.advance(seconds: 14 * 60)
            #expect(try await client.get("/ban-lam-viec").status == 200)
        }
        #expect(try await client.get("/phien").text == "{\"left\":900}")
        site.clock.advance(seconds: 10 * 60)
        #expect(try await client.get("/phien").text == "{\"left\":300}")
        #expect(try await client.get("/phien?o-day").text == "{\"left\":900}")
        site.clock.advance(seconds: 15 * 60)
        #expect(try await client.get("/phien?o-day").text == "{\"left\":0}", "too late to say that one is there")
        #expect(try await client.get("/ban-lam-viec").status != 200)
        #expect(try await client.get("/").status == 200, "what everybody may see")
    }

    @Test func aCitizenStaysForTwelveHours() async throws {
        let site = try await TestHouse.make()
        let client = try await site.client(as: try #require(TestHouse.citizen.account))
        site.clock.advance(seconds: 11 * 3600)
        #expect(try await client.get("/").text.contains("Lê Văn An"))
        site.clock.advance(seconds: 12 * 3600 + 1)
        #expect(try await !client.get("/").text.contains("Lê Văn An"))
    }

    @Test func everySessionEndsInTheEnd() async throws {
        let site = try await TestHouse.make()
        let client = try await site.client(as: try #require(TestHouse.officer.account))
        for _ in 0..<144 {
            #expect(try await client.get("/ban-lam-viec").status == 200)
            site.clock.advance(seconds: 10 * 60)
        }
        #expect(try await client.get("/ban-lam-viec").status == 303)
    }

    @Test func signingInMakesANewSessionAndEndsTheOldOne() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        #expect(try await client.post("/vao/cong-dan").status == 303)
        let first = try #require(client.cookies["motcua_session"])
        #expect(try await client.post("/vao/can-bo").status == 303)
        #expect(client.cookies["motcua_session"] != first)
        let thief = site.client
        thief.setCookie("motcua_session", first)
        #expect(try await !thief.get("/").text.contains("Lê Văn An"))
    }

    @Test func aSessionThatSomebodyPlantedIsWorthNothing() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        client.setCookie("motcua_session", "do-ke-gian-dat-san")
        #expect(try await client.get("/ban-lam-viec").status == 303)
        client.setCookie("motcua_browser", SecretText.random())
        client.setCookie("motcua_session", nil)
        #expect(try await client.post("/vao/can-bo").status == 303)
        #expect(client.cookies["motcua_session"] != "do-ke-gian-dat-san")
        #expect(try await client.get("/ban-lam-viec").status == 200)
    }

    @Test func signingOutEndsTheSessionOnTheServerToo() async throws {
        let site = try await TestHouse.make()
        let client = try await site.client(as: try #require(TestHouse.officer.account))
        let token = try #require(client.cookies["motcua_session"])
        let left = try await client.post("/dang-xuat")
        #expect(left.status == 303)
        #expect(left.header("clear-site-data") == "\"storage\"")
        #expect(client.cookies["motcua_session"] == nil)
        client.setCookie("motcua_session", token)
        #expect(try await client.get("/ban-lam-viec").status == 303)
    }

    @Test func allSessionsOfAnAccountCanBeEnded() async throws {
        let site = try await TestHouse.make()
        let account = try #require(TestHouse.officer.account)
        let clients = [try await site.client(as: account), try await site.client(as: account)]
        try await site.database.write(lane: .free) { try Sessions.endAll(of: account, in: $0) }
        for client in clients { #expect(try await client.get("/ban-lam-viec").status == 303) }
    }

    @Test(arguments: Engine.tested)
    func theOwnerSeesTheOwnSessionsAndEndsThem(_ engine: Engine) async throws {
        let site = try await TestHouse.make(engine)
        let account = try #require(TestHouse.officer.account)
        let phone = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36"
        let clients = (0..<3).map { _ in site.client }
        for client in clients {
            _ = try await client.post("/vao/can-bo", headers: ["user-agent": phone])
            site.clock.advance(seconds: 60)
        }
        _ = try await site.client.post("/vao/cong-dan")
        let sessions = Sessions(rules: SessionRules(), resolveCaller: { id, _ in
            id == account ? TestHouse.officer : TestHouse.citizen
        })
        func open() async throws -> [OpenSession] {
            let now = site.clock.clock.now
            return try await site.database.read { try sessions.open(of: account, at: now, in: $0) }
        }
        let found = try await open()
        #expect(found.map(\.since) == found.map(\.since).sorted(by: >) && found.count == 3)
        #expect(Set(found.map(\.device.system)) == [.androidPhone] && Set(found.map(\.device.program)) == [.chrome])
        #expect(found.allSatisfy { !$0.address.isEmpty && !$0.isLocked })

        let keys = try clients.map { Sessions.key(ofToken: try #require($0.cookies["motcua_session"])) }
        let stranger = try #require(TestHouse.citizen.account)
        #expect(try await site.database.write(lane: .free) { try Sessions.end(keys[2], of: stranger, in: $0) } == false)
        #expect(try await site.database.write(lane: .free) { try Sessions.end(keys[2], of: account, in: $0) })
        #expect(try await clients[2].get("/ban-lam-viec").status == 303)
        #expect(try await site.database.write(lane: .free) {
            try Sessions.endOthers(than: keys[0], of: account, in: $0)
        } == 1)
        #expect(try await clients[0].get("/ban-lam-viec").status == 200)
        site.clock.advance(seconds: 20 * 60)
        #expect(try await open().map(\.isLocked) == [true])
        site.clock.advance(seconds: 24 * 3600)
        #expect(try await open().isEmpty)
        let rows: [String] = try await site.database.read { snapshot in
            try snapshot.rows("SELECT address FROM web_session WHERE account = \(stranger)").map { try $0["address"] }
        }
        #expect(rows == [""], "from where a citizen came is not kept")
    }

    @Test func theDatabaseDoesNotHoldTheToken() async throws {
        let site = try await TestHouse.make()
        let client = try await site.client(as: try #require(TestHouse.officer.account))
        let token = try #require(client.cookies["motcua_session"])
        let digests: [String] = try await site.database.read {
            try $0.rows("SELECT digest FROM web_session").map { try $0["digest"] }
        }
        #expect(digests.count == 1)
        #expect(digests.first?.count == 64)
        #expect(!digests.contains(token))
    }

    @Test func anAccountThatIsClosedIsOutAtOnce() async throws {
        let site = try await TestHouse.make()
        let nobody = AccountID(at: TestSite.morning)
        #expect(try await site.client(as: nobody).get("/ban-lam-viec").status == 303)
    }

    @Test func cookiesCannotBeReadByScriptsNorSentToOtherSites() async throws {
        let secure = try await TestHouse.make(settings: WebSettings(publicOrigin: "https://motcua.test"))
        let client = secure.client
        let reply = try await client.post("/vao/can-bo")
        let cookie = try #require(reply.allHeaders("set-cookie").first { $0.hasPrefix("__Host-motcua_session=") })
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
        #expect(reply.header("strict-transport-security") == "max-age=31536000; includeSubDomains")
        let chosen = try await client.get("/ngon-ngu/en")
        #expect(chosen.header("set-cookie") == """
            __Host-ngon-ngu=en; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000; Secure
            """)
        #expect(try await client.get("/").text.contains("lang=\"en\""))
    }
}

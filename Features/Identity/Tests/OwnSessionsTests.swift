import Access
import Base
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Identity

/// Where somebody is signed in, and how that ends.
@Suite struct OwnSessionsTests {
    private static func kinds(_ house: PageTests.House, _ login: String) async throws -> [String] {
        let account = house.people.accounts[login]!.description
        return try await house.test.database.read { try Journal.entries(of: "account", account, in: $0).map(\.kind) }
    }

    /// The keys of the sessions that the page offers to end.
    private static func keys(_ page: String) -> [String] {
        page.matches(of: /name="session" value="([0-9a-f]{16})"/).map { String($0.output.1) }
    }

    @Test(arguments: Engine.tested, ["motcua1", "0900000101"])
    func `everybody sees the own sessions and ends one of them`(engine: Engine, login: String) async throws {
        let house = try await PageTests.House(engine)
        let (here, there) = (house.test.client, try await house.client(login))
        _ = try await here.post("/dang-nhap", form: ["login": login, "password": DemoPeople.password],
            headers: ["user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"])
        let page = try await here.get("/tai-khoan/phien").text
        #expect(page.contains("Firefox trên máy tính Linux") && page.contains("Trình duyệt khác trên thiết bị chưa rõ"))
        #expect(page.contains("Từ địa chỉ mạng") == (login == "motcua1"))
        let keys = Self.keys(page)
        #expect(keys.count == 1, "the own one is left by signing out")
        let ended = try await here.submit("/tai-khoan/phien", form: ["session": try #require(keys.first)],
            to: "/tai-khoan/phien/ket-thuc")
        #expect(ended.location == "/tai-khoan/phien?da-xong=sessions-ended")
        #expect(try await there.get("/tai-khoan").status != 200)
        #expect(try await here.get("/tai-khoan").status == 200)
        #expect(try await Self.kinds(house, login).last == "account.sessions-ended")
    }

    @Test func `all others end at once and nobody else's`() async throws {
        let house = try await PageTests.House()
        let clients = [
            try await house.client("motcua1"), try await house.client("motcua1"), try await house.client("motcua1"),
        ]
        let colleague = try await house.client("motcua2")
        let foreign = Self.keys(try await house.client("motcua2").get("/tai-khoan/phien").text)
        #expect(try await clients[0].post("/tai-khoan/phien/ket-thuc", form: ["session": foreign[0]]).status == 303)
        #expect(try await Self.kinds(house, "motcua1").contains("account.sessions-ended") == false)
        #expect(try await clients[0].submit("/tai-khoan/phien", form: [:], to: "/tai-khoan/phien/ket-thuc-khac")
            .status == 303)
        for (client, status) in zip(clients + [colleague], [200, 401, 401, 200]) {
            let reply = try await client.get("/tai-khoan")
            #expect(reply.status == status || (status == 401 && reply.status == 303))
        }
        let entry = try await house.test.database.read { snapshot in
            try Journal.entries(of: "account", house.people.accounts["motcua1"]!.description, in: snapshot).last
        }
        #expect(entry?.facts["count"] == "2")
    }

    @Test(arguments: Engine.tested)
    func `an administrator signs somebody of the own commune out everywhere`(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let account = commune.account("motcua1")
        let act = try await commune.act("quantri", .identityManage)
        try await commune.database.write { tx in try SignOutEverywhere(account).run(in: tx, act: act) }
        #expect(try await commune.journal(of: "motcua1").last == "account.sessions-ended")
        let citizen = commune.account("0900000101")
        await #expect(throws: Problem.notFound) {
            try await commune.database.write { tx in try SignOutEverywhere(citizen).run(in: tx, act: act) }
        }
    }

    @Test(arguments: Engine.tested)
    func `a changed second factor ends the other sessions`(engine: Engine) async throws {
        let house = try await PageTests.House(engine)
        let account = house.people.accounts["motcua1"]!
        let code = TimeCode(secret: Array("12345678901234567890".utf8))
        let begun = TestSite.morning
        try await house.test.database.write { tx in
            try SecondFactorStore.begin(Array("12345678901234567890".utf8), of: account, at: begun, in: tx)
            try SecondFactorStore.confirm(account, step: TimeCode.step(at: begun) - 10, at: begun, in: tx)
        }
        let (here, there) = (try await house.client("motcua1"), try await house.client("motcua1"))
        let typed = code.code(of: TimeCode.step(at: house.test.clock.clock.now))
        let page = SecondFactorPages.path
        let taken = try await here.submit(page, form: ["code": typed], to: "\(page)/go")
        #expect(taken.status == 303)
        #expect(try await Self.kinds(house, "motcua1").last == "account.second-factor-removed")
        #expect(try await there.get("/tai-khoan").status != 200)
        #expect(try await here.get("/tai-khoan").status == 200)
    }
}

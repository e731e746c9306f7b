import Storage
import TestKit
import Testing
import Web

@Suite struct ForgeryTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var form: [String: String] = ["ten": "An"]
        var headers: [String: String] = [:]
        let status: Int
    }

    static let cases = [
        Case(testDescription: "the page's own token", status: 303),
        Case(testDescription: "the same, sent from this site", headers: ["sec-fetch-site": "same-origin"], status: 303),
        Case(testDescription: "typed in by the person", headers: ["sec-fetch-site": "none"], status: 303),
        Case(testDescription: "this site as the origin", headers: ["origin": "http://motcua.test"], status: 303),
        Case(testDescription: "no token", form: ["ten": "An", "csrf": ""], status: 403),
        Case(testDescription: "a token that is none", form: ["ten": "An", "csrf": "abc"], status: 403),
        Case(testDescription: "64 bytes of nothing", form: ["csrf": String(repeating: "A", count: 86)], status: 403),
        Case(testDescription: "another site", headers: ["sec-fetch-site": "cross-site"], status: 403),
        Case(testDescription: "a neighbour's site", headers: ["sec-fetch-site": "same-site"], status: 403),
        Case(testDescription: "another origin", headers: ["origin": "http://lua-dao.test"], status: 403),
        Case(testDescription: "an origin that is hidden", headers: ["origin": "null"], status: 403),
    ]

    @Test(arguments: cases) func aFormIsTakenOnlyFromItsOwnPage(_ one: Case) async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.post("/ghi", form: one.form, headers: one.headers)
        #expect(reply.status == one.status)
        #expect(try await TestHouse.visits(site) == (one.status == 303 ? ["An"] : []))
    }

    @Test func anotherServerCallsWithoutATokenAndIsNobody() async throws {
        let site = try await TestHouse.make(routes: [
            .call("/goi", "test.see") { request in
                .json(Array("\(request.form["ten"])|\(request.caller == .anonymous)".utf8))
            },
            .call("/viec", "test.work") { _ in .json([]) },
        ])
        let officer = try await site.client(as: TestHouse.officer.account!)
        func call(_ path: String, _ body: String) async throws -> WebClient.Reply {
            try await officer.send("POST", path, headers: [
                "content-type": "application/x-www-form-urlencoded", "origin": "https://noi-khac.test",
                "sec-fetch-site": "cross-site",
            ], body: [Array(body.utf8)])
        }
        #expect(try await call("/goi", "ten=An").text == "An|true")
        // Whatever cookies a browser brings along, they open nothing there.
        #expect(try await call("/viec", "ten=An").status == 401)
        #expect(try await call("/goi", "ten=\(String(repeating: "a", count: 65_536))").status == 413)
    }

    @Test func theTokenOfAnotherBrowserIsRefused() async throws {
        let site = try await TestHouse.make()
        let other = site.client.token
        #expect(try await site.client.post("/ghi", form: ["ten": "An", "csrf": other]).status == 403)
    }

    @Test func aBrowserWithoutItsCookieIsRefused() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let token = client.token
        client.clearCookies()
        let body = WebClient.urlEncoded(["csrf": token, "once": OnceKey.fresh(), "ten": "An"])
        let headers = ["content-type": "application/x-www-form-urlencoded"]
        #expect(try await client.send("POST", "/ghi", headers: headers, body: [body]).status == 403)
    }

    @Test func theTokenFromBeforeSigningInIsRefusedAfterIt() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let token = client.token
        #expect(try await client.post("/vao/cong-dan").status == 303)
        #expect(try await client.post("/ghi", form: ["ten": "An", "csrf": token]).status == 403)
        #expect(try await client.post("/ghi", form: ["ten": "An"]).status == 303)
    }

    @Test func everyPageMasksTheTokenAnew() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let first = client.token
        #expect(first != client.token)
        #expect(try await client.post("/ghi", form: ["ten": "An", "csrf": first]).status == 303)
    }

    @Test func aTokenHoldsInEveryProcessOfTheInstallation() async throws {
        let site = try await TestHouse.make()
        let second = try await TestSite.make(on: site.database, features: [TestHouse.feature()], clock: site.clock)
        let client = site.client
        let token = client.token
        let elsewhere = second.client
        for (name, value) in client.cookies { elsewhere.setCookie(name, value) }
        #expect(try await elsewhere.post("/ghi", form: ["ten": "An", "csrf": token]).status == 303)
    }

    @Test func aProgramCarriesTheTokenInAHeader() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let headers = ["content-type": "application/json", "x-csrf-token": client.token]
        let reply = try await client.send("POST", "/so", headers: headers, body: [Array("{}".utf8)])
        #expect(reply.status == 200)
        let without = ["content-type": "application/json"]
        #expect(try await client.send("POST", "/so", headers: without, body: [Array("{}".utf8)]).status == 403)
    }

    @Test func filesAreNotTakenInBeforeTheToken() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let file = WebClient.Upload("tep", name: "a.pdf", bytes: TestFiles.pdf)
        let late = WebClient.multipart([], [file]).dropLast(4) + WebClient.multipart([("csrf", client.token)], [])
        let headers = ["content-type": "multipart/form-data; boundary=------motcua-test-boundary"]
        #expect(try await client.send("POST", "/tep", headers: headers, body: [Array(late)]).status == 403)
    }

    @Test func readingAPageNeverNeedsAToken() async throws {
        let site = try await TestHouse.make()
        #expect(try await site.client.get("/", headers: ["sec-fetch-site": "cross-site"]).status == 200)
    }
}

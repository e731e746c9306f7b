import Base
import Foundation
import Storage
import TestKit
import Testing
import Web

@Suite struct AnswerTests {
    static let kinds = [
        "/", "/khong-co", "/ghi", "/ban-lam-viec", "/hong", "/bao-tri", "/healthz", "/readyz", "/metrics",
        "/ngon-ngu/en", "/van-ban", "/t/0/khong-co.css", "/bieu-mau", "/luong",
    ]

    @Test(arguments: kinds) func everyAnswerCarriesTheSecurityHeaders(_ path: String) async throws {
        let site = try await TestHouse.make(routes: Self.more)
        let reply = try await site.client.get(path)
        #expect(reply.header("content-security-policy") == """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
            connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'; \
            object-src 'none'
            """)
        #expect(reply.header("x-content-type-options") == "nosniff")
        #expect(reply.header("referrer-policy") == "same-origin")
        #expect(reply.header("cross-origin-opener-policy") == "same-origin")
        #expect(reply.header("permissions-policy") != nil)
        #expect(reply.header("strict-transport-security") == nil)
        #expect(reply.header("x-request-id")?.count == 16)
    }

    private static let more: [Route] = [
        .get("/van-ban", "test.see") { _ in
            .file(Array(String(repeating: "Một cửa. ", count: 500).utf8), type: "text/plain", name: "a\r\nX: y\".txt")
        },
        .get("/luong", "test.see") { _ in
            let chunks = AsyncThrowingStream<[UInt8], any Error> { sink in
                for _ in 0..<3 { sink.yield([UInt8](repeating: 65, count: 1000)) }
                sink.finish()
            }
            return Answer(body: .stream(chunks, contentType: "application/pdf", length: 3000))
        },
        .get("/su-kien", "test.see") { _ in
            let events = AsyncStream<ServerEvent> { sink in
                sink.yield(ServerEvent(id: "7", name: "called", data: "A\nB"))
            }
            return Answer(body: .events(events))
        },
        .get("/ra-ngoai", "test.see") { .redirect(to: $0.query["ve"]) },
    ]

    // MARK: Refusals

    @Test(arguments: [
        ("/khong-co", 404, "Không tìm thấy trang này"), ("/hong", 500, "Hệ thống gặp lỗi"),
        ("/bao-tri", 503, "Hệ thống đang bận"), ("/day", 507, "Hệ thống đã hết chỗ lưu"),
    ])
    func aRefusalIsAPageThatSaysWhatToDo(_ path: String, _ status: Int, _ words: String) async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.get(path)
        #expect(reply.status == status)
        #expect(reply.text.contains("<h1>\(words)"))
        #expect(reply.text.contains(try #require(reply.header("x-request-id"))))
        #expect(!reply.text.contains("mật khẩu"))
        #expect(reply.header("cache-control") == "no-store")
        #expect((reply.header("retry-after") != nil) == (status == 503))
    }

    @Test func aRefusalSpeaksThePersonsLanguage() async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.get("/khong-co", headers: ["accept-language": "en-GB,vi;q=0.5"])
        #expect(reply.text.contains("This page was not found"))
    }

    @Test func aProgramGetsTheProblemAsADocument() async throws {
        let site = try await TestHouse.make()
        for (path, headers) in [("/khong-co", ["accept": "application/json"]), ("/api/v1/khong-co", [:])] {
            let reply = try await site.client.get(path, headers: headers)
            #expect(reply.status == 404)
            #expect(reply.header("content-type") == "application/problem+json; charset=utf-8")
            let object = try JSONSerialization.jsonObject(with: Data(reply.bytes)) as? [String: Any]
            #expect(object?["code"] as? String == "not-found")
            #expect(object?["status"] as? Int == 404)
            #expect(object?["title"] as? String == "Không tìm thấy trang này")
        }
        let reply = try await site.client.post("/ghi", headers: ["accept": "application/json"])
        let object = try JSONSerialization.jsonObject(with: Data(reply.bytes)) as? [String: Any]
        let fields = object?["fields"] as? [[String: String]]
        #expect(fields?.first?["field"] == "ten")
    }

    @Test func aKnownPathWithAnotherMethodSaysWhichItTakes() async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.post("/")
        #expect(reply.status == 405)
        #expect(reply.header("allow") == "GET, HEAD")
        #expect(try await site.client.get("/ghi").header("allow") == "POST")
        #expect(try await site.client.send("PATCH", "/").header("allow") == "GET, HEAD")
        #expect(try await site.client.send("BREW", "/khong-co").status == 404)
        #expect(try await site.client.send("POST", "/healthz").status == 405)
    }

    @Test func theErrorPageRendersWhileTheDatabaseIsAway() async throws {
        let site = try await TestHouse.make()
        let client = try await site.client(as: try #require(TestHouse.officer.account))
        await site.database.close()
        let reply = try await client.get("/ban-lam-viec")
        #expect(reply.status == 503)
        #expect(reply.text.contains("Hệ thống đang bận"))
        #expect(try await client.get("/healthz").status == 200)
        #expect(try await client.get("/readyz").status == 503)
    }

    // MARK: Redirects, notices, heads

    @Test(arguments: ["//lua-dao.test", "https://lua-dao.test", "/\\lua-dao.test", "javascript:alert(1)", ""])
    func aRedirectNeverLeavesTheSite(_ target: String) async throws {
        let site = try await TestHouse.make(routes: Self.more)
        let reply = try await site.client.get("/ra-ngoai?ve=\(PercentCoding.encoded(target))")
        #expect(reply.status == 500)
        #expect(reply.location == nil)
    }

    @Test func aHeaderLineCannotBeSplit() async throws {
        let site = try await TestHouse.make(routes: Self.more)
        let target = try await site.client.get("/ra-ngoai?ve=%2F%C4%91%20a%0d%0aSet-Cookie:x=1")
        #expect(target.status == 500)
        #expect(try await site.client.get("/ra-ngoai?ve=%2F%C4%91%20a").location == "/%C4%91%20a")
        let file = try await site.client.get("/van-ban")
        #expect(file.header("content-disposition") == "inline; filename=\"a__X: y_.txt\"")
        #expect(file.header("x") == nil)
    }

    @Test(arguments: [
        ("Giấy tờ.pdf", "filename=\"Gi_y t_.pdf\"; filename*=UTF-8''Gi%E1%BA%A5y%20t%E1%BB%9D.pdf"),
        ("a\\", "filename=\"a_\""), ("a\u{7F}b", "filename=\"a_b\""),
        ("ơ\"\r\n;\u{202E}fdp.exe", "filename=\"____;_fdp.exe\"; filename*=UTF-8''%C6%A1%22%20%3Bfdp.exe"),
    ])
    func `a file's name comes whole and never ends its header line`(name: String, parameters: String) async throws {
        let site = try await TestHouse.make(routes: [
            .get("/ten-tep", "test.see") { _ in .file([65], type: "text/plain", name: name) }
        ])
        #expect(try await site.client.get("/ten-tep").header("content-disposition") == "inline; \(parameters)")
    }

    @Test func aNoticeShowsOnlyWhenItsSentenceExists() async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.get("/?da-xong=%3Cscript%3E")
        #expect(reply.status == 200)
        #expect(!reply.text.contains("script%3E") && !reply.text.contains("notice."))
    }

    @Test func aHeadIsThePageWithoutItsBody() async throws {
        let site = try await TestHouse.make()
        let page = try await site.client.get("/")
        let head = try await site.client.send("HEAD", "/")
        #expect(head.status == 200)
        #expect(head.bytes.isEmpty)
        #expect(head.header("content-length") == String(page.bytes.count))
    }

    // MARK: Caching and compression

    @Test func textIsCompressedForWhoeverWantsIt() async throws {
        let site = try await TestHouse.make(routes: Self.more)
        let plain = try await site.client.get("/van-ban")
        let small = try await site.client.get("/van-ban", headers: ["accept-encoding": "br, gzip"])
        #expect(small.header("content-encoding") == "gzip")
        #expect(small.bytes.count * 10 < plain.bytes.count)
        #expect(Array(small.bytes.prefix(2)) == [0x1f, 0x8b])
        #expect(plain.allHeaders("vary").contains("Accept-Encoding"))
        let refused = try await site.client.get("/van-ban", headers: ["accept-encoding": "gzip;q=0"])
        #expect(refused.header("content-encoding") == nil)
        let file = try await site.client.get("/luong", headers: ["accept-encoding": "gzip"])
        #expect(file.bytes.count == 3000)
        #expect(file.header("content-length") == "3000")
    }

    @Test func aPublicPageIsSentOnceAndThenOnlyConfirmed() async throws {
        let site = try await TestHouse.make()
        let first = try await site.client.get("/")
        #expect(first.header("cache-control") == "no-cache")
        let tag = try #require(first.header("etag"))
        let second = try await site.client.get("/", headers: ["if-none-match": tag])
        #expect(second.status == 304)
        #expect(second.bytes.isEmpty)
        let english = try await site.client.get("/", headers: ["if-none-match": tag, "accept-language": "en"])
        #expect(english.status == 200)
    }

    @Test func aPageWithAFormIsKeptNowhere() async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.get("/bieu-mau")
        #expect(reply.header("cache-control") == "no-store")
        #expect(reply.header("etag") == nil)
        #expect(reply.allHeaders("set-cookie").count == 1)
    }

    @Test func assetsAreKeptForEver() async throws {
        let site = try await TestHouse.make()
        let page = try await site.client.get("/")
        let path = try #require(page.text.firstMatch(of: /href="(\/t\/[0-9a-f]{16}\/app\.css)"/)).output.1
        let reply = try await site.client.get(String(path), headers: ["accept-encoding": "gzip"])
        #expect(reply.status == 200)
        #expect(reply.header("cache-control") == "public, max-age=31536000, immutable")
        #expect(reply.header("content-encoding") == "gzip")
        #expect(reply.header("content-type") == "text/css; charset=utf-8")
    }

    // MARK: Live events

    @Test func eventsAreWrittenAsBrowsersReadThem() async throws {
        let site = try await TestHouse.make(routes: Self.more)
        let reply = try await site.client.send("GET", "/su-kien", chunksMax: 2)
        #expect(reply.header("content-type") == "text/event-stream")
        #expect(reply.header("cache-control") == "no-store")
        #expect(reply.text == ": mo\n\nid: 7\nevent: called\ndata: A\ndata: B\n\n")
    }
}

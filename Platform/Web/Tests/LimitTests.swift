import Base
import Foundation
import Hummingbird
import Storage
import TestKit
import Testing
import Web

@Suite struct LimitTests {
    private let urlEncoded = ["content-type": "application/x-www-form-urlencoded"]
    private let multipart = ["content-type": "multipart/form-data; boundary=------motcua-test-boundary"]

    @Test func aFormThatIsTooLargeIsRefused() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let large = (0..<5).map { ("f\($0)", String(repeating: "a", count: 60_000)) }
        let form = Dictionary(uniqueKeysWithValues: large)
        #expect(try await client.post("/vong", form: form).status == 413)
        let declared = urlEncoded.merging(["content-length": "9999999"]) { $1 }
        #expect(try await client.send("POST", "/vong", headers: declared).status == 413)
    }

    @Test func aFieldThatIsTooLargeIsRefused() async throws {
        let site = try await TestHouse.make()
        let form = ["ten": String(repeating: "a", count: 70_000)]
        #expect(try await site.client.post("/vong", form: form).status == 413)
        #expect(try await site.client.post("/tep", form: form, files: []).status == 413)
    }

    @Test func tooManyFieldsAreRefused() async throws {
        let site = try await TestHouse.make()
        let form = Dictionary(uniqueKeysWithValues: (0..<600).map { ("f\($0)", "1") })
        #expect(try await site.client.post("/vong", form: form).status == 413)
    }

    @Test(arguments: ["ten=%ff", "ten=%C3%28", "ten=%4", "ten=%zz", "%ED%A0%80=1"])
    func textThatIsNoTextIsRefused(_ body: String) async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let text = "csrf=\(client.token)&\(body)"
        #expect(try await client.send("POST", "/vong", headers: urlEncoded, body: [Array(text.utf8)]).status == 400)
    }

    @Test func textIsTidiedAndKeepsItsLines() async throws {
        let site = try await TestHouse.make()
        let typed = "  Đống\u{0} Đa\r\nHa\u{300} No\u{323}\u{302}i\r \n"
        let reply = try await site.client.post("/vong", form: ["ten": typed])
        #expect(reply.bytes == Array("Đống Đa\nHà Nội|3".utf8))
    }

    @Test func aBodyOfAnotherTypeIsRefused() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        for type in ["text/plain", "application/json", ""] {
            let headers = ["content-type": type, "x-csrf-token": client.token]
            #expect(try await client.send("POST", "/vong", headers: headers, body: [[1]]).status == 415)
        }
    }

    @Test func aFormThatBreaksOffIsRefused() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let whole = WebClient.multipart(
            [("csrf", client.token), ("once", OnceKey.fresh())],
            [WebClient.Upload("tep", name: "a.pdf", bytes: TestFiles.pdf)])
        for length in stride(from: 0, to: whole.count - 4, by: 13) {
            let reply = try await client.send("POST", "/tep", headers: multipart, body: [Array(whole[..<length])])
            #expect(reply.status == 400, "cut at \(length) of \(whole.count)")
        }
        #expect(try await client.send("POST", "/tep", headers: multipart, body: [whole]).status == 200)
    }

    @Test func filesArriveInWhateverPiecesTheLineBringsThem() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let whole = WebClient.multipart(
            [("csrf", client.token)], [
                WebClient.Upload("tep", name: "giấy khai sinh.pdf", bytes: TestFiles.pdf + Array("\r\n--".utf8)),
                WebClient.Upload("tep", name: "", bytes: []),
            ])
        for size in [1, 2, 7, 64, 1000] {
            let pieces = stride(from: 0, to: whole.count, by: size).map { Array(whole[$0..<min($0 + size, whole.count)]) }
            let (body, source) = RequestBody.makeStream()
            async let reply = client.send("POST", "/tep", headers: multipart, streaming: body)
            for piece in pieces { await source.yield(ByteBuffer(bytes: piece)) }
            source.finish()
            let text = try await reply.text
            #expect(text == "giấy khai sinh.pdf:\(TestFiles.pdf.count + 4)")
        }
    }

    @Test func filesHaveALimitEachAndInNumber() async throws {
        let site = try await TestHouse.make()
        let large = WebClient.Upload("tep", name: "a.pdf", bytes: TestFiles.pdf + [UInt8](repeating: 32, count: 2000))
        #expect(try await site.client.post("/tep", files: [large]).status == 413)
        let many = (0..<11).map { WebClient.Upload("tep", name: "\($0).pdf", bytes: TestFiles.pdf) }
        #expect(try await site.client.post("/tep", files: many).status == 413)
        let onAPlainForm = WebClient.Upload("tep", name: "a.pdf", bytes: TestFiles.pdf)
        #expect(try await site.client.post("/vong", files: [onAPlainForm]).status == 415)
    }

    @Test func aFileNameCannotClimb() async throws {
        let site = try await TestHouse.make()
        for name in ["../../etc/passwd.pdf", "C:\\Users\\Mai\\passwd.pdf"] {
            let reply = try await site.client.post(
                "/tep", files: [WebClient.Upload("tep", name: name, bytes: TestFiles.pdf)])
            #expect(reply.text == "passwd.pdf:\(TestFiles.pdf.count)")
        }
    }

    @Test func aBodyThatComesTooSlowlyIsGivenUp() async throws {
        var settings = WebSettings()
        settings.limits.formSecondsMax = 1
        let site = try await TestHouse.make(settings: settings)
        let client = site.client
        let (body, source) = RequestBody.makeStream()
        await source.yield(ByteBuffer(string: "csrf=\(client.token)&ten="))
        let reply = try await client.send("POST", "/vong", headers: urlEncoded, streaming: body)
        #expect(reply.status == 408)
        source.finish()
    }

    @Test func anAddressHasALimit() async throws {
        let site = try await TestHouse.make()
        #expect(try await site.client.get("/?q=" + String(repeating: "a", count: 9000)).status == 414)
        let query = [String(repeating: "a", count: 201) + "=1", String(repeating: "a=1&", count: 1100)]
        for query in query { #expect(try await site.client.get("/?" + query).status == 414) }
        #expect(try await site.client.get("/?q=%ff").status == 400)
    }

    @Test(arguments: ["/..", "/xin-chao/..", "/xin-chao/%2e%2e", "/xin-chao/a%2Fb", "/xin-chao/a%00b", "/xin-chao/%0d%0aX",
        "/xin-chao/%5c", "/t/../app.css", "//", "/xin-chao/%", "/xin-chao/"])
    func aPathThatClimbsOrHidesLeadsNowhere(_ path: String) async throws {
        let site = try await TestHouse.make()
        #expect(try await site.client.get(path).status == 404)
    }
}

import Base
import NIOCore
import Storage
import Synchronization
import TestKit
import Testing

@testable import Web

@Suite struct PublicShelfTests {
    /// Counts how often a page is drawn, and holds the stamp that it goes by.
    private final class Board: Sendable {
        let drawn = Mutex(0)
        let stamp = Mutex("1")

        func route(_ path: String, hasForm: Bool = false) -> Route {
            .publicPage(path, "test.see", stamp: { _, _ in self.stamp.withLock { $0 } }) { request in
                let count = self.drawn.withLock { drawn -> Int in
                    drawn += 1
                    return drawn
                }
                let form = hasForm ? Components.form(action: "/ghi", request) { "" } : .empty
                return .page(Page(title: "Bảng", density: .citizen, main: "<p>lần \(count)</p>\(form)"))
            }
        }
    }

    @Test func `a public page is drawn once for all visitors, and again when its stamp changes`() async throws {
        let board = Board()
        let site = try await TestHouse.make(routes: [board.route("/bang")])
        let first = try await site.client.get("/bang")
        let second = try await site.client.get("/bang")
        #expect(first.text == second.text)
        #expect(second.header("etag") == first.header("etag"))
        #expect(try await site.client.get("/bang?trang=2").text.contains("lần 2"))
        board.stamp.withLock { $0 = "2" }
        #expect(try await site.client.get("/bang").text.contains("lần 3"))
    }

    @Test func `whoever is signed in gets a page of their own`() async throws {
        let board = Board()
        let site = try await TestHouse.make(routes: [board.route("/bang")])
        _ = try await site.client.get("/bang")
        let account = try #require(TestHouse.citizen.account)
        let reply = try await site.client(as: account).get("/bang")
        #expect(reply.text.contains("lần 2") && reply.text.contains("Lê Văn An"))
        #expect(reply.header("cache-control") == "no-store")
        #expect(try await !site.client.get("/bang").text.contains("Lê Văn An"))
    }

    @Test func `a page with a form is kept for nobody`() async throws {
        let board = Board()
        let site = try await TestHouse.make(routes: [board.route("/bang", hasForm: true)])
        #expect(try await site.client.get("/bang").text.contains("lần 1"))
        #expect(try await site.client.get("/bang").text.contains("lần 2"))
    }

    @Test func `a full shelf lets the oldest pages go`() {
        let shelf = PublicShelf(bytesMax: 1000)
        let key = { (number: Int) in PublicShelf.Key(path: "/\(number)", query: "", language: "vi") }
        let item = PublicShelf.Item(stamp: "1", plain: ByteBuffer(repeating: 65, count: 100), gzipped: nil, tag: "")
        for number in 0..<25 { shelf.keep(item, key(number)) }
        #expect(shelf.item(key(0), stamp: "1") == nil)
        #expect(shelf.item(key(24), stamp: "1") != nil)
        #expect(shelf.item(key(24), stamp: "2") == nil)
        #expect((0..<25).filter { shelf.item(key($0), stamp: "1") != nil }.count <= 10)
    }
}

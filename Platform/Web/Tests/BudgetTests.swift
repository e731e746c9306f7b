import Assets
import CZlib
import Foundation
import Testing

@testable import Web

/// What goes over a slow line, measured as sent: gzip at level 9.
@Suite struct BudgetTests {
    private func size(_ name: String) throws -> Int {
        gzipped(try #require(PageAsset.all.first { $0.name == name }).bytes)
    }

    @Test func `the style sheet stays under 12 kB and the script of citizens under 8 kB`() throws {
        #expect(try size("app.css") <= 12_000)
        #expect(try size("app.js") <= 8_000)
        #expect(try size("officer.css") + size("officer.js") <= 8_000)
    }

    @Test func `a first page of a citizen moves at most 30 kB with everything`() throws {
        let t = Pages.strings()
        let cards = (0..<12).map {
            Components.Card(
                Icon.allCases[$0 + 4], "Có con nhỏ \($0)", text: "Khai sinh, thẻ bảo hiểm y tế", to: "/\($0)")
        }
        let main: HTML = """
            <h1>Bạn cần làm gì?</h1>\(FormView(t).search("q", label: "Tìm thủ tục", suggestions: "/thu-tuc/goi-y"))\
            \(Components.cards(cards))\(Components.notice { "<p>Nghỉ lễ.</p>" })
            """
        let page = Layout.document(Page(title: "Trang chủ", density: .citizen, main: main), in: Pages.context()).text
        let sizes = try [gzipped(Array(page.utf8)), size("app.css"), size("app.js"), size("mark.svg")]
        #expect(sizes.reduce(0, +) <= 30_000, "\(sizes)")
    }

    @Test func `style sheets name only colours that are tokens`() {
        for path in Assets.paths where path.hasPrefix("Platform/Web/Assets/") && path.hasSuffix(".css") {
            guard !path.hasSuffix("tokens.css"), !path.hasSuffix("paper.css") else { continue }
            let colours = Set(Assets.text(of: path).matches(of: /#[0-9A-Fa-f]{3,6}\b/).map { String($0.0) })
            #expect(colours.isSubset(of: ["#fff", "#000", "#F2C230"]), "\(path)")
        }
    }

    @Test func `both languages hold the same sentences with the same placeholders`() {
        let vi = Pages.table("vi"), en = Pages.table("en")
        #expect(Set(vi.keys) == Set(en.keys) && vi.count > 90)
        for (key, sentence) in vi {
            let places = { (text: String) in text.matches(of: /\{[a-z]+\}/).map { String($0.0) }.sorted() }
            if key != "web.date" { #expect(places(sentence) == places(en[key] ?? ""), "\(key)") }
        }
    }

    private func gzipped(_ bytes: [UInt8]) -> Int {
        var out = [UInt8](repeating: 0, count: bytes.count + 1000)
        var size = uLongf(out.count)
        let code = compress2(&out, &size, bytes, uLong(bytes.count), 9)
        precondition(code == Z_OK)
        return Int(size) + 12
    }
}

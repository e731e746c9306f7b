import Base
import Foundation
import TestKit
import Testing

@testable import Paper

extension PaperDocument {
    static func sample(_ blocks: [PaperBlock], size: PaperSize = .a5, footer: PaperFooter = .fromSecondPage)
        -> PaperDocument
    {
        PaperDocument(title: "Giấy đỏ", size: size, createdAt: Instant(microseconds: 1_795_230_000_000_000),
            footer: footer, blocks: blocks)
    }
}

@Suite struct PaperTests {
    static let alphabet = """
        ă â đ ê ô ơ ư á à ả ã ạ ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ é è ẻ ẽ ẹ ế ề ể ễ ệ í ì ỉ ĩ ị ó ò ỏ õ ọ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ \
        ú ù ủ ũ ụ ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ
        """

    private func words(_ text: String) -> String {
        text.split { $0.isWhitespace }.joined(separator: " ")
    }

    @Test(arguments: [TextStyle.body, .title, TextStyle(.small, .right, isItalic: true), .justified])
    func `every Vietnamese letter comes back from the PDF as it went in`(style: TextStyle) throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        // Letters stand inside words: readers guess the white between lone letters.
        let letters = Self.alphabet.split(separator: " ") + Self.alphabet.uppercased().split(separator: " ")
        let wanted = letters.map { "ng\($0)nh" }.joined(separator: " ")
        let pdf = try PDFRenderer.render(.sample([.text(PaperText(wanted), style)], size: .a4))
        let back = words(try reader.text(of: pdf))
        #expect(Array(back.unicodeScalars) == Array(wanted.unicodeScalars), "\(back)")
    }

    @Test func `decomposed letters are printed composed`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let decomposed = "Hướng Hiệp, ông Đặng Văn Ước".decomposedStringWithCanonicalMapping
        let back = try reader.text(of: try PDFRenderer.render(.sample([.text(PaperText(decomposed))])))
        #expect(Array(words(back).unicodeScalars) == Array("Hướng Hiệp, ông Đặng Văn Ước".unicodeScalars))
    }

    @Test func `markup is text`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let hostile = "<b>đậm</b> &amp; <span size='9'> {{x}} %s $(id)"
        let back = try reader.text(of: try PDFRenderer.render(.sample([.text(PaperText(hostile))])))
        #expect(words(back) == hostile)
        #expect(!(try PaperHTML.render([.text(PaperText(hostile))])).contains("<b>"))
    }

    @Test func `a character that hides or turns text is shown as a mark`() {
        #expect(PaperText("a\u{0}b\u{202E}c\u{200B}d\u{1B}").plain == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}")
        #expect(PaperText("a\tb\r\nc").plain == "a b\nc")
    }

    @Test func `a paper with controls in it is still a good PDF`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let pdf = try PDFRenderer.render(.sample([.text(PaperText("trước\u{0}\u{7}sau"))]))
        let back = try reader.text(of: pdf)
        #expect(back.contains("trước") && back.contains("sau"))
    }

    @Test func `the file bears its title, its time and its size`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let facts = try reader.facts(of: try PDFRenderer.render(.sample([.text("x")])))
        #expect(facts.contains(/Title: +Giấy đỏ/))
        #expect(facts.contains(/Pages: +1\n/))
        #expect(facts.contains("419.5") && facts.contains("595.2"))
    }

    @Test func `the same values give the same bytes`() throws {
        let paper = PaperDocument.sample([.text("Đơn"), .qrCode("x", side: 20), .barcode("x", width: 40)])
        #expect(try PDFRenderer.render(paper) == PDFRenderer.render(paper))
    }

    @Test func `a long text runs over pages, none of it lost, with page numbers`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let numbers = (1...3000).map { "số\($0)" }
        let pdf = try PDFRenderer.render(.sample([.text(PaperText(numbers.joined(separator: " ")), .justified)]))
        let pages = try reader.pageCount(of: pdf)
        #expect(pages > 3)
        let back = words(try reader.text(of: pdf))
        let foots = (1...pages).map { "\($0)/\(pages)" }
        #expect(back.split(separator: " ").map(String.init).filter { $0.hasPrefix("số") } == numbers)
        #expect(foots.allSatisfy(back.contains))
    }

    @Test func `a table repeats its head on every page and keeps every row`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let rows = (1...120).map { [PaperText("dòng-\($0)"), PaperText("Giấy tờ thứ \($0) của hồ sơ rất dài dòng")] }
        let table = PaperTable([.init("TTX", share: 1), .init("Tên", share: 2)], rows: rows)
        let pdf = try PDFRenderer.render(.sample([.table(table)]))
        let back = words(try reader.text(of: pdf))
        let pages = try reader.pageCount(of: pdf)
        #expect(pages > 2)
        #expect(back.split(separator: " ").count { $0 == "TTX" } == pages)
        #expect((1...120).allSatisfy { back.contains("dòng-\($0) ") })
    }

    @Test func `a row longer than a page is broken and loses nothing`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let numbers = (1...2500).map { "số\($0)" }
        let rows = [[PaperText("1"), PaperText(numbers.joined(separator: " "))]]
        let pdf = try PDFRenderer.render(.sample([.table(PaperTable([.init("TT", share: 1), .init("Tên", share: 9)],
            rows: rows))]))
        let back = words(try reader.text(of: pdf)).split(separator: " ").map(String.init)
        #expect(back.filter { $0.hasPrefix("số") } == numbers)
    }

    @Test(arguments: [PaperBlock.pageBreak, .space(5), .text(""), .columns([]), .together([]), .signatures([])])
    func `an empty block makes one page`(block: PaperBlock) throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        #expect(try reader.pageCount(of: try PDFRenderer.render(.sample([block]))) == 1)
    }

    @Test func `what belongs together moves to the next page together`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let filler = PaperBlock.text(PaperText((1...45).map { "dòng \($0)" }.joined(separator: "\n")))
        let sign = PaperBlock.together([.text("ĐẦU-KHỐI"), .signatures([Signature(title: "KÝ", name: "CUỐI-KHỐI")])])
        let text = try reader.text(of: try PDFRenderer.render(.sample([filler, sign])))
        let pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false)
        let page = try #require(pages.firstIndex { $0.contains("ĐẦU-KHỐI") })
        #expect(pages[page].contains("CUỐI-KHỐI"))
    }

    @Test func `papers are made on many threads at once`() async throws {
        let papers = (0..<40).map { number in
            PaperDocument.sample([.head(OfficialHead(agency: "ỦY BAN NHÂN DÂN")), .text(PaperText("Đơn số \(number)")),
                .qrCode("số \(number)", side: 20)])
        }
        let alone = try papers.map(PDFRenderer.render)
        let together = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for (index, paper) in papers.enumerated() {
                group.addTask { (index, try PDFRenderer.render(paper)) }
            }
            return try await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }
        for (index, bytes) in alone.enumerated() { #expect(together[index] == bytes) }
    }

    @Test func `the page has the same words as the print`() throws {
        let html = try PaperHTML.render(.sample([
            .head(OfficialHead(superior: "UBND", agency: "TRUNG TÂM", number: "Số: 1", placeAndDate: "Huế")),
            .text("một " + .bold("hai"), .title),
            .table(PaperTable([.init("Cột <1>")], rows: [["ô & ô"]])),
            .columns([PaperColumn(share: 3, [.barcode("AB", width: 40)]), PaperColumn([.qrCode("x", side: 20)])]),
            .signatures([Signature(title: "KÝ", name: "Tên")]),
        ]))
        let parts = [
            OfficialHead.motto, "Số: 1", "<strong>hai</strong>", "Cột &lt;1&gt;", "ô &amp; ô", "75%", "KÝ", "Tên",
        ]
        for part in parts { #expect(html.contains(part)) }
        #expect(!html.contains("style="))
    }
}

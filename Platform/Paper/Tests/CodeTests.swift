import TestKit
import Testing

@testable import Paper

@Suite struct CodeTests {
    // Sums worked by hand: start value, plus each value times its place, modulo 103.
    @Test(arguments: [
        ("PJJ123C", [104, 48, 42, 42, 17, 18, 19, 35, 55, 106]),
        ("A", [104, 33, 34, 106]),
        ("12345678", [105, 12, 34, 56, 78, 47, 106]),
        ("AIM1234", [104, 33, 41, 45, 99, 12, 34, 87, 106]),
        ("12345", [104, 17, 99, 23, 45, 53, 106]),
        ("a123456b", [104, 65, 99, 12, 34, 56, 100, 66, 27, 106]),
    ])
    func `code 128 has the known symbols and checksum`(text: String, values: [Int]) throws {
        #expect(try Code128(text).values == values)
    }

    @Test func `every code 128 symbol is eleven modules wide, the stop thirteen`() {
        #expect(Code128.patterns.count == 107)
        #expect(Set(Code128.patterns).count == 107)
        for pattern in Code128.patterns.dropLast() {
            let widths = pattern.utf8.map { Int($0) - 48 }
            #expect(widths.reduce(0, +) == 11)
            // Bars of one symbol are an even number of modules: the parity that readers check.
            #expect((widths[0] + widths[2] + widths[4]).isMultiple(of: 2))
        }
        #expect(Code128.patterns[106] == "2331112")
    }

    @Test(arguments: ["", "Hướng Hiệp", "a\u{7F}", "a\n", String(repeating: "1", count: 65)])
    func `code 128 refuses what it cannot hold`(text: String) {
        #expect(throws: PaperError.notEncodable(text)) { try Code128(text) }
    }

    @Test func `a QR code has its three corner marks and refuses nothing and too much`() throws {
        let code = try QRCode("https://motcua.example/tra-cuu")
        #expect((21...177).contains(code.side))
        for (row, column) in [(0, 0), (0, code.side - 7), (code.side - 7, 0)] {
            #expect((0..<7).allSatisfy { code.isDark(row: row, column: column + $0) })
            #expect(!code.isDark(row: row + 1, column: column + 1))
        }
        #expect(throws: PaperError.self) { try QRCode("") }
        #expect(throws: PaperError.self) { try QRCode(String(repeating: "a", count: QRCode.bytesMax + 1)) }
        #expect(try QRCode(String(repeating: "a", count: QRCode.bytesMax)).side == 177)
    }

    @Test func `pictures of codes carry no style and escape their text`() throws {
        for svg in [try Code128("<a>\"&'").svg(), try QRCode("x").svg(label: "<a>\"&'")] {
            #expect(svg.contains("aria-label=\"&lt;a&gt;&quot;&amp;&#39;\""))
            #expect(!svg.contains("style"))
        }
    }

    @Test(arguments: [
        "H50.50.05-261121-0012", "000.00.01.H50-261121-0001", "TTHC1", "AIM1234", "12345", "a123456b99", "Z",
        "~ !\"#$%&'()*+,-./:;<=>?@[]^_`{|}",
    ])
    func `a bar code reader reads the printed code`(text: String) throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let pdf = try PDFRenderer.render(.sample([.barcode(text, width: 110), .space(20)]))
        #expect(try reader.codes(on: pdf).contains("CODE-128:\(text)"))
    }

    @Test(arguments: ["https://motcua.example/tra-cuu/H50.50.05-261121-0012?s=1", "Nguyễn Thị Ước|đ|Hướng Hiệp"])
    func `a phone reads the printed QR code`(text: String) throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let pdf = try PDFRenderer.render(.sample([.qrCode(text, side: 25)]))
        #expect(try reader.codes(on: pdf).contains("QR-Code:\(text)"))
    }
}

@testable import Base
import Testing

@Suite struct JSONReaderTests {
    @Test(arguments: [
        ("", "json-end", 1), ("[1,]", "json-sign", 1), ("[1\n\n2]", "json-list", 3), ("{\"a\" 1}", "json-colon", 1),
        ("{\"a\":1,\n\"a\":2}", "json-twice", 2), ("{a:1}", "json-name", 1), ("\"abc", "json-string", 1),
        ("\"a\nb\"", "json-control", 1), ("\"\\x\"", "json-escape", 1), ("\"\\ud800\"", "json-escape", 1),
        ("01", "json-number", 1), ("-", "json-number", 1), ("1.", "json-number", 1), ("1e999", "json-number", 1),
        ("[1] 2", "json-more", 1), ("nul", "json-sign", 1), ("// x\n1", "json-sign", 1), ("{\"a\":1", "json-object", 1),
    ])
    func `broken text is refused with its line`(text: String, code: String, line: Int) {
        #expect(throws: JSONReader.SyntaxFault(line: line, code: code)) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test func `broken UTF-8 and deep nesting are refused`() {
        #expect(throws: JSONReader.SyntaxFault(line: 1, code: "json-utf8")) { try JSONReader.read([0x22, 0xFF, 0x22]) }
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        #expect(throws: JSONReader.SyntaxFault(line: 1, code: "json-deep")) { try JSONReader.read(deep) }
    }

    @Test func `values come back through the canonical text`() throws {
        let text = #"{"b":[1,-2.5,true,null],"a":"Đ \"x\" \\ \u001f\ud83d\ude00"}"#
        let node = try JSONReader.read(Array(text.utf8))
        #expect(node["a"]?.text == "Đ \"x\" \\ \u{1f}😀")
        let again = try JSONReader.read(Array(node.canonicalText.utf8))
        #expect(again.canonicalText == node.canonicalText)
        #expect(try JSONReader.read(Array(node.indentedText.utf8)).canonicalText == node.canonicalText)
        #expect(node.canonicalText.hasPrefix("{\"a\""))
    }

    @Test func `an object of very many names is read in its length, not in its square`() throws {
        let names = (0..<40_000).map { "\"n\($0)\":0" }.joined(separator: ",")
        let began = ContinuousClock.now
        _ = try JSONReader.read(Array("{\(names)}".utf8))
        #expect(ContinuousClock.now - began < .seconds(5))
    }

    @Test func `the ordered text keeps the members as they were put in`() throws {
        #expect(try JSONReader.read(Array(#"{"b": 1, "a": 2}"#.utf8)).orderedText == #"{"b":1,"a":2}"#)
    }
}

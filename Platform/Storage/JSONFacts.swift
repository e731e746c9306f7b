import Foundation

/// Words by key in one TEXT column, as a JSON object. One set of facts has exactly one text: keys in the order of their
/// bytes, no blanks, only `"`, `\` and control characters escaped; so that equal facts have equal digests.
package struct JSONFacts: Equatable, SQLConvertible {
    package let values: [String: String]

    package init(_ values: [String: String]) { self.values = values }

    /// Nil when the text is no JSON object of strings. Other spellings than ours are read, too.
    package init?(text: String) {
        guard let values = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)) else { return nil }
        self.values = values
    }

    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text: text)
    }

    package var sqlValue: SQLValue { .text(text) }

    /// By the bytes of the keys; Swift's own order of strings is another one.
    package var sorted: [(key: String, value: String)] {
        values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    package var text: String {
        var out = Array("{".utf8)
        for (index, fact) in sorted.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            Self.quote(fact.key, into: &out)
            out.append(UInt8(ascii: ":"))
            Self.quote(fact.value, into: &out)
        }
        out.append(UInt8(ascii: "}"))
        return String(decoding: out, as: UTF8.self)
    }

    private static func quote(_ text: String, into out: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: out += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}

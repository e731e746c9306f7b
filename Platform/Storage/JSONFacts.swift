import Foundation

/// Words by key in one TEXT column, as a JSON object. One set of facts has exactly one text: keys in the order of their
/// bytes, no blanks, only `"`, `\` and control characters escaped; so that equal facts have equal digests.
package struct JSONFacts: Equatable, SQLConvertible {
    package let values: [String: String]

    package init(_ values: [String: String]) { self.values = values }

    /// Nil when the text is no JSON object of strings. Other spellings than ours are read, too.
    package init?(text: String) {
        if let values = Self.plain(text) {
            self.values = values
            return
        }
        guard let values = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)) else { return nil }
        self.values = values
    }

    /// Reads what is spelt as we spell it and needs no escapes, as nearly all facts; nil for the full reader.
    private static func plain(_ text: String) -> [String: String]? {
        var text = text
        return text.withUTF8 { bytes -> [String: String]? in
            guard bytes.count >= 2, bytes[0] == UInt8(ascii: "{"), bytes[bytes.count - 1] == UInt8(ascii: "}") else {
                return nil
            }
            var values: [String: String] = [:]
            var index = 1
            func word(before mark: UInt8) -> String? {
                guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
                let start = index + 1
                let isEnd = { (byte: UInt8) in byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 }
                guard let end = bytes[start...].firstIndex(where: isEnd), bytes[end] == UInt8(ascii: "\""),
                    end + 1 < bytes.count, bytes[end + 1] == mark || mark == UInt8(ascii: ",") && end + 2 == bytes.count
                else { return nil }
                index = end + 2
                return String(decoding: bytes[start..<end], as: UTF8.self)
            }
            while index < bytes.count - 1 {
                guard let key = word(before: UInt8(ascii: ":")), let value = word(before: UInt8(ascii: ",")),
                    values.updateValue(value, forKey: key) == nil
                else { return nil }
            }
            return index == bytes.count || bytes.count == 2 ? values : nil
        }
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

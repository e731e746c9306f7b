/// Reads JSON (RFC 8259) strictly: no comments, no trailing commas, no name twice, no broken UTF-8, bounded depth.
///
/// Foundation's reader does not say on which line a value stands, and an import must refuse a wrong record by its line.
package struct JSONReader {
    package static let depthMax = 32

    package struct SyntaxFault: Error, Equatable {
        package let line: Int
        /// What is wrong, the end of a key of the strings.
        package let code: String
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var depth = 0

    package static func read(_ bytes: [UInt8]) throws(SyntaxFault) -> JSONNode {
        var reader = JSONReader(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
        let node = try reader.value()
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.fault("json-more") }
        return node
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func fault(_ code: String) -> SyntaxFault { SyntaxFault(line: line, code: code) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: " "), UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
            default: return
            }
            position += 1
        }
    }

    /// Whether the next sign is this one; steps over it then.
    private mutating func took(_ sign: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: sign) else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(SyntaxFault) -> JSONNode {
        skipSpace()
        let start = line
        guard let byte = next else { throw fault("json-end") }
        switch byte {
        case UInt8(ascii: "{"): return JSONNode(.object(try object()), line: start)
        case UInt8(ascii: "["): return JSONNode(.list(try list()), line: start)
        case UInt8(ascii: "\""): return JSONNode(.text(try string()), line: start)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return JSONNode(try number(), line: start)
        default: return JSONNode(try word(), line: start)
        }
    }

    private mutating func word() throws(SyntaxFault) -> JSONNode.Value {
        let words: [(String, JSONNode.Value)] = [("null", .null), ("true", .bool(true)), ("false", .bool(false))]
        for (text, value) in words where bytes[position...].starts(with: text.utf8) {
            position += text.utf8.count
            return value
        }
        throw fault("json-sign")
    }

    private mutating func list() throws(SyntaxFault) -> [JSONNode] {
        try enter()
        var nodes: [JSONNode] = []
        if !took("]") {
            repeat { nodes.append(try value()) } while took(",")
            guard took("]") else { throw fault("json-list") }
        }
        depth -= 1
        return nodes
    }

    private mutating func object() throws(SyntaxFault) -> [JSONNode.Member] {
        try enter()
        var members: [JSONNode.Member] = []
        var names: Set<String> = []
        if !took("}") {
            repeat {
                skipSpace()
                guard next == UInt8(ascii: "\"") else { throw fault("json-name") }
                let name = try string()
                guard names.insert(name).inserted else { throw fault("json-twice") }
                guard took(":") else { throw fault("json-colon") }
                members.append(JSONNode.Member(name: name, node: try value()))
            } while took(",")
            guard took("}") else { throw fault("json-object") }
        }
        depth -= 1
        return members
    }

    private mutating func enter() throws(SyntaxFault) {
        position += 1
        depth += 1
        guard depth <= JSONReader.depthMax else { throw fault("json-deep") }
    }

    private mutating func number() throws(SyntaxFault) -> JSONNode.Value {
        let start = position
        while let byte = next, "+-.eE0123456789".utf8.contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let leadingZero = digits.hasPrefix("0") && digits.dropFirst().first?.isNumber == true
        guard !leadingZero, digits.first?.isNumber == true, text.last?.isNumber == true else {
            throw fault("json-number")
        }
        if let integer = Int64(text) { return .integer(integer) }
        guard let decimal = Double(text), decimal.isFinite else { throw fault("json-number") }
        return .decimal(decimal)
    }

    private mutating func string() throws(SyntaxFault) -> String {
        position += 1
        var out = ""
        var start = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                out += try decoded(start..<position)
                position += 1
                return out
            case UInt8(ascii: "\\"):
                out += try decoded(start..<position)
                out.unicodeScalars.append(try escape())
                start = position
            case 0..<32: throw fault("json-control")
            default: position += 1
            }
        }
        throw fault("json-string")
    }

    private func decoded(_ range: Range<Int>) throws(SyntaxFault) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else { throw fault("json-utf8") }
        return text
    }

    private mutating func escape() throws(SyntaxFault) -> Unicode.Scalar {
        guard position + 1 < bytes.count else { throw fault("json-end") }
        let plain: [UInt8: Unicode.Scalar] = [
            UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "n"): "\n",
            UInt8(ascii: "t"): "\t", UInt8(ascii: "r"): "\r", UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}",
        ]
        let sign = bytes[position + 1]
        position += 2
        if let scalar = plain[sign] { return scalar }
        guard sign == UInt8(ascii: "u") else { throw fault("json-escape") }
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard bytes[position...].starts(with: "\\u".utf8) else { throw fault("json-escape") }
        position += 2
        let pair = [UInt16(first), UInt16(try unit())]
        guard let text = String(validating: pair, as: UTF16.self), let scalar = text.unicodeScalars.first else {
            throw fault("json-escape")
        }
        return scalar
    }

    /// Four hexadecimal digits.
    private mutating func unit() throws(SyntaxFault) -> UInt32 {
        guard position + 4 <= bytes.count,
            bytes[position..<position + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let number = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw fault("json-escape") }
        position += 4
        return number
    }
}

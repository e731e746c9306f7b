/// A Swift file with its comments and the contents of its strings taken out, so that a rule about code is not fooled by
/// prose; the strings stand beside it, for the rules about SQL and sentences.
struct SwiftCode {
    struct Literal {
        let line: Int
        /// Interpolations are written as U+0001.
        let text: String
        /// What stands before the opening quote on the same line, without strings.
        let before: String

        var isWhole: Bool { !text.contains("\u{1}") }
    }

    /// Line by line.
    let lines: [String]
    let literals: [Literal]

    init(_ text: String) {
        var scanner = Scanner(bytes: Array(text.utf8))
        scanner.scanCode(insideInterpolation: false)
        lines = String(decoding: scanner.code, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        literals = scanner.literals
    }
}

private struct Scanner {
    let bytes: [UInt8]
    var index = 0
    var line = 1
    var code: [UInt8] = []
    var literals: [SwiftCode.Literal] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ offset: Int = 0) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }

    private func stands(_ text: StaticString) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return wanted.indices.allSatisfy { byte($0) == wanted[$0] }
    }

    /// Takes one byte; a new line is always kept, so that line numbers stay right.
    private mutating func take(keep: Bool) {
        if byte() == UInt8(ascii: "\n") {
            line += 1
            code.append(byte())
        } else if keep {
            code.append(byte())
        }
        index += 1
    }

    mutating func scanCode(insideInterpolation: Bool) {
        var depth = 0
        while index < bytes.count {
            if stands("//") {
                while index < bytes.count, byte() != UInt8(ascii: "\n") { index += 1 }
            } else if stands("/*") {
                scanComment()
            } else if let hashes = stringStart() {
                scanString(hashes: hashes)
            } else {
                if insideInterpolation {
                    if byte() == UInt8(ascii: "(") { depth += 1 }
                    if byte() == UInt8(ascii: ")") {
                        if depth == 0 { return take(keep: false) }
                        depth -= 1
                    }
                }
                take(keep: true)
            }
        }
    }

    private mutating func scanComment() {
        var depth = 0
        repeat {
            if stands("/*") { depth += 1 } else if stands("*/") { depth -= 1 }
            take(keep: false)
        } while depth > 0 && index < bytes.count
        take(keep: false)
    }

    private func stringStart() -> Int? {
        var hashes = 0
        while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
        return byte(hashes) == UInt8(ascii: "\"") ? hashes : nil
    }

    private mutating func scanString(hashes: Int) {
        let start = line
        let before = String(decoding: code.suffix(while: { $0 != UInt8(ascii: "\n") }), as: UTF8.self)
        index += hashes
        let quotes = stands("\"\"\"") ? 3 : 1
        index += quotes
        code.append(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while index < bytes.count {
            let closes = (0..<quotes).allSatisfy { byte($0) == UInt8(ascii: "\"") }
                && (0..<hashes).allSatisfy { byte(quotes + $0) == UInt8(ascii: "#") }
            if closes { break }
            let escapes = byte() == UInt8(ascii: "\\") && (0..<hashes).allSatisfy { byte(1 + $0) == UInt8(ascii: "#") }
            if escapes, byte(1 + hashes) == UInt8(ascii: "(") {
                index += 2 + hashes
                text.append(1)
                code.append(UInt8(ascii: " "))
                scanCode(insideInterpolation: true)
            } else if escapes {
                index += 1 + hashes
                // A backslash at the end of a line joins it with the next.
                if byte() != UInt8(ascii: "\n") { text.append(byte()) }
                take(keep: false)
            } else {
                text.append(byte())
                take(keep: false)
            }
        }
        index += quotes + hashes
        code.append(UInt8(ascii: "\""))
        literals.append(SwiftCode.Literal(line: start, text: String(decoding: text, as: UTF8.self), before: before))
    }
}

extension Array where Element == UInt8 {
    fileprivate func suffix(while holds: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var start = endIndex
        while start > startIndex, holds(self[start - 1]) { start -= 1 }
        return self[start...]
    }}

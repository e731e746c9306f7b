/// The functions of a file with their lengths, by counting braces in code without strings and comments.
enum Functions {
    struct Function {
        let name: String
        let line: Int
        let lineCount: Int
    }

    static func inside(_ code: SwiftCode) -> [Function] {
        var found: [Function] = []
        for (index, line) in code.lines.enumerated() {
            guard let name = name(in: line), let end = end(from: index, code.lines) else { continue }
            found.append(Function(name: name, line: index + 1, lineCount: end - index + 1))
        }
        return found
    }

    private static func name(in line: String) -> String? {
        guard line.contains("func ") || line.contains("init") else { return nil }
        if line.contains("func "), let match = line.firstMatch(of: /\bfunc (`[^`]+`|[^\s(<]+)/) { return String(match.output.1) }
        return line.contains(/^\s*(?:(?:package|private|fileprivate|convenience) )*init[?]?[(<]/) ? "init" : nil
    }

    /// What stands before it on the line may have braces of its own.
    private static func fromDeclaration(_ line: String) -> Substring {
        line.firstRange(of: "func ").map { line[$0.lowerBound...] } ?? line[...]
    }

    /// The line of the brace that closes the body; nil when there is none, as in a protocol.
    private static func end(from start: Int, _ lines: [String]) -> Int? {
        var braces = 0
        var brackets = 0
        var isOpen = false
        for index in start..<lines.count {
            let text = index == start ? fromDeclaration(lines[index]) : lines[index][...]
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets -= 1
                case UInt8(ascii: "{") where isOpen || brackets == 0:
                    braces += 1
                    isOpen = true
                case UInt8(ascii: "}") where isOpen:
                    braces -= 1
                    if braces == 0 { return index }
                case UInt8(ascii: "}") where brackets == 0:
                    return nil
                default: break
                }
            }
            // Another declaration before any brace: this one had no body.
            if !isOpen, index > start, lines[index].contains("func ") { return nil }
        }
        return nil
    }
}

import Foundation

/// Where the log goes: an event is one line, whatever a stranger has put into it. An end of line or an escape sequence
/// inside is written as its number, so that nobody forges an entry or paints on the reader's terminal.
struct OneLineStream: TextOutputStream, Sendable {
    private let pass: @Sendable (String) -> Void

    init(_ pass: @escaping @Sendable (String) -> Void) { self.pass = pass }

    /// A log that cannot be written holds nobody up.
    static let standardError = OneLineStream { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) }

    /// - Parameter event: as the log's handler makes it: a line with its end.
    mutating func write(_ event: String) {
        let line = event.hasSuffix("\n") ? event.dropLast() : event[...]
        guard line.unicodeScalars.contains(where: Self.isUnsafe) else { return pass(line + "\n") }
        var out = ""
        for scalar in line.unicodeScalars {
            if Self.isUnsafe(scalar) {
                out += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        pass(out + "\n")
    }

    /// Controls, ends of lines and paragraphs, and what turns the direction of writing.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x5FF: false
        default:
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }
}

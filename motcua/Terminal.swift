import Foundation

/// What the command line says and asks.
enum Terminal {
    /// One line on stderr; line breaks inside become blanks.
    static func complain(_ line: String) {
        let single = line.split(whereSeparator: \.isNewline).joined(separator: " ")
        FileHandle.standardError.write(Data((single + "\n").utf8))
    }

    /// Writes over the line on stderr; the empty text wipes it.
    static func progress(_ text: String) { FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8)) }

    /// Hands on what was printed, although the program goes on: whoever waits for it reads a file or a pipe.
    static func flush() { fflush(nil) }

    /// Ends the program; what was said is already written.
    static func leave(_ code: Int32) -> Never { exit(code) }

    /// Columns as wide as their widest cell, the last one open.
    static func table(_ heading: [String], _ rows: [[String]]) -> String {
        let widths = heading.indices.map { column in
            ([heading] + rows).map { $0[column].count }.max() ?? 0
        }
        return ([heading] + rows).map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return cells.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// An object or an array as JSON with sorted keys, so that two runs compare equal.
    static func json(_ value: Any) throws -> String {
        let data = try JSONSerialization.data(
            withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed])
        return String(decoding: data, as: UTF8.self)
    }

    /// `--lang`, read by hand for the case that the parser has refused the line.
    static func languageFlag(in arguments: [String]) -> String? {
        for (index, argument) in arguments.enumerated() {
            if argument == "--lang", index + 1 < arguments.count { return arguments[index + 1] }
            if argument.hasPrefix("--lang=") { return String(argument.dropFirst("--lang=".count)) }
        }
        return nil
    }

    /// Whether a person sits at the other end and can be asked.
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Asks on stderr, so that stdout stays for the answer; nil when the input has ended.
    static func ask(_ question: String) -> String? {
        FileHandle.standardError.write(Data("\(question): ".utf8))
        return readLine()?.trimmingCharacters(in: .whitespaces)
    }

    /// The same without showing what is typed.
    static func askSecretly(_ question: String) -> String? {
        var shown = termios()
        tcgetattr(STDIN_FILENO, &shown)
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSANOW, &shown)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        FileHandle.standardError.write(Data("\(question): ".utf8))
        return readLine()
    }
}

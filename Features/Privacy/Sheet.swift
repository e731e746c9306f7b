/// A table as comma-separated values (RFC 4180) for spreadsheet programs, with the mark of UTF-8 in front so that they
/// read Vietnamese.
///
/// What somebody typed must stay text there: a cell that begins like a formula gets an apostrophe before it
/// (OWASP, CSV injection). An apostrophe too many does no harm, a formula runs on the reader's machine.
package struct Sheet: Sendable {
    private var text = "\u{FEFF}"

    package init() {}

    package mutating func add(_ cells: [String]) {
        text += cells.map(Self.cell).joined(separator: ",") + "\r\n"
    }

    package var bytes: [UInt8] { Array(text.utf8) }

    static func cell(_ value: String) -> String {
        // Blanks before the sign do not stop every program; signs of full width are signs to some.
        let first = value.unicodeScalars.first { !$0.properties.isWhitespace }
        let isFormula = first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
            || value.unicodeScalars.first.map { $0.value < 0x20 } ?? false
        let plain = isFormula ? "'" + value : value
        return "\"" + plain.replacing("\"", with: "\"\"") + "\""
    }
}

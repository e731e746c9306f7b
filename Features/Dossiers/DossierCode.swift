import Base
import Storage

/// Mã hồ sơ: names one dossier for ever, on paper, on screens and between systems.
///
/// Made in the shape of article 13 of TT 03/2025/TT-VPCP, `MX1X2.Y1Y2Y3.Z1Z2-YYMMDD-XXXX`: the electronic identifier of
/// the resolving agency, the day of receipt, the running number of that day (four digits, more when needed). The shapes
/// of TT 01/2018 and TT 04/2025 are read as well: old codes stay valid for ever.
package struct DossierCode: Hashable, Sendable, CustomStringConvertible, SQLConvertible {
    package static let lengthMax = 40

    package let text: String
    /// What stands before the first hyphen.
    package let identifier: String

    /// The next code of an agency on a day; `number` counts from 1.
    package init(identifier: String, day: LocalDate, number: Int) {
        precondition(number > 0, "dossier numbers count from 1")
        let digits = String(number)
        let running = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let iso = day.iso8601
        let date = iso.dropFirst(2).filter { $0 != "-" }
        text = "\(identifier)-\(date)-\(running)"
        self.identifier = identifier
    }

    /// Reads a code as typed or scanned: case and outer space do not matter, a dash may be any of the usual ones.
    package init?(_ typed: String) {
        var cleaned = ""
        for character in typed.uppercased() where !character.isWhitespace {
            cleaned.append(["–", "—", "‐", "−"].contains(character) ? "-" : character)
        }
        guard cleaned.utf8.count <= Self.lengthMax else { return nil }
        let parts = cleaned.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, Self.isDate(parts[1]), (4...8).contains(parts[2].count), parts[2].allSatisfy(Self.isDigit),
            Self.isCurrentIdentifier(parts[0]) || Self.isOldIdentifier(parts[0])
        else { return nil }
        text = cleaned
        identifier = parts[0]
    }

    package var description: String { text }

    /// The running number of the day.
    package var number: Int { text.split(separator: "-").last.flatMap { Int($0) } ?? 0 }

    package var sqlValue: SQLValue { .text(text) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue, let hyphen = text.utf8.firstIndex(of: UInt8(ascii: "-")) else {
            return nil
        }
        // What stands in the table was read or made by the initialisers above.
        self.text = text
        identifier = String(text[..<hyphen])
    }

    /// `H50.50.05`: a letter and two digits, then up to four groups of two or three digits.
    package static func isCurrentIdentifier(_ text: String) -> Bool {
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = groups.first, groups.count <= 5, isUnitGroup(first) else { return false }
        return groups.dropFirst().allSatisfy { (2...3).contains($0.count) && $0.allSatisfy(isDigit) }
    }

    /// `000.21.50.H50`, the order of TT 01/2018 (article 19).
    private static func isOldIdentifier(_ text: String) -> Bool {
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        guard groups.count == 4, isUnitGroup(groups[3]) else { return false }
        return zip(groups, [3, 2, 2]).allSatisfy { $0.count == $1 && $0.allSatisfy(isDigit) }
    }

    private static func isUnitGroup(_ group: Substring) -> Bool {
        group.count == 3 && ("A"..."Z").contains(group.first ?? " ") && group.dropFirst().allSatisfy(isDigit)
    }

    private static func isDate(_ text: String) -> Bool {
        guard text.count == 6, text.allSatisfy(isDigit), let year = Int(text.prefix(2)),
            let month = Int(text.dropFirst(2).prefix(2)), let day = Int(text.suffix(2))
        else { return false }
        return LocalDate(year: 2000 + year, month: month, day: day) != nil
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}

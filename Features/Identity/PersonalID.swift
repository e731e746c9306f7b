import Base

/// Số định danh cá nhân: 12 digits, `AAA B CC DDDDDD` (NĐ 137/2015, now NĐ 70/2024): place of birth registration,
/// century with sex, year of birth, random.
package struct PersonalID: Hashable, Sendable, CustomStringConvertible {
    /// Something that does not fit together. It is told to the officer and never refuses anybody: papers have faults
    /// too.
    package enum Warning: Sendable, Hashable {
        /// The number says another year of birth, this one.
        case birthYear(Int)
        /// The number says the other sex, this one.
        case sex(Sex)
        /// The century digit belongs to a year that has not come yet.
        case notYetBorn
    }

    /// The 12 digits.
    package let digits: String

    /// Reads what people type: blanks, dots and hyphens are dropped; nil unless 12 digits remain.
    package init?(_ text: String) {
        let kept = text.unicodeScalars.filter { !" .-\u{A0}".unicodeScalars.contains($0) }
        guard kept.count == 12, kept.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        digits = String(String.UnicodeScalarView(kept))
    }

    package var description: String { digits }

    /// `045*****0123`: enough for its owner to know it again.
    package var masked: String { "\(digits.prefix(3))*****\(digits.suffix(4))" }

    /// The code of the province (of the 63 before 7/2025) or country where the birth was registered, `001` to `096` at
    /// home.
    package var birthPlaceCode: String { String(digits.prefix(3)) }

    package var sex: Sex { centuryDigit.isMultiple(of: 2) ? .male : .female }

    package var birthYear: Int { 1900 + centuryDigit / 2 * 100 + yearDigits }

    /// What does not fit the given birth date and sex; what is unknown is not compared.
    package func warnings(birthDate: LocalDate?, sex: Sex?, today: LocalDate) -> [Warning] {
        var out: [Warning] = []
        if birthYear > today.year { out.append(.notYetBorn) }
        if let birthDate, birthDate.year != birthYear { out.append(.birthYear(birthYear)) }
        if let sex, sex != self.sex { out.append(.sex(self.sex)) }
        return out
    }

    private var centuryDigit: Int { value(of: digits.dropFirst(3).prefix(1)) }
    private var yearDigits: Int { value(of: digits.dropFirst(4).prefix(2)) }

    private func value(of part: Substring) -> Int { part.utf8.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
}

import Base

/// What the QR code on a chip-based identity card says (CCCD since 2021, thẻ căn cước since 2024).
///
/// Seven fields between bars: number, old number, name, birth date `ddMMyyyy`, sex, residence, date of issue. Newer
/// cards add fields behind them, which are not read.
package struct IdentityCard: Sendable, Equatable {
    package let personalID: PersonalID
    /// The nine digits of the former identity card (CMND), when the card names them.
    package let formerNumber: String?
    package let name: String
    package let birthDate: LocalDate
    package let sex: Sex?
    package let residence: String
    package let issuedOn: LocalDate?

    /// Nil when the text is not that of a card: too few fields, or no number, name or birth date.
    package init?(qrText: String) {
        let fields = qrText.split(separator: "|", omittingEmptySubsequences: false)
            .map { VietnameseText.tidied(String($0)) }
        guard fields.count >= 7, let personalID = PersonalID(fields[0]), !fields[2].isEmpty,
            let birthDate = IdentityCard.date(fields[3])
        else { return nil }
        self.personalID = personalID
        formerNumber = fields[1].isEmpty ? nil : fields[1]
        name = fields[2]
        self.birthDate = birthDate
        sex = Sex(paper: fields[4])
        residence = fields[5]
        issuedOn = IdentityCard.date(fields[6])
    }

    private static func date(_ text: String) -> LocalDate? {
        let bytes = Array(text.utf8)
        guard bytes.count == 8, let number = Int(text), number > 0 else { return nil }
        return LocalDate(year: number % 10_000, month: number / 10_000 % 100, day: number / 1_000_000)
    }
}

import Access
import Base

/// A numbered paper (phiếu) that was given out in a dossier. Its number is never given again, also when it is void.
package struct Slip: Sendable, Equatable {
    /// The subject of a slip's journal entries.
    package static let subjectKind = "slip"

    package struct Voiding: Sendable, Equatable {
        package let at: Instant
        package let reason: String
    }

    package let id: ID<Slip>
    /// The dossier's id as text: books know no dossiers.
    package let dossier: String
    package let book: SlipBook
    /// Whose book it is: the agency of whoever gave it out.
    package let agency: AgencyID
    package let year: Int
    /// From 1 in each year, without gaps.
    package let number: Int
    package let issuedAt: Instant
    /// The name of whoever gave it out, at that time.
    package let issuedBy: String
    /// Nil while it is good.
    package let voiding: Voiding?

    /// `01/TNHS`: numbers under 10 with a leading zero (NĐ 30/2020/NĐ-CP).
    package var text: String { "\(twoDigits(number))/\(book.symbol)" }
    /// Quyển số: one volume a year.
    package var volume: String { "01/\(year)" }
}

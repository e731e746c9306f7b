import Base

/// Lấy ý kiến: what another body is asked, until when, and what it said. A body that does not answer in time is written
/// down; the time of the dossier runs on (NĐ 61/2018, article 19).
package struct Opinion: Sendable, Equatable {
    package static let bodyLengthMax = 200

    package let id: ID<Opinion>
    /// Who is asked, by name: bodies outside the installation too.
    package let body: String
    package let content: String
    package let askedAt: Instant
    package let askedBy: String
    package let answerBy: LocalDate
    package let answeredAt: Instant?
    package let answer: String

    /// Whether the body has let its day pass, or answered after it.
    package func isLate(on today: LocalDate) -> Bool { (answeredAt?.localDate ?? today) > answerBy }
}

/// Xác minh thực địa: a visit, and the minutes (biên bản) that stay in the dossier.
package struct SiteVisit: Sendable, Equatable {
    package let on: LocalDate
    package let people: String
    package let minutes: String
    package let author: String
    package let at: Instant
}

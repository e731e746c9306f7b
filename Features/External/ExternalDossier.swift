import Access
import Base
import Deadlines
import Dossiers

/// Hồ sơ ngoài hệ thống: a dossier that lives in the national portal or a ministry's system, mirrored as that system
/// told it. Read here, never changed here.
package struct ExternalDossier: Sendable, Equatable {
    package static let subjectKind = "external"

    /// The system that it lives in, as the importer calls it: `dvcqg`, `G15`.
    package let source: String
    package let code: DossierCode
    package let status: ExternalStatus
    /// The first eight characters of the code as told, for joins (handbook 2.3).
    package let procedureCode: String
    /// Trích yếu.
    package let subject: String
    package let ownerName: String
    /// The resolving agency where this installation serves it, and how the other system names it.
    package let agency: AgencyID?
    package let unit: String
    package let receivingAgency: AgencyID?
    package let submittedAt: Instant?
    package let acceptedAt: Instant?
    package let dueAt: Instant?
    /// Đã xử lý xong, refused, withdrawn or stopped.
    package let finishedAt: Instant?
    package let returnedAt: Instant?
    /// When the other system told so, where it says.
    package let toldAt: Instant?

    /// By the one judgement of time that everything here shares.
    package func punctuality(at now: Instant) -> Punctuality {
        Punctuality(due: status.isClockStanding ? nil : dueAt, finished: finishedAt ?? returnedAt, now: now)
    }

    /// Whether it tells an earlier state than `other`: what came late never overwrites what is newer.
    package func isOlder(than other: ExternalDossier) -> Bool {
        if let toldAt, let known = other.toldAt, toldAt != known { return toldAt < known }
        if status.rank != other.status.rank { return status.rank < other.status.rank }
        return lastMoment < other.lastMoment
    }

    private var lastMoment: Instant {
        [submittedAt, acceptedAt, finishedAt, returnedAt].compactMap { $0 }.max() ?? Instant(microseconds: 0)
    }
}

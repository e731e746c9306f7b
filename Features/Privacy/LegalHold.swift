import Access
import Base
import Storage

/// Lệnh giữ: as long as it stands, nothing of the dossier or the person is destroyed, whatever the schedule says.
package struct LegalHold: Sendable, Equatable {
    package enum Subject: String, Sendable, CaseIterable, SQLConvertible { case dossier, person }

    package let id: ID<LegalHold>
    package let agency: AgencyID
    package let subject: Subject
    /// The dossier's id, or the personal id.
    package let record: String
    /// The dossier's code, or the personal id as far as it may be shown.
    package let label: String
    package let reason: String
    package let byName: String
    package let at: Instant
    package var liftedAt: Instant?
    package var liftedName: String
    package var liftReason: String
}

import Access
import Base
import Storage

/// Dời ngày hẹn trả: the calendar was changed, and the law's answer with it. Done by the program; the entry keeps the
/// date that people were promised, and why it moved.
struct MoveDue {
    let dossier: ID<Dossier>
    let due: Instant
    let reason: String

    func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.moveDue, dossier, by: act, in: tx) { dossier in
            let old = dossier.dueAt
            dossier.dueAt = due
            return ["old-due": old?.iso8601 ?? "", "reason": reason]
        }
    }
}

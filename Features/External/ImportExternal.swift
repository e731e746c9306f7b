import Access
import Base
import Dossiers
import Journal
import Storage

/// Nhận hồ sơ ngoài hệ thống: mirrors what another system told. Repeating it changes nothing; an older state never
/// takes the place of a newer one.
package struct ImportExternal: Sendable {
    package struct Outcome: Sendable, Equatable {
        package var added: [String] = []
        package var changed: [String] = []
        package var unchanged = 0
        /// Codes whose state here is newer.
        package var older: [String] = []

        package var changesNothing: Bool { added.isEmpty && changed.isEmpty }
    }

    package let dossiers: [ExternalDossier]

    package init(_ dossiers: [ExternalDossier]) { self.dossiers = dossiers }

    /// The dry run.
    package func outcome(in snapshot: Snapshot) throws -> Outcome { try judged(in: snapshot).outcome }

    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> Outcome {
        precondition(act.permit.permission == .importExternal, "external dossiers need their own permit")
        let (outcome, kept) = try judged(in: tx)
        for one in kept { try ExternalStore.save(one, at: act.at, in: tx) }
        // One entry for each dossier, without names: who follows the journal counts by it.
        try Journal.append(kept.map { one in
            JournalDraft("external.told", of: ExternalDossier.subjectKind, "\(one.source)/\(one.code.text)",
                agency: one.agency ?? one.receivingAgency,
                facts: ["code": one.code.text, "source": one.source, "status": "\(one.status.rawValue)",
                    "procedure": one.procedureCode, "due": one.dueAt?.iso8601 ?? ""])
        }, by: act, in: tx)
        return outcome
    }

    private func judged(in snapshot: Snapshot) throws -> (outcome: Outcome, kept: [ExternalDossier]) {
        var (outcome, kept): (Outcome, [ExternalDossier]) = (Outcome(), [])
        for one in dossiers {
            guard let there = try ExternalStore.dossier(source: one.source, one.code, in: snapshot) else {
                outcome.added.append(one.code.text)
                kept.append(one)
                continue
            }
            if there == one {
                outcome.unchanged += 1
            } else if one.isOlder(than: there) {
                outcome.older.append(one.code.text)
            } else {
                outcome.changed.append(one.code.text)
                kept.append(one)
            }
        }
        return (outcome, kept)
    }
}

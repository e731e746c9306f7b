import Access
import Base
import Journal
import Storage

/// Where a change of a dossier and its journal entry are written together: no deed does the one without the other.
enum DossierLedger {
    /// Saves `changed` (made by `Dossier.after`) and tells the journal what was done.
    static func record(
        _ action: DossierAction, _ changed: Dossier, facts: [String: String] = [:], by act: Act, in tx: Transaction
    ) throws {
        try DossierStore.update(changed, in: tx)
        try tell(action, changed, facts: facts, by: act, in: tx)
    }

    /// Tells the journal alone: for what begins a dossier, whose row the caller has just inserted.
    static func tell(
        _ action: DossierAction, _ dossier: Dossier, facts: [String: String] = [:], by act: Act, in tx: Transaction
    ) throws {
        let facts = facts.merging(DossierFacts.told(of: dossier, at: act.at)) { _, common in common }
        let draft = JournalDraft(
            action.entryKind, of: Dossier.subjectKind, dossier.id.description, agency: dossier.agency, facts: facts)
        _ = try Journal.append(draft, by: act, in: tx)
    }
}

/// The journal's side of a dossier: the fold that the checked copy must agree with.
package enum DossierHistory {
    /// The state that the entries of one dossier add up to; nil for no entries.
    /// - Throws: `JournalDisagreement` when an entry is not a lawful step from the one before.
    package static func state(of entries: [JournalEntry]) throws -> DossierState? {
        var state: DossierState?
        for entry in entries {
            guard let action = DossierAction.allCases.first(where: { $0.entryKind == entry.kind }),
                let told = entry.facts["state"].flatMap(DossierState.init(rawValue:))
            else { throw JournalDisagreement(entry: entry.number, reason: "unknown kind or state") }
            let isLawful = state.map(action.from.contains) ?? (action == .submit)
            guard isLawful, action.leads(from: state, to: told) else {
                throw JournalDisagreement(entry: entry.number, reason: "\(entry.kind) from \(state?.rawValue ?? "nothing")")
            }
            state = told
        }
        return state
    }
}

extension DossierAction {
    /// Whether the entry's own state is one that this action leads to.
    fileprivate func leads(from state: DossierState?, to told: DossierState) -> Bool {
        switch self {
        case .note, .addPaper: told == state
        case .supply: DossierAction.askSupplement.from.contains(told)
        case .submit, .accept, .refuse, .forward, .claim, .assign, .askSupplement, .propose, .approve, .sendBack, .publish,
            .handOver, .withdraw: told == to
        }
    }
}

package struct JournalDisagreement: Error, Equatable {
    package let entry: Int64
    package let reason: String
}

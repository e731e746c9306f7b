import Access
import Base
import Journal
import Storage

/// Where a change of a dossier and its journal entry are written together: no deed does the one without the other.
enum DossierLedger {
    /// One deed on one dossier: finds it within reach, takes the step that the table of actions allows, lets `change`
    /// do the rest to the copy, saves it and tells the journal.
    /// - Parameter change: what the deed changes besides the state; returns the facts to tell.
    /// - Throws: `not-found`, `dossier-other-agency`, `dossier-wrong-state`, and what `change` throws.
    @discardableResult
    static func step(
        _ action: DossierAction, _ id: ID<Dossier>, by act: Act, in tx: Transaction,
        change: (inout Dossier) throws -> [String: String] = { _ in [:] }
    ) throws -> Dossier {
        var breath = try DossierBreath(id, by: act, in: tx)
        try breath.take(action, change: change)
        try breath.write(in: tx)
        return breath.dossier
    }

    /// The same for a deed that is nothing but its step and the reason that the person reads.
    static func step(
        _ action: DossierAction, _ id: ID<Dossier>, reason: String, by act: Act, in tx: Transaction
    ) throws {
        let reason = try Remark.checked(reason, field: "reason")
        try step(action, id, by: act, in: tx) { _ in ["reason": reason] }
    }
}

/// The journal's side of a dossier: the fold that the checked copy must agree with.
package enum DossierHistory {
    /// The state that the entries of one dossier add up to; nil for no entries.
    /// - Throws: `JournalDisagreement` when an entry is not a lawful step from the one before.
    package static func state(of entries: [JournalEntry]) throws -> DossierState? {
        var state: DossierState?
        for (index, entry) in entries.enumerated() {
            guard let action = DossierAction(entryKind: entry.kind),
                let told = entry.facts["state"].flatMap(DossierState.init(rawValue:))
            else { throw JournalDisagreement(entry: entry.number, reason: "unknown kind or state") }
            let isLawful = state.map(action.from.contains) ?? (action == .submit)
            let earlier = action == .takeBack ? Self.state(before: lastBreath(of: entries[..<index]), in: entries) : nil
            guard isLawful, action.leads(from: state, to: told, earlier: earlier) else {
                throw JournalDisagreement(entry: entry.number, reason: "\(entry.kind) from \(state?.rawValue ?? "nothing")")
            }
            state = told
        }
        return state
    }
}

extension DossierHistory {
    /// Where a dossier lies now, as facts of the entry that moves it: so that the move can be taken back.
    static func place(of dossier: Dossier) -> [String: String] {
        ["from-office": dossier.office?.description ?? "", "from-assignee": dossier.assignee?.description ?? ""]
    }

    /// Who proposed what lies with the leader now, to the head of the office or past them.
    static func proposer(in entries: [JournalEntry]) -> AccountID? {
        let proposing = Set([DossierAction.propose, .reviewDraft].map(\.entryKind))
        return entries.last { proposing.contains($0.kind) }?.actor
    }

    /// The entries that one person wrote last in one breath: an acceptance with its forwarding is one press.
    static func lastBreath(of entries: ArraySlice<JournalEntry>) -> ArraySlice<JournalEntry> {
        guard let last = entries.last else { return entries }
        let before = entries.lastIndex { $0.requestID != last.requestID || $0.at != last.at || $0.actor != last.actor }
        return entries[(before.map { $0 + 1 } ?? entries.startIndex)...]
    }

    /// The state before a run of entries; nil when the run begins the dossier.
    static func state(before run: ArraySlice<JournalEntry>, in entries: [JournalEntry]) -> DossierState? {
        guard run.startIndex > 0 else { return nil }
        return entries[run.startIndex - 1].facts["state"].flatMap(DossierState.init(rawValue:))
    }
}

extension DossierAction {
    /// Whether the entry's own state is one that this action leads to.
    /// - Parameter earlier: for `takeBack`, where the dossier stood before what is taken back.
    fileprivate func leads(from state: DossierState?, to told: DossierState, earlier: DossierState?) -> Bool {
        guard self != .takeBack else { return told == earlier }
        guard let state else { return told == to }
        return LifeCycle.steps(of: self).contains { $0.from.contains(state) && $0.targets(from: state).contains(told) }
    }
}

package struct JournalDisagreement: Error, Equatable {
    package let entry: Int64
    package let reason: String
}

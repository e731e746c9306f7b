import Access
import Base
import Books
import Journal
import Storage

/// Hoàn tác: an officer takes back what they have just done themself - a claim, an assignment, a forwarding, the
/// acceptance of a dossier filed online - while nobody has acted on it. The journal keeps the deed and its undoing.
package struct TakeBack {
    /// How long one may think again (interface.md: a minute). Later the ordinary deeds lead back.
    package static let secondsMax: Int64 = 60
    /// What stands on a slip whose deed was taken back.
    private static let voidReason = "Hoàn tác"
    private static let harmless: Set<String> = Set(
        [DossierAction.accept, .forward, .claim, .assign].map(\.entryKind))

    let dossier: ID<Dossier>

    package init(_ dossier: ID<Dossier>) { self.dossier = dossier }

    /// What would be taken back: the last entries when they are the caller's own, harmless and fresh; nil otherwise.
    static func offer(_ history: [JournalEntry], to caller: Caller, at now: Instant) -> ArraySlice<JournalEntry>? {
        let run = DossierHistory.lastBreath(of: history[...])
        guard let last = run.last, let account = caller.account, last.actor == account,
            now.seconds(since: last.at) <= secondsMax, run.allSatisfy({ harmless.contains($0.kind) })
        else { return nil }
        return run
    }

    /// - Throws: `dossier-undo-too-late` (409) when there is nothing of one's own to take back any more.
    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.takeBack, dossier, by: act, in: tx) { dossier in
            let history = try Journal.entries(of: "dossier", dossier.id.description, in: tx)
            guard let undone = Self.offer(history, to: act.caller, at: act.at),
                let state = DossierHistory.state(before: undone, in: history)
            else { throw Problem("dossier-undo-too-late", status: 409, arguments: ["code": dossier.code.text]) }
            dossier.state = state
            if let move = undone.first(where: { $0.facts["from-office"] != nil }) {
                dossier.office = move.facts["from-office"].flatMap { OfficeID($0) }
                dossier.assignee = move.facts["from-assignee"].flatMap { AccountID($0) }
            }
            if let acceptance = undone.first(where: { $0.kind == DossierAction.accept.entryKind }) {
                dossier.acceptedAt = nil
                dossier.dueAt = nil
                // A term that the officer stated is asked for again: it may be what they got wrong.
                if acceptance.facts["term-stated"] == "1" {
                    try DossierPartsStore.setTerm(nil, of: dossier.id, in: tx)
                }
            }
            for entry in undone where entry.facts["slip"] != nil {
                try BookStore.voidSlips(
                    of: dossier.id.description, issuedAt: entry.at, reason: Self.voidReason, at: act.at, in: tx)
            }
            return ["undone": undone.map(\.kind).joined(separator: " ")]
        }
    }
}

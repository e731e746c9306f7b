import Access
import Base
import Journal
import Storage

/// Hoàn tác cả lượt: takes back, within a minute, everything that one press did to several dossiers. What somebody has
/// acted on meanwhile stays as it is and is told.
package struct TakeBackMany {
    /// Of the caller's own runs.
    let number: Int

    package init(_ number: Int) { self.number = number }

    /// - Throws: `not-found`; `bulk-undo-too-late` (409) after a minute, or when it was taken back already.
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> BulkRun {
        guard let account = act.caller.account, var run = try BulkRunStore.run(number, of: account, in: tx) else {
            throw Problem.notFound
        }
        guard run.isUndoable(at: act.at) else { throw Problem("bulk-undo-too-late", status: 409) }
        for index in run.items.indices where run.items[index].outcome == .done {
            run.items[index].outcome = try outcome(of: run.items[index], in: run, tx, act)
        }
        run.takenBackAt = act.at
        try BulkRunStore.saveTakingBack(run, in: tx)
        return run
    }

    private func outcome(
        of item: BulkRun.Item, in run: BulkRun, _ tx: Transaction, _ act: Act
    ) throws -> BulkRun.Item.Outcome {
        do {
            let last = try Journal.entries(of: Dossier.subjectKind, item.dossier.description, in: tx).last
            // The officer's own next step is theirs to take back by itself: it is not of this press.
            guard last?.requestID == run.requestID, last?.at == run.at else {
                throw Problem("dossier-undo-too-late", status: 409, arguments: ["code": item.code])
            }
            try TakeBack(item.dossier).run(in: tx, act: act)
            return .takenBack
        } catch let problem as Problem { return .kept(BulkRun.Reason(problem)) }
    }
}

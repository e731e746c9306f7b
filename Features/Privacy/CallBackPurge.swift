import Access
import Base
import Storage

/// Gọi lại đợt tiêu hủy: either of the two may, until its days of mercy are over; nothing of it was touched by then.
package struct CallBackPurge: Sendable {
    let id: ID<PurgeRun>

    package init(_ id: ID<PurgeRun>) { self.id = id }

    /// - Throws: `purge-wrong-state`, `purge-begun` (409).
    package func run(in tx: Transaction, act: Act) throws {
        var run = try PurgeStore.run(id, of: act.permit.agency, in: tx)
        guard run.state == .proposed || run.state == .approved else { throw Problem("purge-wrong-state", status: 409) }
        if let due = run.due, due <= act.at { throw Problem("purge-begun", status: 409) }
        run.state = .calledBack
        run.endedAt = act.at
        run.endedName = act.caller.name
        try PurgeStore.update(run, in: tx)
        try PurgeLedger.tell("purge.called-back", run, by: act, in: tx)
    }
}

import Access
import Base
import Storage

/// Duyệt tiêu hủy: a second person, never the one who proposed. From now on the records are marked, and wait.
package struct ApprovePurge: Sendable {
    let id: ID<PurgeRun>

    package init(_ id: ID<PurgeRun>) { self.id = id }

    /// - Throws: `purge-wrong-state` (409), `purge-same-person` (409).
    package func run(in tx: Transaction, act: Act) throws {
        var run = try PurgeStore.run(id, of: act.permit.agency, in: tx)
        guard run.state == .proposed else { throw Problem("purge-wrong-state", status: 409) }
        guard let account = act.caller.account, account != run.proposedBy else {
            throw Problem("purge-same-person", status: 409)
        }
        run.state = .approved
        run.approvedBy = account
        run.approvedName = act.caller.name
        run.approvedAt = act.at
        let due = act.at.adding(seconds: Int64(PurgeRun.mercyDays) * 86_400)
        run.due = due
        try PurgeStore.update(run, in: tx)
        try PurgeLedger.tell("purge.approved", run, ["due": due.iso8601], by: act, in: tx)
    }
}

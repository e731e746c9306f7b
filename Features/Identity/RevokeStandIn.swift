import Access
import Base
import Journal
import Storage

/// Thu hồi việc xử lý thay: from the next request on the deputy has none of it. Twice does no harm.
package struct RevokeStandIn: Sendable {
    let id: ID<StandIn>

    package init(_ id: ID<StandIn>) { self.id = id }

    /// - Throws: `not-found` also for what belongs to another agency or, without the permission for it, to somebody
    ///   else; `stand-in-over` (409) for one whose days are past.
    package func run(in tx: Transaction, act: Act) throws {
        try act.requireStandIn()
        guard let found = try StandInStore.standIn(id, in: tx), let account = act.caller.account,
            found.agency == act.permit.agency,
            found.absent == account || act.permit.permission == .identityStandInOthers
        else { throw Problem.notFound }
        switch found.state(on: act.at.localDate) {
        case .revoked: return
        case .over: throw Problem("stand-in-over", status: 409)
        case .coming, .now: break
        }
        try StandInStore.revoke(id, by: account, at: act.at, in: tx)
        let deputy = try StaffStore.member(found.deputy, in: tx)?.name ?? ""
        try Journal.append(JournalDraft("staff.stand-in-revoked", of: "account", found.absent.description,
            agency: found.agency, facts: found.facts(deputy: deputy)), by: act, in: tx)
    }
}

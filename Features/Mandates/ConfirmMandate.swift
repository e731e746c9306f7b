import Access
import Base
import Identity
import Journal
import Storage

/// Tôi đồng ý: the person says yes in their own account. From then on they see what is filed by it.
package struct ConfirmMandate: Sendable {
    /// What follows from it elsewhere, in the same transaction: what was filed by it is the person's, too.
    package typealias FollowUp = @Sendable (Mandate, Transaction, Act) throws -> Void

    let mandate: MandateID
    let followUp: FollowUp

    package init(_ mandate: MandateID, followUp: @escaping FollowUp = { _, _, _ in }) {
        self.mandate = mandate
        self.followUp = followUp
    }

    /// - Throws: `not-found` for whoever is not meant; `mandate-decided` (409) when it has ended.
    package func run(in tx: Transaction, act: Act) throws {
        try act.requireMandate(.mandateOwn)
        var found = try MandateStore.mandate(mandate, for: act.permit, in: tx)
        guard let account = act.caller.account, found.agent != account,
            let profile = try CitizenStore.profile(of: account, in: tx), found.principal.isNamed(by: profile)
        else { throw Problem.notFound }
        if found.principalAccount == account { return }
        guard [.awaiting, .accepted].contains(found.standing), found.state(on: act.at.localDate) != .over else {
            throw Problem("mandate-decided", status: 409)
        }
        found.principalAccount = account
        try MandateStore.save(found, was: found.standing, in: tx)
        try Journal.append(found.entry("mandate.confirmed"), by: act, in: tx)
        try followUp(found, tx, act)
    }
}

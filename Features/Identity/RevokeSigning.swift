import Access
import Base
import Journal
import Storage

/// Thu hồi: it counts with the next request.
package struct RevokeSigning: Sendable {
    let delegation: ID<SigningDelegation>

    package init(_ delegation: ID<SigningDelegation>) { self.delegation = delegation }

    /// - Throws: `not-found`. One that is over or revoked stays as it is.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identitySigning)
        guard let account = act.caller.account, let found = try SigningStore.delegation(delegation, in: tx) else {
            throw Problem.notFound
        }
        try act.requireReach(to: found.agency)
        guard found.revokedAt == nil else { return }
        try SigningStore.revoke(delegation, by: account, at: act.at, in: tx)
        let name = try StaffStore.member(found.signer, in: tx)?.name ?? ""
        try Journal.append(JournalDraft("staff.signing-revoked", of: "account", found.signer.description,
            agency: found.agency, facts: found.facts(name: name)), by: act, in: tx)
    }
}

import Access
import Base
import Journal
import Storage
import Web

/// Closes an official's account, or opens it again. Both count at once: each request asks who the account is.
package struct SwitchAccount: Sendable {
    package let account: AccountID
    package let state: Account.State

    package init(_ account: AccountID, to state: Account.State) {
        self.account = account
        self.state = state
    }

    /// - Throws: `own-account` (409) when an administrator would lock themself out; `not-found`.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityManage)
        guard let listing = try StaffStore.listing(account, in: tx) else { throw Problem.notFound }
        try act.requireReach(to: listing.member.agency)
        guard act.caller.account != account else { throw Problem("own-account", status: 409) }
        guard listing.state != state else { return }
        try AccountStore.set(state, of: account, in: tx)
        try Sessions.endAll(of: account, in: tx)
        try Journal.append(JournalDraft(kind, of: "account", account.description, agency: listing.member.agency,
            facts: ["name": listing.member.name, "login": listing.login]), by: act, in: tx)
    }

    private var kind: String {
        switch state {
        case .active: "account.enabled"
        case .disabled: "account.disabled"
        }
    }
}

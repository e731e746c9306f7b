import Access
import Base
import Journal
import Storage
import Web

/// Closes an official's account, or opens it again. Both count at once: each request asks who the account is. Sessions
/// and tokens of programs do not come back with it.
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
        try act.requirePeople(of: listing.member.agency, in: tx)
        guard act.caller.account != account else { throw Problem("own-account", status: 409) }
        guard listing.state != state else { return }
        switch state {
        case .active:
            try AccountStore.reopen(account, at: act.at, in: tx)
            try Journal.append(JournalDraft("account.enabled", of: "account", account.description,
                agency: listing.member.agency, facts: ["name": listing.member.name, "login": listing.login]),
                by: act, in: tx)
        case .disabled: try Self.close(listing, in: tx, act: act)
        }
    }

    /// - Parameter facts: why, beside whose account it is.
    static func close(
        _ listing: StaffStore.Listing, facts: [String: String] = [:], in tx: Transaction, act: Act
    ) throws {
        let member = listing.member
        try AccountStore.set(.disabled, of: member.account, in: tx)
        try Sessions.endAll(of: member.account, in: tx)
        try AccessTokenStore.revokeAll(of: member.account, at: act.at, in: tx)
        try Journal.append(JournalDraft("account.disabled", of: "account", member.account.description,
            agency: member.agency, facts: facts.merging(["name": member.name, "login": listing.login]) { $1 }),
            by: act, in: tx)
    }
}

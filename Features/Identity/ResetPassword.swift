import Access
import Base
import Journal
import Storage
import Web

/// Gives an official a one-time password. Until they have chosen their own, the account has no role.
package struct ResetPassword: Sendable {
    package let account: AccountID
    package let oneTimePassword: PasswordHash

    package init(of account: AccountID, to oneTimePassword: PasswordHash) {
        self.account = account
        self.oneTimePassword = oneTimePassword
    }

    /// - Returns: whose password it is. - Throws: `own-account` (409): the own one is changed, not reset; `not-found`.
    package func run(in tx: Transaction, act: Act) throws -> StaffMember {
        try act.require(.identityManage)
        guard let listing = try StaffStore.listing(account, in: tx) else { throw Problem.notFound }
        try act.requirePeople(of: listing.member.agency, in: tx)
        guard act.caller.account != account else { throw Problem("own-account", status: 409) }
        try AccountStore.set(oneTimePassword, mustChange: true, endsAt: OneTimePassword.end(from: act.at), of: account,
            in: tx)
        try Sessions.endAll(of: account, in: tx)
        try AccessTokenStore.revokeAll(of: account, at: act.at, in: tx)
        try ThrottleStore.clear(.login, listing.login, in: tx)
        try Journal.append(JournalDraft("account.password-reset", of: "account", account.description,
            agency: listing.member.agency, facts: ["name": listing.member.name, "login": listing.login]),
            by: act, in: tx)
        return listing.member
    }
}

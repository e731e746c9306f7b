import Access
import Base
import Journal
import Storage
import Web

/// An administrator takes it off an official who has lost the device and the codes; the next sign-in begins anew.
package struct ResetSecondFactor: Sendable {
    package let account: AccountID

    package init(of account: AccountID) { self.account = account }

    /// - Throws: `own-account` (409): nobody frees themself; `second-factor-none` (409); `not-found`.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityManage)
        guard let listing = try StaffStore.listing(account, in: tx) else { throw Problem.notFound }
        try act.requirePeople(of: listing.member.agency, in: tx)
        guard act.caller.account != account else { throw Problem("own-account", status: 409) }
        guard try SecondFactorStore.factor(of: account, in: tx) != nil else {
            throw Problem("second-factor-none", status: 409)
        }
        try SecondFactorStore.remove(account, in: tx)
        try Sessions.endAll(of: account, in: tx)
        try Journal.append(JournalDraft("account.second-factor-reset", of: "account", account.description,
            agency: listing.member.agency, facts: ["name": listing.member.name, "login": listing.login]),
            by: act, in: tx)
    }
}

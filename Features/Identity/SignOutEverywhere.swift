import Access
import Base
import Journal
import Storage
import Web

/// An administrator signs an official out everywhere: a telephone was lost, or somebody sits at the account. Password
/// and roles stay.
package struct SignOutEverywhere: Sendable {
    package let account: AccountID

    package init(_ account: AccountID) { self.account = account }

    /// - Throws: `not-found`, also for people of others.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityManage)
        guard let listing = try StaffStore.listing(account, in: tx) else { throw Problem.notFound }
        try act.requirePeople(of: listing.member.agency, in: tx)
        try Sessions.endAll(of: account, in: tx)
        try Journal.append(JournalDraft("account.sessions-ended", of: "account", account.description,
            agency: listing.member.agency, facts: ["name": listing.member.name, "login": listing.login]),
            by: act, in: tx)
    }
}

import Access
import Base
import Journal
import Storage

/// Thu hồi vai trò: it counts with the next request.
package struct TakeRole: Sendable {
    let account: AccountID
    let role: Role?

    /// - Parameter role: nil for a word that is no role; the deed says so.
    package init(_ role: Role?, from account: AccountID) {
        self.account = account
        self.role = role
    }

    /// - Throws: `not-found`; `own-account` (409): an administrator would lock themself out; `invalid-form` on `role`.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityManage)
        guard let listing = try StaffStore.listing(account, in: tx) else { throw Problem.notFound }
        try act.requirePeople(of: listing.member.agency, in: tx)
        guard act.caller.account != account else { throw Problem("own-account", status: 409) }
        guard let role else { throw Problem.invalid([FieldFault("role", "identity.role.missing")]) }
        guard let term = listing.terms.first(where: { $0.role == role }) else { return }
        try StaffStore.remove(role, of: account, in: tx)
        try Journal.append(JournalDraft("account.role-taken", of: "account", account.description,
            agency: listing.member.agency, facts: term.facts(name: listing.member.name)), by: act, in: tx)
    }
}

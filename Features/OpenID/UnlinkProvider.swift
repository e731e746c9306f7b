import Access
import Base
import Identity
import Journal
import Storage

/// Somebody unties the own account from a provider. What it has proven stays proven: it was true then.
struct UnlinkProvider: Sendable {
    let issuer: String
    /// For the journal.
    let name: String

    /// - Throws: 404 when there is no such link; `openid-only-way` (409) when there is no other way in.
    func run(in tx: Transaction, act: Act) throws {
        try act.requireSignInDoor()
        guard let account = act.caller.account else { throw Problem("sign-in-needed", status: 401) }
        let links = try LinkStore.links(of: account, in: tx)
        guard links.contains(where: { $0.issuer == issuer }) else { throw Problem.notFound }
        guard try links.count > 1 || AccountStanding.hasPassword(account, in: tx) else {
            throw Problem("openid-only-way", status: 409)
        }
        try LinkStore.remove(issuer, of: account, in: tx)
        try Journal.append(JournalDraft("account.provider-unlinked", of: "account", account.description, agency: nil,
            facts: ["provider": name]), by: act, in: tx)
    }
}

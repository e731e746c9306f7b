import Access
import Base
import Identity
import Journal
import Storage

/// An account is tied to who somebody is at a provider. That it is theirs has been proven before: `means` says how.
struct LinkProvider: Sendable {
    let provider: Provider
    let subject: String
    let account: AccountID
    let means: String

    init(_ provider: Provider, _ subject: String, _ account: AccountID, means: String) {
        self.provider = provider
        self.subject = subject
        self.account = account
        self.means = means
    }

    /// - Throws: `openid-linked-elsewhere` (409) when that person has another account; `openid-linked-other` (409) when
    ///   the account belongs to somebody else there; 403 for an official's account.
    @discardableResult
    func run(in tx: Transaction, act: Act) throws -> ProviderLink {
        try act.requireSignInDoor()
        guard try AccountStanding.isCitizen(account, in: tx) else { throw Problem.forbidden }
        if let link = try LinkStore.link(provider.issuer, subject, in: tx) {
            guard link.account == account else {
                throw Problem("openid-linked-elsewhere", status: 409, arguments: ["provider": provider.proofName])
            }
            return link
        }
        guard try !LinkStore.links(of: account, in: tx).contains(where: { $0.issuer == provider.issuer }) else {
            throw Problem("openid-linked-other", status: 409, arguments: ["provider": provider.proofName])
        }
        let link = ProviderLink(issuer: provider.issuer, subject: subject, account: account, linkedAt: act.at,
            usedAt: act.at)
        try LinkStore.insert(link, in: tx)
        try Journal.append(JournalDraft("account.provider-linked", of: "account", account.description, agency: nil,
            facts: ["provider": provider.proofName, "means": means]), by: act, in: tx)
        return link
    }
}

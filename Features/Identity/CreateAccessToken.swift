import Access
import Base
import Journal
import Storage

/// Makes a token for the account with this login. The command line only: whoever runs it holds the data anyway.
package struct CreateAccessToken: Sendable {
    package let login: LoginName
    package let name: String
    package let expiresAt: Instant

    package init(login typed: String, name: String, expiresAt: Instant) {
        login = LoginName(typed: typed)
        self.name = name
        self.expiresAt = expiresAt
    }

    /// - Returns: the token, and the secret that is shown this once.
    /// - Throws: `token-account-unknown` (404), `token-expiry-wrong`, `token-too-many` (409).
    package func run(in tx: Transaction, act: Act) throws -> (token: AccessToken, secret: String) {
        try act.require(.identityTokens)
        let account = try AccountStore.account(login: login, in: tx)
        guard let account, account.state == .active else {
            throw Problem("token-account-unknown", status: 404, arguments: ["login": login.text])
        }
        let latest = act.at.adding(seconds: Int64(AccessToken.daysMax) * 86_400)
        guard act.at < expiresAt, expiresAt <= latest else {
            throw Problem("token-expiry-wrong", arguments: ["days": "\(AccessToken.daysMax)"])
        }
        guard try AccessTokenStore.tokens(of: account.id, in: tx).count(where: { $0.isLive(at: act.at) })
            < AccessToken.liveMax
        else { throw Problem("token-too-many", status: 409, arguments: ["max": "\(AccessToken.liveMax)"]) }
        let name = String(VietnameseText.tidied(name).prefix(AccessToken.nameLengthMax))
        let token = AccessToken(id: ID(at: act.at), account: account.id, name: name, createdAt: act.at,
            expiresAt: expiresAt, revokedAt: nil)
        let secret = AccessToken.secret()
        try AccessTokenStore.insert(token, digest: AccessToken.digest(of: secret), in: tx)
        try Journal.append(JournalDraft("account.token-created", of: "account", account.id.description,
            agency: try StaffStore.member(account.id, in: tx)?.agency,
            facts: ["token": token.id.description, "name": name, "expires": expiresAt.iso8601]), by: act, in: tx)
        return (token, secret)
    }
}

/// Takes a token back; calls with it are refused from the next one on. Twice does no harm.
package struct RevokeAccessToken: Sendable {
    package let token: ID<AccessToken>

    package init(_ token: ID<AccessToken>) { self.token = token }

    /// - Throws: `not-found`.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityTokens)
        guard let token = try AccessTokenStore.token(token, in: tx) else { throw Problem.notFound }
        guard token.revokedAt == nil else { return }
        try AccessTokenStore.revoke(token.id, at: act.at, in: tx)
        try Journal.append(JournalDraft("account.token-revoked", of: "account", token.account.description,
            agency: try StaffStore.member(token.account, in: tx)?.agency,
            facts: ["token": token.id.description, "name": token.name]), by: act, in: tx)
    }
}

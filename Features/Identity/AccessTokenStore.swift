import Access
import Base
import Storage

/// The tokens of the API, by their digests.
package enum AccessTokenStore {
    private static let columns: SQL = "id, account_id, name, created_at, expires_at, revoked_at"

    /// The account that a token acts for; nil when it is unknown, expired or revoked. For the dispatcher.
    package static func account(ofToken secret: String, at now: Instant, in snapshot: Snapshot) throws -> AccountID? {
        try snapshot.row("""
            SELECT account_id FROM access_token
            WHERE digest = \(AccessToken.digest(of: secret)) AND revoked_at IS NULL AND expires_at > \(now)
            """)?["account_id"]
    }

    /// The newest first, at most 1,000.
    package static func tokens(of account: AccountID?, in snapshot: Snapshot) throws -> [AccessToken] {
        let filter: SQL = account.map { "WHERE account_id = \($0)" } ?? ""
        return try snapshot.rows("SELECT \(columns) FROM access_token \(filter) ORDER BY id DESC LIMIT 1000").map(token)
    }

    /// All tokens with the login of their accounts, for the command line; the newest first, at most 1,000.
    package static func listings(in snapshot: Snapshot) throws -> [(token: AccessToken, login: String)] {
        try tokens(of: nil, in: snapshot).map { token in
            (token, try AccountStore.logins(of: token.account, in: snapshot).first ?? "")
        }
    }

    static func token(_ id: ID<AccessToken>, in snapshot: Snapshot) throws -> AccessToken? {
        try snapshot.row("SELECT \(columns) FROM access_token WHERE id = \(id)").map(token)
    }

    static func insert(_ token: AccessToken, digest: String, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO access_token (id, digest, account_id, name, created_at, expires_at, revoked_at)
            VALUES (\(token.id), \(digest), \(token.account), \(token.name), \(token.createdAt), \(token.expiresAt),
                \(token.revokedAt))
            """)
    }

    static func revoke(_ id: ID<AccessToken>, at now: Instant, in tx: Transaction) throws {
        try tx.execute("UPDATE access_token SET revoked_at = \(now) WHERE id = \(id) AND revoked_at IS NULL")
    }

    static func revokeAll(of account: AccountID, at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE access_token SET revoked_at = \(now) WHERE account_id = \(account) AND revoked_at IS NULL
            """)
    }

    private static func token(_ row: Row) throws -> AccessToken {
        try AccessToken(id: row["id"], account: row["account_id"], name: row["name"], createdAt: row["created_at"],
            expiresAt: row["expires_at"], revokedAt: row["revoked_at"])
    }
}

import Access
import Base
import Storage

/// Who somebody is at another system: there the subject, here the account.
package struct ProviderLink: Sendable, Equatable {
    package let issuer: String
    package let subject: String
    package let account: AccountID
    package let linkedAt: Instant
    package var usedAt: Instant
}

enum LinkStore {
    static let sealed = SealedTable("openid_stay", key: ["account_id", "issuer"], [.init("id_token")])

    static func link(_ issuer: String, _ subject: String, in snapshot: Snapshot) throws -> ProviderLink? {
        try snapshot.row("SELECT * FROM openid_link WHERE issuer = \(issuer) AND subject = \(subject)").map(link)
    }

    static func links(of account: AccountID, in snapshot: Snapshot) throws -> [ProviderLink] {
        try snapshot.rows("SELECT * FROM openid_link WHERE account_id = \(account) ORDER BY linked_at, issuer")
            .map(link)
    }

    static func insert(_ link: ProviderLink, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO openid_link (issuer, subject, account_id, linked_at, used_at)
            VALUES (\(link.issuer), \(link.subject), \(link.account), \(link.linkedAt), \(link.usedAt))
            """)
    }

    static func used(_ link: ProviderLink, at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE openid_link SET used_at = \(now) WHERE issuer = \(link.issuer) AND subject = \(link.subject)
            """)
    }

    static func remove(_ issuer: String, of account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM openid_link WHERE issuer = \(issuer) AND account_id = \(account)")
        try tx.execute("DELETE FROM openid_stay WHERE issuer = \(issuer) AND account_id = \(account)")
    }

    // MARK: Who has come by a provider and is still here

    /// Kept until they leave, so that they can leave there too.
    static func stay(
        _ account: AccountID, _ issuer: String, idToken: String, until: Instant, in tx: Transaction
    ) throws {
        try tx.execute("""
            INSERT INTO openid_stay (account_id, issuer, id_token, expires_at)
            VALUES (\(account), \(issuer), \(sealed: idToken, "id_token"), \(until))
            ON CONFLICT (account_id, issuer) DO UPDATE SET id_token = excluded.id_token,
                expires_at = excluded.expires_at
            """)
    }

    /// The newest stay of an account, and forgets all of them.
    static func endStay(of account: AccountID, at now: Instant, in tx: Transaction) throws
        -> (issuer: String, idToken: String)?
    {
        let row = try tx.row("""
            SELECT issuer, id_token FROM openid_stay WHERE account_id = \(account) AND expires_at > \(now)
            ORDER BY expires_at DESC LIMIT 1
            """)
        try tx.execute("DELETE FROM openid_stay WHERE account_id = \(account) OR expires_at <= \(now)")
        return try row.map { (try $0["issuer"], try $0[sealed: "id_token"]) }
    }

    private static func link(_ row: Row) throws -> ProviderLink {
        try ProviderLink(issuer: row["issuer"], subject: row["subject"], account: row["account_id"],
            linkedAt: row["linked_at"], usedAt: row["used_at"])
    }
}

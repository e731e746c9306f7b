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
        try StayStore.endAll(of: account, issuer, in: tx)
    }

    private static func link(_ row: Row) throws -> ProviderLink {
        try ProviderLink(issuer: row["issuer"], subject: row["subject"], account: row["account_id"],
            linkedAt: row["linked_at"], usedAt: row["used_at"])
    }
}

import Access
import Base
import Storage

/// What ways to and from a provider leave behind, and what is kept of an account that is gone.
enum OpenIDFadingStore {
    static func over(at now: Instant, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("""
            SELECT (SELECT COUNT(*) FROM openid_visit WHERE expires_at < \(now))
                + (SELECT COUNT(*) FROM openid_arrival WHERE expires_at < \(now))
                + (SELECT COUNT(*) FROM openid_stay WHERE expires_at < \(now))
                + (SELECT COUNT(*) FROM openid_logout WHERE expires_at < \(now)) AS n
            """)?["n"] ?? 0
    }

    static func fade(at now: Instant, in tx: Transaction) throws -> Int {
        try tx.execute("DELETE FROM openid_visit WHERE expires_at < \(now)")
            + tx.execute("DELETE FROM openid_arrival WHERE expires_at < \(now)")
            + tx.execute("DELETE FROM openid_stay WHERE expires_at < \(now)")
            + tx.execute("DELETE FROM openid_logout WHERE expires_at < \(now)")
    }

    static func forget(_ account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM openid_link WHERE account_id = \(account)")
        try tx.execute("DELETE FROM openid_stay WHERE account_id = \(account)")
        try tx.execute("DELETE FROM openid_visit WHERE account_id = \(account)")
        try tx.execute("DELETE FROM openid_arrival WHERE account_id = \(account)")
    }
}

import Access
import Base
import Storage

/// Owner of the table `web_session`.
enum SessionStore {
    struct Session {
        let digest: String
        let account: AccountID
        let createdAt: Instant
        let seenAt: Instant
        let expiresAt: Instant
    }

    static func insert(_ session: Session, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO web_session (digest, account, created_at, seen_at, expires_at)
            VALUES (\(session.digest), \(session.account), \(session.createdAt), \(session.seenAt), \
            \(session.expiresAt))
            """)
    }

    static func session(_ digest: String, in snapshot: Snapshot) throws -> Session? {
        try snapshot.row("""
            SELECT account, created_at, seen_at, expires_at FROM web_session WHERE digest = \(digest)
            """).map { row in
            Session(
                digest: digest, account: try row["account"], createdAt: try row["created_at"],
                seenAt: try row["seen_at"], expiresAt: try row["expires_at"])
        }
    }

    static func touch(_ digest: String, at now: Instant, in tx: Transaction) throws {
        try tx.execute("UPDATE web_session SET seen_at = \(now) WHERE digest = \(digest) AND seen_at < \(now)")
    }

    static func delete(_ digest: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM web_session WHERE digest = \(digest)")
    }

    static func deleteAll(of account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM web_session WHERE account = \(account)")
    }

    static func purge(expiredAt now: Instant, account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM web_session WHERE account = \(account) AND expires_at <= \(now)")
    }

    static func purge(expiredAt now: Instant, in tx: Transaction) throws {
        try tx.execute("DELETE FROM web_session WHERE expires_at <= \(now)")
    }
}

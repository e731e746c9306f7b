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
        let device: Device
        /// Empty for citizens.
        let address: String
        /// See `Answer.SessionChange.signIn`; empty for a session that nobody else has to end.
        var ticket = ""
    }

    static func insert(_ session: Session, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO web_session (digest, account, created_at, seen_at, expires_at, device, address, ticket)
            VALUES (\(session.digest), \(session.account), \(session.createdAt), \(session.seenAt), \
            \(session.expiresAt), \(session.device.word), \(session.address), \(session.ticket))
            """)
    }

    static func session(_ digest: String, in snapshot: Snapshot) throws -> Session? {
        try snapshot.row("\(selected) WHERE digest = \(digest)").map(session)
    }

    /// The one used last first.
    static func sessions(of account: AccountID, in snapshot: Snapshot) throws -> [Session] {
        try snapshot.rows("\(selected) WHERE account = \(account) ORDER BY seen_at DESC, digest").map(session)
    }

    private static let selected: SQL =
        "SELECT digest, account, created_at, seen_at, expires_at, device, address, ticket FROM web_session"

    private static func session(_ row: Row) throws -> Session {
        Session(
            digest: try row["digest"], account: try row["account"], createdAt: try row["created_at"],
            seenAt: try row["seen_at"], expiresAt: try row["expires_at"], device: Device(word: try row["device"]),
            address: try row["address"], ticket: try row["ticket"])
    }

    static func touch(_ digest: String, at now: Instant, in tx: Transaction) throws {
        try tx.execute("UPDATE web_session SET seen_at = \(now) WHERE digest = \(digest) AND seen_at < \(now)")
    }

    static func delete(_ digest: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM web_session WHERE digest = \(digest)")
    }

    static func delete(ticket: String, of account: AccountID, in tx: Transaction) throws -> Int {
        try tx.execute("DELETE FROM web_session WHERE account = \(account) AND ticket = \(ticket)")
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

import Base
import Storage

/// What signing in leaves behind and nobody needs once its time is over. The deeds let go of some of it in passing, as
/// far as they come by; this takes the rest.
package enum SignInFadingStore {
    package static let tables = ["sign_in_tally", "sign_in_step", "contact_code"]

    /// - Parameter moment: tallies of before it; what says itself when it ends goes `now`.
    /// - Returns: how many rows are over their time.
    package static func over(_ moment: Instant, at now: Instant, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("""
            SELECT (SELECT COUNT(*) FROM sign_in_tally WHERE last_at < \(moment))
                + (SELECT COUNT(*) FROM sign_in_step WHERE expires_at < \(now))
                + (SELECT COUNT(*) FROM contact_code WHERE expires_at < \(now)) AS n
            """)?["n"] ?? 0
    }

    /// - Returns: how many rows went.
    package static func fade(_ moment: Instant, at now: Instant, in tx: Transaction) throws -> Int {
        try tx.execute("DELETE FROM sign_in_tally WHERE last_at < \(moment)")
            + tx.execute("DELETE FROM sign_in_step WHERE expires_at < \(now)")
            + tx.execute("DELETE FROM contact_code WHERE expires_at < \(now)")
    }
}

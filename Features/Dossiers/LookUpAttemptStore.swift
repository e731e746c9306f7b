import Base
import Storage

/// How often a code was asked for in vain, by whom: only as long as the window of the throttle.
package enum LookUpAttemptStore {
    package static let tables = ["lookup_attempt"]

    static func attempts(of buckets: [String], window: Int64, in snapshot: Snapshot) throws -> [String: Int] {
        let rows = try snapshot.rows("""
            SELECT bucket, attempts FROM lookup_attempt
            WHERE window_start = \(window) AND bucket IN (\(SQL.list(buckets)))
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["bucket"], try $0["attempts"]) })
    }

    static func add(_ bucket: String, window: Int64, in tx: Transaction) throws {
        try tx.send("""
            INSERT INTO lookup_attempt (bucket, window_start, attempts) VALUES (\(bucket), \(window), 1)
            ON CONFLICT (bucket, window_start) DO UPDATE SET attempts = lookup_attempt.attempts + 1
            """)
    }

    static func forget(before window: Int64, in tx: Transaction) throws {
        try tx.send("DELETE FROM lookup_attempt WHERE window_start < \(window)")
    }

    /// How many tries of before the moment are still counted.
    package static func over(_ moment: Instant, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("""
            SELECT COUNT(*) AS n FROM lookup_attempt WHERE window_start < \(moment.microseconds / 1_000_000)
            """)?["n"] ?? 0
    }

    package static func fade(_ moment: Instant, in tx: Transaction) throws -> Int {
        try tx.execute("DELETE FROM lookup_attempt WHERE window_start < \(moment.microseconds / 1_000_000)")
    }
}

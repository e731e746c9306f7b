import Base
import Storage

/// How often a code was asked for in vain, by whom: only as long as the window of the throttle.
package enum LookUpAttemptStore {
    /// Tries that count no more.
    package static let ageing = AgeingRows("lookup_attempt", by: "window_start", in: .seconds)

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
}

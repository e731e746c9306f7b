import Storage

/// How often a code was asked for, by whom: only as long as the window of the throttle.
enum LookUpAttemptStore {
    static func add(_ bucket: String, window: Int64, in tx: Transaction) throws -> Int {
        let row = try tx.row("""
            INSERT INTO lookup_attempt (bucket, window_start, attempts) VALUES (\(bucket), \(window), 1)
            ON CONFLICT (bucket, window_start) DO UPDATE SET attempts = lookup_attempt.attempts + 1
            RETURNING attempts
            """)
        return try row?["attempts"] ?? 0
    }

    static func forget(before window: Int64, in tx: Transaction) throws {
        try tx.execute("DELETE FROM lookup_attempt WHERE window_start < \(window)")
    }
}

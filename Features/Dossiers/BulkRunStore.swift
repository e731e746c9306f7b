import Access
import Base
import Storage

/// What officers did to several dossiers in one press. Whoever did it alone reads it.
package enum BulkRunStore {
    static let migration = Migration("dossiers/010-bulk-runs", """
        CREATE TABLE bulk_run (
            account TEXT NOT NULL,
            number BIGINT NOT NULL,
            deed TEXT NOT NULL,
            at BIGINT NOT NULL,
            request_id TEXT NOT NULL,
            taken_back_at BIGINT,
            PRIMARY KEY (account, number)
        );
        CREATE TABLE bulk_run_item (
            account TEXT NOT NULL,
            number BIGINT NOT NULL,
            place BIGINT NOT NULL,
            dossier_id TEXT NOT NULL,
            code TEXT NOT NULL,
            outcome TEXT NOT NULL,
            reason TEXT NOT NULL,
            arguments TEXT NOT NULL,
            PRIMARY KEY (account, number, place),
            CHECK (outcome IN ('done', 'refused', 'taken-back', 'kept'))
        );
        """)

    static let byTime = Migration("dossiers/022-bulk-runs-by-time", "CREATE INDEX bulk_run_at ON bulk_run (at)")

    /// Forgets runs that nobody takes back or reads any more; what was done stays in the journal of each dossier. The
    /// newest of an account stays, so that no number is given twice.
    /// - Returns: how many.
    @discardableResult
    package static func purge(at now: Instant, in tx: Transaction) throws -> Int {
        let old: SQL = "r.at < \(now.adding(seconds: -BulkRun.keptSeconds))"
        let notLast: SQL = "r.number < (SELECT MAX(l.number) FROM bulk_run l WHERE l.account = r.account)"
        try tx.send("""
            DELETE FROM bulk_run_item WHERE EXISTS (SELECT 1 FROM bulk_run r
                WHERE r.account = bulk_run_item.account AND r.number = bulk_run_item.number AND \(old) AND \(notLast))
            """)
        return try tx.execute("DELETE FROM bulk_run AS r WHERE \(old) AND \(notLast)")
    }

    /// The number of the account's next run.
    static func nextNumber(of account: AccountID, in tx: Transaction) throws -> Int {
        let last: Int? = try tx.row("SELECT MAX(number) AS last FROM bulk_run WHERE account = \(account)")?["last"]
        return (last ?? 0) + 1
    }

    static func insert(_ run: BulkRun, in tx: Transaction) throws {
        try tx.send("""
            INSERT INTO bulk_run (account, number, deed, at, request_id, taken_back_at)
            VALUES (\(run.account), \(run.number), \(run.deed), \(run.at), \(run.requestID), \(run.takenBackAt))
            """)
        let rows = run.items.enumerated().map { place, item -> SQL in
            let (outcome, reason) = columns(item.outcome)
            return """
                (\(run.account), \(run.number), \(place), \(item.dossier), \(item.code), \(outcome),
                    \(reason?.key ?? ""), \(JSONFacts(reason?.arguments ?? [:])))
                """
        }
        try tx.send("""
            INSERT INTO bulk_run_item (account, number, place, dossier_id, code, outcome, reason, arguments)
            VALUES \(SQL.joined(rows, by: ", "))
            """)
    }

    /// Saves what became of a run when it was taken back.
    static func saveTakingBack(_ run: BulkRun, in tx: Transaction) throws {
        try tx.send("""
            UPDATE bulk_run SET taken_back_at = \(run.takenBackAt)
            WHERE account = \(run.account) AND number = \(run.number)
            """)
        for (place, item) in run.items.enumerated() {
            let (outcome, reason) = columns(item.outcome)
            try tx.send("""
                UPDATE bulk_run_item SET outcome = \(outcome), reason = \(reason?.key ?? ""),
                    arguments = \(JSONFacts(reason?.arguments ?? [:]))
                WHERE account = \(run.account) AND number = \(run.number) AND place = \(place)
                """)
        }
    }

    /// Nil when the account has no such run: those of others are as if they did not exist.
    package static func run(_ number: Int, of account: AccountID, in snapshot: Snapshot) throws -> BulkRun? {
        guard let row = try snapshot.row("SELECT * FROM bulk_run WHERE account = \(account) AND number = \(number)")
        else { return nil }
        let items = try snapshot.rows("""
            SELECT dossier_id, code, outcome, reason, arguments FROM bulk_run_item
            WHERE account = \(account) AND number = \(number) ORDER BY place
            """)
        return BulkRun(number: number, account: account, deed: try row["deed"], at: try row["at"],
            requestID: try row["request_id"], takenBackAt: try row["taken_back_at"],
            items: try items.map { row in
                BulkRun.Item(dossier: try row["dossier_id"], code: try row["code"], outcome: try outcome(row))
            })
    }

    private static func columns(_ outcome: BulkRun.Item.Outcome) -> (word: String, reason: BulkRun.Reason?) {
        switch outcome {
        case .done: ("done", nil)
        case .refused(let reason): ("refused", reason)
        case .takenBack: ("taken-back", nil)
        case .kept(let reason): ("kept", reason)
        }
    }

    private static func outcome(_ row: Row) throws -> BulkRun.Item.Outcome {
        let (word, arguments): (String, JSONFacts) = (try row["outcome"], try row["arguments"])
        let reason = BulkRun.Reason(key: try row["reason"], arguments: arguments.values)
        return switch word {
        case "done": .done
        case "taken-back": .takenBack
        case "kept": .kept(reason)
        default: .refused(reason)
        }
    }
}

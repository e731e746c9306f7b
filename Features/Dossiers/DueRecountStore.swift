import Base
import Storage

/// The places of the recounts, each moved in the transaction that moves the dates: whatever breaks off goes on from
/// there, and no date moves twice.
enum DueRecountStore {
    static let migration = Migration("dossiers/101-due-recount", """
        CREATE TABLE due_recount (
            revision BIGINT NOT NULL PRIMARY KEY,
            agency_id TEXT,
            due_from TEXT NOT NULL,
            total BIGINT NOT NULL,
            looked BIGINT NOT NULL,
            moved BIGINT NOT NULL,
            left_alone BIGINT NOT NULL,
            last_id TEXT NOT NULL,
            finished_at BIGINT
        );
        """)

    static func insert(_ recount: DueRecount, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO due_recount (revision, agency_id, due_from, total, looked, moved, left_alone, last_id,
                finished_at)
            VALUES (\(recount.revision), \(recount.scope.agency), \(recount.scope.dueFrom), \(recount.total),
                \(recount.looked), \(recount.moved), \(recount.leftAlone), \(recount.last?.description ?? ""),
                \(recount.finishedAt))
            """)
    }

    static func save(_ recount: DueRecount, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE due_recount SET looked = \(recount.looked), moved = \(recount.moved),
                left_alone = \(recount.leftAlone), last_id = \(recount.last?.description ?? ""),
                finished_at = \(recount.finishedAt)
            WHERE revision = \(recount.revision)
            """)
    }

    static func recount(_ revision: Int64, in snapshot: Snapshot) throws -> DueRecount? {
        try snapshot.row("SELECT \(columns) FROM due_recount WHERE revision = \(revision)").map(recount)
    }

    static func all(in snapshot: Snapshot) throws -> [Int64: DueRecount] {
        let found = try snapshot.rows("SELECT \(columns) FROM due_recount ORDER BY revision").map(recount)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.revision, $0) })
    }

    private static let columns: SQL = """
        revision, agency_id, due_from, total, looked, moved, left_alone, last_id, finished_at
        """

    private static func recount(_ row: Row) throws -> DueRecount {
        let last: String = try row["last_id"]
        var recount = DueRecount(
            revision: try row["revision"],
            scope: ClockScope(agency: try row["agency_id"], dueFrom: try row["due_from"]), total: try row["total"])
        (recount.looked, recount.moved) = (try row["looked"], try row["moved"])
        (recount.leftAlone, recount.last) = (try row["left_alone"], ID<Dossier>(last))
        recount.finishedAt = try row["finished_at"]
        return recount
    }
}

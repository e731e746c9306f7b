import Access
import Base
import Storage

/// The stored revisions, added only: a trigger refuses anything else.
enum CalendarRevisionStore {
    /// In their order.
    static func all(in snapshot: Snapshot) throws -> [CalendarRevision] {
        try snapshot.rows("""
            SELECT number, kind, agency_id, details, reason, source, at, author_name, seal FROM calendar_revision
            ORDER BY number
            """).map { row in
            let kind: String = try row["kind"]
            guard let kind = CalendarChange.Kind(rawValue: kind) else { throw StorageError.badColumn("kind", kind) }
            let agency: AgencyID? = try row["agency_id"]
            return CalendarRevision(
                number: try row["number"],
                change: try CalendarChange(kind, agency: agency, details: try row["details"]),
                agency: agency, reason: try row["reason"], source: try row["source"], at: try row["at"],
                authorName: try row["author_name"], seal: try row["seal"])
        }
    }

    static func numbers(in snapshot: Snapshot) throws -> [Int64] {
        try snapshot.rows("SELECT number FROM calendar_revision").map { try $0["number"] }
    }

    static func insert(_ revision: CalendarRevision, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO calendar_revision (number, kind, agency_id, details, reason, source, at, author_name, seal)
            VALUES (\(revision.number), \(revision.change.kind.rawValue), \(revision.agency),
                \(revision.change.details), \(revision.reason), \(revision.source), \(revision.at),
                \(revision.authorName), \(revision.seal))
            """)
    }

    /// One question that costs next to nothing: what changes when a row comes or goes.
    static func stamp(in snapshot: Snapshot) throws -> CalendarStamp {
        let row = try snapshot.row("""
            SELECT (SELECT COUNT(*) FROM calendar_revision) AS count, seal FROM calendar_revision
            ORDER BY number DESC LIMIT 1
            """)
        return CalendarStamp(count: try row?["count"] ?? 0, seal: try row?["seal"] ?? "")
    }
}

/// A state of the table: the same stamp, the same rows, in whatever installation.
struct CalendarStamp: Sendable, Equatable {
    let count: Int
    let seal: String
}

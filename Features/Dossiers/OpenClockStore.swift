import Access
import Base
import Deadlines
import Storage

/// A dossier whose clock runs, as far as its due date goes.
struct OpenClock: Sendable {
    let id: ID<Dossier>
    let code: String
    /// The agency that resolves it: its calendar counts.
    let agency: AgencyID
    let dueAt: Instant
    let matter: DeadlineCase
}

/// Which open dossiers a change of the working calendar could move.
struct ClockScope: Sendable, Equatable {
    /// Nil for every agency.
    let agency: AgencyID?
    /// Due before it, nothing moves: a date rests on the days before it alone.
    let dueFrom: LocalDate
}

/// The dossiers that a change of the working calendar could move, page by page. Closed dossiers never change, and those
/// whose clock stands get their date when they go on.
enum OpenClockStore {
    /// In the order of their ids.
    /// - Returns: the clocks, the id up to which was looked, and whether nothing comes behind it.
    static func clocks(
        in scope: ClockScope, after last: ID<Dossier>?, limit: Int, in snapshot: Snapshot
    ) throws -> (clocks: [OpenClock], last: ID<Dossier>?, isLast: Bool) {
        let rows = try snapshot.rows("""
            SELECT dossier.id AS id, code, agency_id, accepted_at, due_at, term
            FROM dossier JOIN dossier_content ON dossier_content.dossier_id = dossier.id
            WHERE \(condition(scope)) AND dossier.id > \(last?.description ?? "") ORDER BY dossier.id LIMIT \(limit)
            """)
        let records = try DossierClockStore.records(of: rows.map { try $0["id"] }, in: snapshot)
        return (try rows.compactMap { try clock($0, records) }, try rows.last.map { try $0["id"] } ?? last,
            rows.count < limit)
    }

    static func count(in scope: ClockScope, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("SELECT COUNT(*) AS count FROM dossier WHERE \(condition(scope))")?["count"] ?? 0
    }

    private static func condition(_ scope: ClockScope) -> SQL {
        let whose: SQL = scope.agency.map { "AND agency_id = \($0)" } ?? ""
        return """
            is_open = 1 AND finished_at IS NULL AND accepted_at IS NOT NULL AND due_at >= \(Instant(scope.dueFrom))
            AND state IN (\(SQL.list(DossierAction.moveDue.from.map(\.rawValue).sorted()))) \(whose)
            """
    }

    /// Nil for what has no term of its own.
    private static func clock(_ row: Row, _ records: [ID<Dossier>: ClockRecord]) throws -> OpenClock? {
        let (id, accepted): (ID<Dossier>, Instant?) = try (row["id"], row["accepted_at"])
        guard let accepted, let term = Term(code: try row["term"]) else { return nil }
        return OpenClock(id: id, code: try row["code"], agency: try row["agency_id"], dueAt: try row["due_at"],
            matter: DossierClock.matter(term, acceptedAt: accepted, records[id] ?? ClockRecord()))
    }
}

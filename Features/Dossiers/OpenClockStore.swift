import Access
import Base
import Deadlines
import Storage

/// A dossier whose clock runs, as far as its dates go.
struct OpenClock: Sendable {
    /// A date that was promised, and what it rests on.
    struct Promise: Sendable {
        /// Whose calendar counts: of the dossier's date the resolving agency's, of a leg's its own.
        let agency: AgencyID
        let dueAt: Instant
        let matter: DeadlineCase
    }

    let id: ID<Dossier>
    let code: String
    /// Hẹn trả
    let whole: Promise
    /// The leg that another agency has taken, with its number; nil while there is none.
    var leg: (number: Int, promise: Promise)?

    var agency: AgencyID { whole.agency }
    var dueAt: Instant { whole.dueAt }
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
        var clocks = try rows.compactMap { try clock($0, records) }
        let legs = try DossierLegStore.openLegs(of: clocks.map(\.id), in: snapshot)
        for place in clocks.indices {
            guard let leg = legs[clocks[place].id], let dueAt = leg.dueAt,
                let matter = leg.matter(records[clocks[place].id] ?? ClockRecord())
            else { continue }
            clocks[place].leg = (leg.number, .init(agency: leg.to, dueAt: dueAt, matter: matter))
        }
        return (clocks, try rows.last.map { try $0["id"] } ?? last, rows.count < limit)
    }

    static func count(in scope: ClockScope, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("SELECT COUNT(*) AS count FROM dossier WHERE \(condition(scope))")?["count"] ?? 0
    }

    private static func condition(_ scope: ClockScope) -> SQL {
        let whose: SQL = scope.agency.map { "AND (agency_id = \($0) OR leg_agency_id = \($0))" } ?? ""
        let from = Instant(scope.dueFrom)
        // A dossier that is late already may have a leg or a step whose date is to come.
        return """
            is_open = 1 AND finished_at IS NULL AND accepted_at IS NOT NULL AND due_at IS NOT NULL
            AND (due_at >= \(from)
                OR EXISTS (SELECT 1 FROM dossier_leg WHERE dossier_leg.dossier_id = dossier.id
                    AND given_back_at IS NULL AND dossier_leg.due_at >= \(from))
                OR EXISTS (SELECT 1 FROM dossier_step WHERE dossier_step.dossier_id = dossier.id
                    AND dossier_step.due_at >= \(from)))
            AND state IN (\(SQL.list(DossierAction.moveDue.from.map(\.rawValue).sorted()))) \(whose)
            """
    }

    /// Nil for what has no term of its own.
    private static func clock(_ row: Row, _ records: [ID<Dossier>: ClockRecord]) throws -> OpenClock? {
        let (id, accepted): (ID<Dossier>, Instant?) = try (row["id"], row["accepted_at"])
        guard let accepted, let term = Term(code: try row["term"]) else { return nil }
        return OpenClock(id: id, code: try row["code"], whole: .init(
            agency: try row["agency_id"], dueAt: try row["due_at"],
            matter: DossierClock.matter(term, acceptedAt: accepted, records[id] ?? ClockRecord())))
    }
}

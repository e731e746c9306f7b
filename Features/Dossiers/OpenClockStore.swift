import Access
import Base
import Deadlines
import Storage

/// A dossier whose clock runs, as far as its due date goes.
struct OpenClock: Sendable {
    let id: ID<Dossier>
    let code: String
    let dueAt: Instant
    let matter: DeadlineCase
}

/// The dossiers that a change of the working calendar could move, in one question.
enum OpenClockStore {
    /// Those of an agency that are due on a day or later, the first due first. Closed dossiers never change, and those
    /// that wait for a supplement get their date when it comes.
    static func clocks(
        of agency: AgencyID, dueFrom day: LocalDate, limit: Int, in snapshot: Snapshot
    ) throws -> [OpenClock] {
        let rows = try snapshot.rows("""
            SELECT dossier.id AS id, code, accepted_at, due_at, term
            FROM dossier JOIN dossier_content ON dossier_content.dossier_id = dossier.id
            WHERE agency_id = \(agency) AND is_open = 1 AND finished_at IS NULL AND due_at >= \(Instant(day))
            ORDER BY due_at, dossier.id LIMIT \(limit)
            """)
        let records = try DossierClockStore.records(of: rows.map { try $0["id"] }, in: snapshot)
        return try rows.compactMap { try clock($0, records) }
    }

    /// Nil for what has no term of its own.
    private static func clock(_ row: Row, _ records: [ID<Dossier>: ClockRecord]) throws -> OpenClock? {
        let (id, accepted): (ID<Dossier>, Instant?) = try (row["id"], row["accepted_at"])
        guard let accepted, let term = Term(code: try row["term"]) else { return nil }
        return OpenClock(id: id, code: try row["code"], dueAt: try row["due_at"],
            matter: DossierClock.matter(term, acceptedAt: accepted, records[id] ?? ClockRecord()))
    }
}

/// Xem trước: what one more day off would do to the dates that people were promised.
struct DayOffPreview: Sendable {
    struct Move: Sendable, Equatable {
        let id: ID<Dossier>
        let code: String
        let before: LocalDate
        let after: LocalDate
    }

    let moves: [Move]
    /// Dossiers that it could have moved.
    let looked: Int

    /// Pure. What the calendar no longer reaches is left out.
    init(_ clocks: [OpenClock], with calendar: WorkCalendar) {
        looked = clocks.count
        moves = clocks.compactMap { clock in
            guard let after = try? Deadline.due(for: clock.matter, in: calendar)?.date,
                after != clock.dueAt.localDate
            else { return nil }
            return Move(id: clock.id, code: clock.code, before: clock.dueAt.localDate, after: after)
        }
    }
}

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
        try snapshot.rows("""
            SELECT dossier.id AS id, code, accepted_at, due_at, term, asked_at, asked_from, answered_at
            FROM dossier JOIN dossier_content ON dossier_content.dossier_id = dossier.id
                LEFT JOIN dossier_supplement ON dossier_supplement.dossier_id = dossier.id
            WHERE agency_id = \(agency) AND is_open = 1 AND finished_at IS NULL AND due_at >= \(Instant(day))
            ORDER BY due_at, dossier.id LIMIT \(limit)
            """).compactMap(clock)
    }

    /// Nil for what has no term of its own.
    private static func clock(_ row: Row) throws -> OpenClock? {
        let (accepted, asked): (Instant?, Instant?) = try (row["accepted_at"], row["asked_at"])
        guard let accepted, let term = Term(code: try row["term"]) else { return nil }
        let supplement = try asked.map { asked in
            Supplement(askedAt: asked, askedFrom: try row["asked_from"], points: "",
                answeredAt: try row["answered_at"], answer: "")
        }
        return OpenClock(id: try row["id"], code: try row["code"], dueAt: try row["due_at"],
            matter: DossierClock.matter(term, acceptedAt: accepted, supplement: supplement))
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

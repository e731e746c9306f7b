import Access
import Base
import Calendars
import Deadlines

/// Xem trước: one calendar against another, and what it does to the dates that people were promised.
package struct CalendarPreview: Sendable {
    package struct Move: Sendable, Equatable {
        let id: ID<Dossier>
        package let code: String
        package let before: Instant
        package let after: Instant
    }

    /// The last revision that it rests on: the confirmation names it.
    package let seen: Int64
    package let before: WorkCalendar
    package let after: WorkCalendar
    /// Of the reader's own agency, or of all for the program; the first due first.
    package let moves: [Move]
    /// How many would move in all agencies together.
    package let moved: Int
    /// How many it could have moved.
    package let looked: Int
    /// How many a person would have to look at.
    package let leftAlone: Int

    init(
        _ ledger: CalendarLedger, over base: WorkCalendar, after: WorkCalendar, for reader: AgencyID?,
        _ judged: [(clock: OpenClock, verdict: DueJudge.Verdict)]
    ) {
        (seen, before, self.after) = (ledger.last, ledger.calendar(over: base), after)
        looked = judged.count
        leftAlone = judged.count { $0.verdict == .leftAlone }
        let all = judged.compactMap { clock, verdict -> (AgencyID, Move)? in
            guard case .moves(let due, _) = verdict else { return nil }
            return (clock.agency, Move(id: clock.id, code: clock.code, before: clock.dueAt, after: due))
        }
        moved = all.count
        moves = all.filter { (reader ?? $0.0) == $0.0 }.map(\.1).sorted { ($0.before, $0.id) < ($1.before, $1.id) }
    }
}

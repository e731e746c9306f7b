import Access
import Base
import Calendars
import Deadlines

/// What a change of the calendar means for one due date. Pure, but that it remembers the calendars it has worked out.
struct DueJudge {
    enum Verdict: Sendable, Equatable {
        /// The date is what the calendar answers.
        case stays
        /// To this moment, for these reasons.
        case moves(to: Instant, reason: String)
        /// It rests on something that no calendar of this installation answers - it was given by hand, or the calendar
        /// does not reach it - or the new date would be past already: a person looks at it.
        case leftAlone
    }

    private let ledger: CalendarLedger
    private let base: WorkCalendar
    private let now: WorkCalendar
    private let today: LocalDate
    private var earlier: [Int64: WorkCalendar] = [:]

    /// - Parameter upcoming: for a preview, the calendar as it would be; nothing is stored yet.
    init(_ ledger: CalendarLedger, over base: WorkCalendar, upcoming: WorkCalendar? = nil, today: LocalDate) {
        self.ledger = ledger
        self.base = base
        self.today = today
        now = upcoming ?? ledger.calendar(over: base)
    }

    /// What the dates rest on now.
    var calendar: WorkCalendar { now }
    /// Its last revision.
    var edition: Int64 { ledger.last }

    mutating func verdict(on promise: OpenClock.Promise) -> Verdict {
        guard let due = try? Deadline.due(for: promise.matter, in: now.of(promise.agency))?.instant else {
            return .leftAlone
        }
        guard due != promise.dueAt else { return .stays }
        // A promise is never moved so far back that it is broken at once.
        guard due > promise.dueAt || due.localDate >= today, let known = origin(of: promise) else { return .leftAlone }
        return .moves(to: due, reason: reasons(after: known, for: promise.agency))
    }

    /// The newest revision under which the date was right; nil when there is none.
    private mutating func origin(of promise: OpenClock.Promise) -> Int64? {
        for number in stride(from: ledger.last, through: 0, by: -1) {
            let calendar = earlier[number] ?? ledger.calendar(through: number, over: base)
            earlier[number] = calendar
            if (try? Deadline.due(for: promise.matter, in: calendar.of(promise.agency))?.instant) == promise.dueAt {
                return number
            }
        }
        return nil
    }

    /// What was entered for an agency since a revision.
    func reasons(after number: Int64, for agency: AgencyID) -> String {
        let told = ledger.revisions.filter { $0.number > number && ($0.agency ?? agency) == agency }.map(\.reason)
        return told.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "; ")
    }
}

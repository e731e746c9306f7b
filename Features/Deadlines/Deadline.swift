import Base

/// Counts terms over a calendar (Civil Code, articles 145-148; handbook 1.5 and 11). Pure and total: values in, values
/// or a named refusal out.
///
/// - The day of acceptance is not counted; acceptance after closing stands for the next open day.
/// - Working days and office hours skip days off; calendar days and months count them, but do not end on one.
/// - A stop of the clock that begins on one day and ends on another takes out the days after the first up to and with
///   the last: like the day of acceptance, the day on which the clock starts again is not counted. Terms in hours take
///   out the office hours themselves.
/// - A stop that begins when the term has run out changes nothing: what is late stays late.
package enum Deadline {
    /// When what was accepted at `instant` is due.
    /// - Throws: `calendar-missing` with the year when the count runs beyond the calendar; `term-out-of-range`.
    package static func due(
        for term: Term, acceptedAt instant: Instant, in calendar: WorkCalendar
    ) throws(Problem) -> DueDate {
        try Reckoning(DeadlineCase(term: term, acceptedAt: instant), in: calendar.table).due
    }

    /// The same with stops and an extension; nil while the clock stands.
    /// - Throws: as above; `stop-backwards`, `stops-too-many`, `extension-out-of-range`.
    package static func due(for matter: DeadlineCase, in calendar: WorkCalendar) throws(Problem) -> DueDate? {
        let reckoning = try Reckoning(matter, in: calendar.table)
        return reckoning.standing == nil ? reckoning.due : nil
    }
}

/// When a dossier is due (hạn giải quyết).
package struct DueDate: Sendable, Equatable {
    /// The end of office hours of its date; for terms in hours the very moment.
    package let instant: Instant
    /// A year that it rests on has not been announced yet: the date may still move.
    package let isProvisional: Bool

    /// On time is judged by this date, not by the hour (handbook 1.5).
    package var date: LocalDate { instant.localDate }
}

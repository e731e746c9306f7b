import Base

/// How long the law gives for a procedure (thời hạn giải quyết).
package enum Term: Hashable, Sendable {
    /// Trong ngày: the day of acceptance, or the next working day when accepted at or after 15:00.
    case sameDay
    /// Working hours, 8 to a working day.
    case workingHours(Int)
    /// Ngày làm việc.
    case workingDays(Int)
    /// Ngày: calendar days; a last day off moves to the next working day (Civil Code, article 148).
    case calendarDays(Int)
    case months(Int)
}

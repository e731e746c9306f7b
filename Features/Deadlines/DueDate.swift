import Base

/// When a dossier is due (hạn giải quyết), and how that was counted.
package struct DueDate: Sendable, Equatable {
    /// The end of office hours of `date`; for terms in hours the very moment.
    package let instant: Instant
    /// On time is judged by this date, not by the hour (handbook 1.5).
    package let date: LocalDate
    /// Every day from the acceptance to the due date, in order.
    package let explanation: [DayCount]
    /// A year that it rests on has not been announced yet: the date may still move.
    package let isProvisional: Bool
}

/// One day of the count, for the officer and the citizen to check.
package struct DayCount: Sendable, Equatable {
    package enum Reason: Sendable, Hashable {
        /// Counted: a day that is worked.
        case workingDay
        /// Counted: a Saturday worked for a weekday off.
        case extraWorkingDay
        /// Counted: a day of a term in calendar days or months, worked or not.
        case calendarDay
        /// Counted: this many seconds of office hours of a term in hours.
        case officeHours(seconds: Int)
        /// Counted: the result is due on this very day.
        case sameDay
        /// Not counted: the day of acceptance (Civil Code, article 147(2)).
        case dayOfAcceptance
        /// Not counted: accepted after closing, so the next open day stands for the day of acceptance.
        case afterClosing
        /// Not counted: a same-day dossier accepted at or after the cut-off.
        case afterCutOff
        case weekend
        /// Not counted: a holiday or another named day off.
        case dayOff(name: String)
        /// Not counted: the term ended on a day off and moves to this working day (Civil Code, article 148(5)).
        case movedToWorkingDay

        /// The key of the sentence that says it; `{name}` and `{time}` are its placeholders.
        package var key: String {
            switch self {
            case .workingDay: "deadlines.reason.working-day"
            case .extraWorkingDay: "deadlines.reason.extra-working-day"
            case .calendarDay: "deadlines.reason.calendar-day"
            case .officeHours: "deadlines.reason.office-hours"
            case .sameDay: "deadlines.reason.same-day"
            case .dayOfAcceptance: "deadlines.reason.day-of-acceptance"
            case .afterClosing: "deadlines.reason.after-closing"
            case .afterCutOff: "deadlines.reason.after-cut-off"
            case .weekend: "deadlines.reason.weekend"
            case .dayOff: "deadlines.reason.day-off"
            case .movedToWorkingDay: "deadlines.reason.moved-to-working-day"
            }
        }

        /// What the sentence's placeholders take; hours are written `4:30`.
        package var arguments: [String: String] {
            switch self {
            case .dayOff(let name): ["name": name]
            case .officeHours(let seconds):
                ["time": "\(seconds / 3600):\(seconds / 60 % 60 < 10 ? "0" : "")\(seconds / 60 % 60)"]
            case .workingDay, .extraWorkingDay, .calendarDay, .sameDay, .dayOfAcceptance, .afterClosing, .afterCutOff,
                .weekend, .movedToWorkingDay:
                [:]
            }
        }
    }

    package let date: LocalDate
    package let isCounted: Bool
    package let reason: Reason
}

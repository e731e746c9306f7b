import Base

/// One day of a count, for the officer and the citizen to check.
package struct DayCount: Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
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
        /// Not counted: from here the term begins anew, the dossier being whole now.
        case dayOfRestart
        /// Not counted any more: it lies before the day on which the term began anew.
        case begunAnew
        /// Not counted: accepted after closing, so the next open day stands for the day of acceptance.
        case afterClosing
        /// Not counted: a same-day dossier accepted at or after the cut-off.
        case afterCutOff
        case weekend
        /// Not counted: a holiday or another named day off.
        case dayOff(WorkCalendar.DayOff)
        /// Not counted: the clock stands.
        case stopped(Stop.Ground)
        /// The term ended on a day off and moves to this working day (Civil Code, article 148(5)).
        case movedToWorkingDay
        /// The clock was stopped on the last day and runs again: the rest of that day is today.
        case resumedAtEnd
    }

    package let date: LocalDate
    package let isCounted: Bool
    /// It belongs to the extension, not to the term itself.
    package let isExtension: Bool
    package let reason: Reason
}

extension DayCount.Reason {
    /// A short name for programs; `deadlines.reason.<name>` is the sentence, with `{name}` and `{time}` to be filled.
    package var name: String {
        switch self {
        case .workingDay: "working-day"
        case .extraWorkingDay: "extra-working-day"
        case .calendarDay: "calendar-day"
        case .officeHours: "office-hours"
        case .sameDay: "same-day"
        case .dayOfAcceptance: "day-of-acceptance"
        case .dayOfRestart: "day-of-restart"
        case .begunAnew: "begun-anew"
        case .afterClosing: "after-closing"
        case .afterCutOff: "after-cut-off"
        case .weekend: "weekend"
        case .dayOff: "day-off"
        case .stopped(let ground): "stopped-\(ground.rawValue)"
        case .movedToWorkingDay: "moved-to-working-day"
        case .resumedAtEnd: "resumed-at-end"
        }
    }

    package var key: String { "deadlines.reason.\(name)" }

    /// What the sentence's placeholders take; hours are written `4:30`.
    package var arguments: [String: String] {
        switch self {
        case .dayOff(let dayOff): ["name": dayOff.name]
        case .officeHours(let seconds): ["time": "\(seconds / 3600):\(twoDigits(seconds / 60 % 60))"]
        case .workingDay, .extraWorkingDay, .calendarDay, .sameDay, .dayOfAcceptance, .dayOfRestart, .begunAnew,
            .afterClosing, .afterCutOff, .weekend, .stopped, .movedToWorkingDay, .resumedAtEnd:
            [:]
        }
    }

    /// The law that it rests on.
    package var article: Article {
        switch self {
        case .workingDay, .officeHours: .weeklyRest
        case .extraWorkingDay: .swappedDays
        case .calendarDay: .endOfTerm
        case .sameDay, .afterCutOff: .sameDay
        case .dayOfAcceptance: .firstDay
        case .dayOfRestart, .begunAnew: .returnedDossier
        case .afterClosing: .centreHours
        case .weekend: .weeklyRest
        case .dayOff(let dayOff):
            switch dayOff.kind {
            case .holiday: .holidays
            case .compensation: .compensation
            case .swapped: .swappedDays
            case .closure: .closure
            }
        case .stopped(let ground): ground.article
        case .movedToWorkingDay: .endOnDayOff
        case .resumedAtEnd: .stoppedClock
        }
    }

    /// A better citation than the article's: the decision that this one day off rests on.
    package var basis: String? {
        guard case .dayOff(let dayOff) = self else { return nil }
        return dayOff.basis
    }
}

/// What a step of a count rests on; `deadlines.article.<name>` cites it.
package enum Article: String, Sendable, CaseIterable {
    /// Civil Code, article 147(2): the first day is not counted.
    case firstDay = "first-day"
    /// Civil Code, article 148(2) and (3): days and months end at the end of their last day.
    case endOfTerm = "end-of-term"
    /// Civil Code, article 148(5): an end on a day off moves on.
    case endOnDayOff = "end-on-day-off"
    /// Decision 188/1999/QĐ-TTg: forty hours, Saturday and Sunday off.
    case weeklyRest = "weekly-rest"
    /// Labour Code, article 112(1).
    case holidays
    /// Labour Code, article 111(3).
    case compensation
    /// The yearly notice of the Government.
    case swappedDays = "swapped-days"
    /// The Centre's own notice.
    case closure
    /// The Centre's own hours.
    case centreHours = "centre-hours"
    /// NĐ 23/2015/NĐ-CP, article 7.
    case sameDay = "same-day"
    /// NĐ 61/2018/NĐ-CP, article 19.4, kept by NĐ 118/2025: the term begins anew.
    case returnedDossier = "returned-dossier"
    /// NĐ 61/2018/NĐ-CP, article 15.3, kept by NĐ 118/2025.
    case supplement
    /// The field's own law: the duty's time is not the office's.
    case financialDuty = "financial-duty"
    /// The field's own law on posting, survey, council.
    case fieldLaw = "field-law"
    /// An outage that was made known.
    case outage
    /// NĐ 61/2018/NĐ-CP, article 19.9, kept by NĐ 118/2025.
    case extended = "extension"
    /// The rule of the stop itself.
    case stoppedClock = "stopped-clock"

    package var key: String { "deadlines.article.\(rawValue)" }
}

extension Stop.Ground {
    package var key: String { "deadlines.ground.\(rawValue)" }

    package var article: Article {
        switch self {
        case .supplement: .supplement
        case .financialDuty: .financialDuty
        case .posting, .survey, .council: .fieldLaw
        case .outage: .outage
        }
    }

    /// Whose time it is.
    package var holder: TimeHolder {
        switch self {
        case .supplement, .financialDuty: .citizen
        case .posting, .survey, .council: .procedure
        case .outage: .outage
        }
    }
}

import Base
import Calendars
import Deadlines

/// How far the due dates of open dossiers have followed one revision of the calendar.
package struct DueRecount: Sendable, Equatable {
    package let revision: Int64
    let scope: ClockScope
    /// Dossiers that it could move, when it was entered.
    package let total: Int
    package var looked = 0
    package var moved = 0
    /// For a person to look at: see `DueJudge.Verdict.leftAlone`.
    package var leftAlone = 0
    var last: ID<Dossier>?
    package var finishedAt: Instant?

    /// 0 to 100.
    var percent: Int { finishedAt != nil ? 100 : total == 0 ? 0 : min(99, looked * 100 / total) }
}

extension CalendarChange {
    /// The first day whose meaning may change: dates before it rest on nothing that moved.
    /// - Parameter withdrawn: what a withdrawal takes back.
    func firstDay(withdrawing withdrawn: CalendarChange?) -> LocalDate {
        switch self {
        case .daysOff(let days), .closure(_, let days): days.map(\.date).min() ?? .beginning
        case .swap(let off, let worked): min(off.date, worked)
        case .year(let sheet): LocalDate(year: sheet.year.number, month: 1, day: 1) ?? .beginning
        case .hours(_, let period): period.from
        case .withdrawal: withdrawn?.firstDay(withdrawing: nil) ?? .beginning
        }
    }
}

extension LocalDate {
    fileprivate static let beginning = LocalDate(dayNumber: 0)
}

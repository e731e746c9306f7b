import Base
import Deadlines

/// Working days left until the due dates of some dossiers, counted in one walk over the calendar: a list of fifty rows
/// costs no more than its farthest date.
package struct DaysLeft {
    package let today: LocalDate
    private var counted: [LocalDate: Int] = [:]

    package init(_ dossiers: [Dossier], at now: Instant, calendar: WorkCalendar) {
        self.init(until: dossiers.compactMap { $0.state.isBeingResolved ? $0.dueAt?.localDate : nil }, at: now,
            calendar: calendar)
    }

    /// The same for due dates of anything else.
    package init(until dates: [LocalDate], at now: Instant, calendar: WorkCalendar) {
        today = now.localDate
        let dates = Set(dates)
        count(dates.filter { $0 >= today }.sorted(), calendar)
        count(dates.filter { $0 < today }.sorted(by: >), calendar)
    }

    /// From today outwards. Beyond the calendar the days between are counted as they are.
    private mutating func count(_ dates: [LocalDate], _ calendar: WorkCalendar) {
        var (last, days) = (today, 0)
        for date in dates {
            days += (try? calendar.workingDays(from: last, to: date)) ?? date.dayNumber - last.dayNumber
            counted[date] = days
            last = date
        }
    }

    /// Negative for what is overdue; nil for a date of none of the dossiers.
    package func days(until due: LocalDate) -> Int? { counted[due] }
}

import Base

extension WorkCalendar {
    /// Hoán đổi: a weekday off for a day of the weekend that is worked.
    package struct Swap: Sendable, Equatable {
        package let off: LocalDate
        package let worked: LocalDate

        package init(off: LocalDate, worked: LocalDate) {
            self.off = off
            self.worked = worked
        }
    }
}

/// Lịch nghỉ of one year, as the Government announces it.
package struct YearSheet: Sendable, Equatable {
    package let year: WorkCalendar.Year
    package let daysOff: [WorkCalendar.DayOff]
    package let swaps: [WorkCalendar.Swap]

    package init(year: WorkCalendar.Year, daysOff: [WorkCalendar.DayOff], swaps: [WorkCalendar.Swap]) {
        self.year = year
        self.daysOff = daysOff
        self.swaps = swaps
    }
}

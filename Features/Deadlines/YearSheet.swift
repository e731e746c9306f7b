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

extension WorkCalendar {
    /// A year as a document has it; which day is worked for which is told by their order. Nil for a year that is not
    /// here.
    package func sheet(of number: Int) -> YearSheet? {
        guard let year = years.first(where: { $0.number == number }) else { return nil }
        let days = daysOff(in: number)
        let swaps = zip(days.filter { $0.kind == .swapped }, extraWorkingDays(in: number)).map { off, worked in
            Swap(off: off.date, worked: worked)
        }
        return YearSheet(year: year, daysOff: days, swaps: swaps)
    }
}

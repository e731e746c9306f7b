import Base

/// Which days the State works: weekends, public holidays, days off in lieu, and Saturdays worked for a weekday off
/// (Labour Code, articles 111-112). Years without data are refused, never guessed.
package struct WorkCalendar: Sendable, Equatable {
    package struct DayOff: Sendable, Equatable {
        package enum Kind: String, Sendable {
            /// Ngày nghỉ lễ, Tết.
            case holiday
            /// Nghỉ bù: the holiday fell on a weekend.
            case compensation
            /// Nghỉ hoán đổi: a Saturday is worked instead.
            case swapped
        }

        package let date: LocalDate
        package let kind: Kind
        /// As the announcement calls it, in Vietnamese.
        package let name: String

        package init(date: LocalDate, kind: Kind, name: String) {
            self.date = date
            self.kind = kind
            self.name = name
        }
    }

    package struct Year: Sendable, Equatable {
        package let number: Int
        /// False while the Government has not announced the year: dates in it may still move.
        package let isOfficial: Bool
        package let source: String
    }

    package let hours: OfficeHours
    /// In order, without gaps.
    package let years: [Year]
    private let daysOff: [LocalDate: DayOff]
    private let extraWorkingDays: Set<LocalDate>

    package init(years: [Year], daysOff: [DayOff], extraWorkingDays: Set<LocalDate>, hours: OfficeHours = .usual) {
        self.years = years.sorted { $0.number < $1.number }
        self.daysOff = Dictionary(daysOff.map { ($0.date, $0) }) { first, _ in first }
        self.extraWorkingDays = extraWorkingDays
        self.hours = hours
    }

    /// The same calendar with the hours of one Centre.
    package func with(hours: OfficeHours) -> WorkCalendar {
        WorkCalendar(years: years, daysOff: Array(daysOff.values), extraWorkingDays: extraWorkingDays, hours: hours)
    }

    /// The same calendar with one more day off, for instance after a storm. It wins over a Saturday that was to be
    /// worked.
    package func adding(_ dayOff: DayOff) -> WorkCalendar {
        WorkCalendar(years: years, daysOff: [dayOff] + daysOff.values.filter { $0.date != dayOff.date },
            extraWorkingDays: extraWorkingDays.subtracting([dayOff.date]), hours: hours)
    }

    /// - Throws: `calendar-missing` with the year when the calendar does not reach that far.
    package func isWorking(_ date: LocalDate) throws(Problem) -> Bool {
        try requireYear(of: date)
        if extraWorkingDays.contains(date) { return true }
        return !date.isWeekend && daysOff[date] == nil
    }

    /// How many working days lie after `start` up to and including `end`: "còn N ngày làm việc" from today to the due
    /// date. Zero on the due date or when only days off are left; negative when `end` is past.
    /// - Throws: `calendar-missing` when a date lies beyond the calendar.
    package func workingDays(from start: LocalDate, to end: LocalDate) throws(Problem) -> Int {
        guard start <= end else { return try -workingDays(from: end, to: start) }
        try requireYear(of: end)
        var count = 0
        var date = start
        while date < end {
            date = date.adding(days: 1)
            if try isWorking(date) { count += 1 }
        }
        return count
    }

    /// The first working day after `date`.
    package func workingDay(after date: LocalDate) throws(Problem) -> LocalDate {
        var next = date.adding(days: 1)
        while try !isWorking(next) { next = next.adding(days: 1) }
        return next
    }

    /// Why a date is off; nil on working days, on ordinary weekends and beyond the calendar.
    package func dayOff(on date: LocalDate) -> DayOff? { extraWorkingDays.contains(date) ? nil : daysOff[date] }

    /// A weekend day that is worked for a weekday off.
    package func isExtraWorkingDay(_ date: LocalDate) -> Bool { extraWorkingDays.contains(date) }

    /// All named days off of a year in order, for the page that shows the calendar.
    package func daysOff(in year: Int) -> [DayOff] {
        daysOff.values.filter { $0.date.year == year }.sorted { $0.date < $1.date }
    }

    package func extraWorkingDays(in year: Int) -> [LocalDate] {
        extraWorkingDays.filter { $0.year == year }.sorted()
    }

    package func isOfficial(year: Int) -> Bool { years.contains { $0.number == year && $0.isOfficial } }

    /// When the office receives on this date, in order; empty when it is closed.
    package func open(on date: LocalDate) throws(Problem) -> [OfficeHours.Span] {
        if try isWorking(date) { return [hours.morning, hours.afternoon] }
        if date.weekday == .saturday, dayOff(on: date) == nil, let saturday = hours.saturday { return [saturday] }
        return []
    }

    private func requireYear(of date: LocalDate) throws(Problem) {
        guard years.contains(where: { $0.number == date.year }) else {
            throw Problem("calendar-missing", status: 422, arguments: ["year": String(date.year)])
        }
    }
}

extension LocalDate {
    var isWeekend: Bool {
        switch weekday {
        case .saturday, .sunday: true
        case .monday, .tuesday, .wednesday, .thursday, .friday: false
        }
    }
}

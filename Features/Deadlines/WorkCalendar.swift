import Base

/// Which days the State works and when an office is open: weekends, public holidays, days off in lieu, Saturdays worked
/// for a weekday off (Labour Code, articles 111-112), closures of one Centre. Years without data are refused, never
/// guessed.
package struct WorkCalendar: Sendable, Equatable {
    package struct DayOff: Sendable, Equatable {
        package enum Kind: String, Sendable, CaseIterable {
            /// Ngày nghỉ lễ, Tết.
            case holiday
            /// Nghỉ bù: the holiday fell on a weekend.
            case compensation
            /// Nghỉ hoán đổi: a Saturday is worked instead.
            case swapped
            /// One Centre alone is closed, after a storm for instance.
            case closure
        }

        package let date: LocalDate
        package let kind: Kind
        /// As the announcement calls it, in Vietnamese.
        package let name: String
        /// What it rests on, when it is not what its kind rests on by law.
        package let basis: String?

        package init(date: LocalDate, kind: Kind, name: String, basis: String? = nil) {
            self.date = date
            self.kind = kind
            self.name = name
            self.basis = basis
        }
    }

    package struct Year: Sendable, Equatable {
        package let number: Int
        /// False while the Government has not announced the year: dates in it may still move.
        package let isOfficial: Bool
        package let source: String

        package init(number: Int, isOfficial: Bool, source: String) {
            self.number = number
            self.isOfficial = isOfficial
            self.source = source
        }
    }

    /// The hours that hold from a day on, until the next of them.
    package struct HoursPeriod: Sendable, Equatable {
        package let from: LocalDate
        package let hours: OfficeHours

        package init(from: LocalDate, hours: OfficeHours) {
            self.from = from
            self.hours = hours
        }
    }

    /// In order; there may be gaps.
    package let years: [Year]
    /// In order; the first also holds for the days before it. Never empty.
    package let hoursPeriods: [HoursPeriod]
    let daysOff: [LocalDate: DayOff]
    let extraWorkingDays: Set<LocalDate>
    /// The calendars of places that differ from this one, by the names that `with(variants:)` was given.
    let variants: [String: WorkCalendar]
    let table: DayTable

    package init(
        years: [Year], daysOff: [DayOff], extraWorkingDays: Set<LocalDate>, hours: OfficeHours = .usual
    ) {
        self.init(years: years, daysOff: daysOff, extraWorkingDays: extraWorkingDays,
            hours: [HoursPeriod(from: LocalDate(dayNumber: 0), hours: hours)])
    }

    /// - Parameters:
    ///   - daysOff: of two on one date the first holds.
    ///   - hours: none means the usual hours.
    package init(years: [Year], daysOff: [DayOff], extraWorkingDays: Set<LocalDate>, hours: [HoursPeriod]) {
        variants = [:]
        self.years = years.sorted { $0.number < $1.number }
        self.daysOff = Dictionary(daysOff.map { ($0.date, $0) }) { first, _ in first }
        self.extraWorkingDays = extraWorkingDays
        let sorted = hours.sorted { $0.from < $1.from }
        hoursPeriods = sorted.isEmpty ? [HoursPeriod(from: LocalDate(dayNumber: 0), hours: .usual)] : sorted
        table = DayTable(
            years: self.years, daysOff: self.daysOff, extraWorkingDays: extraWorkingDays, hours: hoursPeriods)
    }

    package static func == (left: WorkCalendar, right: WorkCalendar) -> Bool {
        left.years == right.years && left.daysOff == right.daysOff && left.extraWorkingDays == right.extraWorkingDays
            && left.hoursPeriods == right.hoursPeriods && left.variants == right.variants
    }

    private init(_ calendar: WorkCalendar, variants: [String: WorkCalendar]) {
        (years, hoursPeriods, daysOff) = (calendar.years, calendar.hoursPeriods, calendar.daysOff)
        (extraWorkingDays, table) = (calendar.extraWorkingDays, calendar.table)
        self.variants = variants
    }

    /// The same calendar, which knows how the days of some places differ: a Centre that is closed, or has hours of its
    /// own.
    package func with(variants: [String: WorkCalendar]) -> WorkCalendar { WorkCalendar(self, variants: variants) }

    /// The calendar of one place; this one where nothing differs.
    package func variant(of place: String) -> WorkCalendar { variants[place] ?? self }

    /// The same calendar with the hours of one Centre.
    package func with(hours: OfficeHours) -> WorkCalendar {
        with(hours: [HoursPeriod(from: LocalDate(dayNumber: 0), hours: hours)])
    }

    /// The same calendar with hours that change on a day.
    package func with(hours: [HoursPeriod]) -> WorkCalendar {
        WorkCalendar(years: years, daysOff: Array(daysOff.values), extraWorkingDays: extraWorkingDays, hours: hours)
    }

    /// The same calendar with one more day off, for instance after a storm. It wins over a Saturday that was to be
    /// worked.
    package func adding(_ dayOff: DayOff) -> WorkCalendar {
        WorkCalendar(years: years, daysOff: [dayOff] + daysOff.values.filter { $0.date != dayOff.date },
            extraWorkingDays: extraWorkingDays.subtracting([dayOff.date]), hours: hoursPeriods)
    }

    /// The same calendar as if the Centre had been open all along, and the days on which it was closed.
    var withoutClosures: (calendar: WorkCalendar, closed: [LocalDate]) {
        let closed = daysOff.values.filter { $0.kind == .closure }.map(\.date).sorted()
        guard !closed.isEmpty else { return (self, []) }
        let calendar = WorkCalendar(years: years, daysOff: daysOff.values.filter { $0.kind != .closure },
            extraWorkingDays: extraWorkingDays, hours: hoursPeriods)
        return (calendar, closed)
    }

    /// The hours in force last.
    package var hours: OfficeHours { hoursPeriods[hoursPeriods.count - 1].hours }

    /// The hours in force on a date.
    package func hours(on date: LocalDate) -> OfficeHours { table.hours(on: date.dayNumber) }

    /// - Throws: `calendar-missing` with the year when the calendar does not reach that far.
    package func isWorking(_ date: LocalDate) throws(Problem) -> Bool {
        try table.isWorked(date.dayNumber)
    }

    /// How many working days lie after `start` up to and including `end`: "còn N ngày làm việc" from today to the due
    /// date. Zero on the due date or when only days off are left; negative when `end` is past.
    /// - Throws: `calendar-missing` when a date lies beyond the calendar.
    package func workingDays(from start: LocalDate, to end: LocalDate) throws(Problem) -> Int {
        guard start <= end else { return try -workingDays(from: end, to: start) }
        return try table.worked(after: start.dayNumber, through: end.dayNumber)
    }

    /// The first working day after `date`.
    package func workingDay(after date: LocalDate) throws(Problem) -> LocalDate {
        LocalDate(dayNumber: try table.workedDay(1, after: date.dayNumber))
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

    /// All named days off, in order.
    package var allDaysOff: [DayOff] { daysOff.values.sorted { $0.date < $1.date } }

    /// All weekend days that are worked.
    package var allExtraWorkingDays: Set<LocalDate> { extraWorkingDays }

    package func isOfficial(year: Int) -> Bool { years.contains { $0.number == year && $0.isOfficial } }

    /// When the office receives on this date, in order; empty when it is closed.
    package func open(on date: LocalDate) throws(Problem) -> [OfficeHours.Span] { try table.spans(on: date.dayNumber) }
}

extension LocalDate {
    var isWeekend: Bool {
        switch weekday {
        case .saturday, .sunday: true
        case .monday, .tuesday, .wednesday, .thursday, .friday: false
        }
    }
}

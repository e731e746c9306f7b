import Base

/// Counts terms over a calendar (Civil Code, articles 145-148; handbook 1.5 and 11). Pure: values in, values out.
package enum Deadline {
    /// The longest term that is believed: ten years of days. Anything else is a fault in the catalogue.
    package static let unitsMax = 3660

    /// When what was accepted at `instant` is due.
    ///
    /// The day of acceptance is not counted; acceptance after closing stands for the next open day. Working days and
    /// office hours skip days off; calendar days and months count them, but do not end on one.
    /// - Throws: `calendar-missing` with the year when the count runs beyond the calendar; `term-out-of-range`.
    package static func due(
        for term: Term, acceptedAt instant: Instant, in calendar: WorkCalendar
    ) throws(Problem) -> DueDate {
        var count = Count(calendar: calendar)
        switch term {
        case .sameDay: try count.sameDay(instant)
        case .workingHours(let hours): return try count.workingHours(checked(hours), from: instant)
        case .workingDays(let days): try count.workingDays(checked(days), from: instant)
        case .calendarDays(let days):
            let units = try checked(days)
            try count.untilWorkingDay(from: instant) { $0.adding(days: units) }
        case .months(let months):
            let units = try checked(months)
            try count.untilWorkingDay(from: instant) { $0.adding(months: units) }
        }
        return count.due(at: nil)
    }

    private static func checked(_ units: Int) throws(Problem) -> Int {
        guard (1...unitsMax).contains(units) else {
            throw Problem("term-out-of-range", status: 422, arguments: ["units": String(units)])
        }
        return units
    }
}

/// The count under way: walks from day to day and writes down each.
private struct Count {
    let calendar: WorkCalendar
    private var days: [DayCount] = []
    private var date = LocalDate(dayNumber: 0)

    init(calendar: WorkCalendar) { self.calendar = calendar }

    mutating func sameDay(_ instant: Instant) throws(Problem) {
        date = instant.localDate
        if try calendar.isWorking(date), instant.localTime < calendar.hours.sameDayCutOff {
            return add(counted: true, .sameDay)
        }
        add(counted: false, try calendar.isWorking(date) ? .afterCutOff : whyOff)
        try skipDaysOff()
        add(counted: true, .sameDay)
    }

    mutating func workingDays(_ term: Int, from instant: Instant) throws(Problem) {
        try start(at: instant)
        for _ in 0..<term {
            try skipDaysOff()
            add(counted: true, calendar.isExtraWorkingDay(date) ? .extraWorkingDay : .workingDay)
        }
    }

    /// Calendar days and months: every day after the start counts up to `end`; then on to a working day if need be.
    mutating func untilWorkingDay(from instant: Instant, end: (LocalDate) -> LocalDate) throws(Problem) {
        try start(at: instant)
        let last = end(date)
        while date < last {
            date = date.adding(days: 1)
            _ = try calendar.isWorking(date)
            add(counted: true, .calendarDay)
        }
        guard try !calendar.isWorking(date) else { return }
        try skipDaysOff()
        add(counted: false, .movedToWorkingDay)
    }

    /// Hours are used up as the office is open, from the moment of acceptance on; lunch, nights and days off use none.
    mutating func workingHours(_ term: Int, from instant: Instant) throws(Problem) -> DueDate {
        date = instant.localDate
        var now = instant.localTime.secondOfDay
        var left = term * 3600
        while true {
            var usedToday = 0
            if try calendar.isWorking(date) {
                for span in [calendar.hours.morning, calendar.hours.afternoon] {
                    let from = max(now, span.opens.secondOfDay)
                    let used = min(left, max(0, span.closes.secondOfDay - from))
                    usedToday += used
                    left -= used
                    if left == 0 {
                        add(counted: true, .officeHours(seconds: usedToday))
                        return due(at: LocalTime(secondOfDay: from + used))
                    }
                }
            }
            if usedToday > 0 {
                add(counted: true, .officeHours(seconds: usedToday))
            } else {
                add(counted: false, try calendar.isWorking(date) ? .afterClosing : whyOff)
            }
            date = date.adding(days: 1)
            now = 0
        }
    }

    func due(at time: LocalTime?) -> DueDate {
        let years = Set(days.map(\.date.year))
        return DueDate(instant: Instant(date, time ?? calendar.hours.afternoon.closes), date: date, explanation: days,
            isProvisional: !years.allSatisfy { calendar.isOfficial(year: $0) })
    }

    /// The day that stands for the day of acceptance: that day itself, or the next open one when it was too late.
    private mutating func start(at instant: Instant) throws(Problem) {
        date = instant.localDate
        if let closing = try calendar.open(on: date).last?.closes, instant.localTime < closing {
            return add(counted: false, .dayOfAcceptance)
        }
        add(counted: false, try calendar.isWorking(date) ? .afterClosing : whyOff)
        date = date.adding(days: 1)
        while try calendar.open(on: date).isEmpty {
            add(counted: false, whyOff)
            date = date.adding(days: 1)
        }
        add(counted: false, .dayOfAcceptance)
    }

    /// On to the next working day, writing down the days off between.
    private mutating func skipDaysOff() throws(Problem) {
        date = date.adding(days: 1)
        while try !calendar.isWorking(date) {
            add(counted: false, whyOff)
            date = date.adding(days: 1)
        }
    }

    private mutating func add(counted: Bool, _ reason: DayCount.Reason) {
        days.append(DayCount(date: date, isCounted: counted, reason: reason))
    }

    private var whyOff: DayCount.Reason {
        if let dayOff = calendar.dayOff(on: date) { return .dayOff(name: dayOff.name) }
        return .weekend
    }
}

extension LocalDate {
    /// The same day some months on, or the last day of that month when it is shorter (Civil Code, article 148(3)).
    func adding(months: Int) -> LocalDate {
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        let newDay = min(day, LocalDate.days(inMonth: newMonth, of: newYear))
        guard let date = LocalDate(year: newYear, month: newMonth, day: newDay) else {
            preconditionFailure("month \(newMonth)/\(newYear) is outside the calendar")
        }
        return date
    }
}

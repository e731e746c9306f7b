import Base

/// The calendar worked out day by day once, so that counting ten working days on is one look and not a walk. Days are
/// numbers (`LocalDate.dayNumber`): due dates are computed by the million when a holiday is added.
final class DayTable: Sendable {
    private enum Kind: UInt8 { case missing, off, service, worked }

    /// The day of index 0.
    private let first: Int
    private let kinds: [Kind]
    /// Worked days up to and with each day.
    private let workedThrough: [Int32]
    /// The worked days in order.
    private let workedDays: [Int32]
    /// The second of the day at which the office closes for the last time; 0 when it does not open.
    private let closing: [Int32]
    private let extra: Set<Int>
    private let periods: [(from: Int, hours: OfficeHours)]
    /// The days of each run of years without a gap.
    private let covered: [ClosedRange<Int>]
    /// The days of years that the Government has not announced.
    private let unannounced: [ClosedRange<Int>]

    init(
        years: [WorkCalendar.Year], daysOff: [LocalDate: WorkCalendar.DayOff], extraWorkingDays: Set<LocalDate>,
        hours: [WorkCalendar.HoursPeriod]
    ) {
        let spans = years.compactMap { year in
            Self.days(of: year.number).map { (days: $0, isOfficial: year.isOfficial) }
        }
        first = spans.first?.days.lowerBound ?? 0
        unannounced = spans.filter { !$0.isOfficial }.map(\.days)
        covered = Self.runs(spans.map(\.days))
        periods = hours.map { ($0.from.dayNumber, $0.hours) }
        extra = Set(extraWorkingDays.map(\.dayNumber))
        let last = spans.last?.days.upperBound ?? -1
        let count = max(0, last - first + 1)
        var kinds = [Kind](repeating: .missing, count: count)
        var closing = [Int32](repeating: 0, count: count)
        var worked: [Int32] = []
        var through = [Int32](repeating: 0, count: count)
        let off = Set(daysOff.keys.map(\.dayNumber))
        for run in covered {
            for day in run {
                let index = day - first
                let isExtra = extra.contains(day)
                let spans = Self.spans(Self.hours(on: day, periods), day, isExtra: isExtra)
                if isExtra || (!off.contains(day) && Self.weekday(day) < 5) {
                    kinds[index] = .worked
                    worked.append(Int32(day))
                } else {
                    kinds[index] = off.contains(day) || spans.isEmpty ? .off : .service
                }
                if kinds[index] != .off { closing[index] = Int32(spans.last?.closes.secondOfDay ?? 0) }
            }
        }
        var total: Int32 = 0
        for index in 0..<count {
            if kinds[index] == .worked { total += 1 }
            through[index] = total
        }
        (self.kinds, self.closing, workedDays, workedThrough) = (kinds, closing, worked, through)
    }

    // MARK: Looks

    func isWorked(_ day: Int) throws(Problem) -> Bool { try kind(day) == .worked }

    func isExtra(_ day: Int) -> Bool { extra.contains(day) }

    /// When the office receives; on a worked Saturday as on Monday.
    func spans(on day: Int) throws(Problem) -> [OfficeHours.Span] {
        switch try kind(day) {
        case .missing, .off: []
        case .service, .worked: Self.spans(hours(on: day), day, isExtra: extra.contains(day))
        }
    }

    func hours(on day: Int) -> OfficeHours { Self.hours(on: day, periods) }

    /// The second at which the office closes; 0 when it is closed all day.
    func closes(_ day: Int) throws(Problem) -> Int {
        _ = try kind(day)
        return Int(closing[day - first])
    }

    /// Whether a day of these is in a year that is not announced.
    func isProvisional(_ from: Int, _ to: Int) -> Bool {
        unannounced.contains { $0.lowerBound <= to && from <= $0.upperBound }
    }

    // MARK: Counts

    /// Working days after the one day up to and with the other; 0 when that is no later.
    func worked(after start: Int, through end: Int) throws(Problem) -> Int {
        let run = try run(of: start)
        guard end > start else { return 0 }
        guard run.contains(end) else { throw Self.missing(run.upperBound + 1) }
        return Int(workedThrough[end - first] - workedThrough[start - first])
    }

    /// The working day so many (at least one) after a day.
    func workedDay(_ count: Int, after day: Int) throws(Problem) -> Int {
        let run = try run(of: day)
        let place = Int(workedThrough[day - first]) + count - 1
        guard place < workedDays.count, Int(workedDays[place]) <= run.upperBound else {
            throw Self.missing(run.upperBound + 1)
        }
        return Int(workedDays[place])
    }

    /// The day itself when it is worked, else the next one that is.
    func workedDay(from day: Int) throws(Problem) -> Int {
        try isWorked(day) ? day : try workedDay(1, after: day)
    }

    /// The day that stands for a moment: its own while the office is still to close, else the next open one.
    func standingDay(_ moment: LocalMoment) throws(Problem) -> Int {
        var day = moment.day
        if try closes(day) > moment.second { return day }
        repeat { day += 1 } while try closes(day) == 0
        return day
    }

    // MARK: How it is made

    private func kind(_ day: Int) throws(Problem) -> Kind {
        let index = day - first
        guard kinds.indices.contains(index), kinds[index] != .missing else { throw Self.missing(day) }
        return kinds[index]
    }

    private func run(of day: Int) throws(Problem) -> ClosedRange<Int> {
        for run in covered where run.contains(day) { return run }
        throw Self.missing(day)
    }

    private static func missing(_ day: Int) -> Problem {
        Problem("calendar-missing", status: 422, arguments: ["year": String(LocalDate(dayNumber: day).year)])
    }

    private static func hours(on day: Int, _ periods: [(from: Int, hours: OfficeHours)]) -> OfficeHours {
        var index = periods.count - 1
        while index > 0, periods[index].from > day { index -= 1 }
        return periods[index].hours
    }

    /// Monday is 0.
    private static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 }

    private static func spans(_ hours: OfficeHours, _ day: Int, isExtra: Bool) -> [OfficeHours.Span] {
        hours.week[isExtra && weekday(day) > 4 ? 0 : weekday(day)]
    }

    private static func days(of year: Int) -> ClosedRange<Int>? {
        guard let first = LocalDate(year: year, month: 1, day: 1), let last = LocalDate(year: year, month: 12, day: 31)
        else { return nil }
        return first.dayNumber...last.dayNumber
    }

    private static func runs(_ spans: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        spans.reduce(into: []) { runs, days in
            if let last = runs.last, last.upperBound + 1 >= days.lowerBound {
                runs[runs.count - 1] = last.lowerBound...max(last.upperBound, days.upperBound)
            } else {
                runs.append(days)
            }
        }
    }
}

/// A moment as clocks in Việt Nam show it: the number of the day, and the second of it.
struct LocalMoment {
    let day: Int
    let second: Int

    init(_ instant: Instant) {
        let seconds = instant.microseconds / 1_000_000 - (instant.microseconds % 1_000_000 < 0 ? 1 : 0) + 7 * 3600
        let whole = seconds / 86_400 - (seconds % 86_400 < 0 ? 1 : 0)
        day = Int(whole)
        second = Int(seconds - whole * 86_400)
    }

    /// The moment of a second of a day.
    static func instant(_ day: Int, second: Int) -> Instant {
        Instant(microseconds: (Int64(day) * 86_400 + Int64(second) - 7 * 3600) * 1_000_000)
    }
}

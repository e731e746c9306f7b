import Base
import Deadlines

/// Office time as one line of minutes: nights, lunch and days off are left out, so that "half a day later" is a sum.
/// Pure; the walk over the calendar is done once.
struct OfficeTime: Sendable {
    /// The working days in order.
    let days: [LocalDate]
    /// Minutes of one working day.
    let dayLength: Int
    private let morningStart: Int
    private let morningLength: Int
    private let afternoonStart: Int
    private let places: [Int: Int]

    /// - Throws: `calendar-missing` when the calendar does not reach that far.
    init(from first: LocalDate, through last: LocalDate, calendar: WorkCalendar) throws(Problem) {
        var days: [LocalDate] = []
        var places: [Int: Int] = [:]
        for number in first.dayNumber...last.dayNumber {
            let date = LocalDate(dayNumber: number)
            guard try calendar.isWorking(date) else { continue }
            places[number] = days.count
            days.append(date)
        }
        self.days = days
        self.places = places
        let hours = calendar.hours
        morningStart = hours.morning.opens.secondOfDay / 60
        morningLength = hours.morning.closes.secondOfDay / 60 - morningStart
        afternoonStart = hours.afternoon.opens.secondOfDay / 60
        dayLength = morningLength + hours.afternoon.closes.secondOfDay / 60 - afternoonStart
    }

    /// The place of a working day in `days`; nil for a day off or one beyond them.
    func place(of date: LocalDate) -> Int? { places[date.dayNumber] }

    /// The last working day that is not after the date; -1 when all are.
    func place(atOrBefore date: LocalDate) -> Int {
        guard let first = days.first, let last = days.last, date >= first else { return -1 }
        if date >= last { return days.count - 1 }
        var number = date.dayNumber
        while places[number] == nil { number -= 1 }
        return places[number] ?? -1
    }

    func date(of minute: Int) -> LocalDate { days[minute / dayLength] }

    /// The moment on the clock. The seconds come from the minute, so that not everything happens on the full one.
    func instant(of minute: Int) -> Instant {
        let within = minute % dayLength
        let ofDay = within < morningLength ? morningStart + within : afternoonStart + within - morningLength
        return Instant(days[minute / dayLength], LocalTime(secondOfDay: ofDay * 60 + minute * 37 % 60))
    }

    /// Minutes of office time from opening until this time of day.
    func minutes(until time: LocalTime) -> Int {
        let minute = time.secondOfDay / 60
        let afternoon = minute < afternoonStart ? 0 : minute - afternoonStart
        return min(dayLength, min(max(0, minute - morningStart), morningLength) + afternoon)
    }
}

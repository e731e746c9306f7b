import Access
import Base
import Calendars
import Deadlines
import Web

/// What somebody wants to enter into the calendar, as a form or a file says it.
enum CalendarEntry: String, CaseIterable {
    case dayOff = "ngay-nghi"
    case swap = "hoan-doi"
    case closure = "dong-cua"
    case hours = "gio-lam-viec"
    case year = "ca-nam"
    case file = "tep"
    case withdrawal = "thu-hoi"

    /// What one chooses from; withdrawing begins at the entry that is wrong.
    static let choices: [CalendarEntry] = [.dayOff, .swap, .closure, .hours, .year, .file]

    /// - Parameter calendar: of the agency, for what days of a range are worked.
    /// - Throws: `invalid-form`; `calendar-unreadable` for a file.
    func changes(
        _ form: FormValues, file: [UInt8], agency: AgencyID, in calendar: WorkCalendar
    ) throws -> [CalendarChange] {
        switch self {
        case .dayOff:
            let kind: WorkCalendar.DayOff.Kind = form["kind"] == "compensation" ? .compensation : .holiday
            return [.daysOff(try Self.days(form, kind, in: calendar))]
        case .closure: return [.closure(agency, try Self.days(form, .closure, in: calendar.of(agency)))]
        case .swap:
            guard case .date(let off) = form.date("from") else {
                throw Problem.invalid([FieldFault("from", "calendar-day")])
            }
            guard case .date(let worked) = form.date("worked") else {
                throw Problem.invalid([FieldFault("worked", "calendar-worked")])
            }
            return [.swap(off: .init(date: off, kind: .swapped, name: form["name"]), worked: worked)]
        case .hours: return [.hours(agency, try Self.hours(form))]
        case .year:
            guard let number = Int(form["year"]), (2000...2100).contains(number) else {
                let last = calendar.years.last?.number ?? 0
                throw Problem.invalid([FieldFault("year", "calendar-year", ["year": "\(last + 1)"])])
            }
            let year = WorkCalendar.Year(number: number, isOfficial: form["official"] == "1", source: form["source"])
            return [.year(try YearText.sheet(form["days"], year: year))]
        case .file: return try CalendarFile.changes(file, agency: agency, in: calendar)
        case .withdrawal:
            guard let number = Int64(form["number"]) else { throw Problem.notFound }
            return [.withdrawal(of: number)]
        }
    }

    /// The working days of a range: weekends and holidays between are off anyway.
    private static func days(
        _ form: FormValues, _ kind: WorkCalendar.DayOff.Kind, in calendar: WorkCalendar
    ) throws(Problem) -> [WorkCalendar.DayOff] {
        guard case .date(let first) = form.date("from") else { throw .invalid([FieldFault("from", "calendar-day")]) }
        var last = first
        switch form.date("to") {
        case .none: break
        case .wrong: throw .invalid([FieldFault("to", "calendar-range")])
        case .date(let date): last = date
        }
        guard first <= last, last.dayNumber - first.dayNumber <= ReviseCalendar.daysMax else {
            throw .invalid([FieldFault("to", "calendar-range")])
        }
        return (first.dayNumber...last.dayNumber).map(LocalDate.init(dayNumber:))
            .filter { (try? calendar.isWorking($0)) == true }
            .map { WorkCalendar.DayOff(date: $0, kind: kind, name: form["name"]) }
    }

    private static func hours(_ form: FormValues) throws(Problem) -> WorkCalendar.HoursPeriod {
        guard case .date(let from) = form.date("from") else { throw .invalid([FieldFault("from", "calendar-date")]) }
        var faults: [FieldFault] = []
        func span(_ field: String) -> OfficeHours.Span? {
            let times = form[field].split(separator: "-").map { LocalTime(typed: String($0)) }
            guard times.count == 2, let opens = times[0], let closes = times[1], opens < closes else {
                faults.append(FieldFault(field, "calendar-span"))
                return nil
            }
            return OfficeHours.Span(opens, closes)
        }
        let (morning, afternoon) = (span("morning"), span("afternoon"))
        let saturday = form["saturday"].isEmpty ? nil : span("saturday")
        let cutOff = LocalTime(typed: form["cut-off"])
        if cutOff == nil { faults.append(FieldFault("cut-off", "calendar-time")) }
        if let morning, let afternoon, morning.closes > afternoon.opens {
            faults.append(FieldFault("afternoon", "calendar-span"))
        }
        guard faults.isEmpty, let morning, let afternoon, let cutOff else { throw .invalid(faults) }
        return .init(from: from, hours: OfficeHours(
            morning: morning, afternoon: afternoon, saturday: saturday, sameDayCutOff: cutOff))
    }
}

extension LocalTime {
    /// `7:00`, `07:30`, `7h30`
    fileprivate init?(typed: String) {
        let parts = typed.split(whereSeparator: { $0 == ":" || $0 == "h" || $0.isWhitespace })
        guard (1...2).contains(parts.count), let hour = Int(parts[0]), (0..<24).contains(hour),
            let minute = parts.count == 1 ? 0 : Int(parts[1]), (0..<60).contains(minute)
        else { return nil }
        self.init(hour: hour, minute: minute)
    }
}

import Assets
import Base

/// The calendar as a JSON document, see `Data/calendar-vn.json`: years with their days off and Saturdays worked, and
/// perhaps the hours of a Centre.
package enum CalendarDocument {
    /// No announcement reaches further; a table of more years is a mistake.
    static let yearsAllowed = 2000...2100

    /// - Throws: `calendar-unreadable`, with the place of the fault as `where`.
    package static func read(_ bytes: [UInt8]) throws(Problem) -> WorkCalendar { try read(try root(of: bytes)) }

    /// The same from a value inside another document.
    package static func read(_ root: JSONNode) throws(Problem) -> WorkCalendar {
        let sheets = try sheets(root)
        return WorkCalendar(
            years: sheets.map(\.year), daysOff: sheets.flatMap(\.daysOff),
            extraWorkingDays: Set(sheets.flatMap { $0.swaps.map(\.worked) }), hours: try hours(root["hours"]))
    }

    /// - Throws: `calendar-unreadable`, with the line.
    package static func root(of bytes: [UInt8]) throws(Problem) -> JSONNode {
        do { return try JSONReader.read(bytes) } catch { throw unreadable("line \(error.line)") }
    }

    /// The years of a document, each for itself; never empty.
    package static func sheets(_ root: JSONNode) throws(Problem) -> [YearSheet] {
        guard let entries = root["years"]?.list, !entries.isEmpty else { throw unreadable("years") }
        var sheets: [YearSheet] = []
        for entry in entries {
            let sheet = try sheet(entry)
            guard !sheets.contains(where: { $0.year.number == sheet.year.number }) else {
                throw unreadable("year, line \(entry.line)")
            }
            sheets.append(sheet)
        }
        return sheets
    }

    /// One entry of `years`.
    package static func sheet(_ entry: JSONNode) throws(Problem) -> YearSheet {
        guard let number = entry["year"]?.integer.flatMap({ Int(exactly: $0) }), yearsAllowed.contains(number),
            case .bool(let isOfficial)? = entry["official"]?.value, let source = entry["source"]?.text
        else { throw unreadable("year, line \(entry.line)") }
        let off = try daysOff(entry["off"], of: number)
        return YearSheet(
            year: WorkCalendar.Year(number: number, isOfficial: isOfficial, source: source), daysOff: off,
            swaps: try swaps(of: entry, in: number, daysOff: off))
    }

    /// `[{"from": "2028-01-24", "to": "2028-01-28", "kind": "holiday", "name": "Tết"}]`
    /// - Parameter year: that all must lie in; nil for any.
    package static func daysOff(_ node: JSONNode?, of year: Int? = nil) throws(Problem) -> [WorkCalendar.DayOff] {
        let place = year.map { "\($0).off" } ?? "off"
        guard let list = node?.list else { throw unreadable(place) }
        var out: [WorkCalendar.DayOff] = []
        for item in list {
            let first = item["from"]?.text ?? ""
            guard let from = LocalDate(iso8601: first),
                let to = LocalDate(iso8601: item["to"]?.text ?? first), from <= to,
                to.dayNumber - from.dayNumber < 366, from.year == year ?? from.year, to.year == year ?? to.year,
                let kind = WorkCalendar.DayOff.Kind(rawValue: item["kind"]?.text ?? ""), let name = item["name"]?.text
            else { throw unreadable("\(place) \(first), line \(item.line)") }
            for number in from.dayNumber...to.dayNumber {
                out.append(WorkCalendar.DayOff(
                    date: LocalDate(dayNumber: number), kind: kind, name: name, basis: item["basis"]?.text))
            }
        }
        return out
    }

    /// A day is worked only on a weekend and only for a day off that is marked as swapped.
    private static func swaps(
        of entry: JSONNode, in year: Int, daysOff: [WorkCalendar.DayOff]
    ) throws(Problem) -> [WorkCalendar.Swap] {
        guard let list = entry["worked"]?.list else { throw unreadable("\(year).worked") }
        var out: [WorkCalendar.Swap] = []
        for item in list {
            guard let date = item["date"]?.text.flatMap({ LocalDate(iso8601: $0) }), date.year == year, date.isWeekend,
                let swap = item["for"]?.text.flatMap({ LocalDate(iso8601: $0) }),
                daysOff.contains(where: { $0.date == swap && $0.kind == .swapped }),
                !out.contains(where: { $0.worked == date })
            else { throw unreadable("\(year).worked \(item["date"]?.text ?? ""), line \(item.line)") }
            out.append(WorkCalendar.Swap(off: swap, worked: date))
        }
        return out
    }

    // MARK: Hours

    static let dayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// `[{"from": "2026-01-01", "weekdays": ["07:00-11:30", "13:30-17:00"], "saturday": ["07:30-11:00"], "cut-off":
    /// "15:00"}]`; a weekday by its own name wins over `weekdays`.
    package static func hours(_ node: JSONNode?) throws(Problem) -> [WorkCalendar.HoursPeriod] {
        guard let node else { return [] }
        guard let list = node.list else { throw unreadable("hours") }
        var out: [WorkCalendar.HoursPeriod] = []
        for item in list {
            guard let from = item["from"]?.text.flatMap({ LocalDate(iso8601: $0) }),
                let cutOff = time(item["cut-off"]?.text ?? "15:00"), let week = week(item), OfficeHours.isWeek(week)
            else { throw unreadable("hours, line \(item.line)") }
            out.append(WorkCalendar.HoursPeriod(from: from, hours: OfficeHours(week: week, sameDayCutOff: cutOff)))
        }
        return out
    }

    /// Nil when a span cannot be read.
    private static func week(_ item: JSONNode) -> [[OfficeHours.Span]]? {
        let usual = item["weekdays"]
        var week: [[OfficeHours.Span]] = []
        for (place, name) in dayNames.enumerated() {
            guard let texts = (item[name] ?? (place < 5 ? usual : nil)).map({ $0.list }) ?? [] else { return nil }
            let spans = texts.map { $0.text.flatMap(span) }
            guard !spans.contains(nil) else { return nil }
            week.append(spans.compactMap { $0 })
        }
        return week
    }

    private static func span(_ text: String) -> OfficeHours.Span? {
        let times = text.split(separator: "-", omittingEmptySubsequences: false).map { time(String($0)) }
        guard times.count == 2, let opens = times[0], let closes = times[1], opens < closes else { return nil }
        return OfficeHours.Span(opens, closes)
    }

    /// `07:30`
    private static func time(_ text: String) -> LocalTime? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isNumber) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return LocalTime(hour: hour, minute: minute)
    }

    private static func unreadable(_ place: String) -> Problem {
        Problem("calendar-unreadable", status: 422, arguments: ["where": place])
    }
}

extension WorkCalendar {
    /// The public calendar of Việt Nam for the years in `Data/calendar-vn.json`, with the usual office hours.
    package static let vietnam: WorkCalendar = {
        do {
            return try CalendarDocument.read(Assets.bytes(of: "Features/Deadlines/Data/calendar-vn.json"))
        } catch {
            preconditionFailure("the calendar in the executable cannot be read: \(error)")
        }
    }()
}

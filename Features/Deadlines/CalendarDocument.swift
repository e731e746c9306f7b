import Assets
import Base
import Foundation

/// The calendar as a JSON document, see `Data/calendar-vn.json`.
package enum CalendarDocument {
    /// - Throws: `calendar-unreadable`, with the place of the fault as `where`.
    package static func read(_ bytes: [UInt8]) throws(Problem) -> WorkCalendar {
        guard let root = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            let entries = root["years"] as? [[String: Any]]
        else { throw unreadable("years") }
        var years: [WorkCalendar.Year] = []
        var daysOff: [WorkCalendar.DayOff] = []
        var worked: Set<LocalDate> = []
        for entry in entries {
            guard let number = entry["year"] as? Int, let isOfficial = entry["official"] as? Bool,
                let source = entry["source"] as? String
            else { throw unreadable("year") }
            years.append(WorkCalendar.Year(number: number, isOfficial: isOfficial, source: source))
            let off = try self.daysOff(of: entry, in: number)
            daysOff += off
            worked.formUnion(try extraDays(of: entry, in: number, daysOff: off))
        }
        return WorkCalendar(years: years, daysOff: daysOff, extraWorkingDays: worked)
    }

    private static func daysOff(of entry: [String: Any], in year: Int) throws(Problem) -> [WorkCalendar.DayOff] {
        guard let list = entry["off"] as? [[String: String]] else { throw unreadable("\(year).off") }
        var out: [WorkCalendar.DayOff] = []
        for item in list {
            let place = "\(year).off \(item["from"] ?? "")"
            guard let from = LocalDate(iso8601: item["from"] ?? ""),
                let to = LocalDate(iso8601: item["to"] ?? item["from"] ?? ""), from <= to,
                from.year == year, to.year == year,
                let kind = WorkCalendar.DayOff.Kind(rawValue: item["kind"] ?? ""), let name = item["name"]
            else { throw unreadable(place) }
            for number in from.dayNumber...to.dayNumber {
                out.append(WorkCalendar.DayOff(date: LocalDate(dayNumber: number), kind: kind, name: name))
            }
        }
        return out
    }

    /// A day is worked only on a weekend and only for a day off that is marked as swapped.
    private static func extraDays(
        of entry: [String: Any], in year: Int, daysOff: [WorkCalendar.DayOff]
    ) throws(Problem) -> Set<LocalDate> {
        guard let list = entry["worked"] as? [[String: String]] else { throw unreadable("\(year).worked") }
        var out: Set<LocalDate> = []
        for item in list {
            guard let date = LocalDate(iso8601: item["date"] ?? ""), date.year == year, date.isWeekend,
                let swap = LocalDate(iso8601: item["for"] ?? ""),
                daysOff.contains(where: { $0.date == swap && $0.kind == .swapped })
            else { throw unreadable("\(year).worked \(item["date"] ?? "")") }
            out.insert(date)
        }
        return out
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

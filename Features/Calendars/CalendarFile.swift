import Access
import Base
import Deadlines

/// A calendar file as changes: what `motcua calendar show --json` writes can be changed and taken in again.
package enum CalendarFile {
    /// The years that differ from what is there, and the hours as those of one agency.
    /// - Parameter agency: whose the hours are; nil leaves them out.
    /// - Throws: `calendar-unreadable`, with the place.
    package static func changes(
        _ bytes: [UInt8], agency: AgencyID?, in calendar: WorkCalendar
    ) throws(Problem) -> [CalendarChange] {
        let root = try CalendarDocument.root(of: bytes)
        let years = try CalendarDocument.sheets(root).filter { !says($0, calendar) }.map(CalendarChange.year)
        guard let agency else { return years }
        let hours = try CalendarDocument.hours(root["hours"]).filter { !calendar.hoursPeriods.contains($0) }
        return years + hours.map { .hours(agency, $0) }
    }

    private static func says(_ sheet: YearSheet, _ calendar: WorkCalendar) -> Bool {
        guard let there = calendar.sheet(of: sheet.year.number) else { return false }
        return there.year == sheet.year && there.daysOff == sheet.daysOff.sorted { $0.date < $1.date }
            && there.swaps.map(\.worked) == sheet.swaps.map(\.worked).sorted()
    }
}

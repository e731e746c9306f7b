import Access
import Base
import Deadlines

/// Revisions laid over a calendar in their order, the later over the earlier. Pure.
package enum CalendarFold {
    /// - Returns: everybody's calendar, with those of the agencies that differ: see `WorkCalendar.of`.
    package static func calendar(_ base: WorkCalendar, _ revisions: [CalendarRevision]) -> WorkCalendar {
        let inForce = inForce(revisions)
        guard !inForce.isEmpty else { return base }
        var national = CalendarLayer(base)
        for revision in inForce where revision.change.agency == nil { national.lay(revision.change) }
        let calendar = national.calendar
        let agencies = Set(inForce.compactMap(\.change.agency))
        let variants = agencies.map { agency -> (String, WorkCalendar) in
            var own = CalendarLayer(calendar)
            for revision in inForce where revision.change.agency == agency { own.lay(revision.change) }
            return (agency.description, own.calendar)
        }
        return calendar.with(variants: Dictionary(uniqueKeysWithValues: variants))
    }

    /// Those that count: no withdrawals, and nothing that was withdrawn.
    package static func inForce(_ revisions: [CalendarRevision]) -> [CalendarRevision] {
        var withdrawn: Set<Int64> = []
        for revision in revisions {
            if case .withdrawal(let number) = revision.change { withdrawn.insert(number) }
        }
        return revisions.filter { $0.change.kind != .withdrawal && !withdrawn.contains($0.number) }
    }
}

extension WorkCalendar {
    /// The calendar of one agency; everybody's where nothing of its own was entered.
    package func of(_ agency: AgencyID?) -> WorkCalendar { agency.map { variant(of: $0.description) } ?? self }
}

/// The parts of a calendar while changes are laid over them.
private struct CalendarLayer {
    private var years: [Int: WorkCalendar.Year]
    private var daysOff: [LocalDate: WorkCalendar.DayOff]
    private var extra: Set<LocalDate>
    private var hours: [WorkCalendar.HoursPeriod]

    init(_ calendar: WorkCalendar) {
        years = Dictionary(uniqueKeysWithValues: calendar.years.map { ($0.number, $0) })
        daysOff = Dictionary(uniqueKeysWithValues: calendar.allDaysOff.map { ($0.date, $0) })
        extra = calendar.allExtraWorkingDays
        hours = calendar.hoursPeriods
    }

    var calendar: WorkCalendar {
        WorkCalendar(years: Array(years.values), daysOff: Array(daysOff.values), extraWorkingDays: extra, hours: hours)
    }

    mutating func lay(_ change: CalendarChange) {
        switch change {
        case .daysOff(let days): for day in days { put(day) }
        case .closure(_, let days):
            // A holiday stays a holiday: its name tells more than that this office is closed, too.
            for day in days where daysOff[day.date] == nil || extra.contains(day.date) { put(day) }
        case .swap(let off, let worked):
            put(off)
            extra.insert(worked)
        case .year(let sheet):
            years[sheet.year.number] = sheet.year
            daysOff = daysOff.filter { $0.key.year != sheet.year.number }
            extra = extra.filter { $0.year != sheet.year.number }
            for day in sheet.daysOff { daysOff[day.date] = daysOff[day.date] ?? day }
            extra.formUnion(sheet.swaps.map(\.worked))
        case .hours(_, let period):
            hours.removeAll { $0.from == period.from }
            hours.append(period)
        case .withdrawal: break
        }
    }

    private mutating func put(_ day: WorkCalendar.DayOff) {
        daysOff[day.date] = day
        extra.remove(day.date)
    }
}

import Base
import Calendars
import Deadlines
import Web

/// How an entry of the calendar is spoken of.
enum CalendarWords {
    static func sentence(_ change: CalendarChange, _ t: Strings) -> String {
        switch change {
        case .daysOff(let days): t("dossier.calendar.said.day-off", days.words(t))
        case .closure(_, let days): t("dossier.calendar.said.closure", days.words(t))
        case .swap(let off, let worked):
            t("dossier.calendar.said.swap", [
                "name": off.name, "off": t.formats.longDate(off.date), "worked": t.formats.longDate(worked),
            ])
        case .year(let sheet):
            t("dossier.calendar.said.year", ["year": "\(sheet.year.number)", "count": "\(sheet.daysOff.count)"])
        case .hours(_, let period): hours(period, t)
        case .withdrawal(let number): t("dossier.calendar.said.withdrawal", ["number": "\(number)"])
        }
    }

    private static func hours(_ period: WorkCalendar.HoursPeriod, _ t: Strings) -> String {
        let hours = period.hours
        let saturday = hours.week[5].map { "\($0.opens)-\($0.closes)" }.joined(separator: ", ")
        return t(saturday.isEmpty ? "dossier.calendar.said.hours" : "dossier.calendar.said.hours-saturday", [
            "date": t.formats.date(period.from), "morning": "\(hours.morning.opens)-\(hours.morning.closes)",
            "afternoon": "\(hours.afternoon.opens)-\(hours.afternoon.closes)", "saturday": saturday,
            "cut-off": "\(hours.sameDayCutOff)",
        ])
    }
}

extension [WorkCalendar.DayOff] {
    fileprivate func words(_ t: Strings) -> [String: String] {
        let ends = [first, last].compactMap { $0.map { t.formats.longDate($0.date) } }
        let dates = ends.first == ends.last ? ends.first ?? "" : ends.joined(separator: " – ")
        return ["name": first?.name ?? "", "dates": dates]
    }
}

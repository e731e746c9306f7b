import Base
import Deadlines
import Dossiers

/// When somebody is reminded of a dossier. Pure: whether they have been already is the table's affair.
struct ReminderRule: Sendable {
    let calendar: WorkCalendar
    /// 1 to 100
    let sharePercent: Int

    /// The most urgent reason that holds now, with the day it is about; nil for none. Of a dossier whose clock stands
    /// nobody is reminded.
    /// - Throws: `calendar-missing`.
    func reason(_ dossier: Dossier, at now: Instant) throws(Problem) -> (kind: ReminderKind, day: LocalDate)? {
        guard dossier.state.isBeingResolved, dossier.finishedAt == nil, let due = dossier.dueAt,
            let accepted = dossier.acceptedAt
        else { return nil }
        let today = now.localDate
        if dossier.punctuality(at: now)?.isLate == true {
            // Nobody works on it on a day off.
            return try calendar.isWorking(today) ? (.late, today) : nil
        }
        let dueDay = due.localDate
        if now >= due { return (.due, dueDay) }
        // What came in that short before its date needs no reminder of it.
        let eve = try dayBefore(dueDay)
        if today >= eve, accepted.localDate < eve { return (.dayBefore, dueDay) }
        let used = try ElapsedTime.officeSeconds(from: accepted, to: now, in: calendar)
        let whole = try ElapsedTime.officeSeconds(from: accepted, to: due, in: calendar)
        return whole > 0 && used * 100 >= whole * sharePercent ? (.share, dueDay) : nil
    }

    /// The last working day before a date.
    func dayBefore(_ date: LocalDate) throws(Problem) -> LocalDate {
        var day = date.adding(days: -1)
        while try !calendar.isWorking(day) { day = day.adding(days: -1) }
        return day
    }
}

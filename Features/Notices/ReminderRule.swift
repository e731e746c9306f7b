import Access
import Base
import Deadlines
import Dossiers

/// Why somebody is reminded: the most urgent that holds of the dossier's date and its step's.
struct ReminderReason: Sendable, Equatable {
    let kind: ReminderKind
    /// The due date that it is about; of what is late, the day itself.
    let day: LocalDate
    let about: ReminderSubject
}

/// When somebody is reminded of a dossier. Pure: whether they have been already is the table's affair.
struct ReminderRule: Sendable {
    let calendar: WorkCalendar
    /// 1 to 100
    let sharePercent: Int

    /// The most urgent reason that holds now, with the day it is about; nil for none. Of a dossier whose clock stands
    /// nobody is reminded. The nearer date leads; when both are past, the one that the person was promised.
    /// - Parameters:
    ///   - step: in which it is; reminded of the day before, at its hour and when late. The set share is of the whole.
    ///   - agency: whose people are reminded. One that has a leg of another's dossier answers for the leg's date alone,
    ///     once there is one.
    /// - Throws: `calendar-missing`.
    func reason(
        _ dossier: Dossier, step: CurrentStep? = nil, for agency: AgencyID? = nil, at now: Instant
    ) throws(Problem) -> ReminderReason? {
        guard dossier.state.isBeingResolved, dossier.finishedAt == nil, let due = dossier.dueAt,
            let accepted = dossier.acceptedAt
        else { return nil }
        var found: [(reason: ReminderReason, due: Instant)] = []
        let answersForLegAlone = step?.isLeg == true && step?.dueAt != nil && dossier.agency != agency ?? dossier.agency
        if !answersForLegAlone, let (kind, day) = try reason(accepted, due, sharePercent: sharePercent, at: now) {
            found.append((ReminderReason(kind: kind, day: day, about: .dossier), due))
        }
        if let step, let stepDue = step.dueAt,
            let (kind, day) = try reason(step.from, stepDue, sharePercent: nil, at: now) {
            found.append((ReminderReason(kind: kind, day: day, about: step.isLeg ? .leg : .step), stepDue))
        }
        let areAllLate = found.allSatisfy { $0.reason.kind == .late }
        return areAllLate
            ? found.first?.reason
            : found.min { ($0.reason.kind.urgency, $0.due) < ($1.reason.kind.urgency, $1.due) }?.reason
    }

    /// By one date.
    /// - Parameter sharePercent: nil for what is not reminded of by its share.
    private func reason(
        _ begun: Instant, _ due: Instant, sharePercent: Int?, at now: Instant
    ) throws(Problem) -> (ReminderKind, LocalDate)? {
        let (today, dueDay) = (now.localDate, due.localDate)
        if Punctuality(due: due, finished: nil, now: now).isLate {
            // Nobody works on it on a day off.
            return try calendar.isWorking(today) ? (.late, today) : nil
        }
        if now >= due { return (.due, dueDay) }
        // What came in that short before its date needs no reminder of it.
        let eve = try dayBefore(dueDay)
        if today >= eve, begun.localDate < eve { return (.dayBefore, dueDay) }
        guard let sharePercent else { return nil }
        let used = try ElapsedTime.officeSeconds(from: begun, to: now, in: calendar)
        let whole = try ElapsedTime.officeSeconds(from: begun, to: due, in: calendar)
        return whole > 0 && used * 100 >= whole * sharePercent ? (.share, dueDay) : nil
    }

    /// The last working day before a date.
    func dayBefore(_ date: LocalDate) throws(Problem) -> LocalDate {
        var day = date.adding(days: -1)
        while try !calendar.isWorking(day) { day = day.adding(days: -1) }
        return day
    }
}

extension ReminderKind {
    /// The most urgent first.
    fileprivate var urgency: Int {
        switch self {
        case .late: 0
        case .due: 1
        case .dayBefore: 2
        case .share: 3
        }
    }
}

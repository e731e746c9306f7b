import Base

/// How a due date came about, as data: every day from acceptance on with its reason, every stop with what it did.
package struct Explanation: Sendable, Equatable {
    package struct StopCount: Sendable, Equatable {
        package let stop: Stop
        /// False when it began after the date was due, or lies inside another.
        package let isApplied: Bool
        /// Working days of the office that it took, for terms in days; seconds of office hours in any case.
        package let workingDays: Int
        package let officeSeconds: Int
    }

    package let matter: DeadlineCase
    /// Nil while the clock stands.
    package let due: DueDate?
    /// Every day from the acceptance to the due date, or to the day on which the clock was stopped, in order.
    package let days: [DayCount]
    /// In the order in which they began.
    package let stops: [StopCount]
    /// The date before it was extended.
    package let dueBeforeExtension: LocalDate?

    /// Days counted of the term itself; for terms in hours the days on which hours were used.
    package var countedDays: Int { days.filter { $0.isCounted && !$0.isExtension }.count }
}

extension Deadline {
    /// The due date with the whole way to it.
    /// - Throws: what `due` throws.
    package static func explain(_ matter: DeadlineCase, in calendar: WorkCalendar) throws(Problem) -> Explanation {
        let reckoning = try Reckoning(matter, in: calendar.table)
        let stops = try reckoning.stops.enumerated().map { index, stop throws(Problem) in
            let end = stop.to ?? stop.from
            return Explanation.StopCount(
                stop: stop, isApplied: reckoning.taken.contains(index) || reckoning.standing == index,
                workingDays: try calendar.table.worked(
                    after: LocalMoment(stop.from).day, through: LocalMoment(end).day),
                officeSeconds: try ElapsedTime.officeSeconds(from: stop.from, to: end, in: calendar))
        }
        let extendedFrom = reckoning.beforeExtension.map { LocalDate(dayNumber: $0.dueDay) }
        return Explanation(matter: matter, due: reckoning.standing == nil ? reckoning.due : nil,
            days: try DayTeller(reckoning, calendar).days(), stops: stops,
            dueBeforeExtension: reckoning.standing == nil ? extendedFrom : nil)
    }

    /// The same for a dossier without stops.
    package static func explain(
        _ term: Term, acceptedAt instant: Instant, in calendar: WorkCalendar
    ) throws(Problem) -> Explanation {
        try explain(DeadlineCase(term: term, acceptedAt: instant), in: calendar)
    }
}

/// Says of each day why it counts or does not.
private struct DayTeller {
    let reckoning: Reckoning
    let calendar: WorkCalendar
    private var secondsUsed: [Int: Int] = [:]
    private let firstDay: Int
    private let lastDay: Int

    init(_ reckoning: Reckoning, _ calendar: WorkCalendar) throws(Problem) {
        (self.reckoning, self.calendar) = (reckoning, calendar)
        firstDay = LocalMoment(reckoning.acceptedAt).day
        let standing = reckoning.standing.map { LocalMoment(reckoning.stops[$0].from).day }
        lastDay = max(firstDay, standing ?? LocalMoment(reckoning.dueAt).day)
        if case .workingHours(let hours) = reckoning.term {
            var used: [Int: Int] = [:]
            _ = try reckoning.endOfHours(hours) { used[$0] = $1 }
            secondsUsed = used
        }
    }

    func days() throws(Problem) -> [DayCount] {
        var days: [DayCount] = []
        days.reserveCapacity(lastDay - firstDay + 1)
        for day in firstDay...lastDay { days.append(try count(day)) }
        return days
    }

    private func count(_ day: Int) throws(Problem) -> DayCount {
        let isWorked = try reckoning.table.isWorked(day)
        let date = LocalDate(dayNumber: day)
        if let before = reckoning.beforeExtension, day > before.dueDay {
            let (isCounted, reason) = counted(day, isWorked, reckoning.mode, reckoning.last, reckoning.floor)
            return DayCount(date: date, isCounted: isCounted, isExtension: true, reason: reason)
        }
        let (isCounted, reason) = reasonInTerm(day, isWorked)
        return DayCount(date: date, isCounted: isCounted, isExtension: false, reason: reason)
    }

    private func reasonInTerm(_ day: Int, _ isWorked: Bool) -> (Bool, DayCount.Reason) {
        let term = reckoning.beforeExtension
        let (mode, last) = (term?.mode ?? reckoning.mode, term?.last ?? reckoning.last)
        switch mode {
        case .sameDay:
            if day == last { return (true, .sameDay) }
            return (false, !isWorked ? whyOff(day) : pause(on: day) ?? .afterCutOff)
        case .hours:
            if let seconds = secondsUsed[day] { return (true, .officeHours(seconds: seconds)) }
            if !isWorked { return (false, whyOff(day)) }
            return (false, pause(on: day) ?? (day < reckoning.start ? .begunAnew : .afterClosing))
        case .workingDays, .calendarDays:
            return day <= reckoning.start
                ? (false, reasonBeforeCount(day, isWorked))
                : counted(day, isWorked, mode, last, term.map(\.floor) ?? reckoning.floor)
        }
    }

    private func reasonBeforeCount(_ day: Int, _ isWorked: Bool) -> DayCount.Reason {
        if day == reckoning.start { return reckoning.wasRestarted ? .dayOfRestart : .dayOfAcceptance }
        if !isWorked { return whyOff(day) }
        if reckoning.wasRestarted, day > firstDay { return pause(on: day) ?? .begunAnew }
        return reckoning.wasRestarted ? .dayOfAcceptance : .afterClosing
    }

    /// A day after the beginning of a count in days.
    private func counted(
        _ day: Int, _ isWorked: Bool, _ mode: Reckoning.Mode, _ last: Int, _ floor: Int?
    ) -> (Bool, DayCount.Reason) {
        if mode == .calendarDays, day <= last { return pause(on: day).map { (false, $0) } ?? (true, .calendarDay) }
        if !isWorked { return (false, whyOff(day)) }
        if let pause = pause(on: day) { return (false, pause) }
        guard day > last else { return (true, reckoning.table.isExtra(day) ? .extraWorkingDay : .workingDay) }
        return (false, floor == nil ? .movedToWorkingDay : .resumedAtEnd)
    }

    private func pause(on day: Int) -> DayCount.Reason? {
        reckoning.pauses.first { $0.days.contains(day) }.map { .stopped(reckoning.stops[$0.stop].ground) }
    }

    private func whyOff(_ day: Int) -> DayCount.Reason {
        calendar.dayOff(on: LocalDate(dayNumber: day)).map { .dayOff($0) } ?? .weekend
    }
}

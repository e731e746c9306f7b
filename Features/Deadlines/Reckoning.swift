import Base

/// One due date worked out: the term first, then each stop in the order in which it began, as long as it began before
/// the date was due, and the extension when no stop before the first due date is left.
struct Reckoning {
    /// Days that a stop takes out of the count.
    struct Pause {
        let stop: Int
        let days: Range<Int>
    }

    /// In what the clock counts at the moment.
    enum Mode { case sameDay, hours, workingDays, calendarDays }

    let term: Term
    let acceptedAt: Instant
    /// In the order in which they began; others refer to them by their place here.
    let stops: [Stop]
    let extended: Extension?
    let table: DayTable

    private(set) var mode = Mode.sameDay
    /// Where the count begins: acceptance, or the end of the last stop that began it anew.
    private(set) var base: Instant
    /// The day that stands for `base`; it is not counted.
    private(set) var start = 0
    /// The day on which the count is full. It may be a day off, and a stop may have begun since.
    private(set) var last = 0
    /// The clock began to run again on this day with nothing left of the term.
    private(set) var floor: Int?
    private(set) var dueAt: Instant
    private(set) var pauses: [Pause] = []
    /// The stops that moved the date, or could have.
    private(set) var taken: [Int] = []
    /// The stop that has not ended.
    private(set) var standing: Int?
    /// What the count was when the extension began.
    private(set) var beforeExtension: (mode: Mode, last: Int, floor: Int?, dueDay: Int)?
    /// What stops take out of office hours: seconds since 1970 as local clocks show them, apart and in order.
    private(set) var breaks: [Range<Int>] = []
    /// Up to here stops are taken out already; a later stop takes out only what comes after.
    private var resumedDay = 0
    private var resumedAt: Instant

    init(_ matter: DeadlineCase, in table: DayTable) throws(Problem) {
        try matter.check()
        (term, acceptedAt, extended, self.table) = (matter.term, matter.acceptedAt, matter.extended, table)
        stops = matter.stops.count < 2 ? matter.stops : matter.stops.sorted(by: Stop.beganBefore)
        (base, dueAt, resumedAt) = (acceptedAt, acceptedAt, acceptedAt)
        try begin(at: acceptedAt)
        var next = 0
        while standing == nil {
            if next < stops.count, stops[next].from < dueAt {
                try take(next)
                next += 1
            } else if let extended, beforeExtension == nil {
                try extend(extended)
            } else {
                return
            }
        }
    }

    var due: DueDate {
        DueDate(instant: dueAt,
            isProvisional: table.isProvisional(LocalMoment(acceptedAt).day, LocalMoment(dueAt).day))
    }

    var wasRestarted: Bool { base != acceptedAt }

    // MARK: The term

    private mutating func begin(at instant: Instant) throws(Problem) {
        let moment = LocalMoment(instant)
        (base, breaks, floor) = (instant, [], nil)
        switch term {
        case .sameDay:
            (mode, start) = (.sameDay, moment.day)
            last = try sameDay(moment)
        case .workingHours(let hours):
            (mode, start) = (.hours, moment.day)
            dueAt = try endOfHours(hours)
            last = LocalMoment(dueAt).day
        case .workingDays(let days):
            (mode, start) = (.workingDays, try table.standingDay(moment))
            last = try table.workedDay(days, after: start)
        case .calendarDays(let days):
            (mode, start) = (.calendarDays, try table.standingDay(moment))
            last = start + days
        case .months(let months):
            (mode, start) = (.calendarDays, try table.standingDay(moment))
            last = try LocalDate(dayNumber: start).adding(months: months).dayNumber
        }
        resumedDay = start
        if mode != .hours { try settle() }
    }

    /// The day on which a same-day dossier is due.
    private func sameDay(_ moment: LocalMoment) throws(Problem) -> Int {
        guard try table.isWorked(moment.day) else { return try table.workedDay(1, after: moment.day) }
        let closes = min(table.hours(on: moment.day).sameDayCutOff.secondOfDay, try table.closes(moment.day))
        return moment.second < closes ? moment.day : try table.workedDay(1, after: moment.day)
    }

    /// The due moment from `last`: the end of office hours of a working day.
    private mutating func settle() throws(Problem) {
        let day = try table.workedDay(from: max(last, floor ?? last))
        dueAt = LocalMoment.instant(day, second: try table.closes(day))
    }

    // MARK: Stops

    private mutating func take(_ index: Int) throws(Problem) {
        guard let to = stops[index].to else { return standing = index }
        let begins = stops[index].effect == .restarts
        guard to > (begins ? acceptedAt : resumedAt) else { return }
        taken.append(index)
        resumedAt = max(resumedAt, to)
        if begins { return try begin(at: resumedAt) }
        let (from, back) = (LocalMoment(stops[index].from), LocalMoment(to))
        switch mode {
        case .sameDay:
            last = max(last, try sameDay(back))
            pauses.append(Pause(stop: index, days: from.day..<max(from.day, last)))
            try settle()
        case .hours:
            takeOut(from, back)
            dueAt = try endOfHours(term.units)
            last = LocalMoment(dueAt).day
            pauses.append(Pause(stop: index, days: from.day..<back.day + 1))
        case .workingDays:
            try takeDays(index, from: table.standingDay(from), back: table.standingDay(back))
        case .calendarDays:
            // When the count is full it is the office's last hours that are stopped, so office days it is.
            let isFull = max(from.day, resumedDay) >= last
            try takeDays(index, from: from.day, back: isFull ? table.standingDay(back) : back.day)
        }
    }

    /// Takes the days after `from` up to and with `back` out of the count. When the count was full on the day on which
    /// the stop began, the office has the rest of that day: the date is the day on which the clock runs again.
    private mutating func takeDays(_ index: Int, from: Int, back: Int) throws(Problem) {
        let from = max(from, resumedDay)
        guard back > from else { return }
        if from < last {
            last = mode == .workingDays ? try shifted(last, from, back) : last + back - from
            pauses.append(Pause(stop: index, days: from + 1..<back + 1))
        } else {
            floor = back
            pauses.append(Pause(stop: index, days: from + 1..<back))
        }
        resumedDay = back
        try settle()
    }

    private func shifted(_ day: Int, _ from: Int, _ back: Int) throws(Problem) -> Int {
        let count = try table.worked(after: from, through: back)
        return count == 0 ? day : try table.workedDay(count, after: day)
    }

    /// Stops come in the order of their beginnings, so a new one only adds behind the last.
    private mutating func takeOut(_ from: LocalMoment, _ back: LocalMoment) {
        let end = back.day * 86_400 + back.second
        let begin = max(from.day * 86_400 + from.second, breaks.last?.upperBound ?? Int.min)
        if begin < end { breaks.append(begin..<end) }
    }

    // MARK: Hours

    /// Where the office hours are used up, lunch, nights, days off and stops left out.
    /// - Parameter tell: is told of the seconds used of each day.
    func endOfHours(_ hours: Int, tell: ((Int, Int) -> Void)? = nil) throws(Problem) -> Instant {
        let begin = LocalMoment(base)
        var left = hours * 3600
        var day = begin.day
        while true {
            if try table.isWorked(day) {
                var usedToday = 0
                for span in try table.spans(on: day) {
                    let opens = max(span.opens.secondOfDay, day == begin.day ? begin.second : 0)
                    let (used, end) = use(left, of: day * 86_400 + opens, to: day * 86_400 + span.closes.secondOfDay)
                    usedToday += used
                    left -= used
                    if left == 0 {
                        tell?(day, usedToday)
                        return LocalMoment.instant(0, second: end)
                    }
                }
                if usedToday > 0 { tell?(day, usedToday) }
            }
            day = try table.workedDay(1, after: day)
        }
    }

    /// Uses up to `left` seconds of a span without the stops in it; how many, and where it came to.
    private func use(_ left: Int, of begin: Int, to end: Int) -> (used: Int, end: Int) {
        var (cursor, used) = (begin, 0)
        for pause in breaks where pause.upperBound > cursor && pause.lowerBound < end {
            let piece = max(0, min(pause.lowerBound - cursor, left - used))
            used += piece
            if used == left { return (used, cursor + piece) }
            cursor = pause.upperBound
        }
        let piece = max(0, min(end - cursor, left - used))
        return (used + piece, cursor + piece)
    }

    // MARK: Extension

    private mutating func extend(_ extended: Extension) throws(Problem) {
        let dueDay = LocalMoment(dueAt).day
        beforeExtension = (mode, last, floor, dueDay)
        floor = nil
        resumedDay = max(resumedDay, LocalMoment(resumedAt).day)
        switch extended.unit {
        case .workingDays:
            mode = .workingDays
            last = try table.workedDay(extended.days, after: dueDay)
        case .calendarDays:
            mode = .calendarDays
            last = dueDay + extended.days
        }
        try settle()
    }
}

extension LocalDate {
    /// The same day some months on, or the last day of that month when it is shorter (Civil Code, article 148(3)).
    /// - Throws: `calendar-missing` beyond the year 9999.
    func adding(months: Int) throws(Problem) -> LocalDate {
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        let newDay = min(day, LocalDate.days(inMonth: newMonth, of: newYear))
        guard let date = LocalDate(year: newYear, month: newMonth, day: newDay) else {
            throw Problem("calendar-missing", status: 422, arguments: ["year": String(newYear)])
        }
        return date
    }
}

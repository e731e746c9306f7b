import Base

/// Whose time it was.
package enum TimeHolder: Hashable, Sendable {
    case citizen
    /// A step that the law makes everybody wait for: posting, survey, council.
    case procedure
    case outage
    /// An office (phòng) of the agency, by name; before the first hand-over it is the receiving counter, named "".
    case office(String)
    /// Another agency that was asked or that resolves a leg.
    case agency(String)

    /// A short name of the kind; `deadlines.holder.<kind>` says it.
    package var kind: String {
        switch self {
        case .citizen: "citizen"
        case .procedure: "procedure"
        case .outage: "outage"
        case .office: "office"
        case .agency: "agency"
        }
    }

    /// The office or agency; empty for the others.
    package var name: String {
        switch self {
        case .office(let name), .agency(let name): name
        case .citizen, .procedure, .outage: ""
        }
    }
}

/// The office hours between two moments, split by whose they were: what answers "where did the time go".
package enum ElapsedTime {
    /// Giao nhận: from this moment on the dossier lies there.
    package struct HandOver: Sendable, Equatable {
        package let at: Instant
        package let holder: TimeHolder

        package init(at: Instant, holder: TimeHolder) {
            self.at = at
            self.holder = holder
        }
    }

    package struct Share: Sendable, Equatable {
        package let holder: TimeHolder
        /// Seconds in which the office was open; 28,800 make a day of eight hours.
        package let officeSeconds: Int
    }

    /// In the order in which each first had it. The shares add up to the office hours from `start` to `end`, those of
    /// days on which the Centre was closed among them: a stop takes its time from whoever had the dossier, of two stops
    /// at once the one that began first has it, and a closure is an outage.
    /// - Throws: `calendar-missing`.
    package static func split(
        from start: Instant, to end: Instant, stops: [Stop], handOvers: [HandOver], in calendar: WorkCalendar
    ) throws(Problem) -> [Share] {
        guard start < end else { return [] }
        let (calendar, closed) = calendar.withoutClosures
        let outages = closed.filter { $0 >= start.localDate && $0 <= end.localDate }.map { day in
            Stop(from: Instant(day), to: Instant(day.adding(days: 1)), ground: .outage)
        }
        let stops = (stops + outages).sorted { $0.from < $1.from }
        let path = handOvers.sorted { $0.at < $1.at }
        let turns = Set(stops.flatMap { [$0.from, $0.to ?? end] } + path.map(\.at)).filter { $0 > start && $0 < end }
        var shares: [Share] = []
        var from = start
        for to in turns.sorted() + [end] {
            let holder = stops.first { $0.from <= from && ($0.to ?? end) > from }?.ground.holder
                ?? path.last { $0.at <= from }?.holder ?? .office("")
            let seconds = try officeSeconds(from: from, to: to, in: calendar)
            if let place = shares.firstIndex(where: { $0.holder == holder }) {
                shares[place] = Share(holder: holder, officeSeconds: shares[place].officeSeconds + seconds)
            } else {
                shares.append(Share(holder: holder, officeSeconds: seconds))
            }
            from = to
        }
        return shares
    }

    /// Seconds of office hours on working days between two moments; 0 when they are the wrong way round.
    /// - Parameter withClosures: also those in which the Centre would have been open, had it not been closed.
    package static func officeSeconds(
        from start: Instant, to end: Instant, withClosures: Bool = false, in calendar: WorkCalendar
    ) throws(Problem) -> Int {
        guard start < end else { return 0 }
        let calendar = withClosures ? calendar.withoutClosures.calendar : calendar
        let (from, to) = (LocalMoment(start), LocalMoment(end))
        var total = 0
        for day in from.day...to.day where try calendar.table.isWorked(day) {
            for span in try calendar.table.spans(on: day) {
                let opens = max(span.opens.secondOfDay, day == from.day ? from.second : 0)
                let closes = min(span.closes.secondOfDay, day == to.day ? to.second : 86_400)
                total += max(0, closes - opens)
            }
        }
        return total
    }
}

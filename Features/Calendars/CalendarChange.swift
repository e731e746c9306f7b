import Access
import Base
import Deadlines

/// One thing that a person enters into the working calendar.
package enum CalendarChange: Sendable, Equatable {
    /// Ngày nghỉ lễ, nghỉ bù: for everybody.
    case daysOff([WorkCalendar.DayOff])
    /// Hoán đổi: a weekday off for a day of the weekend that is worked, for everybody.
    case swap(off: WorkCalendar.DayOff, worked: LocalDate)
    /// Lịch nghỉ cả năm: takes the place of all that the year had.
    case year(YearSheet)
    /// One agency is closed, after a storm for instance.
    case closure(AgencyID, [WorkCalendar.DayOff])
    /// The hours of one agency from a day on.
    case hours(AgencyID, WorkCalendar.HoursPeriod)
    /// Thu hồi: the revision of this number counts no longer.
    case withdrawal(of: Int64)

    package enum Kind: String, Sendable, CaseIterable {
        case dayOff = "day-off"
        case swap, year, closure, hours, withdrawal
    }

    package var kind: Kind {
        switch self {
        case .daysOff: .dayOff
        case .swap: .swap
        case .year: .year
        case .closure: .closure
        case .hours: .hours
        case .withdrawal: .withdrawal
        }
    }

    /// Whose days it changes; nil for everybody's. A withdrawal is of the agency of what it withdraws.
    package var agency: AgencyID? {
        switch self {
        case .closure(let agency, _), .hours(let agency, _): agency
        case .daysOff, .swap, .year, .withdrawal: nil
        }
    }
}

// MARK: As text

extension CalendarChange {
    /// What is stored and told to the journal: one text for one change, in the shape of `CalendarDocument`.
    package var details: String {
        switch self {
        case .daysOff(let days), .closure(_, let days): Self.text([("off", CalendarDocument.node(of: days))])
        case .swap(let off, let worked):
            Self.text([
                ("off", CalendarDocument.node(of: [off])),
                ("worked", JSONNode(.list([
                    CalendarDocument.node(of: WorkCalendar.Swap(off: off.date, worked: worked))]))),
            ])
        case .year(let sheet): CalendarDocument.node(of: sheet).canonicalText
        case .hours(_, let period): Self.text([("hours", JSONNode(.list([CalendarDocument.node(of: period)])))])
        case .withdrawal(let number): Self.text([("withdraws", JSONNode(.integer(number)))])
        }
    }

    private static func text(_ members: [(String, JSONNode)]) -> String {
        CalendarDocument.object(members).canonicalText
    }

    /// - Throws: `calendar-unreadable` for what `details` never wrote.
    package init(_ kind: Kind, agency: AgencyID?, details: String) throws(Problem) {
        let root = try CalendarDocument.root(of: Array(details.utf8))
        switch (kind, agency) {
        case (.dayOff, nil): self = .daysOff(try CalendarDocument.daysOff(root["off"]))
        case (.year, nil): self = .year(try CalendarDocument.sheet(root))
        case (.closure, let agency?): self = .closure(agency, try CalendarDocument.daysOff(root["off"]))
        case (.swap, nil):
            guard let off = try CalendarDocument.daysOff(root["off"]).first,
                let worked = root["worked"]?.list?.first?["date"]?.text.flatMap({ LocalDate(iso8601: $0) })
            else { throw Self.unreadable("swap") }
            self = .swap(off: off, worked: worked)
        case (.hours, let agency?):
            guard let period = try CalendarDocument.hours(root["hours"]).first else { throw Self.unreadable("hours") }
            self = .hours(agency, period)
        case (.withdrawal, _):
            guard let number = root["withdraws"]?.integer else { throw Self.unreadable("withdraws") }
            self = .withdrawal(of: number)
        case (.dayOff, _), (.swap, _), (.year, _), (.closure, nil), (.hours, nil): throw Self.unreadable("agency")
        }
    }

    private static func unreadable(_ place: String) -> Problem {
        Problem("calendar-unreadable", status: 422, arguments: ["where": place])
    }
}

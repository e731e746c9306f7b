import Base

/// When an office is open (giờ hành chính). No national law sets it: each Centre does (handbook 11).
package struct OfficeHours: Sendable, Equatable {
    /// From the first second on, up to but without the last.
    package struct Span: Sendable, Equatable {
        package let opens: LocalTime
        package let closes: LocalTime

        /// - Precondition: `opens` is before `closes`.
        package init(_ opens: LocalTime, _ closes: LocalTime) {
            precondition(opens < closes, "an office cannot close before it opens")
            self.opens = opens
            self.closes = closes
        }

        var seconds: Int { closes.secondOfDay - opens.secondOfDay }
    }

    package let morning: Span
    package let afternoon: Span
    /// Saturday service: dossiers are received, but the day stays a day off in the sense of the law, so that it is
    /// never counted and nothing falls due on it. Nil when the office is closed on Saturdays.
    package let saturday: Span?
    /// A same-day dossier accepted at or after this time is due on the next working day.
    package let sameDayCutOff: LocalTime

    /// - Precondition: the morning ends before the afternoon begins.
    package init(
        morning: Span, afternoon: Span, saturday: Span? = nil,
        sameDayCutOff: LocalTime = LocalTime(hour: 15, minute: 0)
    ) {
        precondition(morning.closes <= afternoon.opens, "the morning must end before the afternoon begins")
        self.morning = morning
        self.afternoon = afternoon
        self.saturday = saturday
        self.sameDayCutOff = sameDayCutOff
    }

    /// 7:00-11:30 and 13:30-17:00, eight hours, Monday to Friday: what most communes keep.
    package static let usual = OfficeHours(
        morning: Span(LocalTime(hour: 7, minute: 0), LocalTime(hour: 11, minute: 30)),
        afternoon: Span(LocalTime(hour: 13, minute: 30), LocalTime(hour: 17, minute: 0)))
}

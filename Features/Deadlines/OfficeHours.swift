import Base

/// When an office is open in a week (giờ hành chính). No national law sets it: each Centre does (handbook 11).
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

    /// The open spans of each weekday in order, Monday first; empty when closed. Spans on Saturday or Sunday are a
    /// service: dossiers are received, but the day stays a day off in the sense of the law, so that it is never counted
    /// and nothing falls due on it.
    package let week: [[Span]]
    /// A same-day dossier accepted at or after this time is due on the next working day.
    package let sameDayCutOff: LocalTime

    /// - Precondition: seven days; Monday to Friday have spans; the spans of a day do not overlap.
    package init(week: [[Span]], sameDayCutOff: LocalTime = .usualCutOff) {
        precondition(OfficeHours.isWeek(week), "a week has seven days, and five of them office hours in order")
        self.week = week
        self.sameDayCutOff = sameDayCutOff
    }

    /// The same morning and afternoon from Monday to Friday, and perhaps a Saturday service.
    /// - Precondition: the morning ends before the afternoon begins.
    package init(morning: Span, afternoon: Span, saturday: Span? = nil, sameDayCutOff: LocalTime = .usualCutOff) {
        let weekend = [saturday.map { [$0] } ?? [], []]
        self.init(
            week: Array(repeating: [morning, afternoon], count: 5) + weekend, sameDayCutOff: sameDayCutOff)
    }

    static func isWeek(_ week: [[Span]]) -> Bool {
        week.count == 7 && week.prefix(5).allSatisfy { !$0.isEmpty }
            && week.allSatisfy { day in zip(day, day.dropFirst()).allSatisfy { $0.closes <= $1.opens } }
    }

    /// Monday's first span; a Saturday worked for a weekday off keeps Monday's hours too.
    package var morning: Span { week[0][0] }
    /// Monday's last span.
    package var afternoon: Span { week[0][week[0].count - 1] }

    /// 7:00-11:30 and 13:30-17:00, eight hours, Monday to Friday: what most communes keep.
    package static let usual = OfficeHours(
        morning: Span(LocalTime(hour: 7, minute: 0), LocalTime(hour: 11, minute: 30)),
        afternoon: Span(LocalTime(hour: 13, minute: 30), LocalTime(hour: 17, minute: 0)))
}

extension LocalTime {
    /// 15:00 (NĐ 23/2015/NĐ-CP, article 7; Luật Hộ tịch).
    package static let usualCutOff = LocalTime(hour: 15, minute: 0)
}

import Base

/// Giờ yên tĩnh: when nobody's telephone should ring. A notice that is due then waits for their end.
package struct QuietHours: Sendable, Equatable {
    let from: LocalTime
    let until: LocalTime

    /// 21:00–07:00 in Việt Nam.
    package static let usual = QuietHours(
        from: LocalTime(hour: 21, minute: 0), until: LocalTime(hour: 7, minute: 0))

    package init(from: LocalTime, until: LocalTime) {
        self.from = from
        self.until = until
    }

    /// Reads `21:00-07:00`; a span without length, as `00:00-00:00`, means that it is never quiet.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = LocalTime(reading: String(parts[0])),
            let until = LocalTime(reading: String(parts[1]))
        else { return nil }
        self.init(from: from, until: until)
    }

    /// The same moment when it is not quiet then, otherwise the end of the quiet hours.
    package func earliest(at moment: Instant) -> Instant {
        let (day, time) = (moment.localDate, moment.localTime)
        if from < until { return time >= from && time < until ? Instant(day, until) : moment }
        guard until < from else { return moment }
        if time >= from { return Instant(day.adding(days: 1), until) }
        return time < until ? Instant(day, until) : moment
    }
}

extension LocalTime {
    /// Reads `07:30`.
    package init?(reading text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isASCII) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        self.init(hour: hour, minute: minute)
    }
}

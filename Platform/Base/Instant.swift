/// A moment: microseconds since 1970-01-01T00:00:00Z. What databases hold and what the journal orders by.
package struct Instant: Hashable, Sendable, Comparable {
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// The moment at which clocks in Việt Nam show `date` and `time`.
    package init(_ date: LocalDate, _ time: LocalTime = LocalTime(hour: 0, minute: 0)) {
        let seconds = Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay) - LocalDate.offsetSeconds
        microseconds = seconds * 1_000_000
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    package func adding(seconds: Int64) -> Instant { Instant(microseconds: microseconds + seconds * 1_000_000) }
    package func seconds(since earlier: Instant) -> Int64 { (microseconds - earlier.microseconds) / 1_000_000 }

    /// The date in Việt Nam (UTC+7 all year).
    package var localDate: LocalDate { LocalDate(dayNumber: Int(localSeconds.floorDivided(by: 86_400))) }

    /// The time of day in Việt Nam, to the second.
    package var localTime: LocalTime {
        LocalTime(secondOfDay: Int(localSeconds - localSeconds.floorDivided(by: 86_400) * 86_400))
    }

    private var localSeconds: Int64 { microseconds.floorDivided(by: 1_000_000) + LocalDate.offsetSeconds }

    /// ISO 8601 with the offset of Việt Nam, to the second: `2026-11-23T09:00:00+07:00`.
    package var iso8601: String { "\(localDate.iso8601)T\(localTime.description):\(twoDigits(localTime.second))+07:00" }

    /// Reads ISO 8601: `2026-11-23T09:00[:00[.ffffff]][Z|±hh:mm]`; without a zone the time is that of Việt Nam.
    package init?(iso8601 text: String) {
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2, let date = LocalDate(iso8601: String(halves[0])) else { return nil }
        var clock = String(halves[1])
        var offset = LocalDate.offsetSeconds
        if clock.hasSuffix("Z") {
            clock.removeLast()
            offset = 0
        } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let zone = clock[clock.index(after: sign)...].split(separator: ":")
            guard zone.count == 2, let hours = Int64(zone[0]), let minutes = Int64(zone[1]),
                (0..<24).contains(hours), (0..<60).contains(minutes)
            else { return nil }
            offset = (hours * 3600 + minutes * 60) * (clock[sign] == "-" ? -1 : 1)
            clock = String(clock[..<sign])
        }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let hour = Int(parts[0]), let minute = Int(parts[1]),
            let second = parts.count == 3 ? Double(parts[2]) : 0,
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        let whole = Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60) - offset
        microseconds = whole * 1_000_000 + Int64((second * 1_000_000).rounded())
    }
}

/// A date of law in Việt Nam. Dates are compared as dates, never as instants.
package struct LocalDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Việt Nam keeps UTC+7 the whole year (Asia/Ho_Chi_Minh).
    static let offsetSeconds: Int64 = 7 * 3600

    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil when the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...LocalDate.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01 (proleptic Gregorian calendar).
    package init(dayNumber: Int) {
        let shifted = dayNumber + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Reads `2026-11-23`.
    package init?(iso8601 text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var dayNumber: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.floorDivided(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package var weekday: Weekday {
        let index = (dayNumber + 3) - (dayNumber + 3).floorDivided(by: 7) * 7
        return Weekday.allCases[index]
    }

    package func adding(days: Int) -> LocalDate { LocalDate(dayNumber: dayNumber + days) }

    package static func < (left: LocalDate, right: LocalDate) -> Bool { left.dayNumber < right.dayNumber }

    package var iso8601: String {
        String(repeating: "0", count: max(0, 4 - String(year).count)) + "\(year)-\(twoDigits(month))-\(twoDigits(day))"
    }

    /// As Vietnamese papers write it: `23/11/2026`.
    package var description: String { "\(twoDigits(day))/\(twoDigits(month))/\(year)" }

    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// Monday first, as weeks run in Việt Nam.
package enum Weekday: Int, CaseIterable, Sendable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday
}

/// A time of day, to the second.
package struct LocalTime: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let secondOfDay: Int

    package init(hour: Int, minute: Int) { secondOfDay = hour * 3600 + minute * 60 }
    package init(secondOfDay: Int) { self.secondOfDay = secondOfDay }

    package var hour: Int { secondOfDay / 3600 }
    package var minute: Int { secondOfDay / 60 % 60 }
    package var second: Int { secondOfDay % 60 }

    package static func < (left: LocalTime, right: LocalTime) -> Bool { left.secondOfDay < right.secondOfDay }

    /// `09:05`
    package var description: String { "\(twoDigits(hour)):\(twoDigits(minute))" }
}

/// `7` as `07`; for days, months, hours, minutes.
package func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension BinaryInteger {
    fileprivate func floorDivided(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

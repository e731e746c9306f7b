import Base

/// How long the law gives for a procedure (thời hạn giải quyết).
package enum Term: Hashable, Sendable {
    /// Trong ngày: the day of acceptance, or the next working day when accepted at or after 15:00.
    case sameDay
    /// Working hours, 8 to a working day.
    case workingHours(Int)
    /// Ngày làm việc.
    case workingDays(Int)
    /// Ngày: calendar days; a last day off moves to the next working day (Civil Code, article 148).
    case calendarDays(Int)
    case months(Int)
}

extension Term {
    /// The short form that commands, the API and tables use: `same-day`, `16h`, `5wd`, `30d`, `2mo`.
    package var code: String {
        switch self {
        case .sameDay: "same-day"
        case .workingHours(let count): "\(count)h"
        case .workingDays(let count): "\(count)wd"
        case .calendarDays(let count): "\(count)d"
        case .months(let count): "\(count)mo"
        }
    }

    /// Reads the short form; nil for anything else, and for counts outside 1 to 3650.
    package init?(code: String) {
        if code == "same-day" {
            self = .sameDay
            return
        }
        let digits = code.prefix { ("0"..."9").contains($0) }
        guard let count = Int(digits), (1...3650).contains(count) else { return nil }
        switch code.dropFirst(digits.count) {
        case "h": self = .workingHours(count)
        case "wd": self = .workingDays(count)
        case "d": self = .calendarDays(count)
        case "mo": self = .months(count)
        default: return nil
        }
    }
}

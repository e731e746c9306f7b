import Base

/// A month or a year of the register, as addresses and choices say it: `2026-11`, `2026`.
struct RegisterPeriod: Sendable, Equatable {
    let year: Int
    /// Nil for the whole year.
    let month: Int?

    init(year: Int, month: Int?) {
        self.year = year
        self.month = month
    }

    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = parts.first.flatMap({ Int($0) }), (2000...2199).contains(year), parts.count <= 2 else {
            return nil
        }
        guard parts.count == 2 else {
            self.init(year: year, month: nil)
            return
        }
        guard let month = Int(parts[1]), (1...12).contains(month) else { return nil }
        self.init(year: year, month: month)
    }

    init(of date: LocalDate) { self.init(year: date.year, month: date.month) }

    var text: String { month.map { "\(year)-\(twoDigits($0))" } ?? "\(year)" }

    /// `Tháng 11 năm 2026`: on the paper.
    var words: String { month.map { "Tháng \(twoDigits($0)) năm \(year)" } ?? "Năm \(year)" }

    var from: LocalDate { LocalDate(year: year, month: month ?? 1, day: 1) ?? LocalDate(dayNumber: 0) }

    var through: LocalDate {
        let last = month ?? 12
        return LocalDate(year: year, month: last, day: LocalDate.days(inMonth: last, of: year)) ?? from
    }

    /// This year and the one before, the latest first, with each year as a whole.
    static func choices(upTo today: LocalDate) -> [RegisterPeriod] {
        [today.year, today.year - 1].flatMap { year -> [RegisterPeriod] in
            let last = year == today.year ? today.month : 12
            return [RegisterPeriod(year: year, month: nil)]
                + (1...last).reversed().map { RegisterPeriod(year: year, month: $0) }
        }
    }
}

import Base

/// The days a report is about, both ends included (kỳ báo cáo).
package struct ReportPeriod: Sendable, Equatable {
    package let first: LocalDate
    package let last: LocalDate

    /// Nil when the end is before the beginning, or the period is longer than ten years.
    package init?(from first: LocalDate, through last: LocalDate) {
        guard first <= last, last.dayNumber - first.dayNumber <= 3660 else { return nil }
        self.first = first
        self.last = last
    }

    /// The named periods that the page offers.
    package enum Named: String, CaseIterable, Sendable {
        case thisMonth = "thang-nay"
        case lastMonth = "thang-truoc"
        case thisQuarter = "quy-nay"
        case thisYear = "nam-nay"
        case lastYear = "nam-truoc"
        case last30Days = "30-ngay"
        /// From the first month with a dossier to the last; the store knows which these are.
        case all = "tat-ca"
    }

    /// How many days, both ends included.
    package var dayCount: Int { last.dayNumber - first.dayNumber + 1 }

    package init(_ named: Named, today: LocalDate) {
        switch named {
        case .thisMonth:
            first = LocalDate(dayNumber: today.dayNumber - today.day + 1)
            last = today
        case .lastMonth:
            let end = LocalDate(dayNumber: today.dayNumber - today.day)
            first = LocalDate(dayNumber: end.dayNumber - end.day + 1)
            last = end
        case .thisQuarter:
            let month = (today.month - 1) / 3 * 3 + 1
            first = LocalDate(year: today.year, month: month, day: 1) ?? today
            last = today
        case .thisYear:
            first = LocalDate(year: today.year, month: 1, day: 1) ?? today
            last = today
        case .lastYear:
            first = LocalDate(year: today.year - 1, month: 1, day: 1) ?? today
            last = LocalDate(year: today.year - 1, month: 12, day: 31) ?? today
        case .last30Days, .all:
            first = today.adding(days: -29)
            last = today
        }
    }

    /// The period of the same length just before: what the figures are compared with.
    package var before: ReportPeriod {
        ReportPeriod(shifted: self, days: -dayCount)
    }

    private init(shifted period: ReportPeriod, days: Int) {
        first = period.first.adding(days: days)
        last = period.last.adding(days: days)
    }
}

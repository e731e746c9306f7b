import Base
import Reporting
import Testing

@Suite struct ReportPeriodTests {
    private func date(_ text: String) throws -> LocalDate { try #require(LocalDate(iso8601: text)) }

    @Test(arguments: [
        (ReportPeriod.Named.thisMonth, "2026-11-21", "2026-11-01", "2026-11-21"),
        (.lastMonth, "2026-03-31", "2026-02-01", "2026-02-28"),
        (.lastMonth, "2026-01-15", "2025-12-01", "2025-12-31"),
        (.thisQuarter, "2026-11-21", "2026-10-01", "2026-11-21"),
        (.thisYear, "2026-11-21", "2026-01-01", "2026-11-21"),
        (.last30Days, "2026-03-01", "2026-01-31", "2026-03-01"),
    ])
    func namedPeriods(named: ReportPeriod.Named, today: String, first: String, last: String) throws {
        let period = ReportPeriod(named, today: try date(today))
        #expect(period.first == (try date(first)))
        #expect(period.last == (try date(last)))
    }

    @Test func thePeriodBeforeIsAsLongAndEndsTheDayBefore() throws {
        let period = try #require(ReportPeriod(from: date("2026-11-01"), through: date("2026-11-21")))
        #expect(period.before.last == (try date("2026-10-31")))
        #expect(period.before.first == (try date("2026-10-11")))
    }

    @Test func aPeriodThatEndsBeforeItBeginsIsNone() throws {
        #expect(ReportPeriod(from: try date("2026-11-21"), through: try date("2026-11-20")) == nil)
    }
}

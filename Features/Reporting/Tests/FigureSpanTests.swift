import Base
import Testing

@testable import Reporting

@Suite struct FigureSpanTests {
    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso8601: text)) }

    @Test(arguments: [
        ("2026-11-21", "2026-11-21", "day 2026-11-21…2026-11-21"),
        ("2026-01-01", "2026-12-31", "year 2026…2026"),
        ("2026-02-01", "2026-02-28", "month 2026-02…2026-02"),
        ("2025-11-29", "2028-02-10", """
            day 2025-11-29…2025-11-30, month 2025-12…2025-12, year 2026…2027, month 2028-01…2028-01, \
            day 2028-02-01…2028-02-10
            """),
        ("2026-11-21", "2026-11-20", ""),
    ])
    func fewSpansMakeUpManyDays(first: String, last: String, expected: String) throws {
        let runs = FigureSpans.covering(try day(first), through: try day(last))
        #expect(runs.map { "\($0.grain.rawValue) \($0.first)…\($0.last)" }.joined(separator: ", ") == expected)
    }

    @Test func aMonthAtALongestIsForDrawingsByMonth() throws {
        let runs = FigureSpans.covering(try day("2025-01-01"), through: try day("2026-02-03"), longest: .month)
        #expect(runs.map(\.grain) == [.month, .day])
        #expect(runs.first?.last == "2026-01")
    }

    @Test func everythingBeforeADayBeginsLongAgo() throws {
        #expect(FigureSpans.before(try day("2026-01-01")).map(\.last) == ["2025"])
    }

    @Test(arguments: [
        ([1, 2, 3, 4], 50, 2), ([1, 2, 3, 4], 90, 4), ([5], 50, 5), ([5], 90, 5),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 9], 90, 1), ([1, 1, 1, 1, 1, 1, 1, 1, 9, 9], 90, 9),
    ])
    func percentilesAreTheNearestRank(hours: [Int], share: Int, expected: Int) {
        var times = HandlingTimes()
        for hour in hours { times.add(HandlingTime(hours: hour), 1) }
        #expect(times.percentile(share) == HandlingTime(hours: expected))
        #expect(HandlingTimes().median == nil)
    }

    @Test(arguments: [
        (0, 0), (1, 1), (3_600_000_000, 1), (3_600_000_001, 2), (240 * 3_600_000_000, 240),
        (240 * 3_600_000_000 + 1, 264), (264 * 3_600_000_000, 264),
    ] as [(Int64, Int)])
    func timesAreExactToTheHourAndBeyondTenDaysToTheDay(microseconds: Int64, hours: Int) {
        #expect(HandlingTime(microseconds: microseconds).hours == hours)
    }
}

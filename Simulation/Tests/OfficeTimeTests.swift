import Base
import Deadlines
import Testing

@testable import Simulation

@Suite struct OfficeTimeTests {
    /// From Friday 29 August to Thursday 4 September 2025, with the National Day on Monday and Tuesday.
    private func time() throws -> OfficeTime {
        let first = try #require(LocalDate(iso8601: "2025-08-29"))
        return try OfficeTime(from: first, through: first.adding(days: 6), calendar: .vietnam)
    }

    @Test func `days off are no time at all`() throws {
        #expect(try time().days.map(\.iso8601) == ["2025-08-29", "2025-09-03", "2025-09-04"])
        #expect(try time().dayLength == 480)
    }

    @Test(arguments: [
        (0, "2025-08-29T07:00"), (269, "2025-08-29T11:29"), (270, "2025-08-29T13:30"), (479, "2025-08-29T16:59"),
        (480, "2025-09-03T07:00"), (480 + 270 + 90, "2025-09-03T15:00"), (960, "2025-09-04T07:00"),
    ])
    func `minutes follow the office's clock`(minute: Int, text: String) throws {
        let instant = try time().instant(of: minute)
        #expect("\(instant.localDate.iso8601)T\(instant.localTime)" == text)
    }

    @Test func `later minutes are later moments`() throws {
        let time = try time()
        let moments = (0..<3 * 480).map(time.instant)
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test(arguments: [
        ("2025-08-28", -1), ("2025-08-29", 0), ("2025-08-31", 0), ("2025-09-02", 0), ("2025-09-03", 1),
        ("2026-01-01", 2),
    ])
    func `the last working day until a date is found over days off`(text: String, place: Int) throws {
        #expect(try time().place(atOrBefore: #require(LocalDate(iso8601: text))) == place)
    }

    @Test(arguments: [((6, 0), 0), ((7, 30), 30), ((12, 0), 270), ((15, 0), 360), ((18, 0), 480)])
    func `lunch counts as nothing`(clock: (Int, Int), minutes: Int) throws {
        #expect(try time().minutes(until: LocalTime(hour: clock.0, minute: clock.1)) == minutes)
    }
}

import Base
import Deadlines
import Testing

@Suite struct WorkCalendarTests {
    let calendar = WorkCalendar.vietnam

    @Test(arguments: [
        ("2026-11-23", true), ("2026-11-24", false), ("2025-11-24", true), ("2026-08-22", true), ("2026-08-31", false),
        ("2026-01-10", true), ("2026-01-02", false), ("2025-04-26", true), ("2025-05-02", false), ("2026-04-27", false),
        ("2026-11-28", false), ("2026-11-29", false), ("2025-02-03", true), ("2026-02-23", true), ("2027-11-24", false),
        ("2027-05-03", false), ("2026-04-26", false),
    ])
    func daysAreWorkedAsAnnounced(text: String, isWorked: Bool) throws {
        #expect(try calendar.isWorking(#require(LocalDate(iso8601: text))) == isWorked)
    }

    /// Counted by hand from the announcements: weekdays of the year, less weekdays off, plus Saturdays worked.
    @Test(arguments: [
        (2021, 261 - 11), (2022, 260 - 11), (2023, 260 - 11), (2024, 262 - 12 + 1), (2025, 261 - 12 + 1),
        (2026, 261 - 14 + 2), (2027, 261 - 12),
    ])
    func aYearHasItsNumberOfWorkingDays(year: Int, count: Int) throws {
        let first = try #require(LocalDate(year: year, month: 1, day: 1))
        let last = try #require(LocalDate(year: year, month: 12, day: 31))
        #expect(try calendar.workingDays(from: first, to: last) == count)
    }

    @Test(arguments: [
        ("2026-11-23", "2026-11-25", 1), ("2026-11-23", "2026-11-23", 0), ("2026-11-27", "2026-11-29", 0),
        ("2026-11-25", "2026-11-23", -1), ("2026-12-01", "2026-11-27", -2), ("2026-11-20", "2026-11-27", 4),
    ])
    func workingDaysLeftAreThoseAfterToday(from: String, to: String, left: Int) throws {
        let (start, end) = (try #require(LocalDate(iso8601: from)), try #require(LocalDate(iso8601: to)))
        #expect(try calendar.workingDays(from: start, to: end) == left)
    }

    @Test func yearsWithoutDataAreRefused() throws {
        let date = try #require(LocalDate(iso8601: "2028-01-03"))
        #expect(throws: Problem("calendar-missing", status: 422, arguments: ["year": "2028"])) {
            try calendar.isWorking(date)
        }
        #expect(throws: Problem("calendar-missing", status: 422, arguments: ["year": "2028"])) {
            try calendar.workingDays(from: #require(LocalDate(iso8601: "2027-12-31")), to: date)
        }
    }

    @Test func theYearsSayHowSureTheyAre() {
        #expect(calendar.years.map(\.number) == Array(2021...2027))
        #expect(calendar.years.map(\.isOfficial) == [true, true, true, true, true, true, false])
        #expect(calendar.daysOff(in: 2026).map(\.date).contains { $0.month == 11 && $0.day == 24 })
        #expect(calendar.extraWorkingDays(in: 2026).map(\.iso8601) == ["2026-01-10", "2026-08-22"])
    }

    @Test func everySwappedDayOffHasItsSaturday() {
        for year in calendar.years.map(\.number) {
            let swapped = calendar.daysOff(in: year).filter { $0.kind == .swapped }
            #expect(swapped.count == calendar.extraWorkingDays(in: year).count)
        }
    }

    @Test(arguments: [
        "", "[]", #"{"years":[{"year":2026}]}"#,
        Self.year(#""off":[{"from":"2026-02-30","kind":"holiday","name":"x"}],"worked":[]"#),
        Self.year(#""off":[{"from":"2025-02-03","kind":"holiday","name":"x"}],"worked":[]"#),
        Self.year(#""off":[],"worked":[{"date":"2026-08-22","for":"2026-08-31"}]"#),
    ])
    func aFaultyDocumentIsRefused(text: String) {
        #expect { try CalendarDocument.read(Array(text.utf8)) } throws: {
            ($0 as? Problem)?.code == "calendar-unreadable"
        }
    }

    static func year(_ days: String) -> String {
        #"{"years":[{"year":2026,"official":true,"source":"x",\#(days)}]}"#
    }
}

/// Hours of a Centre, with validity, and closures.
@Suite struct CentreHoursTests {
    /// The national calendar of 2026 with hours of a Centre: a winter shift from 1/11, Friday afternoons until 16:00.
    static let document = #"""
        {"years": [{"year": 2026, "official": true, "source": "x", "worked": [], "off": [
            {"from": "2026-11-24", "kind": "holiday", "name": "Ngày Văn hóa Việt Nam"},
            {"from": "2026-11-26", "kind": "closure", "name": "Bão số 12", "basis": "Thông báo 05/TB-TTPVHCC"}]}],
         "hours": [
            {"from": "2026-01-01", "weekdays": ["07:00-11:30", "13:30-17:00"], "saturday": ["07:30-11:00"]},
            {"from": "2026-11-01", "weekdays": ["07:30-11:30", "13:00-17:00"], "friday": ["07:30-11:30", "13:00-16:00"],
             "cut-off": "14:30"}]}
        """#

    @Test(arguments: [
        (Term.workingDays(1), "2026-10-29T10:00", "2026-10-30T17:00"),
        (.workingDays(1), "2026-11-05T10:00", "2026-11-06T16:00"),
        (.workingDays(1), "2026-11-06T16:00", "2026-11-10T17:00"),
        (.workingDays(1), "2026-10-31T10:00", "2026-11-02T17:00"),
        (.workingDays(1), "2026-11-07T10:00", "2026-11-10T17:00"),
        (.workingHours(8), "2026-11-06T07:30", "2026-11-09T08:30"),
        (.sameDay, "2026-10-30T14:59", "2026-10-30T17:00"), (.sameDay, "2026-11-05T14:30", "2026-11-06T16:00"),
        (.workingDays(1), "2026-11-25T10:00", "2026-11-27T16:00"),
        (.calendarDays(1), "2026-11-25T10:00", "2026-11-27T16:00"),
    ])
    func hoursHoldFromTheirDay(term: Term, accepted: String, due: String) throws {
        let calendar = try CalendarDocument.read(Array(Self.document.utf8))
        let instant = try #require(Instant(iso8601: accepted))
        #expect(try Deadline.due(for: term, acceptedAt: instant, in: calendar).instant.iso8601 == "\(due):00+07:00")
    }

    @Test func aClosureIsExplainedByItsNotice() throws {
        let calendar = try CalendarDocument.read(Array(Self.document.utf8))
        let instant = try #require(Instant(iso8601: "2026-11-25T10:00"))
        let days = try Deadline.explain(.workingDays(1), acceptedAt: instant, in: calendar).days
        #expect(days.map(\.reason.article) == [.firstDay, .closure, .weeklyRest])
        #expect(days[1].reason.basis == "Thông báo 05/TB-TTPVHCC")
    }

    @Test(arguments: [
        #"[{"from": "2026-01-01", "weekdays": []}]"#, #"[{"from": "2026-01-01"}]"#, #"[{"weekdays": ["07:00-11:30"]}]"#,
        #"[{"from": "2026-01-01", "weekdays": ["11:30-07:00"]}]"#, #"[{"from": "2026-01-01", "weekdays": ["7-11"]}]"#,
        #"[{"from": "2026-01-01", "weekdays": ["07:00-11:30", "11:00-17:00"]}]"#, #"{}"#,
        #"[{"from": "2026-01-01", "weekdays": ["07:00-11:30"], "cut-off": "25:00"}]"#,
    ])
    func hoursThatCannotBeAreRefused(hours: String) {
        let text = #"{"years":[{"year":2026,"official":true,"source":"x","off":[],"worked":[]}],"hours":\#(hours)}"#
        #expect { try CalendarDocument.read(Array(text.utf8)) } throws: {
            ($0 as? Problem)?.code == "calendar-unreadable"
        }
    }

    @Test func yearsWithAGapAreNotCountedAcross() throws {
        let years = [2026, 2028].map { WorkCalendar.Year(number: $0, isOfficial: true, source: "x") }
        let calendar = WorkCalendar(years: years, daysOff: [], extraWorkingDays: [])
        let accepted = try #require(Instant(iso8601: "2026-12-31T09:00"))
        #expect(throws: Problem("calendar-missing", status: 422, arguments: ["year": "2027"])) {
            try Deadline.due(for: .workingDays(1), acceptedAt: accepted, in: calendar)
        }
    }
}

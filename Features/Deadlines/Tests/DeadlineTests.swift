import Base
import Deadlines
import Testing

/// Monday 23/11/2026 and the days around it are the handbook's own example: Tuesday 24/11 is a holiday.
@Suite struct DeadlineTests {
    struct Case: CustomTestStringConvertible {
        let term: Term
        let accepted: String
        let due: String
        var testDescription: String { "\(term) accepted \(accepted) is due \(due)" }

        init(_ term: Term, _ accepted: String, _ due: String) {
            self.term = term
            self.accepted = accepted
            self.due = due
        }
    }

    static let workingDays = [
        Case(.workingDays(1), "2026-11-23T09:00", "2026-11-25T17:00"),
        Case(.workingDays(1), "2026-11-23T16:59:59", "2026-11-25T17:00"),
        Case(.workingDays(1), "2026-11-23T17:00", "2026-11-26T17:00"),
        Case(.workingDays(1), "2026-11-23T23:59", "2026-11-26T17:00"),
        Case(.workingDays(1), "2026-11-24T09:00", "2026-11-26T17:00"),
        Case(.workingDays(1), "2026-11-25T00:00", "2026-11-26T17:00"),
        Case(.workingDays(1), "2026-11-25T05:00", "2026-11-26T17:00"),
        Case(.workingDays(1), "2026-11-25T12:00", "2026-11-26T17:00"),
        Case(.workingDays(5), "2026-11-23T09:00", "2026-12-01T17:00"),
        Case(.workingDays(1), "2026-11-27T09:00", "2026-11-30T17:00"),
        Case(.workingDays(1), "2026-11-27T17:00", "2026-12-01T17:00"),
        Case(.workingDays(1), "2026-11-28T09:00", "2026-12-01T17:00"),
        Case(.workingDays(1), "2026-11-29T09:00", "2026-12-01T17:00"),
        // Tết 2025: 27/1 to 31/1 off, with the weekends 25/1 to 2/2
        Case(.workingDays(1), "2025-01-24T10:00", "2025-02-03T17:00"),
        Case(.workingDays(2), "2025-01-23T10:00", "2025-02-03T17:00"),
        Case(.workingDays(1), "2025-01-29T10:00", "2025-02-04T17:00"),
        Case(.workingDays(10), "2025-01-20T10:00", "2025-02-10T17:00"),
        // Tết 2026: 16/2 to 20/2 off
        Case(.workingDays(1), "2026-02-13T10:00", "2026-02-23T17:00"),
        Case(.workingDays(3), "2026-02-12T10:00", "2026-02-24T17:00"),
        Case(.workingDays(1), "2026-02-17T10:00", "2026-02-24T17:00"),
        Case(.workingDays(15), "2026-02-10T10:00", "2026-03-10T17:00"),
        // Giỗ Tổ and 30/4 - 4/5/2025, with Saturday 26/4 worked for Friday 2/5
        Case(.workingDays(1), "2025-04-04T10:00", "2025-04-08T17:00"),
        Case(.workingDays(1), "2025-04-25T10:00", "2025-04-26T17:00"),
        Case(.workingDays(1), "2025-04-26T10:00", "2025-04-28T17:00"),
        Case(.workingDays(2), "2025-04-28T10:00", "2025-05-05T17:00"),
        Case(.workingDays(3), "2025-04-25T10:00", "2025-04-29T17:00"),
        // 1/1/2026 and Friday 2/1, worked on Saturday 10/1
        Case(.workingDays(1), "2025-12-31T10:00", "2026-01-05T17:00"),
        Case(.workingDays(5), "2026-01-05T10:00", "2026-01-10T17:00"),
        Case(.workingDays(6), "2026-01-05T10:00", "2026-01-12T17:00"),
        // Giỗ Tổ 2026 is a Sunday: Monday 27/4 off
        Case(.workingDays(1), "2026-04-24T10:00", "2026-04-28T17:00"),
        Case(.workingDays(2), "2026-04-28T10:00", "2026-05-04T17:00"),
        // Saturday 22/8/2026 worked for Monday 31/8
        Case(.workingDays(1), "2026-08-21T10:00", "2026-08-22T17:00"),
        Case(.workingDays(1), "2026-08-22T10:00", "2026-08-24T17:00"),
        Case(.workingDays(1), "2026-08-28T10:00", "2026-09-03T17:00"),
        Case(.workingDays(10), "2026-08-20T10:00", "2026-09-07T17:00"),
        // National Day 2025
        Case(.workingDays(1), "2025-08-29T10:00", "2025-09-03T17:00"),
        // The announced rule for 2027
        Case(.workingDays(1), "2027-02-04T10:00", "2027-02-12T17:00"),
        Case(.workingDays(1), "2027-04-29T10:00", "2027-05-04T17:00"),
        Case(.workingDays(1), "2026-12-31T10:00", "2027-01-04T17:00"),
    ]

    static let sameDay = [
        Case(.sameDay, "2026-11-23T07:00", "2026-11-23T17:00"),
        Case(.sameDay, "2026-11-23T06:00", "2026-11-23T17:00"),
        Case(.sameDay, "2026-11-23T12:15", "2026-11-23T17:00"),
        Case(.sameDay, "2026-11-23T14:59:59", "2026-11-23T17:00"),
        Case(.sameDay, "2026-11-23T15:00", "2026-11-25T17:00"),
        Case(.sameDay, "2026-11-23T18:00", "2026-11-25T17:00"),
        Case(.sameDay, "2026-11-24T09:00", "2026-11-25T17:00"),
        Case(.sameDay, "2026-11-27T15:00", "2026-11-30T17:00"),
        Case(.sameDay, "2026-11-28T09:00", "2026-11-30T17:00"),
        Case(.sameDay, "2026-08-22T10:00", "2026-08-22T17:00"),
        Case(.sameDay, "2026-02-13T15:30", "2026-02-23T17:00"),
    ]

    static let workingHours = [
        Case(.workingHours(4), "2026-11-23T07:00", "2026-11-23T11:00"),
        Case(.workingHours(8), "2026-11-23T07:00", "2026-11-23T17:00"),
        Case(.workingHours(8), "2026-11-23T09:00", "2026-11-25T09:00"),
        Case(.workingHours(4), "2026-11-25T10:00", "2026-11-25T16:00"),
        Case(.workingHours(4), "2026-11-25T12:00", "2026-11-26T07:30"),
        Case(.workingHours(4), "2026-11-25T15:00", "2026-11-26T09:00"),
        Case(.workingHours(1), "2026-11-25T11:00", "2026-11-25T14:00"),
        Case(.workingHours(1), "2026-11-25T16:30", "2026-11-26T07:30"),
        Case(.workingHours(1), "2026-11-25T17:00", "2026-11-26T08:00"),
        Case(.workingHours(1), "2026-11-25T03:00", "2026-11-25T08:00"),
        Case(.workingHours(8), "2026-11-27T16:00", "2026-11-30T16:00"),
        Case(.workingHours(40), "2026-11-30T07:00", "2026-12-04T17:00"),
        Case(.workingHours(2), "2026-02-13T16:00", "2026-02-23T08:00"),
        Case(.workingHours(2), "2026-08-21T16:00", "2026-08-22T08:00"),
    ]

    static let calendarDaysAndMonths = [
        Case(.calendarDays(1), "2026-11-23T09:00", "2026-11-25T17:00"),
        Case(.calendarDays(2), "2026-11-23T09:00", "2026-11-25T17:00"),
        Case(.calendarDays(5), "2026-11-23T09:00", "2026-11-30T17:00"),
        Case(.calendarDays(30), "2026-11-02T09:00", "2026-12-02T17:00"),
        Case(.calendarDays(3), "2026-02-13T09:00", "2026-02-23T17:00"),
        Case(.calendarDays(1), "2025-04-25T09:00", "2025-04-26T17:00"),
        Case(.calendarDays(10), "2026-11-27T17:00", "2026-12-10T17:00"),
        Case(.months(1), "2026-01-31T09:00", "2026-03-02T17:00"),
        Case(.months(1), "2026-03-31T09:00", "2026-05-04T17:00"),
        Case(.months(3), "2026-08-24T09:00", "2026-11-25T17:00"),
        Case(.months(12), "2025-03-10T09:00", "2026-03-10T17:00"),
        Case(.months(2), "2026-12-30T09:00", "2027-03-01T17:00"),
        Case(.months(6), "2026-01-12T09:00", "2026-07-13T17:00"),
    ]

    @Test(arguments: workingDays + sameDay + workingHours + calendarDaysAndMonths)
    func termsEndWhereTheLawSays(example: Case) throws {
        let accepted = try #require(Instant(iso8601: example.accepted))
        let due = try Deadline.due(for: example.term, acceptedAt: accepted, in: .vietnam)
        #expect(due.instant.iso8601 == "\(example.due):00+07:00")
        #expect(due.date == due.instant.localDate)
    }

    @Test func theHandbooksExampleIsExplainedDayByDay() throws {
        let accepted = try #require(Instant(iso8601: "2026-11-23T09:00"))
        let answer = try Deadline.explain(.workingDays(1), acceptedAt: accepted, in: .vietnam)
        #expect(answer.days.map(\.date.description) == ["23/11/2026", "24/11/2026", "25/11/2026"])
        #expect(answer.days.map(\.reason.name) == ["day-of-acceptance", "day-off", "working-day"])
        #expect(answer.days[1].reason.arguments == ["name": "Ngày Văn hóa Việt Nam"])
        #expect(answer.days[1].reason.basis == "Nghị quyết 28/2026/QH16, Điều 2")
        #expect(answer.days.map(\.isCounted) == [false, false, true])
        #expect(answer.due?.isProvisional == false)
    }

    @Test func aDateInAYearThatIsNotAnnouncedIsProvisional() throws {
        let accepted = try #require(Instant(iso8601: "2026-12-31T09:00"))
        #expect(try Deadline.due(for: .workingDays(1), acceptedAt: accepted, in: .vietnam).isProvisional)
    }

    @Test(arguments: [
        (Term.workingDays(5), "2027-12-30T09:00", "2028"), (.months(12), "2027-06-01T09:00", "2028"),
        (.sameDay, "2020-06-03T09:00", "2020"), (.workingHours(9), "2027-12-31T09:00", "2028"),
        (.calendarDays(400), "2027-01-04T09:00", "2028"),
    ])
    func aYearWithoutCalendarIsRefused(term: Term, accepted: String, year: String) throws {
        let instant = try #require(Instant(iso8601: accepted))
        #expect(throws: Problem("calendar-missing", status: 422, arguments: ["year": year])) {
            try Deadline.due(for: term, acceptedAt: instant, in: .vietnam)
        }
    }

    @Test(arguments: [Term.workingDays(0), .calendarDays(-1), .months(0), .workingHours(9999), .workingHours(0),
        .workingDays(10_000), .months(Int.max), .calendarDays(Int.min)])
    func aTermThatCannotBeIsRefused(term: Term) throws {
        let instant = try #require(Instant(iso8601: "2026-11-23T09:00"))
        #expect { try Deadline.due(for: term, acceptedAt: instant, in: .vietnam) } throws: {
            ($0 as? Problem)?.code == "term-out-of-range"
        }
    }

    @Test(arguments: [
        (Term.workingDays(1), "2026-11-28T09:00", "2026-11-30T17:00"),
        (.workingDays(1), "2026-11-27T18:00", "2026-11-30T17:00"),
        (.workingDays(1), "2026-11-28T11:30", "2026-12-01T17:00"),
        (.sameDay, "2026-11-28T09:00", "2026-11-30T17:00"),
        (.workingHours(1), "2026-11-28T09:00", "2026-11-30T08:00"),
    ])
    func saturdayServiceReceivesButCountsNoDay(term: Term, accepted: String, due: String) throws {
        let usual = OfficeHours.usual
        let hours = OfficeHours(morning: usual.morning, afternoon: usual.afternoon, saturday: usual.morning)
        let instant = try #require(Instant(iso8601: accepted))
        let result = try Deadline.due(for: term, acceptedAt: instant, in: .vietnam.with(hours: hours))
        #expect(result.instant.iso8601 == "\(due):00+07:00")
    }

    @Test func everyReasonHasItsSentenceKey() {
        let reasons: [DayCount.Reason] = [.workingDay, .stopped(.posting), .officeHours(seconds: 16_200)]
        #expect(reasons.map(\.key).allSatisfy { $0.hasPrefix("deadlines.reason.") })
        #expect(DayCount.Reason.officeHours(seconds: 16_200).arguments == ["time": "4:30"])
    }
}

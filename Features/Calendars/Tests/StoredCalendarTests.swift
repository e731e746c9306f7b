import Access
import Base
import Calendars
import Deadlines
import Journal
import Storage
import TestKit
import Testing

@Suite struct StoredCalendarTests {
    @Test(arguments: Engine.tested)
    func aHolidayOfTodayCountsAtOnceAndIsToldInTheJournal(engine: Engine) async throws {
        let office = try await CalendarOffice(engine)
        let day = CalendarOffice.day("2026-11-26")
        #expect(try await office.calendar().isWorking(day))
        try await office.enter(.daysOff([.init(date: day, kind: .holiday, name: "Quốc tang")]))
        #expect(try await !office.calendar().isWorking(day))
        let ledger = try await office.ledger()
        #expect(ledger.isWhole && ledger.last == 1)
        #expect(ledger.revisions[0].reason == "Theo thông báo" && ledger.revisions[0].authorName == "Quản trị")
        #expect(try await office.database.read { try Journal.entries(of: "calendar", "vn", in: $0).map(\.kind) }
            == ["calendar.revised"])
    }

    @Test(arguments: Engine.tested)
    func aClosureAndHoursAreOfOneAgencyAlone(engine: Engine) async throws {
        let office = try await CalendarOffice(engine)
        let (storm, saturday) = (CalendarOffice.day("2026-11-26"), CalendarOffice.day("2026-12-05"))
        let morning = OfficeHours.Span(LocalTime(hour: 7, minute: 30), LocalTime(hour: 11, minute: 0))
        let usual = OfficeHours.usual
        let hours = OfficeHours(morning: usual.morning, afternoon: usual.afternoon, saturday: morning)
        try await office.enter(.closure(office.agency, [.init(date: storm, kind: .closure, name: "Bão số 9")]))
        try await office.enter(.hours(office.agency, .init(from: CalendarOffice.day("2026-12-01"), hours: hours)))
        let calendar = try await office.calendar()
        #expect(try calendar.isWorking(storm) && !calendar.of(office.agency).isWorking(storm))
        #expect(try calendar.open(on: saturday).isEmpty && calendar.of(office.agency).open(on: saturday) == [morning])
        #expect(try calendar.of(office.agency).open(on: CalendarOffice.day("2026-11-28")).isEmpty)
        #expect(try await refusal {
            try await office.enter(.closure(office.other, [.init(date: storm, kind: .closure, name: "Lụt")]))
        }?.code == "not-found")
    }

    @Test(arguments: Engine.tested)
    func whatWasWithdrawnCountsNoLongerAndIsWithdrawnOnce(engine: Engine) async throws {
        let office = try await CalendarOffice(engine)
        let (off, worked) = (CalendarOffice.day("2026-12-31"), CalendarOffice.day("2026-12-26"))
        try await office.enter(.swap(off: .init(date: off, kind: .swapped, name: "Nghỉ Tết"), worked: worked))
        #expect(try await office.calendar().isWorking(worked))
        try await office.enter(.withdrawal(of: 1), source: "")
        #expect(try await office.calendar() == WorkCalendar.vietnam)
        #expect(try await refusal { try await office.enter(.withdrawal(of: 1)) }?.fields.map(\.code)
            == ["calendar-withdrawn"])
        #expect(try await refusal { try await office.enter(.withdrawal(of: 2)) }?.fields.count == 1)
    }

    @Test(arguments: Engine.tested)
    func aYearOfAFileIsReadBackAsItWasWritten(engine: Engine) async throws {
        let office = try await CalendarOffice(engine)
        let file = """
            {"years": [{"year": 2028, "official": true, "source": "Thông báo 1/TB", "off": [
            {"from": "2028-01-24", "to": "2028-01-28", "kind": "holiday", "name": "Tết"},
            {"from": "2028-05-02", "kind": "swapped", "name": "Nghỉ hoán đổi"}],
            "worked": [{"date": "2028-05-06", "for": "2028-05-02"}]}]}
            """
        let sheet = try #require(try CalendarDocument.sheets(CalendarDocument.root(of: Array(file.utf8))).first)
        try await office.enter(.year(sheet))
        let calendar = try await office.calendar()
        #expect(try !calendar.isWorking(CalendarOffice.day("2028-01-26")))
        #expect(try calendar.isWorking(CalendarOffice.day("2028-05-06")) && calendar.isOfficial(year: 2028))
        #expect(try await office.ledger().revisions[0].change == .year(sheet))
    }

    @Test func everyFaultIsSaidAtOnce() async throws {
        let office = try await CalendarOffice(.sqlite)
        let sunday = CalendarOffice.day("2026-11-29")
        let problem = try await refusal {
            try await office.enter(.daysOff([.init(date: sunday, kind: .holiday, name: "")]), reason: " ", source: "")
        }
        #expect(problem?.fields.map(\.code) == ["calendar-day", "calendar-name", "calendar-reason", "calendar-source"])
        let far = YearSheet(year: .init(number: 2040, isOfficial: true, source: "x"), daysOff: [], swaps: [])
        #expect(try await refusal { try await office.enter(.year(far)) }?.fields.map(\.code) == ["calendar-year"])
        #expect(try await office.ledger().last == 0)
    }

    /// Both looked at the same calendar; the second has to look again.
    @Test(arguments: Engine.tested)
    func ofTwoAdministratorsAtOnceOneLooksAgain(engine: Engine) async throws {
        let office = try await CalendarOffice(engine)
        let answers = await withTaskGroup(of: String.self) { group in
            for day in ["2026-11-26", "2026-11-27"] {
                group.addTask {
                    do {
                        let date = CalendarOffice.day(day)
                        try await office.enter(.daysOff([.init(date: date, kind: .holiday, name: "Nghỉ")]), seen: 0)
                        return "done"
                    } catch { return (error as? Problem)?.code ?? "\(error)" }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted()
        }
        #expect(answers == ["calendar-changed-since", "done"])
        #expect(try await office.ledger().last == 1)
    }
}

@Suite struct CalendarWithHolesTests {
    /// The holiday table emptied by hand: no date moves, nothing new is taken in, and it is said.
    @Test(arguments: Engine.tested)
    func rowsTakenOutByHandMoveNoDate(engine: Engine) async throws {
        let office = try await CalendarOffice(engine)
        let day = CalendarOffice.day("2026-11-26")
        try await office.enter(.daysOff([.init(date: day, kind: .holiday, name: "Quốc tang")]))
        await #expect(throws: (any Error).self) {
            try await office.database.write { _ = try $0.execute("DELETE FROM calendar_revision") }
        }
        try await office.emptyTheTable()
        for calendar in [try await office.calendar(), try await office.calendar(LiveCalendar(.vietnam))] {
            #expect(try !calendar.isWorking(day))
        }
        #expect(try await !office.ledger().isWhole)
        let next = CalendarOffice.day("2026-11-27")
        #expect(try await refusal {
            try await office.enter(.daysOff([.init(date: next, kind: .holiday, name: "Nghỉ")]))
        }?.code == "calendar-damaged")
        let act = try office.act()
        #expect(try await office.database.write { try MendCalendar.run(in: $0, act: act) } == 1)
        #expect(try await office.ledger().isWhole)
        try await office.enter(.daysOff([.init(date: next, kind: .holiday, name: "Nghỉ")]))
    }
}

@Suite struct CalendarPropertyTests {
    /// Through the store: whatever days off are entered, no due date comes earlier, and every one withdrawn again gives
    /// the dates of before.
    @Test(arguments: Engine.tested, [1, 2] as [UInt64])
    func addingADayOffNeverMakesADateEarlier(engine: Engine, seed: UInt64) async throws {
        let office = try await CalendarOffice(engine)
        var random = SeededRandom(seed: seed)
        let first = CalendarOffice.day("2026-03-02").dayNumber
        let terms: [Term] = [.sameDay, .workingHours(12), .workingDays(3), .calendarDays(10), .months(1)]
        let cases = (0..<200).map { _ in
            DeadlineCase(term: terms[Int.random(in: 0..<terms.count, using: &random)], acceptedAt: Instant(
                LocalDate(dayNumber: first + Int.random(in: 0..<200, using: &random)),
                LocalTime(hour: Int.random(in: 0..<24, using: &random), minute: 0)))
        }
        func dues() async throws -> [Instant?] {
            let calendar = try await office.calendar()
            return try cases.map { try Deadline.due(for: $0, in: calendar)?.instant }
        }
        let built = try await dues()
        var before = built
        var entered: Int64 = 0
        for _ in 0..<12 {
            let day = LocalDate(dayNumber: first + Int.random(in: 0..<230, using: &random))
            guard try await office.calendar().isWorking(day) else { continue }
            try await office.enter(.daysOff([.init(date: day, kind: .holiday, name: "Nghỉ")]))
            entered += 1
            let after = try await dues()
            for (old, new) in zip(before, after) { #expect(try #require(old) <= #require(new)) }
            before = after
        }
        for number in 1...entered { try await office.enter(.withdrawal(of: number)) }
        #expect(try await dues() == built)
    }
}

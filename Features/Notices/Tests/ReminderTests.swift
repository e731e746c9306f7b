import Access
import App
import Base
import Deadlines
import Identity
import Storage
import TestKit
import Testing

@testable import Dossiers
@testable import Notices

@Suite struct ReminderTests {
    private static func moment(_ text: String) throws -> Instant {
        try #require(Instant(iso8601: "2026-\(text):00+07:00"))
    }

    private func dossier(accepted: String, due: String?, state: DossierState = .inProgress) throws -> Dossier {
        Dossier(id: ID(at: TestSite.morning), code: try #require(DossierCode("H50.50.05-261123-0001")), state: state,
            revision: 1, procedure: ID(at: TestSite.morning), procedureCode: "1", field: "", channel: .counter,
            agency: ID(at: TestSite.morning), receivingAgency: ID(at: TestSite.morning),
            returningAgency: ID(at: TestSite.morning), office: nil, assignee: nil,
            filerAccount: nil, applicantName: "", submittedAt: try Self.moment(accepted),
            acceptedAt: try Self.moment(accepted), dueAt: try due.map(Self.moment), finishedAt: nil, returnedAt: nil,
            returnMethod: .counter, isDigitised: false)
    }

    /// Accepted on Monday 2 November at 7:00, due on Friday 13 at 17:00: ten working days, of which eight are over on
    /// Wednesday 11 at 17:00.
    @Test(arguments: [
        ("11-02T08:00", nil), ("11-11T16:59", nil), ("11-11T17:00", "share"), ("11-12T06:00", "day-before"),
        ("11-13T16:59", "day-before"), ("11-13T17:00", "due"), ("11-13T23:59", "due"), ("11-14T09:00", nil),
        ("11-15T09:00", nil), ("11-16T00:00", "late"), ("11-17T09:00", "late"),
    ] as [(String, String?)])
    func `each reason holds at its time`(now: String, expected: String?) throws {
        let rule = ReminderRule(calendar: .vietnam, sharePercent: 80)
        let reason = try rule.reason(try dossier(accepted: "11-02T07:00", due: "11-13T17:00"), at: Self.moment(now))
        #expect(reason?.kind.rawValue == expected)
        if reason?.kind == .late { #expect(reason?.day == (try Self.moment(now).localDate)) }
    }

    private func step(from: String, due: String?, isLeg: Bool = false) throws -> CurrentStep {
        CurrentStep(dossier: ID(at: TestSite.morning), name: "Thẩm định", isLeg: isLeg, from: try Self.moment(from),
            dueAt: try due.map(Self.moment), revision: 1, calendar: 0)
    }

    /// The same dossier, in a step that is due on Tuesday 10 at 10:00.
    @Test(arguments: [
        ("11-06T16:00", nil), ("11-09T08:00", "step day-before"), ("11-10T10:00", "step due"),
        ("11-11T08:00", "step late"), ("11-12T08:00", "step late"), ("11-13T17:00", "step late"),
        ("11-16T08:00", "dossier late"),
    ] as [(String, String?)])
    func `the step has reasons of its own, and the worse one leads`(now: String, expected: String?) throws {
        let rule = ReminderRule(calendar: .vietnam, sharePercent: 100)
        let reason = try rule.reason(try dossier(accepted: "11-02T07:00", due: "11-13T17:00"),
            step: step(from: "11-02T10:00", due: "11-10T10:00"), at: Self.moment(now))
        #expect(reason.map { "\($0.about.rawValue) \($0.kind.rawValue)" } == expected)
    }

    @Test func `whoever has the leg is reminded of the leg alone, whoever asked for it of both`() throws {
        let rule = ReminderRule(calendar: .vietnam, sharePercent: 80)
        let one = try dossier(accepted: "11-02T07:00", due: "11-13T17:00", state: .atAgency)
        let leg = try step(from: "11-12T10:00", due: "11-20T17:00", isLeg: true)
        let other: AgencyID = ID(at: TestSite.morning.adding(seconds: 1))
        let now = try Self.moment("11-16T09:00")
        #expect(try rule.reason(one, step: leg, for: other, at: now) == nil)
        #expect(try rule.reason(one, step: leg, for: one.agency, at: now)?.about == .dossier)
        let late = try Self.moment("11-23T09:00")
        #expect(try rule.reason(one, step: leg, for: other, at: late)?.about == .leg)
        // Nobody has taken it: the dossier's date is all there is.
        let untaken = try step(from: "11-12T10:00", due: nil, isLeg: true)
        #expect(try rule.reason(one, step: untaken, for: other, at: now)?.about == .dossier)
    }

    @Test func `what is due on a Monday is told on the Friday before`() throws {
        let rule = ReminderRule(calendar: .vietnam, sharePercent: 100)
        let one = try dossier(accepted: "11-02T07:00", due: "11-16T11:30")
        #expect(try rule.reason(one, at: Self.moment("11-13T08:00"))?.kind == .dayBefore)
        #expect(try rule.reason(one, at: Self.moment("11-12T08:00")) == nil)
    }

    @Test func `what came in the day before its date is not reminded of then`() throws {
        let rule = ReminderRule(calendar: .vietnam, sharePercent: 80)
        let one = try dossier(accepted: "11-12T10:00", due: "11-13T10:00")
        #expect(try rule.reason(one, at: Self.moment("11-12T10:05")) == nil)
    }

    @Test func `nobody is reminded while the clock stands`() throws {
        let rule = ReminderRule(calendar: .vietnam, sharePercent: 1)
        let now = try Self.moment("11-12T10:00")
        let standing = try dossier(accepted: "11-02T07:00", due: nil, state: .awaitingSupplement)
        let ready = try dossier(accepted: "11-02T07:00", due: "11-11T10:00", state: .resultReady)
        #expect(try rule.reason(standing, at: now) == nil && rule.reason(ready, at: now) == nil)
    }

    /// With a specialist of the office that has it.
    private func working(_ engine: Engine) async throws -> (NoticesWorld, ID<Dossier>) {
        let world = try await NoticesWorld(engine)
        let dossier = try await world.receive(NoticesWorld.permit)
        try await world.perform("motcua1", "dossier.receive") { tx, act in
            let offices = try AgencyStore.offices(of: act.permit.agency ?? ID(at: act.at), in: tx)
            let office = try #require(offices.first { $0.kind == .secretariat })
            try ForwardDossier(dossier, to: office.id).run(in: tx, act: act)
        }
        try await world.perform("vanphong1", "dossier.work") { try ClaimDossier(dossier).run(in: $0, act: $1) }
        return (world, dossier)
    }

    @Test(arguments: Engine.tested)
    func `while somebody is away their stand-in is reminded too`(engine: Engine) async throws {
        let (world, id) = try await working(engine)
        let (absent, deputy) = (try await world.account("vanphong1"), try await world.account("vanphong2"))
        let day = world.clock.clock.now.localDate.adding(days: 1)
        _ = try await world.perform("vanphong1", .identityStandIn) {
            try AppointStandIn(for: absent, deputy: deputy, from: day, through: day, reason: "").run(in: $0, act: $1)
        }
        let (dossier, watchers) = try await world.database.read { snapshot in
            let member = try #require(try StaffStore.member(absent, in: snapshot))
            let found = try WatchStore.running(of: member.agency, andLegs: true, in: .vietnam, snapshot)
                .dossiers.first { $0.id == id }
            let dossier = try #require(found)
            return (dossier, try [-1, 0, 1].map { days in
                try Watchers(of: dossier.agency, on: day.adding(days: days), policy: Features.policy, in: snapshot)
            })
        }
        #expect(watchers.map { $0.watching(dossier).contains(deputy) } == [false, true, false])
        #expect(watchers.allSatisfy { $0.watching(dossier).contains(absent) })
    }

    private func reminders(_ world: NoticesWorld, _ login: String) async throws -> [Reminder] {
        let account = try await world.account(login)
        return try await world.database.read { try ReminderStore.list(of: account, in: $0) }
    }

    @Test(arguments: Engine.tested)
    func `who answers for it is reminded once for each reason, the locked account not at all`(
        engine: Engine
    ) async throws {
        let (world, dossier) = try await working(engine)
        let locked = try await world.account("vanphong")
        try await world.perform("quantri", .identityManage) {
            try SwitchAccount(locked, to: .disabled).run(in: $0, act: $1)
        }
        let runner = try world.runner()
        world.clock.move(to: try Self.moment("12-09T09:00"))
        for _ in 0..<3 { try await runner.remind() }
        for login in ["vanphong1", "giamdoc"] {
            let found = try await reminders(world, login)
            #expect(found.map(\.dossier) == [dossier] && found.map(\.kind) == [.late], "\(login)")
        }
        #expect(try await world.database.read { try ReminderStore.list(of: locked, in: $0) }.isEmpty)
        #expect(try await reminders(world, "motcua1").isEmpty)
        #expect(try await reminders(world, "hp-giamdoc").isEmpty)
        world.clock.advance(seconds: 86_400)
        for _ in 0..<2 { try await runner.remind() }
        #expect(try await reminders(world, "vanphong1").map(\.kind) == [.late, .late])
    }

    @Test(arguments: Engine.tested)
    func `a dossier whose row is broken stops no other`(engine: Engine) async throws {
        let (world, dossier) = try await working(engine)
        try await world.damage(try await world.receive())
        world.clock.move(to: try Self.moment("12-09T09:00"))
        try await world.runner().remind()
        #expect(try await reminders(world, "vanphong1").map(\.dossier) == [dossier])
    }

    @Test(arguments: Engine.tested)
    func `an agency that fails stops no other`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        for commune in [DemoPeople.communeCode, DemoPeople.otherCommuneCode] { try await world.receive(at: commune) }
        let agency = try await world.database.read {
            try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: $0)?.id
        }
        let damaged = Reminder(id: ID(at: TestSite.morning), dossier: ID(at: TestSite.morning), kind: .late,
            day: try #require(LocalDate(iso8601: "2030-01-01")), account: ID(at: TestSite.morning),
            agency: try #require(agency), createdAt: TestSite.morning, readAt: nil)
        try await world.database.write { tx in
            try ReminderStore.add(damaged, in: tx)
            try tx.execute("UPDATE staff_reminder SET kind = 'broken'")
        }
        world.clock.move(to: try Self.moment("12-09T09:00"))
        try await world.runner().remind()
        #expect(try await reminders(world, "hp-giamdoc").map(\.kind) == [.late])
    }

    @Test(arguments: Engine.tested)
    func `the digest is one mail a person and working morning, with all of it`(engine: Engine) async throws {
        let (world, _) = try await working(engine)
        let account = try await world.account("giamdoc")
        try await world.database.write { try ReminderStore.keepAddress("gd@example.vn", of: account, in: $0) }
        for _ in 0..<3 { try await world.receive() }
        let runner = try world.runner()
        // Before the hour nothing, after it one, and no second one that day.
        for (now, mails) in [
            ("12-08T07:00", 0), ("12-08T07:30", 1), ("12-08T09:00", 1), ("12-09T07:29", 1), ("12-09T08:00", 2),
            ("12-12T09:00", 2),
        ] {
            world.clock.move(to: try Self.moment(now))
            try await runner.remind()
            let digests = try await world.notices().filter { $0.about == "digest" }
            #expect(digests.count == mails, "\(now)")
            #expect(digests.allSatisfy { $0.address == "gd@example.vn" && $0.recipient == .staff(account) })
        }
        let first = try #require(try await world.notices().first)
        #expect(first.subject.contains("4") && first.body.contains("/nhac-viec") && !first.body.contains("Xoan"))
        #expect(first.body.matches(of: /H50\.50\.05-261123-000\d/).count == 4)
    }

    @Test(arguments: Engine.tested)
    func `the list shows reasons, and reading them marks them for that person alone`(engine: Engine) async throws {
        let (world, dossier) = try await working(engine)
        world.clock.move(to: try Self.moment("12-09T09:00"))
        try await world.runner().remind()
        let site = try await world.site()
        let client = try await site.client(as: try await world.account("vanphong1"))
        let page = try await client.get(ReminderPages.path)
        #expect(page.status == 200 && page.text.contains("Quá hạn") && page.text.contains("/ho-so/\(dossier)"))
        // Both dates in one line: the dossier's, by which it is late, and the step's behind it.
        #expect(page.text.contains(/hẹn trả 08\/12\/2026, hạn bước \d\d\/12\/2026/))
        let path = ReminderPages.path
        let done = try await client.submit(path, form: ["dossier": dossier.description], to: "\(path)/da-doc")
        #expect(done.status == 303)
        #expect(try await reminders(world, "vanphong1").allSatisfy { $0.readAt != nil })
        #expect(try await reminders(world, "giamdoc").allSatisfy { $0.readAt == nil })
        #expect(try await client.submit(path, form: ["email": "không"], to: "\(path)/thu-dien-tu").status == 422)
        let kept = try await client.submit(path, form: ["email": "vp@example.vn"], to: "\(path)/thu-dien-tu")
        #expect(kept.status == 303)
    }
}

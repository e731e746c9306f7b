import Access
import Base
import Calendars
import Deadlines
import Jobs
import Journal
import Logging
import Storage
import TestKit
import Testing

@testable import Dossiers

extension DossierWorld {
    static func holiday(_ day: String, name: String = "Quốc tang") -> CalendarChange {
        .daysOff([.init(date: LocalDate(iso8601: day)!, kind: .holiday, name: name)])
    }

    /// Entered by the demonstration's administrator, and confirmed.
    @discardableResult
    func enter(_ change: CalendarChange, reason: String = "Theo thông báo") async throws -> [CalendarRevision] {
        try await perform("quantri", "calendar.edit") { tx, act in
            try EnterInCalendar([ReviseCalendar(change, reason: reason, source: "TB 1/2026")])
                .run(over: .vietnam, in: tx, act: act)
        }
    }

    /// All jobs that wait, as a process does them.
    func work() async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let runner = JobRunner(database: database, handlers: [RecountDueDates.handler(over: .vietnam)],
            clock: clock.clock, logger: logger)
        try await runner.runDue()
    }

    /// One batch, as a process that is ended right after it leaves things.
    func oneBatch(of revision: Int64, limit: Int) async throws -> DueRecount? {
        let act = try RecountDueDates.act(at: clock.clock.now, requestID: "0123456789abcdef")
        return try await database.write {
            try RecountDueDates.step(revision, over: .vietnam, by: act, limit: limit, in: $0)
        }
    }

    func recounts() async throws -> [Int64: DueRecount] { try await database.read { try DueRecountStore.all(in: $0) } }
}

@Suite struct RecountDueDatesTests {
    /// Accepted on Monday 23/11/2026 for one working day: due on the 25th, on the 26th when that is a holiday.
    @Test(arguments: Engine.tested)
    func openDossiersFollowTheCalendarAndClosedOnesDoNot(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let states: [DossierState] = [
            .accepted, .inProgress, .approved, .submitted, .awaitingSupplement, .resultReady, .withdrawn,
        ]
        var before: [DossierState: Dossier] = [:]
        for state in states { before[state] = try await world.dossier(try await world.dossier(in: state)) }
        try await world.enter(DossierWorld.holiday("2026-11-25"))
        try await world.work()
        for (state, old) in before {
            let now = try await world.dossier(old.id)
            let moves = [.accepted, .inProgress, .approved].contains(state)
            #expect(now.dueAt == (moves ? DossierWorld.at("2026-11-26", 17) : old.dueAt), "\(state)")
            #expect(now.state == old.state && now.revision == old.revision + (moves ? 1 : 0), "\(state)")
        }
        let entry = try #require(try await world.folder(before[.inProgress]!.id).history.last)
        #expect(entry.kind == "dossier.due-moved" && entry.facts["reason"] == "Theo thông báo")
        #expect(entry.facts["old-due"] == "2026-11-25T17:00:00+07:00")
        #expect(entry.facts["due"] == "2026-11-26T17:00:00+07:00")
        #expect(entry.actorRole == "system")
        let recount = try #require(try await world.recounts()[1])
        #expect(recount.moved == 3 && recount.total == 3 && recount.looked == 3 && recount.finishedAt != nil)
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    /// What waits for the person gets its date when the clock goes on, by the calendar of that day.
    @Test(arguments: Engine.tested)
    func aDossierThatWaitsGetsItsDateWhenItGoesOn(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .awaitingSupplement)
        try await world.enter(DossierWorld.holiday("2026-11-26"))
        try await world.work()
        world.clock.move(to: DossierWorld.at("2026-11-25", 9))
        let live = LiveCalendar.vietnam
        try await world.perform("motcua1", "dossier.receive") { tx, act in
            try SupplyMore(id, answer: "Đã nộp", files: [], calendar: live.current(in: tx)).run(in: tx, act: act)
        }
        #expect(try await world.dossier(id).dueAt == DossierWorld.at("2026-11-27", 17))
    }

    @Test(arguments: Engine.tested)
    func aClosureMovesTheDossiersOfItsAgencyAlone(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let own = try await world.dossier(in: .inProgress)
        let act = try world.act("quantri", "calendar.edit")
        let agency = try #require(act.permit.agency)
        #expect(try await world.dossier(own).agency == agency)
        let day = LocalDate(iso8601: "2026-11-25")!
        let other = try await world.perform("hp-motcua", "dossier.receive") { [world] tx, act in
            var filing = world.filing()
            filing = Filing(procedure: filing.procedure, agency: world.otherCommune, channel: .counter,
                applicant: DossierWorld.applicant, filerAccount: nil, papers: filing.papers)
            return try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: tx, act: act).id
        }
        try await world.enter(.closure(agency, [.init(date: day, kind: .closure, name: "Bão")]), reason: "Bão số 9")
        try await world.work()
        #expect(try await world.dossier(own).dueAt == DossierWorld.at("2026-11-26", 17))
        let system = try world.act(.system("test"), "dossier.see").permit
        let untouched = try await world.database.read { try DossierStore.dossier(other, for: system, in: $0) }
        #expect(untouched.dueAt == DossierWorld.at("2026-11-25", 17))
    }

    /// Ended anywhere, it goes on from there: every date moves once.
    @Test(arguments: Engine.tested)
    func aRecountThatIsCutOffGoesOnWhereItStood(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var ids: [ID<Dossier>] = []
        for _ in 0..<7 { ids.append(try await world.dossier(in: .inProgress)) }
        try await world.enter(DossierWorld.holiday("2026-11-25"))
        let cut = try #require(try await world.oneBatch(of: 1, limit: 3))
        #expect(cut.moved == 3 && cut.finishedAt == nil && cut.percent == 42)
        // What was not committed is not done: the next process begins with the same batch.
        struct PowerCut: Error {}
        let act = try RecountDueDates.act(at: world.clock.clock.now, requestID: "0123456789abcdef")
        await #expect(throws: PowerCut.self) {
            try await world.database.write { tx in
                try RecountDueDates.step(1, over: .vietnam, by: act, limit: 3, in: tx)
                throw PowerCut()
            }
        }
        try await world.work()
        for id in ids {
            let moves = try await world.folder(id).history.filter { $0.kind == "dossier.due-moved" }
            #expect(moves.count == 1)
            #expect(try await world.dossier(id).dueAt == DossierWorld.at("2026-11-26", 17))
        }
        #expect(try await world.recounts()[1]?.moved == 7)
        _ = try await world.oneBatch(of: 1, limit: 3)
        #expect(try await world.recounts()[1]?.looked == 7)
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    /// The dossiers are due on the 25th, their legs on the 26th: a holiday then moves the legs' dates alone.
    @Test(arguments: Engine.tested)
    func legsFollowTheCalendarOnceAlsoWhenItIsCutOff(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var ids: [ID<Dossier>] = []
        for _ in 0..<5 { ids.append(try await world.dossier(in: .atAgency)) }
        try await world.follow()
        try await world.enter(DossierWorld.holiday("2026-11-26"))
        _ = try await world.oneBatch(of: 1, limit: 2)
        struct PowerCut: Error {}
        let act = try RecountDueDates.act(at: world.clock.clock.now, requestID: "0123456789abcdef")
        await #expect(throws: PowerCut.self) {
            try await world.database.write { tx in
                try RecountDueDates.step(1, over: .vietnam, by: act, limit: 2, in: tx)
                throw PowerCut()
            }
        }
        try await world.work()
        for id in ids {
            let folder = try await world.folder(id)
            let moves = folder.history.filter { $0.kind == "dossier.due-moved" }
            #expect(moves.count == 1)
            #expect(moves.first?.facts["old-leg-due"] == "2026-11-26T17:00:00+07:00")
            #expect(moves.first?.facts["leg-due"] == "2026-11-27T17:00:00+07:00")
            #expect(moves.first.map { DossierFacts($0).concernsPerson } == false)
            #expect(folder.openLeg?.dueAt == DossierWorld.at("2026-11-27", 17))
            #expect(folder.dossier.dueAt == DossierWorld.at("2026-11-25", 17))
        }
        try await world.follow()
        #expect(try await world.keptStep(ids[0])?.dueAt == DossierWorld.at("2026-11-27", 17))
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    /// Late already, to be signed from Friday 16:00 on: two hours end on Monday at 8:00, on Tuesday when that is off.
    @Test(arguments: Engine.tested)
    func aStepFollowsTheCalendarWhenItsDossierDoesNot(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        world.clock.move(to: DossierWorld.at("2026-11-27", 16))
        try await world.attempt(.propose, on: id)
        try await world.follow()
        #expect(try await world.keptStep(id)?.dueAt == DossierWorld.at("2026-11-30", 8))
        try await world.enter(DossierWorld.holiday("2026-11-30"))
        try await world.work()
        let entry = try #require(try await world.folder(id).history.last)
        #expect(entry.facts["old-step-due"] == "2026-11-30T08:00:00+07:00")
        #expect(entry.facts["step-due"] == "2026-12-01T08:00:00+07:00" && entry.facts["old-due"] == nil)
        #expect(try await world.dossier(id).dueAt == DossierWorld.at("2026-11-25", 17))
        try await world.follow()
        #expect(try await world.keptStep(id)?.dueAt == DossierWorld.at("2026-12-01", 8))
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    /// Two changes before anybody counts: one move, with both reasons; and the withdrawal of both leads back.
    @Test(arguments: Engine.tested)
    func severalChangesMoveADateOnceAndAWithdrawalMovesItBack(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        try await world.enter(DossierWorld.holiday("2026-11-25"), reason: "Quốc tang")
        try await world.enter(DossierWorld.holiday("2026-11-26"), reason: "Bão lớn")
        try await world.work()
        #expect(try await world.dossier(id).dueAt == DossierWorld.at("2026-11-27", 17))
        #expect(try await world.folder(id).history.last?.facts["reason"] == "Quốc tang; Bão lớn")
        try await world.enter(.withdrawal(of: 1), reason: "Nhập nhầm")
        try await world.enter(.withdrawal(of: 2), reason: "Nhập nhầm")
        try await world.work()
        #expect(try await world.dossier(id).dueAt == DossierWorld.at("2026-11-25", 17))
        #expect(try await world.folder(id).history.filter { $0.kind == "dossier.due-moved" }.count == 2)
    }

    /// A promise is not broken by the pen: a new date that is past already leaves the old one, for a person to look at.
    @Test(arguments: Engine.tested)
    func noDateMovesIntoThePast(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        try await world.enter(DossierWorld.holiday("2026-11-25"))
        try await world.work()
        world.clock.move(to: DossierWorld.at("2026-11-26", 9))
        try await world.enter(.withdrawal(of: 1), reason: "Nhập nhầm")
        try await world.work()
        #expect(try await world.dossier(id).dueAt == DossierWorld.at("2026-11-26", 17))
        #expect(try await world.recounts()[2]?.leftAlone == 1)
    }

    /// Random dossiers under random days off: no date of the store comes earlier, and each is what the engine answers.
    @Test(arguments: Engine.tested, [7] as [UInt64])
    func addingADayOffNeverMakesAStoredDateEarlier(engine: Engine, seed: UInt64) async throws {
        let world = try await DossierWorld(engine)
        var random = SeededRandom(seed: seed)
        var ids: [ID<Dossier>] = []
        for _ in 0..<8 {
            world.clock.advance(seconds: Int64.random(in: 600...20_000, using: &random))
            let id = try await world.open()
            let live = LiveCalendar.vietnam
            _ = try await world.perform("motcua1", "dossier.receive") { tx, act in
                try AcceptDossier(id, office: nil, calendar: live.current(in: tx)).run(in: tx, act: act)
            }
            ids.append(id)
            let day = world.clock.clock.now.localDate.adding(days: Int.random(in: 0...3, using: &random))
            var before: [Instant] = []
            for id in ids { before.append(try #require(try await world.dossier(id).dueAt)) }
            _ = try? await world.enter(DossierWorld.holiday(day.iso8601))
            try await world.work()
            for (id, old) in zip(ids, before) { #expect(try await world.dossier(id).dueAt! >= old) }
        }
        let calendar = try await world.database.read { try LiveCalendar.vietnam.current(in: $0) }
        for id in ids {
            let folder = try await world.folder(id)
            let matter = try #require(DossierClock.matter(folder))
            #expect(try Deadline.due(for: matter, in: calendar)?.instant == folder.dossier.dueAt)
        }
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }
}

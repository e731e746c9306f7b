import Access
import Base
import Catalogue
import Deadlines
import Storage
import TestKit
import Testing

@testable import Dossiers

/// What lies beside the straight way: stops of the clock, another date, legs of other agencies. All begin on Monday
/// 23/11/2026 with a working day's matter, due on Wednesday the 25th, since the 24th is a holiday.
@Suite struct WayOfDossierTests {
    /// The second request needs a leader, is counted, and only lets the clock stand.
    @Test(arguments: Engine.tested) func moreIsAskedASecondTimeByALeaderAlone(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        #expect(try await refusal { try await world.attempt(.askAgain, on: id) }?.code == "supplement-not-asked-yet")
        try await world.attempt(.askSupplement, on: id)
        try await world.attempt(.supply, on: id)
        #expect(try await refusal { try await world.attempt(.askSupplement, on: id) }?.code == "supplement-only-once")
        #expect(try await refusal { try world.act("vanphong1", "dossier.decide") } == .forbidden)
        try await world.attempt(.askAgain, on: id)
        let folder = try await world.folder(id)
        #expect(folder.clock.supplements.map(\.reason) == ["", "Bản chụp không đọc được"])
        #expect(folder.clock.supplements.map(\.effect) == [.restarts, .suspends])
        #expect(folder.dossier.isAskedAgain)
        #expect(folder.history.last?.facts["supplements"] == "2")
        #expect(folder.history.last?.facts["asked-again"] == "1")
    }

    /// Later than the three days of vetting the time goes on where it stood instead of beginning anew.
    @Test(arguments: [("2026-11-27", Stop.Effect.restarts), ("2026-11-30", .suspends)])
    func theStageSaysWhatASupplementDoesToTheTime(day: String, effect: Stop.Effect) async throws {
        let world = try await DossierWorld(.sqlite)
        let id = try await world.dossier(in: .inProgress)
        world.clock.move(to: DossierWorld.at(day, 9))
        try await world.attempt(.askSupplement, on: id)
        #expect(try await world.folder(id).supplement?.effect == effect)
    }

    @Test(arguments: Engine.tested) func theClockStandsWhileADutyIsPaid(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .awaitingDuty)
        #expect(try await world.dossier(id).dueAt == nil)
        #expect(try await world.dossier(id).state.nationalStatus == 6)
        world.clock.move(to: DossierWorld.at("2026-12-07", 9))
        try await world.attempt(.settleDuty, on: id)
        let folder = try await world.folder(id)
        #expect(folder.dossier.state == .inProgress)
        // Asked on the day of acceptance: the whole working day is still to come.
        #expect(folder.dossier.dueAt?.localDate.iso8601 == "2026-12-08")
        #expect(folder.clock.stops.map(\.ground) == [.financialDuty])
        #expect(folder.clock.stops.first?.proof == "Giấy nộp tiền 12")
    }

    @Test(arguments: Engine.tested) func theDateMovesOnceAndADayAheadAtLeast(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let faults = try await refusal {
            try await world.perform("vanphong", "dossier.extend") {
                try ExtendDossier(id, days: 0, reason: " ", calendar: .vietnam).run(in: $0, act: $1)
            }
        }
        #expect(faults?.fields.map(\.field) == ["days", "reason"])
        try await world.attempt(.extend, on: id)
        let folder = try await world.folder(id)
        #expect(folder.dossier.dueAt?.localDate.iso8601 == "2026-11-27")
        #expect(folder.history.last?.facts["old-due"]?.hasPrefix("2026-11-25") == true)
        #expect(try await refusal { try await world.attempt(.extend, on: id) }?.code == "dossier-extended-already")
        #expect(try await refusal { try await world.attempt(.apologise, on: id) }?.code == "apology-not-late")
        let late = try await world.dossier(in: .inProgress)
        world.clock.move(to: DossierWorld.at("2026-11-25", 8))
        #expect(try await refusal { try await world.attempt(.extend, on: late) }?.code == "extension-too-late")
        world.clock.move(to: DossierWorld.at("2026-11-26", 8))
        try await world.attempt(.apologise, on: late)
        #expect(try await world.dossier(late).dueAt?.localDate.iso8601 == "2026-11-25")
    }

    @Test(arguments: Engine.tested) func anApologyIsGivenAgainOnlyWhenItsDayHasPassedToo(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let late = try await world.dossier(in: .inProgress)
        let site = try await HostileTextTests.site(on: world)
        func isOffered() async throws -> Bool {
            // Nobody stays signed in for days.
            let client = try await site.client(as: try #require(world.accounts["vanphong"]))
            return try await client.get("/ho-so/\(late)").text.contains("/ho-so/\(late)/xin-loi")
        }
        #expect(try await !isOffered())
        world.clock.move(to: DossierWorld.at("2026-11-26", 8))
        #expect(try await isOffered())
        // Until the 27th, a Friday.
        try await world.attempt(.apologise, on: late)
        for moment in [DossierWorld.at("2026-11-26", 9), DossierWorld.at("2026-11-27", 20)] {
            world.clock.move(to: moment)
            #expect(try await !isOffered())
            let refused = try await refusal { try await world.attempt(.apologise, on: late) }
            #expect(refused?.code == "apology-given-already" && refused?.arguments["date"] == "27/11/2026")
        }
        world.clock.move(to: DossierWorld.at("2026-11-30", 8))
        #expect(try await isOffered())
        try await world.attempt(.apologise, on: late)
        #expect(try await !isOffered())
    }

    /// Commune, land office, tax office with a duty to pay, land office, and back; each hand-over has both its people.
    @Test(arguments: Engine.tested) func aLandCertificateGoesThroughFourLegs(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .atAgency)
        try await world.attempt(.passOn, on: id)
        #expect(try await refusal { try await world.attempt(.giveBack, on: id) } == .notFound)
        #expect(try await refusal {
            try await world.attempt(.askDuty, on: id, by: "thue1")
        }?.code == "leg-not-taken")
        try await world.attempt(.takeOn, on: id, by: "thue1")
        let twice = try await refusal { try await world.attempt(.takeOn, on: id, by: "thue1") }
        #expect(twice?.code == "leg-already-taken")
        try await world.attempt(.askDuty, on: id, by: "thue1")
        #expect(try await world.dossier(id).state == .awaitingDuty)
        try await world.attempt(.settleDuty, on: id)
        #expect(try await world.dossier(id).state == .atAgency)
        let land = world.linkedAgency
        try await world.perform("thue1", "dossier.work") { tx, act in
            try PassOn(id, outcome: "Đã nộp thuế", LegOrder(to: land, task: "In giấy", term: .workingDays(3)))
                .run(in: tx, act: act)
        }
        #expect(try await refusal { try await world.attempt(.giveBack, on: id) }?.code == "leg-not-taken")
        try await world.attempt(.takeOn, on: id)
        #expect(try await refusal { try await world.attempt(.receiveBack, on: id) }?.code == "leg-under-way")
        try await world.attempt(.giveBack, on: id)
        try await world.attempt(.receiveBack, on: id)
        let folder = try await world.folder(id)
        #expect(folder.legs.map(\.toName).count == 3)
        #expect(folder.legs.allSatisfy { $0.taken != nil && $0.givenBack != nil && $0.dueAt != nil })
        #expect(folder.legs.map { $0.received?.name } == ["Nguyễn Thị Hạnh", "Lê Quang Hòa", "Hồ Thị Thu"])
        #expect(folder.dossier.legAgency == nil && folder.dossier.state == .inProgress)
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested) func aLegThatNobodyHasTakenMayBeCalledBack(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        try await world.attempt(.sendOn, on: id)
        try await world.attempt(.receiveBack, on: id)
        #expect(try await refusal { try await world.attempt(.takeOn, on: id) } == .notFound)
        let own = world.commune.id
        let problem = try await refusal {
            try await world.perform("vanphong1", "dossier.work") {
                try SendOn(id, LegOrder(to: own, task: "", term: nil)).run(in: $0, act: $1)
            }
        }
        #expect(problem?.fields.map(\.field) == ["agency", "term", "task"])
    }

    @Test(arguments: Engine.tested) func anOpinionIsAskedOnceAnsweredOnceAndLateIfNot(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        try await world.attempt(.askOpinion, on: id)
        let asked = try #require(try await world.folder(id).opinions.first)
        #expect(!asked.isLate(on: asked.answerBy) && asked.isLate(on: asked.answerBy.adding(days: 1)))
        try await world.attempt(.giveOpinion, on: id)
        #expect(try await refusal { try await world.attempt(.giveOpinion, on: id) }?.fields.map(\.field) == ["opinion"])
        #expect(try await world.folder(id).opinions.map(\.answer) == ["Đúng như khai"])
    }

    @Test(arguments: Engine.tested) func thePersonMayStopItThemself(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for state in [DossierState.accepted, .awaitingSupplement, .awaitingDuty, .atAgency, .proposed] {
            let id = try await world.dossier(in: state)
            try await world.perform("0900000101", "dossier.own") {
                try StopDossier(id, reason: "Tôi không cần nữa").run(in: $0, act: $1)
            }
            let dossier = try await world.dossier(id)
            #expect(dossier.state == .stopped && dossier.finishedAt != nil && dossier.legAgency == nil)
            #expect(dossier.state.nationalStatus == 8)
        }
        let signed = try await world.dossier(in: .approved)
        #expect(try await refusal { try await world.attempt(.stop, on: signed) }?.code == "dossier-wrong-state")
    }

    /// Collected at another counter than where it is decided and where it was filed.
    @Test(arguments: Engine.tested) func theResultIsHandedOverWhereThePersonAskedForIt(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var filing = world.filing()
        filing.returningAgency = world.otherCommune.id
        let chosen = filing
        let id = try await world.perform("motcua1", "dossier.receive") { tx, act in
            try OpenDossier(filing: chosen, filesOf: nil).run(in: tx, act: act).id
        }
        for action in DossierWorld.way(to: .resultReady) { try await world.attempt(action, on: id) }
        let horizon = try WorklistHorizon(now: DossierWorld.monday, calendar: .vietnam)
        for (login, count) in [("hp-motcua", 1), ("motcua1", 0)] {
            let permit = try world.act(login, "dossier.see").permit
            let page = try await world.database.read {
                try WorklistStore.page(.toReturn, number: 1, for: permit, horizon: horizon, in: $0)
            }
            #expect(page.total == count)
        }
        try await world.attempt(.handOver, on: id, by: "hp-motcua")
        #expect(try await world.dossier(id).state == .returned)
    }
}

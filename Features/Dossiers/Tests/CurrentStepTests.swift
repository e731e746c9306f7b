import Access
import Base
import Calendars
import Deadlines
import Journal
import Storage
import TestKit
import Testing

@testable import Dossiers

extension DossierWorld {
    /// All that the follower of steps has to do.
    func follow() async throws { while try await FollowSteps.step(database, .vietnam) {} }

    func keptStep(_ id: ID<Dossier>) async throws -> CurrentStep? {
        try await database.read { try CurrentStepStore.kept([id], in: $0)[id] }
    }

    func shownStep(_ id: ID<Dossier>) async throws -> CurrentStep? {
        let dossier = try await dossier(id)
        return try await database.read { try CurrentStepStore.steps(of: [dossier], in: .vietnam, $0)[id] }
    }
}

/// One working day from Monday 23/11/2026 9:00; the common way gives reception an hour, handling five, signing two.
@Suite struct CurrentStepTests {
    private static let expected: [(state: DossierState, name: String, due: String?)] = [
        (.accepted, "Tiếp nhận, chuyển hồ sơ", "2026-11-23T10:00:00+07:00"),
        (.forwarded, "Thẩm định hồ sơ, dự thảo kết quả", "2026-11-23T16:00:00+07:00"),
        (.inProgress, "Thẩm định hồ sơ, dự thảo kết quả", "2026-11-23T16:00:00+07:00"),
        (.awaitingSupplement, "Thẩm định hồ sơ, dự thảo kết quả", nil),
        (.atAgency, "Trích đo thửa đất", "2026-11-26T17:00:00+07:00"),
        (.proposed, "Ký duyệt kết quả", "2026-11-23T11:00:00+07:00"),
        (.approved, "Ký duyệt kết quả", "2026-11-23T11:00:00+07:00"),
    ]

    @Test(arguments: Engine.tested)
    func `each open dossier has the step that it is in, kept and worked out alike`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var ids: [DossierState: ID<Dossier>] = [:]
        for state in DossierState.allCases { ids[state] = try await world.dossier(in: state) }
        for isKept in [false, true] {
            if isKept { try await world.follow() }
            for (state, id) in ids {
                let step = try await isKept ? world.keptStep(id) : world.shownStep(id)
                guard let wanted = Self.expected.first(where: { $0.state == state }) else {
                    let hasNone = !state.isBeingResolved
                    #expect((step == nil) == hasNone, "\(state) \(isKept)")
                    continue
                }
                #expect(step?.name == wanted.name && step?.dueAt?.iso8601 == wanted.due, "\(state) \(isKept)")
                #expect(step?.isLeg == (state == .atAgency))
            }
            #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
        }
        // Nothing rests on the rows: they come again from the journal.
        try await world.database.write { tx in
            try tx.execute("DELETE FROM dossier_step")
            try Journal.forget(FollowSteps.consumer, in: tx)
        }
        try await world.follow()
        for wanted in Self.expected {
            #expect(try await world.keptStep(ids[wanted.state]!)?.dueAt?.iso8601 == wanted.due)
        }
        try await world.database.write { try $0.execute("UPDATE dossier_step SET due_at = due_at + 3600000000") }
        let wrong = try await DossierInvariants.violations(in: world.database)
        #expect(!wrong.isEmpty && wrong.allSatisfy { $0.rule.contains("journal and calendar say") })
    }

    @Test(arguments: Engine.tested)
    func `a step that is done is no longer the dossier's, before the follower has come to it`(
        engine: Engine
    ) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        try await world.follow()
        world.clock.advance(seconds: 3600)
        try await world.attempt(.propose, on: id)
        #expect(try await world.shownStep(id)?.name == "Ký duyệt kết quả")
        #expect(try await world.keptStep(id)?.name == "Thẩm định hồ sơ, dự thảo kết quả")
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
        try await world.follow()
        #expect(try await world.keptStep(id) == world.shownStep(id))
    }

    @Test(arguments: Engine.tested)
    func `a late step of a dossier in time is on a list of its own`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        try await world.follow()
        for (day, count) in [("2026-11-23", 0), ("2026-11-25", 1), ("2026-11-26", 0)] {
            world.clock.move(to: DossierWorld.at(day, 8))
            let permit = try world.act("vanphong1", "dossier.see").permit
            let horizon = try WorklistHorizon(now: world.clock.clock.now, calendar: .vietnam)
            let (page, counts) = try await world.database.read { snapshot in
                (try WorklistStore.page(.stepOverdue, number: 1, for: permit, horizon: horizon, in: snapshot),
                    try WorklistStore.counts(for: permit, horizon: horizon, in: snapshot))
            }
            #expect(page.dossiers.map(\.id) == (count == 1 ? [id] : []), "\(day)")
            #expect(counts[.stepOverdue] == count, "\(day)")
        }
    }

    @Test(arguments: Engine.tested)
    func `legs come in the order of their own dates`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var ids: [ID<Dossier>] = []
        for days in [5, 1, 3] {
            let id = try await world.dossier(in: .inProgress)
            let order = LegOrder(to: world.linkedAgency, task: "Trích đo", term: .workingDays(days))
            try await world.perform("vanphong1", "dossier.work") { try SendOn(id, order).run(in: $0, act: $1) }
            try await world.attempt(.takeOn, on: id)
            ids.append(id)
        }
        let permit = try world.act("vpdk1", "dossier.see").permit
        let staff = try #require(permit.caller.staff)
        let horizon = try WorklistHorizon(now: world.clock.clock.now, calendar: .vietnam)
        let wanted = [ids[1], ids[2], ids[0]]
        try await world.database.read { snapshot in
            let page = try WorklistStore.page(.legs, number: 1, for: permit, horizon: horizon, in: snapshot)
            #expect(page.dossiers.map(\.id) == wanted && page.total == 3)
            for (place, dossier) in page.dossiers.enumerated() {
                let next = try WorklistStore.next(after: dossier, in: .legs, for: permit, horizon: horizon, snapshot)
                #expect(next == wanted[(place + 1) % 3])
                let at = try WorklistStore.place(of: dossier, in: .legs, snapshot)
                let rest = try DossierListStore.worklist(
                    .legs, for: staff, horizon: horizon, after: (at, dossier.id), limit: 9, in: snapshot)
                #expect(rest.map(\.id) == Array(wanted[(place + 1)...]))
            }
        }
    }

    /// Two working days from Monday end on Thursday; while the person pays until Wednesday, the leg's time stands, too.
    @Test(arguments: Engine.tested)
    func `what stands in a leg moves the leg's date`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .atAgency)
        try await world.attempt(.askDuty, on: id)
        #expect(try await world.shownStep(id)?.dueAt == nil)
        world.clock.move(to: DossierWorld.at("2026-11-25", 9))
        try await world.attempt(.settleDuty, on: id)
        let leg = try #require(try await world.folder(id).openLeg)
        #expect(leg.dueAt == DossierWorld.at("2026-11-27", 17))
        #expect(try await world.shownStep(id)?.dueAt == leg.dueAt)
        #expect(try await world.folder(id).history.last?.facts["leg-due"] == leg.dueAt?.iso8601)
        try await world.follow()
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func `the desk and the API tell the step's date, citizens are not told`(engine: Engine) async throws {
        let line = try await DossiersAPITests.Line(engine)
        let (world, site) = (line.world, line.site)
        let id = try await world.dossier(in: .inProgress)
        let officer = try await site.client(as: try #require(world.accounts["vanphong1"]))
        let desk = try await officer.get("/ban-lam-viec?viec=cua-toi").text
        #expect(desk.contains("Hạn bước: 23/11/2026 16:00") && !desk.contains("tag late\">Quá hạn bước"))
        func asked(_ query: String, _ login: String) async throws -> String {
            let token = try await line.token(login)
            return try await site.client.get(
                "/api/v1/dossiers\(query)", headers: ["authorization": "Bearer \(token)"]).text
        }
        let listed = try await asked("?list=cua-toi", "vanphong1")
        #expect(listed.contains("\"stepDueAt\":\"2026-11-23T16:00:00+07:00\""), "\(listed)")
        let citizen = try await site.client(as: try #require(world.accounts["0900000101"]))
        #expect(try await asked("", "0900000101").contains("\"stepDueAt\":null"))
        #expect(try await !citizen.get("/ho-so-cua-toi/\(id)").text.contains("Hạn bước"))
        world.clock.move(to: DossierWorld.at("2026-11-25", 8))
        let later = try await site.client(as: try #require(world.accounts["vanphong1"]))
        #expect(try await later.get("/ban-lam-viec?viec=cua-toi").text.contains("tag late\">Quá hạn bước"))
    }
}

import Access
import Base
import Deadlines
import Dossiers
import Identity
import Storage
import TestKit
import Testing

@Suite struct DecideDossierTests {
    @Test(arguments: Engine.tested)
    func theLeaderApprovesInTheirName(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .proposed)
        try await world.attempt(.approve, on: id, by: "phochutich")
        let folder = try await world.folder(id)
        #expect(folder.result?.approverName == "Lê Thị Kim Oanh")
        #expect(folder.dossier.finishedAt == nil)
    }

    /// TUQ.: the director signs where the order reaches, and nothing that is his own work.
    @Test(arguments: Engine.tested, ["Hộ tịch", "Đất đai"])
    func whoeverWasGivenSigningSignsInThoseFields(engine: Engine, field: String) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .proposed)
        try await world.perform("chutich", .identitySigning) { [account = world.accounts["vanphong"]] in
            try DelegateSigning(to: account, form: .authorised, title: "Chánh Văn phòng", fields: [field],
                document: "QĐ 9/QĐ-UBND", from: LocalDate(iso8601: "2026-11-01"),
                through: LocalDate(iso8601: "2026-12-31")).run(in: $0, act: $1)
        }
        let permit = try await world.act(today: "vanphong", "dossier.decide").permit
        let page = try await world.database.read { snapshot in
            let horizon = WorklistHorizon(now: DossierWorld.monday, secondWorkingDay: DossierWorld.monday.localDate)
            return try WorklistStore.page(.toDecide, number: 1, for: permit, horizon: horizon, in: snapshot)
        }
        let reaches = field == "Hộ tịch"
        #expect(page.dossiers.map(\.id) == (reaches ? [id] : []) && page.total == (reaches ? 1 : 0))
        let approve = {
            try await world.perform(today: "vanphong", "dossier.decide") { try ApproveResult(id).run(in: $0, act: $1) }
        }
        guard reaches else {
            let problem = try await #require(throws: Problem.self) { try await approve() }
            #expect(problem.code == "dossier-not-delegated")
            return
        }
        try await approve()
        let folder = try await world.folder(id)
        #expect(folder.result?.signedAs == "TUQ. CHỦ TỊCH\nCHÁNH VĂN PHÒNG")
        #expect(folder.history.last?.facts["signed-as"] == "TUQ. CHỦ TỊCH\nCHÁNH VĂN PHÒNG")
        #expect(folder.history.last?.facts["signing-delegation"]?.isEmpty == false)
    }

    /// Also when somebody else holds the dossier: the head has proposed what the head would sign.
    @Test(arguments: Engine.tested)
    func whoeverProposedItDoesNotSignItByAPaper(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        try await world.attempt(.propose, on: id, by: "vanphong")
        try await world.perform("chutich", .identitySigning) { [account = world.accounts["vanphong"]] in
            try DelegateSigning(to: account, form: .authorised, title: "Chánh Văn phòng", fields: ["Hộ tịch"],
                document: "QĐ 9/QĐ-UBND", from: LocalDate(iso8601: "2026-11-01"),
                through: LocalDate(iso8601: "2026-12-31")).run(in: $0, act: $1)
        }
        let approve = {
            try await world.perform(today: "vanphong", "dossier.decide") { try ApproveResult(id).run(in: $0, act: $1) }
        }
        #expect(try await refusal { try await approve() }?.code == "dossier-own-proposal")
        // What was sent back and proposed by the one who holds it is somebody else's work.
        try await world.attempt(.sendBack, on: id)
        try await world.attempt(.propose, on: id)
        try await approve()
        #expect(try await world.folder(id).result?.signedAs == "TUQ. CHỦ TỊCH\nCHÁNH VĂN PHÒNG")
    }

    @Test(arguments: Engine.tested)
    func aLeaderSignsInTheFormThatTheyWereGiven(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for (login, lines) in [("chutich", "CHỦ TỊCH UBND XÃ"), ("phochutich", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")] {
            let id = try await world.dossier(in: .proposed)
            try await world.perform(today: login, "dossier.decide") { try ApproveResult(id).run(in: $0, act: $1) }
            #expect(try await world.folder(id).result?.signedAs == lines)
        }
    }

    @Test(arguments: Engine.tested)
    func whatIsSentBackIsProposedAnewByTheSamePerson(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .proposed)
        let due = try await world.dossier(id).dueAt
        try await world.attempt(.sendBack, on: id)
        let dossier = try await world.dossier(id)
        #expect(dossier.state == .inProgress)
        #expect(dossier.assignee == world.accounts["vanphong1"])
        #expect(dossier.dueAt == due)
        try await world.perform("vanphong1", "dossier.work") {
            try ProposeResult(id, proposal: "Đã ghi lại").run(in: $0, act: $1)
        }
        let folder = try await world.folder(id)
        #expect(folder.result?.proposal == "Đã ghi lại")
        #expect(folder.history.map(\.facts["reason"]).contains("Ghi lại họ tên"))
    }

    /// On time is judged by the publishing; the citizen may come weeks later.
    @Test(arguments: Engine.tested, [
        ("2026-11-23", Punctuality.early), ("2026-11-25", .onTime), ("2026-11-26", .late),
    ])
    func timeIsJudgedByThePublishing(engine: Engine, moment: (day: String, expected: Punctuality)) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .approved)
        world.clock.move(to: DossierWorld.at(moment.day, 16))
        try await world.attempt(.publish, on: id)
        world.clock.move(to: DossierWorld.at("2026-12-14", 9))
        try await world.attempt(.handOver, on: id)
        let folder = try await world.folder(id)
        #expect(folder.dossier.punctuality(at: world.clock.clock.now) == moment.expected)
        #expect(folder.dossier.returnedAt == DossierWorld.at("2026-12-14", 9))
        #expect(folder.result?.number == "15/UBND")
        #expect(folder.result?.collectedBy == "Hồ Thị Xương")
    }

    @Test(arguments: Engine.tested)
    func aResultNeedsItsNumberAndACollectorTheirName(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let approved = try await world.dossier(in: .approved)
        for number in ["", "  ", String(repeating: "1", count: 61)] {
            let problem = try await refusal {
                try await world.perform("motcua1", "dossier.publish") {
                    try PublishResult(approved, number: number).run(in: $0, act: $1)
                }
            }
            #expect(problem?.fields.map(\.field) == ["number"])
        }
        let ready = try await world.dossier(in: .resultReady)
        let problem = try await refusal {
            try await world.perform("motcua1", "dossier.receive") {
                try HandOverResult(ready, collectedBy: "").run(in: $0, act: $1)
            }
        }
        #expect(problem?.fields.map(\.field) == ["collector"])
    }
}

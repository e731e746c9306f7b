import Access
import Base
import Deadlines
import Dossiers
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

import Access
import Base
import Deadlines
import Dossiers
import Identity
import Storage
import TestKit
import Testing

@Suite struct AcceptDossierTests {
    /// Monday; late on Monday; Friday evening, filed over the weekend.
    @Test(arguments: Engine.tested, [
        ("2026-11-23", 9, "2026-11-25"), ("2026-11-25", 9, "2026-11-26"), ("2026-11-27", 15, "2026-11-30"),
    ])
    func theClockStartsAtAcceptanceNotAtFiling(engine: Engine, moment: (day: String, hour: Int, due: String)) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.open()
        #expect(try await world.dossier(id).dueAt == nil)
        world.clock.move(to: DossierWorld.at(moment.day, moment.hour))
        try await world.attempt(.accept, on: id)
        let dossier = try await world.dossier(id)
        #expect(dossier.dueAt?.localDate.iso8601 == moment.due)
        #expect(dossier.acceptedAt == world.clock.clock.now)
        #expect(dossier.submittedAt == DossierWorld.monday)
    }

    @Test(arguments: Engine.tested)
    func withoutATermNothingIsAccepted(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.open(DossierWorld.unknownTerm)
        let problem = try await refusal { try await world.attempt(.accept, on: id) }
        #expect(problem?.fields == [FieldFault("term", "dossier.term-unknown")])
        #expect(try await world.dossier(id).state == .submitted)
        try await world.perform("motcua1", "dossier.receive") { tx, act in
            _ = try AcceptDossier(id, termIfUnknown: .workingDays(2), office: nil, calendar: .vietnam).run(in: tx, act: act)
        }
        #expect(try await world.folder(id).content.term == .workingDays(2))
        #expect(try await world.dossier(id).dueAt?.localDate.iso8601 == "2026-11-26")
    }

    @Test(arguments: Engine.tested)
    func whoeverIsRefusedReadsWhy(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.open()
        let empty = try await refusal {
            try await world.perform("motcua1", "dossier.receive") { try RefuseDossier(id, reason: " \n ").run(in: $0, act: $1) }
        }
        #expect(empty?.fields == [FieldFault("reason", "dossier.reason-missing")])
        try await world.attempt(.refuse, on: id)
        let folder = try await world.folder(id)
        #expect(folder.dossier.state == .refused)
        #expect(folder.dossier.finishedAt == DossierWorld.monday)
        #expect(folder.history.last?.facts["reason"] == "Không thuộc thẩm quyền")
    }

    @Test(arguments: Engine.tested)
    func aDossierGoesOnlyToAnOfficeOfItsCommune(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let foreign = try await world.database.read { [world] in
            try AgencyStore.offices(of: world.otherCommune.id, in: $0)[0].id
        }
        for office in [foreign, ID<OfficeMark>(at: DossierWorld.monday)] {
            let problem = try await refusal {
                try await world.perform("motcua1", "dossier.receive") {
                    _ = try ForwardDossier(id, to: office).run(in: $0, act: $1)
                }
            }
            #expect(problem?.fields == [FieldFault("office", "dossier.office-missing")])
        }
        let economy = try #require(world.offices[.economy])
        try await world.perform("motcua1", "dossier.receive") { _ = try ForwardDossier(id, to: economy).run(in: $0, act: $1) }
        let dossier = try await world.dossier(id)
        #expect(dossier.office == economy)
        #expect(dossier.assignee == nil)
        #expect(dossier.state == .forwarded)
    }
}

import Access
import Base
import Identity
import Storage
import Synchronization
import TestKit
import Testing

@testable import Dossiers

@Suite struct ClaimDossierTests {
    @Test(arguments: Engine.tested)
    func theSecondToClaimIsToldWhoWasFaster(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let problem = try await refusal { try await world.attempt(.claim, on: id, by: "vanphong2") }
        #expect(problem?.code == "dossier-already-claimed")
        #expect(problem?.arguments["name"] == "Hồ Thị Thu")
        #expect(try await world.dossier(id).assignee == world.accounts["vanphong1"])
    }

    @Test(arguments: Engine.tested)
    func claimingOnesOwnAgainChangesNothing(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let before = try await world.dossier(id)
        try await world.attempt(.claim, on: id)
        #expect(try await world.dossier(id) == before)
    }

    @Test(arguments: Engine.tested)
    func anotherOfficesDossierIsNotTaken(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .forwarded)
        let problem = try await refusal { try await world.attempt(.claim, on: id, by: "kinhte1") }
        #expect(problem?.code == "dossier-other-office")
        #expect(try await world.dossier(id).assignee == nil)
    }

    @Test(arguments: Engine.tested)
    func ofTwentyClaimsByTwoPeopleOnePersonWins(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .forwarded)
        let told = Mutex<[String: Int]>([:])
        try await Crowd.run(20, atOnce: 20) { index in
            let login = index % 2 == 0 ? "vanphong1" : "vanphong2"
            let problem = try await refusal { try await world.attempt(.claim, on: id, by: login) }
            told.withLock { $0["\(login): \(problem?.arguments["name"] ?? "has it")", default: 0] += 1 }
        }
        let dossier = try await world.dossier(id)
        let firstWon = dossier.assignee == world.accounts["vanphong1"]
        #expect(told.withLock { $0 } == (firstWon
            ? ["vanphong1: has it": 10, "vanphong2: Hồ Thị Thu": 10]
            : ["vanphong2: has it": 10, "vanphong1: Nguyễn Văn Dũng": 10]))
        #expect(dossier.revision == 4)
    }
}

@Suite struct AssignDossierTests {
    @Test(arguments: Engine.tested)
    func theHeadGivesADossierToSomebodyOfTheOffice(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .forwarded)
        try await world.attempt(.assign, on: id)
        let folder = try await world.folder(id)
        #expect(folder.dossier.state == .inProgress)
        #expect(folder.assigneeName == "Hồ Thị Thu")
        #expect(folder.history.last?.facts["assignee"] == "Hồ Thị Thu")
    }

    /// Somebody of another commune; somebody whose work it is not; nobody.
    @Test(arguments: Engine.tested, ["hp-kinhte1", "quantri", "motcua1", "0900000101"])
    func nobodyGetsADossierWhoCannotWorkOnIt(engine: Engine, login: String) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .forwarded)
        let account = try #require(world.accounts[login])
        let problem = try await refusal {
            try await world.perform("vanphong", "dossier.assign") { try AssignDossier(id, to: account).run(in: $0, act: $1) }
        }
        #expect(problem?.fields == [FieldFault("assignee", "dossier.assignee-missing")])
        #expect(try await world.dossier(id).state == .forwarded)
    }
}

@Suite struct NoteOnDossierTests {
    @Test(arguments: Engine.tested)
    func aNoteIsKeptAsWrittenWithItsAuthor(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let text = "Đã gọi <b>chị Xương</b>\n'; DROP TABLE dossier; --"
        try await world.perform("vanphong1", "dossier.see") { try NoteOnDossier(id, text: text).run(in: $0, act: $1) }
        let notes = try await world.folder(id).notes
        #expect(notes == [DossierNote(at: DossierWorld.monday, author: "Hồ Thị Thu", text: text)])
        for wrong in [" \n\t", String(repeating: "a", count: 2001)] {
            let problem = try await refusal {
                try await world.perform("vanphong1", "dossier.see") { try NoteOnDossier(id, text: wrong).run(in: $0, act: $1) }
            }
            #expect(problem?.fields.map(\.field) == ["note"])
        }
    }
}

@Suite struct ProposeResultTests {
    @Test(arguments: Engine.tested)
    func onlyWhoHasTheDossierOrTheHeadProposes(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        #expect(try await refusal { try await world.attempt(.propose, on: id, by: "vanphong2") }?.code == "dossier-not-yours")
        #expect(try await world.folder(id).result == nil)
        try await world.attempt(.propose, on: id, by: "vanphong")
        let result = try #require(try await world.folder(id).result)
        #expect(result.proposal == "Đủ điều kiện")
        #expect(result.proposedBy == "Phan Văn Hải")
    }
}

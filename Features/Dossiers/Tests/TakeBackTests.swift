import Access
import Base
import Books
import Dossiers
import Storage
import TestKit
import Testing

@Suite struct TakeBackTests {
    private func takeBack(_ id: ID<Dossier>, by login: String, in world: DossierWorld) async throws {
        try await world.perform(login, "dossier.see") { try TakeBack(id).run(in: $0, act: $1) }
    }

    @Test(arguments: Engine.tested)
    func aClaimTakenBackIsFreeForTheOthers(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let office = try await world.dossier(id).office
        try await takeBack(id, by: "vanphong1", in: world)
        let dossier = try await world.dossier(id)
        #expect(dossier.state == .forwarded)
        #expect(dossier.assignee == nil)
        #expect(dossier.office == office)
        try await world.attempt(.claim, on: id, by: "vanphong2")
        #expect(try await world.folder(id).history.map(\.kind).suffix(3)
            == ["dossier.claimed", "dossier.taken-back", "dossier.claimed"])
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func anAcceptanceGoesBackWithItsForwardingAndTheStatedTerm(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.open(DossierWorld.unknownTerm)
        let office = try #require(world.offices[.economy])
        try await world.perform("motcua1", "dossier.receive") {
            _ = try AcceptDossier(id, termIfUnknown: .workingDays(20), office: office, calendar: .vietnam)
                .run(in: $0, act: $1)
        }
        world.clock.move(to: DossierWorld.monday.adding(seconds: TakeBack.secondsMax))
        try await takeBack(id, by: "motcua1", in: world)
        let folder = try await world.folder(id)
        #expect(folder.dossier.state == .submitted)
        #expect(folder.dossier.acceptedAt == nil && folder.dossier.dueAt == nil && folder.dossier.office == nil)
        #expect(folder.content.term == nil)
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func theReceiptOfAnAcceptanceThatWasTakenBackIsVoidAndItsNumberIsNotGivenAgain(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .accepted)
        try await takeBack(id, by: "motcua1", in: world)
        try await world.attempt(.accept, on: id)
        let slips = try await world.database.read { try BookStore.slips(of: id.description, in: $0) }
        #expect(slips.map(\.text) == ["01/TNHS", "02/TNHS"])
        #expect(slips.map { $0.voiding?.reason } == ["Hoàn tác", nil])
    }

    @Test(arguments: Engine.tested)
    func anAssignmentGivesTheDossierBackToWhoeverHadIt(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let other = try #require(world.accounts["vanphong2"])
        try await world.perform("vanphong", "dossier.assign") { try AssignDossier(id, to: other).run(in: $0, act: $1) }
        try await takeBack(id, by: "vanphong", in: world)
        #expect(try await world.dossier(id).assignee == world.accounts["vanphong1"])
        #expect(try await world.dossier(id).state == .inProgress)
    }

    @Test(arguments: Engine.tested)
    func afterAMinuteOrAnotherStepOrBySomebodyElseNothingIsTakenBack(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let claimed = try await world.dossier(in: .inProgress)
        #expect(try await refusal { try await takeBack(claimed, by: "vanphong", in: world) }?.code
            == "dossier-undo-too-late")
        try await world.attempt(.note, on: claimed)
        #expect(try await refusal { try await takeBack(claimed, by: "vanphong1", in: world) }?.code
            == "dossier-undo-too-late")
        let slow = try await world.dossier(in: .inProgress)
        world.clock.move(to: DossierWorld.monday.adding(seconds: TakeBack.secondsMax + 1))
        #expect(try await refusal { try await takeBack(slow, by: "vanphong1", in: world) }?.status == 409)
        #expect(try await world.dossier(slow).state == .inProgress)
    }

    @Test(arguments: Engine.tested)
    func whatWasReceivedAtTheCounterIsNotUndoneForThePersonHasThePaper(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let (filing, office) = (world.filing(), try #require(world.offices[.secretariat]))
        let dossier = try await world.perform("motcua1", "dossier.receive") {
            try ReceiveAtCounter(filing, office: office, calendar: .vietnam).run(in: $0, act: $1)
        }
        #expect(try await refusal { try await takeBack(dossier.id, by: "motcua1", in: world) }?.code
            == "dossier-undo-too-late")
    }
}

import Access
import Base
import Blobs
import Deadlines
import Dossiers
import Storage
import TestKit
import Testing

@Suite struct SupplementDossierTests {
    @Test(arguments: Engine.tested)
    func theClockStandsWhileTheCitizenIsAsked(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .awaitingSupplement)
        let folder = try await world.folder(id)
        #expect(folder.dossier.dueAt == nil)
        #expect(folder.supplement?.points == "Bản sao giấy chứng sinh")
        #expect(folder.supplement?.askedFrom == .inProgress)
        #expect(folder.supplement?.answeredAt == nil)
    }

    @Test(arguments: Engine.tested)
    func theTimeBeginsAnewWithTheAnswer(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .awaitingSupplement)
        world.clock.move(to: DossierWorld.at("2026-12-03", 9))
        let photo = world.staged("giay-chung-sinh.pdf")
        try await world.perform("0900000101", "dossier.own") {
            try SupplyMore(id, answer: "Đã chụp lại", files: [photo], calendar: .vietnam).run(in: $0, act: $1)
        }
        let folder = try await world.folder(id)
        #expect(folder.dossier.state == .inProgress)
        #expect(folder.dossier.dueAt?.localDate.iso8601 == "2026-12-04")
        #expect(folder.dossier.assignee == world.accounts["vanphong1"])
        #expect(folder.supplement?.answer == "Đã chụp lại")
        #expect(folder.papers.compactMap(\.file?.name) == ["giay-chung-sinh.pdf"])
    }

    /// A request on the day after the due date does not make a late dossier young again.
    @Test(arguments: Engine.tested)
    func whatIsLateWhenItIsAskedStaysLate(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        world.clock.move(to: DossierWorld.at("2026-11-26", 9))
        try await world.attempt(.askSupplement, on: id)
        world.clock.move(to: DossierWorld.at("2026-12-03", 9))
        try await world.attempt(.supply, on: id)
        #expect(try await world.dossier(id).dueAt?.localDate.iso8601 == "2026-11-25")
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func whoIsAskedBeforeAcceptanceGoesBackToTheCounter(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .submitted)
        try await world.attempt(.askSupplement, on: id, by: "motcua1")
        try await world.attempt(.supply, on: id, by: "motcua1")
        let dossier = try await world.dossier(id)
        #expect(dossier.state == .submitted)
        #expect(dossier.dueAt == nil)
        try await world.attempt(.accept, on: id)
        #expect(try await world.dossier(id).dueAt?.localDate.iso8601 == "2026-11-25")
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    /// Handbook 1.3, rule 4: once, all points at once.
    @Test(arguments: Engine.tested)
    func nobodyIsAskedTwice(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .awaitingSupplement)
        try await world.attempt(.supply, on: id)
        let before = try await world.dossier(id)
        #expect(try await refusal { try await world.attempt(.askSupplement, on: id) }?.code == "supplement-only-once")
        #expect(try await world.dossier(id) == before)
    }
}

@Suite struct AddPaperTests {
    @Test(arguments: Engine.tested)
    func aDossierIsDigitisedWhenEveryPaperHasAFile(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let filing = world.filing()
        let id = try await world.perform("motcua1", "dossier.receive") {
            try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: $0, act: $1).id
        }
        for (component, expected) in [(1, false), (2, true)] {
            let scan = world.staged("quet-\(component).pdf")
            try await world.perform("motcua1", "dossier.receive") {
                try AddPaper(id, component: component, file: scan).run(in: $0, act: $1)
            }
            #expect(try await world.dossier(id).isDigitised == expected)
        }
        let history = try await world.folder(id).history
        #expect(history.suffix(2).map(\.facts["digitised"]) == ["0", "1"])
        #expect(history.last?.facts["digest"] == String(repeating: "a", count: 64))
    }

    @Test(arguments: Engine.tested)
    func whatTheProcedureDoesNotAskForIsNoPlaceForAScan(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let scan = world.staged()
        for component in [-1, 4, 999] {
            let problem = try await refusal {
                try await world.perform("motcua1", "dossier.receive") {
                    try AddPaper(id, component: component, file: scan).run(in: $0, act: $1)
                }
            }
            #expect(problem?.fields.map(\.field) == ["component"])
        }
        #expect(try await world.folder(id).papers.allSatisfy { $0.file == nil })
    }
}

@Suite struct WithdrawDossierTests {
    @Test(arguments: Engine.tested)
    func theCitizenTakesTheDossierBackWithAReason(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        try await world.perform("0900000101", "dossier.own") {
            try WithdrawDossier(id, reason: "Tôi nộp nhầm").run(in: $0, act: $1)
        }
        let folder = try await world.folder(id)
        #expect(folder.dossier.state == .withdrawn)
        #expect(folder.dossier.finishedAt == DossierWorld.monday)
        #expect(folder.history.last?.actorRole == "citizen")
        #expect(folder.history.last?.facts["reason"] == "Tôi nộp nhầm")
    }
}

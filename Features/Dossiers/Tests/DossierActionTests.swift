import Access
import Base
import Journal
import Storage
import TestKit
import Testing

@testable import Dossiers

/// The table of actions against the deeds themselves: every state times every action.
@Suite struct DossierActionTests {
    private static let deeds = DossierAction.allCases.filter { $0 != .submit }

    @Test(arguments: Engine.tested)
    func everyLawfulActionLeadsWhereTheTableSays(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for state in DossierState.allCases {
            // What is taken back depends on who did it last; see TakeBackTests.
            // A newer version there is not: see MoveToVersionTests.
            for action in Self.deeds where action.from.contains(state) && ![.takeBack, .moveVersion].contains(action) {
                let id = try await world.dossier(in: state, for: action)
                if action == .propose, state == .inProgress { #expect(try await world.dossier(id).assignee != nil) }
                try await world.attempt(action, on: id)
                let goesBack = [.supply, .settleDuty, .resume].contains(action)
                let expected = action.to ?? (goesBack ? .inProgress : state)
                #expect(try await world.dossier(id).state == expected, "\(action) from \(state)")
            }
        }
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func everyOtherActionIsRefusedAndLeavesNoTrace(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for state in DossierState.allCases {
            let id = try await world.dossier(in: state)
            let before = try await world.folder(id)
            for action in Self.deeds where !action.from.contains(state) {
                // Who has it already may press again; see ClaimDossierTests.
                if action == .claim, state == .inProgress { continue }
                let login = action.doneBy(from: state) == [.linked, .system] ? "vanphong1" : nil
                let problem = try await refusal { try await world.attempt(action, on: id, by: login) }
                #expect(problem?.code == "dossier-wrong-state", "\(action) from \(state)")
                #expect(problem?.status == 409)
            }
            let after = try await world.folder(id)
            #expect(after.dossier == before.dossier)
            #expect(after.history == before.history)
            #expect(after.notes == before.notes && after.papers == before.papers && after.result == before.result)
        }
    }

    @Test(arguments: Engine.tested)
    func everyActionIsInTheJournalWithWhoDidIt(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let history = try await world.folder(try await world.dossier(in: .returned)).history
        #expect(history.map(\.kind) == [
            "dossier.submitted", "dossier.accepted", "dossier.forwarded", "dossier.claimed", "dossier.result-proposed",
            "dossier.approved", "dossier.result-published", "dossier.handed-over",
        ])
        #expect(history.map(\.actorName) == [
            "Hồ Văn Pả", "Nguyễn Thị Hồng Nhung", "Nguyễn Thị Hồng Nhung", "Hồ Thị Thu", "Hồ Thị Thu", "Hồ Văn Thuận",
            "Nguyễn Thị Hồng Nhung", "Nguyễn Thị Hồng Nhung",
        ])
        #expect(history.allSatisfy { $0.agency == world.commune.id })
    }

    @Test(arguments: Engine.tested)
    func aChangeOfAnOlderCopyIsRefused(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .submitted)
        let old = try await world.dossier(id)
        try await world.attempt(.note, on: id)
        let stale = try old.after(.refuse)
        let problem = try await refusal {
            try await world.database.write { tx in try DossierStore.update(stale, in: tx) }
        }
        #expect(problem?.code == "dossier-changed")
        #expect(problem?.status == 409)
        #expect(try await world.dossier(id).state == .submitted)
    }
}

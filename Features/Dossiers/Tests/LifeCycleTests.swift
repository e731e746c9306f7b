import Access
import Base
import Storage
import TestKit
import Testing

@testable import Dossiers

@Suite struct LifeCycleTests {
    private static let policy = AccessPolicy(DossiersFeature.grants)

    @Test func theTableIsSound() {
        #expect(LifeCycle.faults(policy: Self.policy).isEmpty)
    }

    @Test(arguments: [
        (DossierAction.publish,
            [LifeCycleFault.withoutStep(.publish), .unreachable(.resultReady), .unreachable(.returned)]),
        (.accept, [.withoutStep(.accept)]),
        (.handOver, [.withoutStep(.handOver), .unreachable(.returned), .noWayOut(.resultReady)]),
        (.submit, [.withoutStep(.submit), .unreachable(.submitted)]),
    ])
    func aMissingStepIsFound(action: DossierAction, faults: [LifeCycleFault]) {
        let steps = LifeCycle.steps.filter { $0.action != action }
        let found = LifeCycle.faults(of: steps, policy: Self.policy)
        #expect(found.isSuperset(of: faults), "\(found)")
        #expect(!found.isEmpty)
    }

    @Test func aStepThatNobodyMayTakeIsFound() {
        let step = LifeCycle.Step(.note, from: [.accepted], to: .stays, by: [.resolving], staff: "dossier.nobody")
        #expect(LifeCycle.faults(of: LifeCycle.steps + [step], policy: Self.policy).contains(.withoutRole(.note)))
        let ownerless = LifeCycle.Step(.note, from: [.refused], to: .stays, by: [], staff: "dossier.see")
        #expect(LifeCycle.faults(of: LifeCycle.steps + [ownerless], policy: Self.policy).contains(.withoutRole(.note)))
    }

    @Test func aStepOutOfAnEndAndATwofoldStepAreFound() {
        let after = LifeCycle.Step(.accept, from: [.refused], to: .state(.accepted), by: [.resolving],
            staff: "dossier.receive")
        #expect(LifeCycle.faults(of: LifeCycle.steps + [after], policy: Self.policy) == [.movesAfterTheEnd(.refused)])
        let twice = LifeCycle.Step(.accept, from: [.submitted], to: .state(.refused), by: [.resolving],
            staff: "dossier.receive")
        let faults = LifeCycle.faults(of: LifeCycle.steps + [twice], policy: Self.policy)
        #expect(faults == [.twoSteps(.accept, .submitted)])
    }

    /// The guard in the database and the table say the same: each move for itself, on both engines.
    @Test(arguments: Engine.tested) func theDatabaseAllowsTheMovesOfTheTableAndNoOther(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for from in DossierState.allCases {
            let id = try await world.dossier(in: from)
            for to in DossierState.allCases where from != to {
                let isLawful = LifeCycle.rowMoves.contains(LifeCycle.Move(from: from, to: to))
                #expect(await moves(id, to: to, in: world) == isLawful, "\(from.rawValue) to \(to.rawValue)")
            }
        }
    }

    private struct NotKept: Error {}

    /// Whether the database would take the move, which is not kept.
    private func moves(_ id: ID<Dossier>, to state: DossierState, in world: DossierWorld) async -> Bool {
        do {
            try await world.database.write { tx in
                try tx.execute("UPDATE dossier SET state = \(state), due_at = 1 WHERE id = \(id)")
                throw NotKept()
            }
        } catch is NotKept { return true } catch { return false }
        return false
    }
}

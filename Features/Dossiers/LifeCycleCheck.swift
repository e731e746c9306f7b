import Access

/// What is wrong with a table of steps, before anybody works by it.
package enum LifeCycleFault: Error, Sendable, Hashable {
    /// No way leads there.
    case unreachable(DossierState)
    /// An open dossier would stay there for ever: no end can be reached.
    case noWayOut(DossierState)
    /// A dossier that has ended would move again.
    case movesAfterTheEnd(DossierState)
    /// Nobody can do it.
    case withoutRole(DossierAction)
    /// The table has no row for it.
    case withoutStep(DossierAction)
    /// Two rows of one action begin at the same state.
    case twoSteps(DossierAction, DossierState)
}

extension LifeCycle {
    /// Everything that is wrong with `steps`, in no order; empty for a sound table.
    /// - Parameter policy: says who holds what.
    package static func faults(of steps: [Step] = steps, policy: AccessPolicy) -> Set<LifeCycleFault> {
        var faults: Set<LifeCycleFault> = []
        let moves = moves(of: steps)
        let begun = steps.filter(\.from.isEmpty).reduce(into: Set<DossierState>()) { states, step in
            if case .state(let state) = step.to { states.insert(state) }
        }
        let reached = closure(of: begun) { state in moves.filter { $0.from == state }.map(\.to) }
        let ends = Set(DossierState.allCases.filter { !$0.isOpen })
        let ending = closure(of: ends) { state in moves.filter { $0.to == state }.map(\.from) }
        for state in DossierState.allCases {
            if !reached.contains(state) { faults.insert(.unreachable(state)) }
            if !ending.contains(state) { faults.insert(.noWayOut(state)) }
            let movesOn = moves.contains { $0.from == state }
            if ends.contains(state), movesOn { faults.insert(.movesAfterTheEnd(state)) }
        }
        for action in DossierAction.allCases {
            let rows = steps.filter { $0.action == action }
            if rows.isEmpty { faults.insert(.withoutStep(action)) }
            for state in DossierState.allCases where rows.filter({ $0.from.contains(state) }).count > 1 {
                faults.insert(.twoSteps(action, state))
            }
            if rows.contains(where: { !isHeld($0, by: policy) }) { faults.insert(.withoutRole(action)) }
        }
        return faults
    }

    private static func isHeld(_ step: Step, by policy: AccessPolicy) -> Bool {
        let officials = !step.doneBy.isDisjoint(with: [.resolving, .receiving])
        let isHeldByOfficials = step.staff.map { !policy.roles(holding: $0).isEmpty } ?? false
        let isHeldByCitizens = step.citizen.map(policy.isForCitizens) ?? false
        return (!officials || isHeldByOfficials) && (!step.doneBy.contains(.filer) || isHeldByCitizens)
            && !step.doneBy.isEmpty
    }

    private static func closure(
        of begun: Set<DossierState>, next: (DossierState) -> [DossierState]
    ) -> Set<DossierState> {
        var (found, waiting) = (begun, Array(begun))
        while let state = waiting.popLast() {
            for other in next(state) where found.insert(other).inserted { waiting.append(other) }
        }
        return found
    }
}

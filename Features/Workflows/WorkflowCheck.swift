import Base
import Deadlines
import Identity

/// What is wrong with a way before anybody goes it.
package enum WorkflowCheck {
    package static let hoursMax = 8_000

    /// Everything at once, with the fields of the form: `hours-handling`, `office-review`, `name-signing`, `total`.
    /// - Parameters:
    ///   - term: of the procedure; nil when the catalogue does not say.
    ///   - staff: the people of the agency, to see that each step has somebody.
    ///   - offices: their offices by id.
    package static func faults(
        of steps: [WorkflowStep], term: Term?, staff: [StaffMember], offices: [Office]
    ) -> [FieldFault] {
        var faults: [FieldFault] = []
        for stage in WorkflowStage.allCases where WorkflowStage.needed.contains(stage) {
            if !steps.contains(where: { $0.stage == stage }) {
                faults.append(FieldFault("hours-\(stage.rawValue)", "workflow.stage-needed"))
            }
        }
        for step in steps {
            if !(1...hoursMax).contains(step.hours) {
                faults.append(FieldFault("hours-\(step.stage.rawValue)", "workflow.hours-range",
                    ["max": "\(hoursMax)"]))
            }
            if step.name.isEmpty || step.name.count > WorkflowStep.nameLengthMax {
                faults.append(FieldFault("name-\(step.stage.rawValue)", "workflow.name-length",
                    ["max": "\(WorkflowStep.nameLengthMax)"]))
            }
            if !hasSomebody(step, staff, offices) {
                faults.append(FieldFault("office-\(step.stage.rawValue)", "workflow.nobody"))
            }
        }
        if let term, faults.isEmpty { faults += sum(of: steps, term) }
        return faults
    }

    /// A locked account is not among the staff, so that a step whose only person is locked has nobody.
    package static func hasSomebody(_ step: WorkflowStep, _ staff: [StaffMember], _ offices: [Office]) -> Bool {
        let ids = Set(offices.filter { $0.kind == step.office }.map(\.id))
        return staff.contains { member in
            !member.roles.isDisjoint(with: step.stage.roles) && member.office.map(ids.contains) ?? false
        }
    }

    private static func sum(of steps: [WorkflowStep], _ term: Term) -> [FieldFault] {
        let (lawful, isExact) = Workflow.hours(of: term)
        let total = steps.reduce(0) { $0 + $1.hours }
        guard isExact ? total != lawful : total > lawful else { return [] }
        return [FieldFault("total", isExact ? "workflow.sum" : "workflow.sum-over",
            ["total": "\(total)", "lawful": "\(lawful)"])]
    }
}

import Access
import Base
import Catalogue
import Deadlines
import Identity
import Journal
import Storage

/// Ban hành quy trình nội bộ: a new version for one's own agency, in force from now on. Dossiers accepted before keep
/// theirs.
package struct SaveWorkflow {
    package static let reasonLengthMax = 500

    let procedure: Procedure
    let steps: [WorkflowStep]
    /// The decision that it rests on.
    let reason: String

    package init(_ procedure: Procedure, steps: [WorkflowStep], reason: String) {
        self.procedure = procedure
        self.steps = steps
        self.reason = reason
    }

    /// - Throws: every fault at once.
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> Workflow {
        precondition(act.permit.permission == .editWorkflows, "a way needs its own permit")
        guard let agency = act.permit.agency, let own = try AgencyStore.agency(agency, in: tx) else {
            throw Problem.forbidden
        }
        let order = WorkflowStage.allCases
        let steps = order.flatMap { stage in self.steps.filter { $0.stage == stage } }.map { step in
            WorkflowStep(stage: step.stage, name: VietnameseText.tidied(step.name), office: step.office,
                hours: step.hours)
        }
        var faults = WorkflowCheck.faults(of: steps, term: procedure.time.term(remote: own.isRemote),
            staff: try StaffStore.members(of: agency, on: act.at.localDate, in: tx),
            offices: try AgencyStore.offices(of: agency, in: tx))
        let reason = VietnameseText.tidied(reason)
        if reason.isEmpty || reason.count > Self.reasonLengthMax {
            faults.append(FieldFault("reason", "workflow.reason", ["max": "\(Self.reasonLengthMax)"]))
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        let last = try WorkflowStore.versions(of: agency, procedure: procedure.code, in: tx).first?.version ?? 0
        let workflow = Workflow(id: ID(at: act.at), agency: agency, procedureCode: procedure.code, version: last + 1,
            steps: steps, reason: reason, author: act.caller.name, at: act.at)
        try WorkflowStore.insert(workflow, in: tx)
        try Journal.append(JournalDraft("workflow.saved", of: "workflow", workflow.id.description, agency: agency,
            facts: ["procedure": procedure.code, "version": "\(workflow.version)", "reason": reason,
                "steps": steps.map { "\($0.stage.rawValue) \($0.office.rawValue) \($0.hours)h" }
                    .joined(separator: ", ")]), by: act, in: tx)
        return workflow
    }
}

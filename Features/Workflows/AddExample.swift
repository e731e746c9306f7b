import Access
import Base
import Catalogue
import Deadlines
import Identity
import Journal
import Storage

/// Thêm ví dụ: what the way gives today for one acceptance becomes what it must give tomorrow.
package struct AddExample {
    let procedure: Procedure
    let name: String
    let acceptedAt: Instant?
    let calendar: WorkCalendar

    package init(_ procedure: Procedure, name: String, acceptedAt: Instant?, calendar: WorkCalendar) {
        self.procedure = procedure
        self.name = name
        self.acceptedAt = acceptedAt
        self.calendar = calendar
    }

    package func run(in tx: Transaction, act: Act) throws {
        precondition(act.permit.permission == .editWorkflows, "a way needs its own permit")
        guard let agency = act.permit.agency, let own = try AgencyStore.agency(agency, in: tx) else {
            throw Problem.forbidden
        }
        var faults: [FieldFault] = []
        let name = VietnameseText.tidied(name)
        if name.isEmpty || name.count > WorkflowExample.nameLengthMax {
            faults.append(FieldFault("example", "workflow.name-length", ["max": "\(WorkflowExample.nameLengthMax)"]))
        }
        if acceptedAt == nil { faults.append(FieldFault("accepted", "workflow.moment")) }
        guard faults.isEmpty, let acceptedAt else { throw Problem.invalid(faults) }
        guard let way = try WorkflowStore.versions(of: agency, procedure: procedure.code, in: tx).first,
            let term = procedure.time.term(remote: own.isRemote)
        else { throw Problem("workflow-missing", status: 409) }
        let example = try WorkflowExample.expected(name, of: way.steps, term: term, acceptedAt: acceptedAt,
            fee: procedure.feeRule(for: .counter).bill(for: nil).map { Int($0.total.amount) },
            result: procedure.results.first?.name ?? "", in: calendar)
        try WorkflowStore.insert(example, of: agency, procedure: procedure.code, at: act.at, in: tx)
        try Journal.append(JournalDraft("workflow.example-added", of: "workflow", way.id.description, agency: agency,
            facts: ["procedure": procedure.code, "example": name]), by: act, in: tx)
    }
}

/// Ghi nhận kết quả mới: the examples come out otherwise since the way or the calendar changed, and that is right.
package struct RenewExamples {
    let procedure: Procedure
    let calendar: WorkCalendar

    package init(_ procedure: Procedure, calendar: WorkCalendar) {
        self.procedure = procedure
        self.calendar = calendar
    }

    package func run(in tx: Transaction, act: Act) throws {
        precondition(act.permit.permission == .editWorkflows, "a way needs its own permit")
        guard let agency = act.permit.agency,
            let way = try WorkflowStore.versions(of: agency, procedure: procedure.code, in: tx).first
        else { throw Problem("workflow-missing", status: 409) }
        let examples = try WorkflowStore.examples(of: agency, procedure: procedure.code, in: tx)
        try WorkflowStore.removeExamples(of: agency, procedure: procedure.code, in: tx)
        for example in examples {
            let renewed = try WorkflowExample.expected(example.name, of: way.steps, term: example.term,
                acceptedAt: example.acceptedAt, fee: example.fee, result: example.result, in: calendar)
            try WorkflowStore.insert(renewed, of: agency, procedure: procedure.code, at: act.at, in: tx)
        }
        try Journal.append(JournalDraft("workflow.examples-renewed", of: "workflow", way.id.description, agency: agency,
            facts: ["procedure": procedure.code, "count": "\(examples.count)"]), by: act, in: tx)
    }
}

import Access
import Base
import Calendars
import Catalogue
import Identity
import Storage

/// Xử lý hàng loạt: the ordinary deed on each of several dossiers, in one transaction. One that cannot is told with its
/// reason and does not stop the others: a deed refuses before it writes anything.
package struct ActOnMany {
    /// A page of a list.
    package static let countMax = WorklistStore.pageSize

    let deed: BulkDeed
    let dossiers: [ID<Dossier>]
    /// For accepting and forwarding; nil is the office of each dossier's procedure.
    let office: OfficeID?
    /// For assigning.
    let assignee: AccountID?
    let calendar: LiveCalendar

    package init(
        _ deed: BulkDeed, _ dossiers: [ID<Dossier>], office: OfficeID? = nil, assignee: AccountID? = nil,
        calendar: LiveCalendar
    ) {
        self.deed = deed
        self.dossiers = dossiers
        self.office = office
        self.assignee = assignee
        self.calendar = calendar
    }

    /// - Throws: `invalid-form` when nothing was ticked or too much, when one of them is out of sight, or the office or
    ///   person is none of the agency: then nothing is done at all.
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> BulkRun {
        guard let staff = act.caller.staff else { throw Problem.forbidden }
        let found = try checked(for: staff, in: tx, act: act)
        let items = try found.map { dossier in
            BulkRun.Item(
                dossier: dossier.id, code: dossier.code.text, outcome: try outcome(of: dossier, in: tx, act: act))
        }
        let run = BulkRun(number: try BulkRunStore.nextNumber(of: staff.account, in: tx), account: staff.account,
            deed: deed, at: act.at, requestID: act.requestID, takenBackAt: nil, items: items)
        try BulkRunStore.insert(run, in: tx)
        return run
    }

    private func checked(for staff: StaffCaller, in tx: Transaction, act: Act) throws -> [Dossier] {
        var faults: [FieldFault] = []
        if dossiers.isEmpty { faults.append(FieldFault("dossier", "dossier.bulk-none")) }
        if dossiers.count > Self.countMax {
            faults.append(FieldFault("dossier", "dossier.bulk-too-many", ["max": "\(Self.countMax)"]))
        }
        if deed.needsOffice, let office, try AgencyStore.office(office, in: tx)?.agency != staff.agency {
            faults.append(FieldFault("office", "dossier.office-missing"))
        }
        if deed == .assign {
            let worker = try StaffStore.members(of: staff.agency, on: act.at.localDate, in: tx)
                .first { $0.account == assignee }
            if worker?.roles.isDisjoint(with: AssignDossier.workers) ?? true {
                faults.append(FieldFault("assignee", "dossier.assignee-missing"))
            }
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        var seen: Set<ID<Dossier>> = []
        return try dossiers.filter { seen.insert($0).inserted }.map { id in
            do { return try DossierStore.dossier(id, for: act.permit, in: tx) } catch let problem as Problem
            where problem.status == 404 {
                throw Problem.invalid([FieldFault("dossier", "dossier.bulk-unknown")])
            }
        }
    }

    private func outcome(of dossier: Dossier, in tx: Transaction, act: Act) throws -> BulkRun.Item.Outcome {
        do {
            try perform(on: dossier, in: tx, act: act)
            return .done
        } catch let problem as Problem { return .refused(BulkRun.Reason(problem)) }
    }

    private func perform(on dossier: Dossier, in tx: Transaction, act: Act) throws {
        switch deed {
        case .accept:
            try AcceptDossier(dossier.id, office: target(of: dossier, in: tx), calendar: calendar.current(in: tx))
                .run(in: tx, act: act)
        case .forward: try ForwardDossier(dossier.id, to: target(of: dossier, in: tx)).run(in: tx, act: act)
        case .claim: try ClaimDossier(dossier.id).run(in: tx, act: act)
        case .assign:
            guard let assignee else { throw Problem.invalid([FieldFault("assignee", "dossier.assignee-missing")]) }
            try AssignDossier(dossier.id, to: assignee).run(in: tx, act: act)
        }
    }

    /// The office that was chosen, or the one that works on the procedure.
    private func target(of dossier: Dossier, in tx: Transaction) throws -> OfficeID {
        if let office { return office }
        let offices = try AgencyStore.offices(of: dossier.agency, in: tx)
        guard !offices.isEmpty, let procedure = try ProcedureStore.version(dossier.procedure, in: tx) else {
            throw Problem.invalid([FieldFault("office", "dossier.office-missing")])
        }
        return OfficeChoice.office(for: procedure, among: offices).id
    }
}

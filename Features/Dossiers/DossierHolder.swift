import Access
import Base

/// Người giữ hồ sơ: what takes more than a permission for the kind of work, namely to be the one who holds the dossier,
/// the head of an office, of the office that has it, or to work in the place of one of them today. Deeds, buttons and
/// the API ask here and nowhere else.
enum DossierHolder {
    /// Who may do it, beside what the table of the life cycle and the policy say.
    private enum Rule {
        /// Whoever has the permission.
        case anybody
        /// The assignee.
        case assignee
        /// The assignee, or a head of office.
        case assigneeOrHead
        /// Somebody of the office that has the dossier.
        case office
    }

    private static func rule(of action: DossierAction) -> Rule {
        switch action {
        case .propose: .assigneeOrHead
        case .reviewDraft: .assignee
        case .claim: .office
        case .submit, .accept, .refuse, .forward, .assign, .note, .addPaper, .settleFee, .askSupplement, .askAgain,
            .supply, .askDuty, .settleDuty, .suspend, .resume, .askOpinion, .giveOpinion, .visit, .sendOn, .takeOn,
            .passOn, .giveBack, .receiveBack, .passDraft, .returnDraft, .approve, .sendBack, .decline, .publish,
            .handOver, .withdraw, .stop, .takeBack, .extend, .apologise, .moveDue, .moveVersion: .anybody
        }
    }

    /// Whether the permit's caller may do it to this dossier, and by whose right.
    /// - Returns: the absent person whose right it is; nil where the caller has it without them.
    /// - Throws: `dossier-not-yours`, `dossier-other-office`, `dossier-not-delegated`, `dossier-own-proposal` (403).
    static func right(
        to action: DossierAction, _ dossier: Dossier, by permit: Permit
    ) throws(Problem) -> StoodFor? {
        let arguments = ["code": dossier.code.text]
        // The kind of work itself may be another's: then only with the dossiers to which that person's work reaches.
        let lender = permit.inPlaceOf.first { reaches($0, dossier, from: permit.agency) }
        if lender == nil, !permit.inPlaceOf.isEmpty {
            throw Problem("dossier-other-office", status: 403, arguments: arguments)
        }
        // A delegation reaches as far as its fields, and nobody signs what they proposed themselves.
        if !permit.signingUnder.isEmpty {
            guard permit.signingUnder.contains(where: { $0.covers(dossier.field) }) else {
                throw Problem("dossier-not-delegated", status: 403, arguments: arguments)
            }
            guard dossier.assignee != permit.caller.account else {
                throw Problem("dossier-own-proposal", status: 403, arguments: arguments)
            }
        }
        let rule = rule(of: action)
        if case .anybody = rule { return lender }
        guard let staff = permit.caller.staff else {
            throw Problem("dossier-not-yours", status: 403, arguments: arguments)
        }
        if fits(rule, staff, dossier) { return lender }
        if let stood = staff.standsInFor.first(where: { fits(rule, $0, dossier) }) { return stood }
        switch rule {
        case .office: throw Problem("dossier-other-office", status: 403, arguments: arguments)
        case .assignee, .assigneeOrHead, .anybody:
            throw Problem("dossier-not-yours", status: 403, arguments: arguments)
        }
    }

    /// The same as a question, for buttons.
    static func allows(_ action: DossierAction, _ dossier: Dossier, by permit: Permit) -> Bool {
        do throws(Problem) {
            _ = try right(to: action, dossier, by: permit)
            return true
        } catch { return false }
    }

    /// Whether the draft needs no look of a head of office, since it comes from one, or from somebody in a head's
    /// place. Whoever proposes their own work is not their own head by standing in for one.
    static func isHead(_ permit: Permit, of dossier: Dossier) -> Bool {
        guard let staff = permit.caller.staff else { return false }
        if staff.roles.contains(.officeHead) { return true }
        return dossier.assignee != staff.account
            && staff.standsInFor.contains { $0.roles.contains(.officeHead) && isOf($0.office, dossier) }
    }

    private static func fits(_ rule: Rule, _ staff: StaffCaller, _ dossier: Dossier) -> Bool {
        switch rule {
        case .anybody: true
        case .assignee: dossier.assignee == staff.account
        case .assigneeOrHead: dossier.assignee == staff.account || staff.roles.contains(.officeHead)
        case .office: staff.office == nil || isOf(staff.office, dossier)
        }
    }

    /// A head's stand-in is head of that office alone; a claim in somebody's place needs their work, not only their
    /// room.
    private static func fits(_ rule: Rule, _ stood: StoodFor, _ dossier: Dossier) -> Bool {
        switch rule {
        case .anybody: true
        case .assignee: dossier.assignee == stood.account
        case .assigneeOrHead:
            dossier.assignee == stood.account || stood.roles.contains(.officeHead) && isOf(stood.office, dossier)
        case .office: !stood.roles.isDisjoint(with: AssignDossier.workers) && isOf(stood.office, dossier)
        }
    }

    private static func isOf(_ office: OfficeID?, _ dossier: Dossier) -> Bool {
        dossier.office == nil || dossier.office == office
    }

    /// What another's role reaches: what that person holds, the dossiers of their office, and at the counter or with a
    /// leg of another agency's dossier, where offices divide nothing, all.
    private static func reaches(_ stood: StoodFor, _ dossier: Dossier, from agency: AgencyID?) -> Bool {
        dossier.assignee == stood.account || stood.roles.contains(.reception) || stood.office == nil
            || isOf(stood.office, dossier) || dossier.agency != agency
    }
}

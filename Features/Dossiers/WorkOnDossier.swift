import Access
import Base
import Identity
import Journal
import Storage

/// Nhận xử lý: an officer takes a dossier of their office. When two press at once one wins and the other is told who.
package struct ClaimDossier {
    let dossier: ID<Dossier>

    package init(_ dossier: ID<Dossier>) { self.dossier = dossier }

    package func run(in tx: Transaction, act: Act) throws {
        guard let staff = act.caller.staff else { throw Problem.forbidden }
        let current = try DossierStore.dossier(dossier, for: act.permit, in: tx)
        if current.state == .inProgress, let holder = current.assignee {
            if holder == staff.account { return }
            let name = try StaffStore.member(holder, in: tx)?.name ?? ""
            throw Problem("dossier-already-claimed", status: 409, arguments: ["name": name, "code": current.code.text])
        }
        var changed = try current.after(.claim)
        if let office = current.office, let own = staff.office, office != own {
            throw Problem("dossier-other-office", status: 403, arguments: ["code": current.code.text])
        }
        changed.assignee = staff.account
        try DossierLedger.record(.claim, changed, by: act, in: tx)
    }
}

/// Phân công thụ lý: the head gives a dossier to somebody who works on dossiers in the office that has it.
package struct AssignDossier {
    static let workers: Set<Role> = [.specialist, .officeHead]

    let dossier: ID<Dossier>
    let assignee: AccountID

    package init(_ dossier: ID<Dossier>, to assignee: AccountID) {
        self.dossier = dossier
        self.assignee = assignee
    }

    package func run(in tx: Transaction, act: Act) throws {
        var changed = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.assign)
        let members = try StaffStore.members(of: changed.agency, in: tx)
        guard let member = members.first(where: { $0.account == assignee }), member.office == changed.office,
            !member.roles.isDisjoint(with: Self.workers)
        else {
            throw Problem.invalid([FieldFault("assignee", "dossier.assignee-missing")])
        }
        changed.assignee = member.account
        try DossierLedger.record(.assign, changed, facts: ["assignee": member.name], by: act, in: tx)
    }
}

/// Ghi chú nội bộ.
package struct NoteOnDossier {
    let dossier: ID<Dossier>
    let text: String

    package init(_ dossier: ID<Dossier>, text: String) {
        self.dossier = dossier
        self.text = text
    }

    package func run(in tx: Transaction, act: Act) throws {
        let text = try Remark.checked(text, field: "note")
        let changed = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.note)
        try DossierPartsStore.insertNote(text, of: changed.id, by: act, in: tx)
        try DossierLedger.record(.note, changed, by: act, in: tx)
    }
}

/// Trình kết quả: the specialist proposes what the leader shall decide.
package struct ProposeResult {
    let dossier: ID<Dossier>
    let proposal: String

    package init(_ dossier: ID<Dossier>, proposal: String) {
        self.dossier = dossier
        self.proposal = proposal
    }

    package func run(in tx: Transaction, act: Act) throws {
        let proposal = try Remark.checked(proposal, field: "proposal")
        let changed = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.propose)
        let isHead = act.caller.staff?.roles.contains(.officeHead) ?? false
        guard changed.assignee == act.caller.account || isHead else {
            throw Problem("dossier-not-yours", status: 403, arguments: ["code": changed.code.text])
        }
        try DossierPartsStore.saveResult(
            DossierResult(proposal: proposal, proposedBy: act.caller.name, approverName: "", number: "", file: nil,
                collectedBy: ""),
            of: changed.id, in: tx)
        try DossierLedger.record(.propose, changed, by: act, in: tx)
    }
}

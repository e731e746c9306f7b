import Access
import Base
import Identity
import Storage

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
        try DossierLedger.step(.assign, dossier, by: act, in: tx) { dossier in
            let members = try StaffStore.members(of: dossier.agency, on: act.at.localDate, in: tx)
            guard let member = members.first(where: { $0.account == assignee }), member.office == dossier.office,
                !member.roles.isDisjoint(with: Self.workers)
            else {
                throw Problem.invalid([FieldFault("assignee", "dossier.assignee-missing")])
            }
            let before = DossierHistory.place(of: dossier)
            dossier.assignee = member.account
            return before.merging(["assignee": member.name]) { $1 }
        }
    }
}

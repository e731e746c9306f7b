import Access
import Base
import Identity
import Storage

/// Nhận xử lý: an officer takes a dossier of their office. When two press at once one wins and the other is told who.
/// What is taken in the place of an absent person becomes that person's, and is there when they come back.
package struct ClaimDossier {
    let dossier: ID<Dossier>

    package init(_ dossier: ID<Dossier>) { self.dossier = dossier }

    package func run(in tx: Transaction, act: Act) throws {
        guard let staff = act.caller.staff else { throw Problem.forbidden }
        let current = try DossierStore.dossier(dossier, to: .claim, for: act.permit, in: tx)
        if current.state == .inProgress, let holder = current.assignee {
            if holder == staff.account || staff.standsIn(for: holder) != nil { return }
            let name = try StaffStore.member(holder, in: tx)?.name ?? ""
            throw Problem("dossier-already-claimed", status: 409, arguments: ["name": name, "code": current.code.text])
        }
        try DossierLedger.step(.claim, dossier, by: act, in: tx) { dossier in
            let before = DossierHistory.place(of: dossier)
            guard let absent = try DossierHolder.right(to: .claim, dossier, by: act.permit) else {
                dossier.assignee = staff.account
                return before
            }
            dossier.assignee = absent.account
            return before.merging(["assignee": absent.name]) { $1 }
        }
    }
}

import Access
import Base
import Identity
import Storage

/// Chuyển hồ sơ đến phòng chuyên môn: nobody has it yet, everybody of the office sees it.
package struct ForwardDossier {
    let dossier: ID<Dossier>
    let office: OfficeID

    package init(_ dossier: ID<Dossier>, to office: OfficeID) {
        self.dossier = dossier
        self.office = office
    }

    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> Dossier {
        try DossierLedger.step(.forward, dossier, by: act, in: tx) { dossier in
            guard let office = try AgencyStore.office(office, in: tx), office.agency == dossier.agency else {
                throw Problem.invalid([FieldFault("office", "dossier.office-missing")])
            }
            let before = DossierHistory.place(of: dossier)
            dossier.office = office.id
            dossier.assignee = nil
            return before.merging(["office": office.name]) { $1 }
        }
    }
}

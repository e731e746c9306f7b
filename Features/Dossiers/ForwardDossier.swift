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
        var breath = try DossierBreath(dossier, by: act, in: tx)
        try take(in: &breath, tx)
        try breath.write(in: tx)
        return breath.dossier
    }

    /// The step itself, on a dossier that may have no row yet.
    func take(in breath: inout DossierBreath, _ tx: Transaction) throws {
        try breath.take(.forward) { dossier in
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

import Access
import Base
import Storage

/// Yêu cầu bổ sung (form 02): once, all points at once, in writing (handbook 1.3, rule 4). The clock stands.
package struct AskForSupplement {
    let dossier: ID<Dossier>
    /// One point a line.
    let points: String

    package init(_ dossier: ID<Dossier>, points: String) {
        self.dossier = dossier
        self.points = points
    }

    package func run(in tx: Transaction, act: Act) throws {
        let points = try Remark.checked(points, field: "points")
        try DossierLedger.step(.askSupplement, dossier, by: act, in: tx) { dossier in
            guard try DossierPartsStore.supplement(of: dossier.id, in: tx) == nil else {
                throw Problem("supplement-only-once", status: 409, arguments: ["code": dossier.code.text])
            }
            // Accepted or not tells whether the counter asked or the office that works on it.
            let askedFrom: DossierState = dossier.acceptedAt == nil ? .submitted : .inProgress
            dossier.dueAt = nil
            try DossierPartsStore.insertSupplement(points, from: askedFrom, of: dossier.id, at: act.at, in: tx)
            return ["points": points]
        }
    }
}

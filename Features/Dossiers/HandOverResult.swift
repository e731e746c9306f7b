import Access
import Base
import Storage

/// Trả kết quả: the person (or whoever comes for them) has it. The citizen collecting late never makes a dossier late.
package struct HandOverResult {
    let dossier: ID<Dossier>
    let collectedBy: String

    package init(_ dossier: ID<Dossier>, collectedBy: String) {
        self.dossier = dossier
        self.collectedBy = collectedBy
    }

    package func run(in tx: Transaction, act: Act) throws {
        let collector = try Remark.checked(collectedBy, field: "collector", lengthMax: Party.nameLengthMax)
        try DossierLedger.step(.handOver, dossier, by: act, in: tx) { dossier in
            dossier.returnedAt = act.at
            return try ResultDraft.change(of: dossier, by: act, in: tx) { $0.collectedBy = collector }
        }
    }
}

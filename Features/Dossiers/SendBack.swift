import Access
import Base
import Storage

/// Trả lại để làm lại: the leader sends the proposal back with a reason; the specialist still holds the dossier.
package struct SendBack {
    let dossier: ID<Dossier>
    let reason: String

    package init(_ dossier: ID<Dossier>, reason: String) {
        self.dossier = dossier
        self.reason = reason
    }

    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.sendBack, dossier, reason: reason, by: act, in: tx)
    }
}

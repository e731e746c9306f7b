import Access
import Base
import Storage

/// Từ chối tiếp nhận (form 03), with the reason that the person reads.
package struct RefuseDossier {
    let dossier: ID<Dossier>
    let reason: String

    package init(_ dossier: ID<Dossier>, reason: String) {
        self.dossier = dossier
        self.reason = reason
    }

    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.refuse, dossier, reason: reason, by: act, in: tx)
    }
}

import Access
import Base
import Storage

/// Rút hồ sơ: the citizen takes the dossier back while nothing has been decided (NĐ 118/2025, article 21).
package struct WithdrawDossier {
    let dossier: ID<Dossier>
    let reason: String

    package init(_ dossier: ID<Dossier>, reason: String) {
        self.dossier = dossier
        self.reason = reason
    }

    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.withdraw, dossier, reason: reason, by: act, in: tx)
    }
}

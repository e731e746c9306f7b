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
        let reason = try Remark.checked(reason, field: "reason")
        try DossierLedger.step(.refuse, dossier, by: act, in: tx) { dossier in
            dossier.finishedAt = act.at
            return ["reason": reason]
        }
    }
}

import Access
import Base
import Storage

/// Dừng giải quyết theo yêu cầu (form 05): the person asks for it and there is no decision yet (NĐ 118/2025,
/// article 21).
package struct StopDossier {
    let dossier: ID<Dossier>
    let reason: String
    /// Which papers and money go back to the person; may be empty.
    let givenBack: String

    package init(_ dossier: ID<Dossier>, reason: String, givenBack: String = "") {
        self.dossier = dossier
        self.reason = reason
        self.givenBack = givenBack
    }

    package func run(in tx: Transaction, act: Act) throws {
        let reason = try Remark.checked(reason, field: "reason")
        let givenBack = VietnameseText.tidied(givenBack)
        try DossierLedger.step(.stop, dossier, by: act, in: tx) { dossier in
            dossier.legAgency = nil
            return ["reason": reason, "given-back": givenBack]
        }
    }
}

/// Từ chối giải quyết (form 03): examined and not eligible; in writing, with the reason, within the time limit
/// (NĐ 61/2018, article 19.8).
package struct DeclineDossier {
    let dossier: ID<Dossier>
    let reason: String

    package init(_ dossier: ID<Dossier>, reason: String) {
        self.dossier = dossier
        self.reason = reason
    }

    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.decline, dossier, reason: reason, by: act, in: tx)
    }
}

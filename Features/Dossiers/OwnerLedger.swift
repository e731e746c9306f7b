import Access
import Base
import Journal
import Mandates
import Storage

/// Whose a dossier is, apart from what happens to it: entries of a subject of their own, for the matter itself does
/// not change by it.
package enum OwnerLedger {
    package static let subjectKind = "dossier-owner"

    static func entry(_ kind: String, of dossier: Dossier, _ facts: [String: String] = [:]) -> JournalDraft {
        JournalDraft(kind, of: subjectKind, dossier.id.description, agency: dossier.agency,
            facts: facts.merging(["code": dossier.code.text]) { $1 })
    }

    static func give(_ dossier: Dossier, to account: AccountID, how: String, by act: Act, in tx: Transaction) throws {
        try DossierStore.give(dossier.id, to: account, in: tx)
        try Journal.append(
            entry("dossier.taken-over", of: dossier, ["owner": account.description, "how": how]), by: act, in: tx)
    }

    /// The person has said yes to a mandate: what was filed by it before is theirs, too.
    package static func give(allBy mandate: Mandate, by act: Act, in tx: Transaction) throws {
        guard let account = mandate.principalAccount else { return }
        for dossier in try DossierStore.unowned(by: mandate.id, in: tx) {
            try give(dossier, to: account, how: "confirmed", by: act, in: tx)
        }
    }
}

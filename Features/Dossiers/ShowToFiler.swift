import Access
import Base
import Journal
import Storage

/// Người nộp còn được xem không: the owner says whether who filed it still sees it.
package struct ShowToFiler: Sendable {
    /// What the journal says of a dossier that the filer sees no more.
    package static let hiddenKind = "dossier.hidden-from-filer"

    let dossier: ID<Dossier>
    let isShown: Bool

    package init(_ dossier: ID<Dossier>, _ isShown: Bool) {
        self.dossier = dossier
        self.isShown = isShown
    }

    /// - Throws: `dossier-not-owner` (403) for whoever sees it and does not own it.
    package func run(in tx: Transaction, act: Act) throws {
        let found = try DossierStore.dossier(dossier, for: act.permit, in: tx)
        guard let account = act.caller.account, found.ownerAccount == account else {
            throw Problem("dossier-not-owner", status: 403, arguments: ["code": found.code.text])
        }
        guard found.isSeenByFiler != isShown else { return }
        try DossierStore.show(found.id, toFiler: isShown, in: tx)
        let kind = isShown ? "dossier.shown-to-filer" : Self.hiddenKind
        try Journal.append(OwnerLedger.entry(kind, of: found), by: act, in: tx)
    }
}

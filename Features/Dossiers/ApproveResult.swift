import Access
import Base
import Blobs
import Storage

/// Ký duyệt: the leader approves the proposed result, or the signed copy of it that comes with the approval.
package struct ApproveResult {
    let dossier: ID<Dossier>
    /// Takes the place of the proposed file; nil keeps that.
    let file: StagedFile?

    package init(_ dossier: ID<Dossier>, file: StagedFile? = nil) {
        self.dossier = dossier
        self.file = file
    }

    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.approve, dossier, by: act, in: tx) { dossier in
            try ResultDraft.change(of: dossier, file: file, by: act, in: tx) { $0.approverName = act.caller.name }
        }
    }
}

import Access
import Base
import Blobs
import Storage

/// Trình kết quả: the specialist proposes what the leader shall decide, with the draft of the result as a file when
/// there is one. Proposed anew after it was sent back, the earlier file stays unless another comes.
package struct ProposeResult {
    let dossier: ID<Dossier>
    let proposal: String
    let file: StagedFile?

    package init(_ dossier: ID<Dossier>, proposal: String, file: StagedFile? = nil) {
        self.dossier = dossier
        self.proposal = proposal
        self.file = file
    }

    package func run(in tx: Transaction, act: Act) throws {
        let proposal = try Remark.checked(proposal, field: "proposal")
        try DossierLedger.step(.propose, dossier, by: act, in: tx) { dossier in
            // The way of the procedure may want the head's review first.
            if !DossierHolder.isHead(act.permit, of: dossier),
                try DossierFolder.workflow(of: dossier, in: tx)?.has(.review) ?? false {
                throw Problem("workflow-needs-review", status: 409, arguments: ["code": dossier.code.text])
            }
            return try ResultDraft.propose(proposal, file: file, of: dossier, by: act, in: tx)
        }
    }
}

import Access
import Base
import Blobs
import Storage

/// Trình lãnh đạo phòng: the draft goes to the head of the office before the leader sees it.
package struct SubmitDraftForReview {
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
        try DossierLedger.step(.reviewDraft, dossier, by: act, in: tx) { dossier in
            try ResultDraft.propose(proposal, file: file, of: dossier, by: act, in: tx)
        }
    }
}

/// Lãnh đạo phòng duyệt: the draft is sound and goes to the leader.
package struct PassDraft {
    let dossier: ID<Dossier>

    package init(_ dossier: ID<Dossier>) { self.dossier = dossier }

    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.passDraft, dossier, by: act, in: tx)
    }
}

/// Lãnh đạo phòng trả lại để làm lại.
package struct ReturnDraft {
    let dossier: ID<Dossier>
    let reason: String

    package init(_ dossier: ID<Dossier>, reason: String) {
        self.dossier = dossier
        self.reason = reason
    }

    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.returnDraft, dossier, reason: reason, by: act, in: tx)
    }
}

import Access
import Base
import Catalogue
import Storage

/// Chuyển hồ sơ nháp sang bản thủ tục mới: the citizen goes on under the version that counts today.
package struct RenewDraft {
    let draft: ID<FilingDraft>

    package init(_ draft: ID<FilingDraft>) { self.draft = draft }

    /// A draft that is under the current version already stays as it is.
    /// - Throws: `draft-procedure-withdrawn`, `draft-counter-only` (409).
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> FilingDraft {
        let draft = try FilingDraftStore.draft(draft, for: act.permit, in: tx)
        guard draft.dossier == nil else { throw Problem("draft-already-sent", status: 409) }
        guard let old = try ProcedureStore.version(draft.procedure, in: tx) else { throw Problem.notFound }
        let standing = try DraftStanding.of(old, on: act.at.localDate, in: tx)
        switch standing {
        case .current: return draft
        case .withdrawn, .counterOnly: throw standing.problem ?? Problem.notFound
        case .replaced(let new):
            var renewed = draft.renewed(from: old, to: new)
            renewed.savedAt = act.at
            try FilingDraftStore.save(renewed, in: tx)
            return renewed
        }
    }
}

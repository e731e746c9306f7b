import Access
import Base
import Blobs
import Files
import Storage

/// The result on its way from desk to desk: each deed changes its own part, and may put a newer file in the place of
/// the last one. Earlier files stay kept with the dossier; the journal says which was proposed, approved, published.
enum ResultDraft {
    /// - Returns: the facts that the journal tells of a new file: `file` and its `digest`.
    /// - Throws: `dossier.result-file-type` on the field `result-file`.
    static func change(
        of dossier: Dossier, file: StagedFile? = nil, by act: Act, in tx: Transaction,
        _ change: (inout DossierResult) -> Void
    ) throws -> [String: String] {
        guard var result = try DossierPartsStore.result(of: dossier.id, in: tx) else {
            throw StorageError.badColumn("dossier_result", "no result for \(dossier.id)")
        }
        return try save(&result, file: file, of: dossier, by: act, in: tx, change)
    }

    /// The first proposal, or a new one after it was sent back.
    static func propose(
        _ proposal: String, file: StagedFile?, of dossier: Dossier, by act: Act, in tx: Transaction
    ) throws -> [String: String] {
        let earlier = try DossierPartsStore.result(of: dossier.id, in: tx)
        var result = DossierResult(proposal: proposal, proposedBy: act.caller.name, approverName: "", number: "",
            file: earlier?.file, collectedBy: "")
        return try save(&result, file: file, of: dossier, by: act, in: tx) { _ in }
    }

    private static func save(
        _ result: inout DossierResult, file: StagedFile?, of dossier: Dossier, by act: Act, in tx: Transaction,
        _ change: (inout DossierResult) -> Void
    ) throws -> [String: String] {
        if let file {
            guard DossierResult.fileTypes.contains(file.type) else {
                throw Problem.invalid([FieldFault("result-file", "dossier.result-file-type")])
            }
            result.file = try FileStore.keep(file, ownerKind: DossierResult.fileOwnerKind,
                owner: dossier.id.description, by: act.caller.account, at: act.at, in: tx)
        }
        change(&result)
        try DossierPartsStore.saveResult(result, of: dossier.id, in: tx)
        return file.map { ["file": $0.name, "digest": $0.digest] } ?? [:]
    }
}

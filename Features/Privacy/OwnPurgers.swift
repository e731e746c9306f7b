import Base
import Dossiers
import Storage

extension Purger {
    /// Dossiers with their papers.
    /// - Parameter others: what other features keep of a dossier, for instance what was sent about it.
    package static func dossiers(
        others: [@Sendable (ID<Dossier>, Transaction) throws -> Void] = []
    ) -> Purger {
        Purger(kind: "dossier", takesAlong: ["paper"]) { agency, moment, limit, snapshot in
            try DossierDestructionStore.candidates(of: agency, finishedBefore: moment, limit: limit, in: snapshot).map {
                Candidate(record: $0.id.description, label: $0.code, since: $0.finishedAt)
            }
        } personalIDs: { record, snapshot in
            guard let id = ID<Dossier>(record) else { return [] }
            return try DossierDestructionStore.personalIDs(of: id, in: snapshot)
        } destroy: { record, agency, _, now, tx in
            guard let id = ID<Dossier>(record),
                let files = try DossierDestructionStore.destroy(id, of: agency, at: now, in: tx)
            else { return .kept }
            for other in others { try other(id, tx) }
            return .destroyed(files: files)
        }
    }

    /// What citizens began and never sent.
    package static let drafts = Purger(kind: "draft") { agency, moment, limit, snapshot in
        try DossierDestructionStore.idleDrafts(for: agency, before: moment, limit: limit, in: snapshot).map {
            Candidate(record: $0.id.description, label: "", since: $0.savedAt)
        }
    } destroy: { record, agency, before, _, tx in
        guard let id = ID<FilingDraft>(record),
            let files = try DossierDestructionStore.destroyDraft(id, for: agency, idleSince: before, in: tx)
        else { return .kept }
        return .destroyed(files: files)
    }
}

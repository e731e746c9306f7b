import Access
import Base
import Blobs
import Catalogue
import Files
import Storage

/// Số hóa giấy tờ: a scan made at the counter for a component handed in on paper.
package struct AddPaper {
    let dossier: ID<Dossier>
    let component: Int
    let file: StagedFile

    package init(_ dossier: ID<Dossier>, component: Int, file: StagedFile) {
        self.dossier = dossier
        self.component = component
        self.file = file
    }

    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.addPaper, dossier, by: act, in: tx) { dossier in
            let procedure = try ProcedureStore.version(dossier.procedure, in: tx)
            guard let procedure, procedure.components.contains(where: { $0.number == component }) else {
                throw Problem.invalid([FieldFault("component", "dossier.component-unknown")])
            }
            let handedIn = try DossierPartsStore.papers(of: dossier.id, in: tx)
            let name = handedIn.first { $0.component == component }?.name
            try Self.insert(file, component: component, name: name, into: dossier, by: act, in: tx)
            let papers = try DossierPartsStore.papers(of: dossier.id, in: tx)
            let scanned = Set(papers.filter { $0.file != nil }.map(\.component))
            dossier.isDigitised = papers.allSatisfy { scanned.contains($0.component) }
            return ["name": file.name, "digest": file.digest]
        }
    }

    /// - Parameter name: what the paper is called; nil takes the file's own name.
    static func insert(
        _ staged: StagedFile, component: Int, name: String? = nil, into dossier: Dossier, by act: Act,
        in tx: Transaction
    ) throws {
        let kept = try FileStore.keep(staged, ownerKind: "dossier", owner: dossier.id.description,
            by: act.caller.account, at: act.at, in: tx)
        try DossierPartsStore.insert(
            [DossierPaper(id: ID(at: act.at), component: component, name: name ?? kept.name, originals: 0, copies: 0,
                isPromised: false, file: kept)],
            of: dossier.id, in: tx)
    }
}

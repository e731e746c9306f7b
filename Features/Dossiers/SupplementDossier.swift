import Access
import Base
import Blobs
import Catalogue
import Deadlines
import Files
import Journal
import Storage

/// Yêu cầu bổ sung (form 02): once, all points at once, in writing (handbook 1.3, rule 4). The clock stands.
package struct AskForSupplement {
    let dossier: ID<Dossier>
    /// One point a line.
    let points: String

    package init(_ dossier: ID<Dossier>, points: String) {
        self.dossier = dossier
        self.points = points
    }

    package func run(in tx: Transaction, act: Act) throws {
        let points = try Remark.checked(points, field: "points")
        let current = try DossierStore.dossier(dossier, for: act.permit, in: tx)
        var changed = try current.after(.askSupplement)
        guard try DossierPartsStore.supplement(of: current.id, in: tx) == nil else {
            throw Problem("supplement-only-once", status: 409, arguments: ["code": current.code.text])
        }
        changed.dueAt = nil
        try DossierPartsStore.insertSupplement(points, from: current.state, of: current.id, at: act.at, in: tx)
        try DossierLedger.record(.askSupplement, changed, facts: ["points": points], by: act, in: tx)
    }
}

/// Bổ sung hồ sơ: the person has brought or sent what was asked. The time starts anew (NĐ 61/2018, article 19.4).
package struct SupplyMore {
    let dossier: ID<Dossier>
    let answer: String
    let files: [StagedFile]
    let calendar: WorkCalendar

    package init(_ dossier: ID<Dossier>, answer: String, files: [StagedFile], calendar: WorkCalendar) {
        self.dossier = dossier
        self.answer = answer
        self.files = files
        self.calendar = calendar
    }

    package func run(in tx: Transaction, act: Act) throws {
        let answer = try Remark.checked(answer, field: "answer")
        let current = try DossierStore.dossier(dossier, for: act.permit, in: tx)
        var changed = try current.after(.supply)
        guard let supplement = try DossierPartsStore.supplement(of: current.id, in: tx) else {
            throw StorageError.badColumn("dossier_supplement", "nothing was asked of \(current.id)")
        }
        changed.state = supplement.askedFrom
        if changed.acceptedAt != nil, let term = try DossierPartsStore.content(of: changed.id, in: tx).term {
            changed.dueAt = try Deadline.due(for: term, acceptedAt: act.at, in: calendar).instant
        }
        try DossierPartsStore.answerSupplement(answer, of: changed.id, at: act.at, in: tx)
        for file in files { try AddPaper.insert(file, component: 0, into: changed, by: act, in: tx) }
        try DossierLedger.record(.supply, changed, facts: ["files": "\(files.count)"], by: act, in: tx)
    }
}

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
        var changed = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.addPaper)
        let procedure = try ProcedureStore.version(changed.procedure, in: tx)
        guard let procedure, procedure.components.contains(where: { $0.number == component }) else {
            throw Problem.invalid([FieldFault("component", "dossier.component-unknown")])
        }
        let handedIn = try DossierPartsStore.papers(of: changed.id, in: tx)
        let name = handedIn.first { $0.component == component }?.name
        try Self.insert(file, component: component, name: name, into: changed, by: act, in: tx)
        let papers = try DossierPartsStore.papers(of: changed.id, in: tx)
        let scanned = Set(papers.filter { $0.file != nil }.map(\.component))
        changed.isDigitised = papers.allSatisfy { scanned.contains($0.component) }
        try DossierLedger.record(.addPaper, changed,
            facts: ["name": file.name, "digest": file.digest], by: act, in: tx)
    }

    /// - Parameter name: what the paper is called; nil takes the file's own name.
    static func insert(
        _ staged: StagedFile, component: Int, name: String? = nil, into dossier: Dossier, by act: Act, in tx: Transaction
    ) throws {
        let kept = try FileStore.keep(staged, ownerKind: "dossier", owner: dossier.id.description,
            by: act.caller.account, at: act.at, in: tx)
        try DossierPartsStore.insert(
            DossierPaper(id: ID(at: act.at), component: component, name: name ?? kept.name, originals: 0, copies: 0,
                isPromised: false, file: kept),
            of: dossier.id, in: tx)
    }
}

/// Rút hồ sơ: the citizen takes the dossier back while nothing has been decided (NĐ 118/2025, article 21).
package struct WithdrawDossier {
    let dossier: ID<Dossier>
    let reason: String

    package init(_ dossier: ID<Dossier>, reason: String) {
        self.dossier = dossier
        self.reason = reason
    }

    package func run(in tx: Transaction, act: Act) throws {
        let reason = try Remark.checked(reason, field: "reason")
        var changed = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.withdraw)
        changed.finishedAt = act.at
        try DossierLedger.record(.withdraw, changed, facts: ["reason": reason], by: act, in: tx)
    }
}

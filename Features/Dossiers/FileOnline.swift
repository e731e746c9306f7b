import Access
import Base
import Blobs
import Catalogue
import Files
import Identity
import Mandates
import Storage

/// Bắt đầu nộp hồ sơ trực tuyến: a draft in the citizen's account.
package struct StartDraft {
    let procedure: Procedure
    let agency: AgencyID

    package init(procedure: Procedure, agency: AgencyID) {
        self.procedure = procedure
        self.agency = agency
    }

    package func run(in tx: Transaction, act: Act) throws -> FilingDraft {
        guard let account = act.caller.account else { throw Problem.forbidden }
        guard !procedure.isWithdrawn, procedure.channels.contains(.online), procedure.online != .counterOnly else {
            throw Problem("procedure-not-online", status: 409, arguments: ["procedure": procedure.name])
        }
        let draft = FilingDraft(id: ID(at: act.at), account: account, procedure: procedure.id, agency: agency,
            answers: FilingDraft.Answers(), savedAt: act.at, dossier: nil)
        try FilingDraftStore.insert(draft, in: tx)
        return draft
    }
}

/// Lưu nháp: keeps what has been typed, whatever it is.
package struct SaveDraft {
    let draft: ID<FilingDraft>
    let values: [String: String]

    package init(_ draft: ID<FilingDraft>, values: [String: String]) {
        self.draft = draft
        self.values = values
    }

    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> FilingDraft {
        var draft = try FilingDraftStore.draft(draft, for: act.permit, in: tx)
        guard draft.dossier == nil else { throw Problem("draft-already-sent", status: 409) }
        let before = draft.mandate
        for (name, value) in values { draft.answers[name] = value }
        try takeApplicant(of: &draft, before: before, in: tx)
        let length = draft.answers.values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard length <= FilingDraft.Answers.lengthMax else { throw Problem("draft-too-long", status: 413) }
        draft.savedAt = act.at
        try FilingDraftStore.save(draft, in: tx)
        return draft
    }

    /// Whoever chooses somebody they act for need not type them; whoever turns back from it does not keep the name.
    private func takeApplicant(of draft: inout FilingDraft, before: MandateID?, in tx: Transaction) throws {
        guard draft.mandate != before else { return }
        if let id = draft.mandate {
            guard let mandate = try MandateStore.mandate(id, of: draft.account, in: tx) else {
                draft.answers["who"] = ""
                return
            }
            draft.take(mandate)
        } else {
            for name in FilingDraft.applicantFields { draft.answers[name] = values[name] ?? "" }
        }
    }
}

/// Đính kèm ảnh hoặc tệp: a file for one component of the draft.
package struct AttachToDraft {
    package static let filesPerDraftMax = 60

    let draft: ID<FilingDraft>
    let component: Int
    let files: [StagedFile]

    package init(_ draft: ID<FilingDraft>, component: Int, files: [StagedFile]) {
        self.draft = draft
        self.component = component
        self.files = files
    }

    package func run(in tx: Transaction, act: Act) throws {
        var draft = try FilingDraftStore.draft(draft, for: act.permit, in: tx)
        guard draft.dossier == nil else { throw Problem("draft-already-sent", status: 409) }
        var attached = draft.files(of: component)
        for file in files {
            let kept = try FileStore.keep(file, ownerKind: FilingDraft.ownerKind, owner: draft.id.description,
                by: act.caller.account, at: act.at, in: tx)
            attached.append(kept.id)
        }
        let total = try FileStore.files(ownerKind: FilingDraft.ownerKind, owner: draft.id.description, in: tx).count
        guard total <= Self.filesPerDraftMax else {
            throw Problem("draft-too-many-files", arguments: ["max": "\(Self.filesPerDraftMax)"])
        }
        draft.setFiles(attached, of: component)
        draft.savedAt = act.at
        try FilingDraftStore.save(draft, in: tx)
    }
}

/// Bỏ tệp đã đính kèm.
package struct DetachFromDraft {
    let draft: ID<FilingDraft>
    let component: Int
    let file: ID<KeptFile>

    package init(_ draft: ID<FilingDraft>, component: Int, file: ID<KeptFile>) {
        self.draft = draft
        self.component = component
        self.file = file
    }

    package func run(in tx: Transaction, act: Act) throws {
        var draft = try FilingDraftStore.draft(draft, for: act.permit, in: tx)
        guard draft.dossier == nil else { throw Problem("draft-already-sent", status: 409) }
        guard draft.files(of: component).contains(file) else { throw Problem.notFound }
        draft.setFiles(draft.files(of: component).filter { $0 != file }, of: component)
        draft.savedAt = act.at
        try FileStore.drop(file, ownerKind: FilingDraft.ownerKind, owner: draft.id.description, in: tx)
        try FilingDraftStore.save(draft, in: tx)
    }
}

/// Xóa hồ sơ nháp.
package struct DiscardDraft {
    let draft: ID<FilingDraft>

    package init(_ draft: ID<FilingDraft>) { self.draft = draft }

    package func run(in tx: Transaction, act: Act) throws {
        let draft = try FilingDraftStore.draft(draft, for: act.permit, in: tx)
        try FilingDraftStore.delete(draft, in: tx)
    }
}

/// Nộp hồ sơ: turns a draft into a dossier. A draft makes one dossier however often it is sent, from however many tabs.
/// One begun under a version that no longer counts is refused with what to do (`DraftStanding`), and kept.
package struct SubmitDraft {
    let draft: ID<FilingDraft>
    let language: String

    /// - Parameter language: the tag of the one in which the person files, for what they are told; empty when unknown.
    package init(_ draft: ID<FilingDraft>, language: String = "") {
        self.draft = draft
        self.language = language
    }

    package func run(in tx: Transaction, act: Act) throws -> ID<Dossier> {
        var draft = try FilingDraftStore.draft(draft, for: act.permit, in: tx)
        if let dossier = draft.dossier { return dossier }
        guard let procedure = try ProcedureStore.version(draft.procedure, in: tx),
            let agency = try AgencyStore.agency(draft.agency, in: tx)
        else { throw Problem.notFound }
        if let problem = try DraftStanding.of(procedure, on: act.at.localDate, in: tx).problem { throw problem }
        let profile = try CitizenStore.profile(of: draft.account, in: tx)
        let faults = draft.faults(procedure: procedure)
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        var filing = draft.filing(procedure: procedure, agency: agency, profile: profile)
        filing.language = language
        if let id = draft.mandate { filing.fileFor(try mandate(id, of: draft, for: procedure, act: act, in: tx)) }
        if let chosen = AgencyID(draft.answers["return-agency"]), try AgencyStore.isServed(chosen, in: tx) {
            filing.returningAgency = chosen
        }
        let dossier = try OpenDossier(filing: filing, filesOf: (FilingDraft.ownerKind, draft.id.description))
            .run(in: tx, act: act)
        draft.dossier = dossier.id
        draft.savedAt = act.at
        try FilingDraftStore.save(draft, in: tx)
        return dossier.id
    }

    /// - Throws: a fault on the first screen when the mandate does not count today, or not for this procedure.
    private func mandate(
        _ id: MandateID, of draft: FilingDraft, for procedure: Procedure, act: Act, in tx: Transaction
    ) throws -> Mandate {
        guard let mandate = try MandateStore.mandate(id, of: draft.account, in: tx),
            mandate.counts(on: act.at.localDate)
        else { throw Problem.invalid([FieldFault("who", "dossier.mandate-over")]) }
        guard mandate.scope.covers(procedure: procedure.code, field: procedure.field) else {
            throw Problem.invalid([FieldFault("who", "dossier.mandate-scope")])
        }
        return mandate
    }
}

import Access
import Base
import Catalogue
import Deadlines
import Files
import Identity
import Mandates
import Storage
import Web

/// Nộp hồ sơ trực tuyến: the form of a citizen with a phone, one question a screen. Nothing typed is ever lost: each
/// screen is kept as it stands before it is judged.
struct FilingPages {
    static let fileBytesMax = 20 * 1024 * 1024

    var routes: [Route] {
        [
            .get("/nop-ho-so/:code", "dossier.file", start),
            .post("/nop-ho-so/:code", "dossier.file", begin),
            .get("/nop-ho-so/nhap/:id/:step", "dossier.file", show),
            .post("/nop-ho-so/nhap/:id/:step", "dossier.file", answer),
            .post("/nop-ho-so/luu/:id", "dossier.file", autosave),
            .post("/nop-ho-so/tep/:id/:component", "dossier.file", body: .files(bytesPerFileMax: Self.fileBytesMax), attach),
            .post("/nop-ho-so/bo-tep/:id/:component/:file", "dossier.file", detach),
            .post("/nop-ho-so/ban-moi/:id", "dossier.file", renew),
            .post("/nop-ho-so/xoa/:id", "dossier.file", discard),
            .get("/nop-ho-so/da-nop/:id", "dossier.file", sent).reads(.page),
        ]
    }

    // MARK: Begin

    func start(_ request: WebRequest) async throws -> Answer {
        let code = request.parameters["code"] ?? ""
        let (procedure, agencies, drafts) = try await request.site.database.read { snapshot in
            guard let procedure = try ProcedureStore.current(code: code, on: request.now.localDate, in: snapshot) else {
                throw Problem.notFound
            }
            let drafts = try request.caller.account.map { try FilingDraftStore.unsent(of: $0, in: snapshot) } ?? []
            let versions = Set(try ProcedureStore.editions(of: code, in: snapshot).map(\.id))
            return (procedure, try AgencyStore.served(in: snapshot), drafts.filter { versions.contains($0.procedure) })
        }
        return .page(FilingViews.start(procedure, agencies: agencies, drafts: drafts, request))
    }

    func begin(_ request: WebRequest) async throws -> Answer {
        let code = request.parameters["code"] ?? ""
        return try await request.once(lane: .free) { tx in
            guard let procedure = try ProcedureStore.current(code: code, on: request.now.localDate, in: tx) else {
                throw Problem.notFound
            }
            let served = try AgencyStore.served(in: tx)
            let chosen = served.count == 1 ? served.first : served.first { $0.id.description == request.form["agency"] }
            guard let agency = chosen else { throw Problem.invalid([FieldFault("agency", "dossier.agency-missing")]) }
            let draft = try StartDraft(procedure: procedure, agency: agency.id).run(in: tx, act: request.act)
            return .redirect(to: FilingViews.path(draft, .who))
        }
    }

    // MARK: Screen by screen

    func show(_ request: WebRequest) async throws -> Answer {
        let step = try step(request)
        let screen = try await screen(request)
        if let dossier = screen.draft.dossier { return .redirect(to: "/nop-ho-so/da-nop/\(dossier)") }
        // Nobody reviews what is not complete: they are led to the first screen that still needs them.
        let open = screen.draft.firstOpenStep(procedure: screen.procedure)
        if step.number > open.number { return .redirect(to: FilingViews.path(screen.draft, open)) }
        return .page(FilingViews.page(step, screen, problem: nil, request))
    }

    func answer(_ request: WebRequest) async throws -> Answer {
        let step = try step(request)
        if step == .review { return try await submit(request) }
        var screen = try await screen(request)
        var typed: [String: String] = [:]
        let said = step == .applicant ? screen.mandate.map(FilingDraft.fields(saidBy:)) ?? [] : []
        for name in FilingDraft.fields(of: step, procedure: screen.procedure) where !said.contains(name) {
            typed[name] = request.form[name]
        }
        let id = screen.draft.id
        let values = typed
        screen.draft = try await request.site.database.write(lane: .free) { tx in
            try SaveDraft(id, values: values).run(in: tx, act: request.act)
        }
        do {
            try screen.draft.check(step, procedure: screen.procedure)
            if step == .who { try screen.checkMandate() }
        } catch {
            return .page(FilingViews.page(step, screen, problem: error, request), status: 422)
        }
        let back = request.query["ve"] == FilingDraft.Step.review.rawValue
        return .redirect(to: FilingViews.path(screen.draft, back ? .review : step.next ?? .review))
    }

    private func submit(_ request: WebRequest) async throws -> Answer {
        let id: ID<FilingDraft> = try request.id("id")
        return try await request.once(
            orAgain: { FilingViews.page(.review, try await screen(request), problem: $0, request) }
        ) { tx in
            let dossier = try SubmitDraft(id, language: request.strings.language.tag).run(in: tx, act: request.act)
            return .redirect(to: "/nop-ho-so/da-nop/\(dossier)")
        }
    }

    /// Lưu nháp while the person types: keeps whatever is there and says nothing but yes.
    func autosave(_ request: WebRequest) async throws -> Answer {
        let id: ID<FilingDraft> = try request.id("id")
        let reserved: Set<String> = ["csrf", "once"]
        var typed: [String: String] = [:]
        for name in request.form.names where !reserved.contains(name) && !name.hasPrefix("files-") {
            typed[name] = request.form[name]
        }
        let values = typed
        try await request.site.database.write(lane: .free) { tx in
            let draft = try FilingDraftStore.draft(id, for: request.permit, in: tx)
            guard let procedure = try ProcedureStore.version(draft.procedure, in: tx) else { throw Problem.notFound }
            let known = Set(FilingDraft.Step.allCases.flatMap { FilingDraft.fields(of: $0, procedure: procedure) })
            try SaveDraft(id, values: values.filter { known.contains($0.key) }).run(in: tx, act: request.act)
        }
        return Answer(status: 204, body: .empty)
    }

    // MARK: Papers

    func attach(_ request: WebRequest) async throws -> Answer {
        let id: ID<FilingDraft> = try request.id("id")
        let screen = try await screen(request)
        guard let number = Int(request.parameters["component"] ?? ""),
            screen.procedure.components.contains(where: { $0.number == number })
        else { throw Problem.notFound }
        let files = request.files["file"] ?? []
        if files.isEmpty {
            let problem = Problem.invalid([FieldFault("component-\(number)", "dossier.file-missing")])
            return .page(FilingViews.page(.papers, screen, problem: problem, request), status: 422)
        }
        return try await request.once(lane: .free) { tx in
            try AttachToDraft(id, component: number, files: files).run(in: tx, act: request.act)
            return .redirect(to: "\(FilingViews.path(screen.draft, .papers))#f-component-\(number)")
        }
    }

    func detach(_ request: WebRequest) async throws -> Answer {
        let id: ID<FilingDraft> = try request.id("id")
        let file: ID<KeptFile> = try request.id("file")
        guard let number = Int(request.parameters["component"] ?? "") else { throw Problem.notFound }
        return try await request.once(lane: .free) { tx in
            try DetachFromDraft(id, component: number, file: file).run(in: tx, act: request.act)
            return .redirect(to: "/nop-ho-so/nhap/\(id)/\(FilingDraft.Step.papers.rawValue)#f-component-\(number)")
        }
    }

    func renew(_ request: WebRequest) async throws -> Answer {
        let id: ID<FilingDraft> = try request.id("id")
        return try await request.once(lane: .free) { tx in
            let draft = try RenewDraft(id).run(in: tx, act: request.act)
            return .redirect(to: FilingViews.path(draft, .papers), notice: "draft-renewed")
        }
    }

    func discard(_ request: WebRequest) async throws -> Answer {
        let id: ID<FilingDraft> = try request.id("id")
        return try await request.once(lane: .free) { tx in
            try DiscardDraft(id).run(in: tx, act: request.act)
            return .redirect(to: "/ho-so-cua-toi", notice: "draft-discarded")
        }
    }

    // MARK: Done

    func sent(_ request: WebRequest) async throws -> Answer {
        let id: ID<Dossier> = try request.id("id")
        let folder = try await request.site.database.read { try DossierFolder.read(id, for: request.permit, in: $0) }
        return .page(FilingViews.sent(folder, request))
    }

    private func step(_ request: WebRequest) throws(Problem) -> FilingDraft.Step {
        guard let step = FilingDraft.Step(rawValue: request.parameters["step"] ?? "") else { throw .notFound }
        return step
    }

    private func screen(_ request: WebRequest) async throws -> FilingScreen {
        let id: ID<FilingDraft> = try request.id("id")
        return try await request.site.database.read { snapshot in
            let draft = try FilingDraftStore.draft(id, for: request.permit, in: snapshot)
            guard let procedure = try ProcedureStore.version(draft.procedure, in: snapshot),
                let agency = try AgencyStore.agency(draft.agency, in: snapshot)
            else { throw Problem.notFound }
            return FilingScreen(draft: draft, procedure: procedure,
                standing: try DraftStanding.of(procedure, on: request.now.localDate, in: snapshot), agency: agency,
                served: try AgencyStore.served(in: snapshot),
                profile: try CitizenStore.profile(of: draft.account, in: snapshot),
                mandates: try MandateStore.mandates(of: draft.account, in: snapshot).filter {
                    $0.counts(on: request.now.localDate)
                },
                files: try FileStore.files(ownerKind: FilingDraft.ownerKind, owner: id.description, in: snapshot))
        }
    }
}

/// What every screen of the form needs to be drawn.
struct FilingScreen: Sendable {
    var draft: FilingDraft
    let procedure: Procedure
    let standing: DraftStanding
    let agency: Agency
    /// The communes at whose counters a result may be collected.
    let served: [Agency]
    let profile: CitizenProfile?
    /// By which the person may act for somebody else today.
    let mandates: [Mandate]
    let files: [ID<KeptFile>: KeptFile]

    /// The one by which this is filed.
    var mandate: Mandate? { draft.mandate.flatMap { id in mandates.first { $0.id == id } } }

    /// - Throws: a fault on the question for whom it is: what was chosen does not count any more, or not for this.
    func checkMandate() throws(Problem) {
        guard draft.mandate != nil else { return }
        guard let mandate else { throw .invalid([FieldFault("who", "dossier.mandate-over")]) }
        guard mandate.scope.covers(procedure: procedure.code, field: procedure.field) else {
            throw .invalid([FieldFault("who", "dossier.mandate-scope")])
        }
    }

    /// Where the person collects: as chosen, or where it is decided.
    var returningAgency: Agency {
        served.first { $0.id.description == draft.answers["return-agency"] } ?? agency
    }
}

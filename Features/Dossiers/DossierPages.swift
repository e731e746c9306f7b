import Access
import Base
import Blobs
import Calendars
import Deadlines
import Files
import Identity
import Storage
import Web

/// Một hồ sơ trên bàn làm việc: everything about one dossier, and the buttons that this officer may press now.
struct DossierPages {
    static let files = Route.Body.files(bytesPerFileMax: FilingPages.fileBytesMax)

    let live: LiveCalendar
    var panels: [DossierPanel] = []
    var tellers: [StoryTeller] = []

    var calendar: WorkCalendar { live.current }

    var routes: [Route] {
        [
            .get("/ho-so/:id", "dossier.see", show).reads(.page),
            .get("/ho-so/:id/tep/:file", "dossier.see", file).reads(.file, part: "file"),
            .get("/ho-so/:id/ket-qua", "dossier.see") { try await DossierFiles.result($0) }.reads(.file),
            .post("/ho-so/:id/tiep-nhan", "dossier.receive", accept),
            .post("/ho-so/:id/tu-choi", "dossier.receive", refuse),
            .post("/ho-so/:id/chuyen", "dossier.receive", forward),
            .post("/ho-so/:id/nhan-xu-ly", "dossier.work", claim),
            .post("/ho-so/:id/phan-cong", "dossier.assign", assign),
            .post("/ho-so/:id/ghi-chu", "dossier.note", note),
            .post("/ho-so/:id/yeu-cau-bo-sung", "dossier.ask-supplement", askSupplement),
            .post("/ho-so/:id/bo-sung", "dossier.receive", supply),
            .post("/ho-so/:id/trinh-ky", "dossier.work", body: Self.files, propose),
            .post("/ho-so/:id/duyet", "dossier.decide", body: Self.files, approve),
            .post("/ho-so/:id/tra-lai", "dossier.decide", sendBack),
            .post("/ho-so/:id/phat-hanh", "dossier.publish", body: Self.files, publish),
            .post("/ho-so/:id/tra-ket-qua", "dossier.receive", handOver),
            .post("/ho-so/:id/rut", "dossier.receive", withdraw),
            .post("/ho-so/:id/so-hoa", "dossier.digitise", body: Self.files, addPaper),
            .post("/ho-so/:id/thu-phi", "dossier.fee", settleFee),
            .post("/ho-so/:id/hoan-tac", "dossier.see", takeBack),
        ].drawingAgain() + wayRoutes.drawingAgain()
    }

    // MARK: To see

    func show(_ request: WebRequest) async throws -> Answer {
        .page(try await page(request, problem: nil))
    }

    private func page(_ request: WebRequest, problem: Problem?) async throws -> Page {
        let id: ID<Dossier> = try request.id("id")
        let found = try await request.site.database.read { snapshot in
            let folder = try DossierFolder.read(id, for: request.permit, in: snapshot)
            return (folder, try AgencyStore.offices(of: folder.dossier.agency, in: snapshot),
                try StaffStore.members(of: folder.dossier.agency, on: request.now.localDate, in: snapshot),
                try StandInStore.away(of: folder.dossier.agency, on: request.now.localDate, in: snapshot),
                try AgencyStore.working(in: snapshot),
                try MoveToVersion.newer(than: folder.procedure, on: request.now.localDate, in: snapshot),
                try request.permit.agency.map { try ReasonStore.choices(of: $0, in: snapshot) } ?? [:])
        }
        let (folder, offices, members, away, agencies, newer, reasons) = found
        let forms = DossierActionForms(
            folder: folder, offices: offices, members: members, away: away, agencies: agencies, newer: newer,
            reasons: ReasonFields(choices: reasons, t: request.strings), form: FormView(request, problem),
            request: request)
        return DossierViews(calendar: calendar, request: request)
            .page(folder, forms, panels: try await panels.html(for: .officer, folder, request),
                beside: try await tellers.lines(for: .officer, folder, request), problem: problem)
    }

    func file(_ request: WebRequest) async throws -> Answer {
        try await DossierFiles.answer(request)
    }

    // MARK: To do

    func accept(_ request: WebRequest) async throws -> Answer {
        let term = TermFields.typed(request.form)
        let office = ID<OfficeMark>(request.form["office"])
        return try await act(request, "dossier-accepted") { id, tx, act in
            try AcceptDossier(id, termIfUnknown: term, office: office, calendar: live.current(in: tx))
                .run(in: tx, act: act)
        }
    }

    func refuse(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-refused") {
            try RefuseDossier($0, reason: request.form.reason()).run(in: $1, act: $2)
        }
    }

    func forward(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-forwarded") { id, tx, act in
            guard let office = ID<OfficeMark>(request.form["office"]) else {
                throw Problem.invalid([FieldFault("office", "dossier.office-missing")])
            }
            try ForwardDossier(id, to: office).run(in: tx, act: act)
        }
    }

    func claim(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-claimed") { try ClaimDossier($0).run(in: $1, act: $2) }
    }

    func assign(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-assigned") { id, tx, act in
            guard let assignee = AccountID(request.form["assignee"]) else {
                throw Problem.invalid([FieldFault("assignee", "dossier.assignee-missing")])
            }
            try AssignDossier(id, to: assignee).run(in: tx, act: act)
        }
    }

    func note(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-noted") { try NoteOnDossier($0, text: request.form["note"]).run(in: $1, act: $2) }
    }

    func askSupplement(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-supplement-asked") {
            try AskForSupplement($0, points: request.form.reason("points"), calendar: live.current(in: $1))
                .run(in: $1, act: $2)
        }
    }

    func supply(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-supplied") {
            try SupplyMore($0, answer: request.form["answer"], files: [], calendar: live.current(in: $1))
                .run(in: $1, act: $2)
        }
    }

    func propose(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-proposed") {
            try ProposeResult($0, proposal: request.form["proposal"], file: request.files["result-file"]?.first)
                .run(in: $1, act: $2)
        }
    }

    func approve(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-approved") {
            try ApproveResult($0, file: request.files["result-file"]?.first).run(in: $1, act: $2)
        }
    }

    func sendBack(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-sent-back") {
            try SendBack($0, reason: request.form.reason()).run(in: $1, act: $2)
        }
    }

    func publish(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-published") {
            try PublishResult($0, number: request.form["number"], file: request.files["result-file"]?.first)
                .run(in: $1, act: $2)
        }
    }

    func handOver(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-handed-over") {
            try HandOverResult($0, collectedBy: request.form["collector"]).run(in: $1, act: $2)
        }
    }

    func withdraw(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-withdrawn") {
            try WithdrawDossier($0, reason: request.form.reason()).run(in: $1, act: $2)
        }
    }

    func addPaper(_ request: WebRequest) async throws -> Answer {
        let files = request.files["file"] ?? []
        let component = Int(request.form["component"]) ?? 0
        return try await act(request, "dossier-paper-added") { id, tx, act in
            if files.isEmpty { throw Problem.invalid([FieldFault("file", "dossier.file-missing")]) }
            for file in files { try AddPaper(id, component: component, file: file).run(in: tx, act: act) }
        }
    }

    func settleFee(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-fee-settled") { id, tx, act in
            let typed = FeeFields.typed(request.form, rule: .unknown)
            guard typed.faults.isEmpty else { throw Problem.invalid(typed.faults) }
            try SettleFee(id, typed.standing, amount: typed.amount).run(in: tx, act: act)
        }
    }

    func takeBack(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-taken-back") { try TakeBack($0).run(in: $1, act: $2) }
    }

    /// One deed on the dossier of the path; what the person got wrong is shown on the dossier's own page.
    ///
    /// - Parameter leavesSight: whether the deed takes it out of the officer's sight, so that the desk is shown.
    func act(
        _ request: WebRequest, _ notice: String, leavesSight: Bool = false,
        _ deed: @escaping @Sendable (ID<Dossier>, Transaction, Act) throws -> Void
    ) async throws -> Answer {
        let id: ID<Dossier> = try request.id("id")
        let back = request.form["back"] == "/ky-duyet" ? "/ky-duyet" : "/ho-so/\(id)\(Worklist.tail(of: request))"
        return try await request.once(orAgain: { try await page(request, problem: $0) }) { tx in
            try deed(id, tx, request.act)
            return .redirect(to: leavesSight ? "/ban-lam-viec" : back, notice: notice)
        }
    }
}

/// Sends a file of a dossier to whoever may see the dossier.
enum DossierFiles {
    static func answer(_ request: WebRequest) async throws -> Answer {
        let id: ID<Dossier> = try request.id("id")
        let file: ID<KeptFile> = try request.id("file")
        let kept = try await request.site.database.read { snapshot in
            let dossier = try DossierStore.dossier(id, for: request.permit, in: snapshot)
            return try FileStore.file(file, ownerKind: "dossier", owner: dossier.id.description, in: snapshot)
        }
        guard let kept else { throw Problem.notFound }
        return try await send(kept, request)
    }

    /// The electronic result: to officers who see the dossier from its first draft on, to the citizen once it is issued.
    static func result(_ request: WebRequest) async throws -> Answer {
        let id: ID<Dossier> = try request.id("id")
        let kept = try await request.site.database.read { snapshot -> KeptFile? in
            let dossier = try DossierStore.dossier(id, for: request.permit, in: snapshot)
            guard request.caller.staff != nil || dossier.state.hasResult else { return nil }
            return try DossierPartsStore.result(of: id, in: snapshot)?.file
        }
        guard let kept else { throw Problem.notFound }
        return try await send(kept, request)
    }

    private static func send(_ kept: KeptFile, _ request: WebRequest) async throws -> Answer {
        // Pictures and PDF are shown; a text document is offered to save, since browsers cannot show it.
        .file(try await request.site.blobs.bytes(of: kept.digest), type: kept.type.rawValue, name: kept.name,
            attachment: kept.type == .docx)
    }
}

import Access
import Base
import Blobs
import Calendars
import Catalogue
import Deadlines
import Identity
import Storage
import Web

/// Hồ sơ của tôi: what a citizen has filed, in plain words, and what still has to be done.
struct MyDossiersPages {
    static let listMax = 200

    let live: LiveCalendar
    var panels: [DossierPanel] = []
    var tellers: [StoryTeller] = []

    private var calendar: WorkCalendar { live.current }

    var routes: [Route] {
        [
            .get("/ho-so-cua-toi", "dossier.own", list),
            .get("/ho-so-cua-toi/:id", "dossier.own", show).reads(.page),
            .get("/ho-so-cua-toi/:id/tep/:file", "dossier.own") { try await DossierFiles.answer($0) }
                .reads(.file, part: "file"),
            .get("/ho-so-cua-toi/:id/ket-qua", "dossier.own") { try await DossierFiles.result($0) }.reads(.file),
            .post("/ho-so-cua-toi/:id/bo-sung", "dossier.own", body: .files(bytesPerFileMax: FilingPages.fileBytesMax), supply),
            .post("/ho-so-cua-toi/:id/rut", "dossier.own", withdraw),
            .post("/ho-so-cua-toi/:id/dung", "dossier.own", stop),
        ].drawingAgain()
    }

    func list(_ request: WebRequest) async throws -> Answer {
        guard let account = request.caller.account else { throw Problem.forbidden }
        let others = try TakeNamedDossiers(policy: request.site.policy)
        let (dossiers, drafts, named, names) = try await request.site.database.read { snapshot in
            let dossiers = try DossierStore.mine(request.permit, limit: Self.listMax, in: snapshot)
            let drafts = try FilingDraftStore.unsent(of: account, in: snapshot)
            let named = try others.named(account, in: snapshot)
            let procedures = Set((dossiers + named).map(\.procedure) + drafts.map(\.procedure))
            return (dossiers, drafts, named, try ProcedureStore.names(of: procedures, in: snapshot))
        }
        let t = request.strings
        let cards = dossiers.map { dossier -> HTML in
            """
            <li class="my-card"><a href="/ho-so-cua-toi/\(dossier.id)">\(names[dossier.procedure] ?? dossier.procedureCode)</a>
            \(DossierWords.tag(dossier.state, t))\(ActingWords.whose(dossier, account, t))<p class="hint">\(dossier.code.text) · \(t.formats.date(dossier.submittedAt.localDate))</p></li>
            """
        }
        let waiting = drafts.map { draft -> HTML in
            """
            <li class="my-card"><a href="\(FilingViews.path(draft, .who))">\(names[draft.procedure] ?? "")</a>
            <p class="hint">\(t("dossier.my.draft-saved", ["time": t.formats.dateTime(draft.savedAt)]))</p>
            \(Components.action(t("dossier.my.discard"), to: "/nop-ho-so/xoa/\(draft.id)", request, .plain))</li>
            """
        }
        let main: HTML = """
            <h1>\(t("dossier.my.title"))</h1>
            \(OwnDossierPages.named(named, names, request))
            \(if: !waiting.isEmpty, "<h2>\(t("dossier.my.drafts"))</h2><ul class=\"my-list\">\(waiting)</ul>")
            \(if: !waiting.isEmpty && !cards.isEmpty, "<h2>\(t("dossier.my.sent"))</h2>")
            \(if: !cards.isEmpty, "<ul class=\"my-list\">\(cards)</ul>")
            \(if: cards.isEmpty && waiting.isEmpty && named.isEmpty, Components.emptyState(t("dossier.my.empty"), text: t("dossier.my.empty.hint"),
                icon: .file, action: Components.buttonLink(t("dossier.my.find"), to: "/thu-tuc")))
            """
        let link: HTML = "<p><a href=\"\(OwnDossierPages.path)\">\(t("dossier.take-over.link"))</a></p>"
        return .page(Page(title: t("dossier.my.title"), density: .citizen, section: "/ho-so-cua-toi",
            main: "\(main)\(link)"))
    }

    func show(_ request: WebRequest) async throws -> Answer { .page(try await page(request, problem: nil)) }

    private func page(_ request: WebRequest, problem: Problem?) async throws -> Page {
        let id: ID<Dossier> = try request.id("id")
        let (folder, choices) = try await request.site.database.read { snapshot in
            let folder = try DossierFolder.read(id, for: request.permit, in: snapshot)
            return (folder, try ReasonStore.choices(of: folder.dossier.agency, in: snapshot))
        }
        let reasons = ReasonFields(choices: choices, t: request.strings)
        return MyDossierViews(calendar: calendar, request: request, reasons: reasons)
            .page(folder, panels: try await panels.html(for: .citizen, folder, request),
                beside: try await tellers.lines(for: .citizen, folder, request), problem: problem)
    }

    func supply(_ request: WebRequest) async throws -> Answer {
        try await act(request, "supplement-sent") { id, tx in
            try SupplyMore(id, answer: request.form["answer"], files: request.files["file"] ?? [],
                calendar: live.current(in: tx))
                .run(in: tx, act: request.act)
        }
    }

    func withdraw(_ request: WebRequest) async throws -> Answer {
        try await act(request, "withdrawn") { id, tx in
            try WithdrawDossier(id, reason: request.form.reason()).run(in: tx, act: request.act)
        }
    }

    func stop(_ request: WebRequest) async throws -> Answer {
        try await act(request, "dossier-stopped") { id, tx in
            try StopDossier(id, reason: request.form.reason()).run(in: tx, act: request.act)
        }
    }

    private func act(
        _ request: WebRequest, _ notice: String, _ deed: @escaping @Sendable (ID<Dossier>, Transaction) throws -> Void
    ) async throws -> Answer {
        let id: ID<Dossier> = try request.id("id")
        return try await request.once(orAgain: { try await page(request, problem: $0) }) { tx in
            try deed(id, tx)
            return .redirect(to: "/ho-so-cua-toi/\(id)", notice: notice)
        }
    }
}

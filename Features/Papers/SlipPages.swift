import Base
import Books
import Deadlines
import Dossiers
import Paper
import Storage
import Web

/// Giấy tờ đã cấp: the slips of one dossier, to look at, to print and to make void. The same for officers and, what
/// is theirs, for citizens. A slip is named by `?so=`; without it the last good one is meant.
struct SlipPages {
    /// As it is when it is asked for.
    let calendar: @Sendable () -> WorkCalendar

    static func path(of dossier: ID<Dossier>, for reader: PapersPanel.Reader) -> String {
        "\(reader.base)/\(dossier)/giay-to"
    }

    var routes: [Route] {
        [
            .get("/ho-so/:id/giay-to", "dossier.see") { try await list($0, .officer) }.reads(.page),
            .get("/ho-so/:id/giay-to/pdf", "dossier.see") { try await slip($0, .pdf) }.reads(.paper),
            .get("/ho-so/:id/giay-to/in", "dossier.see") { try await slip($0, .page) }.reads(.paper),
            .get("/ho-so/:id/giay-to/huy", .voidSlip) { .page(try await askVoid($0, problem: nil)) }.reads(.page),
            .post("/ho-so/:id/giay-to/huy", .voidSlip, void),
            .get("/ho-so/:id/phieu-kiem-soat", "dossier.see") { try await controlSheet($0, .pdf) }.reads(.paper),
            .get("/ho-so/:id/in-phieu-kiem-soat", "dossier.see") { try await controlSheet($0, .page) }.reads(.paper),
            .get("/ho-so/:id/giay-tiep-nhan", "dossier.see") { try await receipt($0, .pdf) }.reads(.paper),
            .get("/ho-so/:id/in-giay-tiep-nhan", "dossier.see") { try await receipt($0, .page) }.reads(.paper),
            .get("/ho-so-cua-toi/:id/giay-to", "dossier.own") { try await list($0, .citizen) }.reads(.page),
            .get("/ho-so-cua-toi/:id/giay-to/pdf", "dossier.own") { try await slip($0, .pdf) }.reads(.paper),
            .get("/ho-so-cua-toi/:id/giay-to/in", "dossier.own") { try await slip($0, .page) }.reads(.paper),
            .get("/ho-so-cua-toi/:id/giay-tiep-nhan", "dossier.own") { try await receipt($0, .pdf) }.reads(.paper),
        ].drawingAgain()
    }

    // MARK: To see

    private func list(_ request: WebRequest, _ reader: PapersPanel.Reader) async throws -> Answer {
        let t = request.strings
        let papers = try await read(request) { papers, _ in papers }
        let dossier = papers.folder.dossier
        return .page(Page(
            title: "\(t("paper.of-dossier")) \(dossier.code.text)", density: reader.density, section: reader.section,
            main: """
                \(Components.backLink(to: "\(reader.base)/\(dossier.id)", t, label: dossier.code.text))
                <h1>\(t("paper.of-dossier"))</h1>
                \(PapersPanel(papers: papers, reader: reader, request: request).content)
                """))
    }

    private func slip(_ request: WebRequest, _ way: PaperAnswer) async throws -> Answer {
        let (asked, publicURL) = (request.query["so"], request.site.publicURL)
        let (slip, paper) = try await read(request) { papers, snapshot in
            let slip = try papers.slip(asked)
            return (slip, try papers.paper(slip, publicURL: publicURL, in: snapshot))
        }
        return try way.answer(
            paper, name: "\(slip.book.symbol.lowercased())-\(slip.year)-\(twoDigits(slip.number))", request)
    }

    private func receipt(_ request: WebRequest, _ way: PaperAnswer) async throws -> Answer {
        let publicURL = request.site.publicURL
        let (code, paper) = try await read(request) { papers, snapshot in
            (papers.folder.dossier.code.text, try papers.receipt(publicURL: publicURL, in: snapshot))
        }
        return try way.answer(paper, name: "giay-tiep-nhan-\(code)", request)
    }

    private func controlSheet(_ request: WebRequest, _ way: PaperAnswer) async throws -> Answer {
        let (publicURL, days) = (request.site.publicURL, calendar())
        let (code, paper) = try await read(request) { papers, snapshot in
            (papers.folder.dossier.code.text, try papers.controlSheet(in: days, publicURL: publicURL, snapshot))
        }
        return try way.answer(paper, name: "phieu-kiem-soat-\(code)", request)
    }

    private func read<Value: Sendable>(
        _ request: WebRequest, _ body: @escaping @Sendable (DossierSlips, Snapshot) throws -> Value
    ) async throws -> Value {
        let id: ID<Dossier> = try request.id("id")
        return try await request.site.database.read { snapshot in
            try body(try DossierSlips.read(id, for: request.permit, in: snapshot), snapshot)
        }
    }

    // MARK: To make void

    private func askVoid(_ request: WebRequest, problem: Problem?) async throws -> Page {
        let t = request.strings
        let asked = request.query["so"]
        let (dossier, slip) = try await read(request) { papers, _ in
            (papers.folder.dossier, try papers.slip(asked))
        }
        let form = FormView(request, problem)
        let path = Self.path(of: dossier.id, for: .officer)
        let title = t("paper.void.title", ["number": slip.text])
        return Page(title: form.title(title), density: .officer, section: "/ban-lam-viec", main: """
            \(form.summary)\(Components.backLink(to: path, t, label: t("paper.of-dossier")))
            <h1>\(title)</h1><p>\(t("paper.form.\(PaperForm(slip.book).number)")) · \(dossier.code.text)</p>
            \(PapersPanel.refusal(problem, t))
            <p>\(t("paper.void.lead"))</p>
            \(Components.form(action: "\(path)/huy?so=\(slip.id)", request) {
                """
                \(form.textArea("reason", label: t("paper.void.reason"), hint: t("paper.void.reason.hint"), rows: 2))
                \(form.checkbox("again", label: t("paper.void.again"), hint: t("paper.void.again.hint")))
                \(Components.button(t("paper.void.do", ["number": slip.text]), .danger))
                """
            })
            """)
    }

    private func void(_ request: WebRequest) async throws -> Answer {
        let id: ID<Dossier> = try request.id("id")
        let asked = request.query["so"]
        let slip = try await read(request) { papers, _ in try papers.slip(asked).id }
        let deed = VoidSlip(
            slip, of: id.description, reason: request.form["reason"], isReplaced: request.form.has("again"))
        return try await request.once(orAgain: { try await askVoid(request, problem: $0) }) { tx in
            // Whoever does not reach the dossier learns nothing of its slips.
            _ = try DossierStore.dossier(id, for: request.permit, in: tx)
            try deed.run(in: tx, act: request.act)
            return .redirect(to: Self.path(of: id, for: .officer), notice: "slip-voided")
        }
    }
}

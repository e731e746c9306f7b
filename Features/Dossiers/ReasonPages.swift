import Access
import Base
import Storage
import Web

/// Lý do chọn sẵn, kept by whoever runs the centre. `/quan-tri/ly-do`.
struct ReasonPages: Sendable {
    static let path = "/quan-tri/ly-do"

    var routes: [Route] {
        [
            .get(Self.path, "dossier.reasons", show),
            .post("\(Self.path)/them", "dossier.reasons", add),
            .post("\(Self.path)/doi", "dossier.reasons", change),
        ]
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        .page(try await page(request, problem: nil))
    }

    @Sendable private func add(_ request: WebRequest) async throws -> Answer {
        guard let kind = DossierReason.Kind(rawValue: request.form["kind"]) else { throw Problem.notFound }
        return try await request.once(orAgain: { try await page(request, problem: $0) }) { tx in
            try AddReason(kind, request.form["text"]).run(in: tx, act: request.act)
            return .redirect(to: Self.path, notice: "reason-saved")
        }
    }

    @Sendable private func change(_ request: WebRequest) async throws -> Answer {
        guard let kind = DossierReason.Kind(rawValue: request.form["kind"]) else { throw Problem.notFound }
        let (text, isActive) = (request.form["text"], request.form["on"] == "1")
        return try await request.once { tx in
            try SwitchReason(kind, text, isActive: isActive).run(in: tx, act: request.act)
            return .redirect(to: Self.path, notice: "reason-saved")
        }
    }

    private func page(_ request: WebRequest, problem: Problem?) async throws -> Page {
        guard let agency = request.permit.agency else { throw Problem.forbidden }
        let reasons = try await request.site.database.read { try ReasonStore.reasons(of: agency, in: $0) }
        let t = request.strings
        let typed = problem == nil ? nil : DossierReason.Kind(rawValue: request.form["kind"])
        let forms = DossierReason.Kind.allCases.map { kind in
            (kind, kind == typed ? FormView(request, problem) : FormView(t, idPrefix: kind.rawValue))
        }
        let summary = forms.first { $0.0 == typed }?.1.summary ?? .empty
        let lists = forms.map { kind, form in
            section(kind, reasons.filter { $0.kind == kind }, form, request)
        }
        return Page(title: t("dossier.reasons"), density: .officer, section: Self.path, main: """
            \(summary)<h1>\(t("dossier.reasons"))</h1>
            <p class="lead">\(t("dossier.reasons.lead"))</p>
            \(lists)
            """)
    }

    private func section(
        _ kind: DossierReason.Kind, _ reasons: [DossierReason], _ form: FormView, _ request: WebRequest
    ) -> HTML {
        let t = request.strings
        let title = t("dossier.reasons.\(kind.rawValue)")
        let rows = reasons.map { reason in
            let button = Components.action(t(reason.isActive ? "dossier.reasons.off" : "dossier.reasons.on"),
                to: "\(Self.path)/doi", request, .plain,
                fields: [("kind", kind.rawValue), ("text", reason.text), ("on", reason.isActive ? "0" : "1")])
            let state = reason.isActive
                ? Components.tag(t("dossier.reasons.is-on"), .good) : Components.tag(t("dossier.reasons.is-off"))
            return Components.TableRow(["\(reason.text)", state, button])
        }
        return """
            <section><h2>\(title)</h2>
            \(Components.table(caption: title,
                columns: [.init(t("dossier.reasons.text")), .init(t("dossier.reasons.state")),
                    .init(t("dossier.reasons.change"), .action)],
                rows: rows, hidesCaption: true, folds: true))
            \(Components.form(action: "\(Self.path)/them", request) {
                """
                \(Components.hidden([("kind", kind.rawValue)]))
                \(form.text("text", label: t("dossier.reasons.add.label"), hint: t("dossier.reasons.add.hint")))
                \(Components.button(t("dossier.reasons.add"), .secondary))
                """
            })</section>
            """
    }
}

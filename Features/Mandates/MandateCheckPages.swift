import Access
import Base
import Storage
import Web

/// Kiểm tra giấy tờ làm thay: the officers' list of papers that wait, and one of them with its scan.
package struct MandateCheckPages {
    package static let path = "/uy-quyen"

    var routes: [Route] {
        [
            .get(Self.path, .mandateCheck, list).reads(.list, of: "worklist", record: nil),
            .get("\(Self.path)/:id", .mandateCheck) {
                .page(try await page($0, problem: nil))
            }.reads(.page, of: "mandate"),
            .get("\(Self.path)/:id/tep/:file", .mandateCheck) { try await MandateFiles.answer($0) }
                .reads(.file, of: "mandate", part: "file"),
            .post("\(Self.path)/:id/chap-nhan", .mandateCheck) { request in
                try await act(request, "mandate-accepted") { try CheckMandate($0, .accept).run(in: $1, act: $2) }
            },
            .post("\(Self.path)/:id/tu-choi", .mandateCheck) { request in
                let reason = request.form["reason"]
                return try await act(request, "mandate-refused") {
                    try CheckMandate($0, .refuse, reason: reason).run(in: $1, act: $2)
                }
            },
            .post("\(Self.path)/:id/cham-dut", .mandateCheck) { request in
                let reason = request.form["reason"]
                return try await act(request, "mandate-ended") {
                    try EndMandate($0, reason: reason).run(in: $1, act: $2)
                }
            },
        ].drawingAgain("mandate")
    }

    @Sendable private func list(_ request: WebRequest) async throws -> Answer {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let waiting = try await request.site.database.read { try MandateStore.waiting(at: agency, in: $0) }
        let (t, views) = (request.strings, MandateViews(request: request))
        let rows = waiting.map { mandate in
            Components.TableRow([
                "<a href=\"\(Self.path)/\(mandate.id)\">\(mandate.agentName)</a>", "\(mandate.principal.name)",
                "\(t("mandate.kind.\(mandate.kind.rawValue)"))", "\(views.days(mandate))",
                "\(t.formats.dateTime(mandate.madeAt))",
            ])
        }
        var answer = Answer.page(Page(title: t("mandate.check.title"), density: .officer, section: Self.path, main: """
            <h1>\(t("mandate.check.title"))</h1><p class="lead">\(t("mandate.check.lead"))</p>
            \(Components.table(caption: t("mandate.check.waiting"), columns: [
                .init(t("mandate.agent")), .init(t("mandate.principal")), .init(t("mandate.kind")),
                .init(t("mandate.term")), .init(t("mandate.made")),
            ], rows: rows, hidesCaption: false, folds: true,
                empty: Components.emptyState(t("mandate.check.none"), icon: .check)))
            """))
        answer.shown = waiting.map(\.id.description)
        return answer
    }

    private func page(_ request: WebRequest, problem: Problem?) async throws -> Page {
        let id: MandateID = try request.id("id")
        let (mandate, files) = try await request.site.database.read { snapshot in
            let mandate = try MandateStore.mandate(id, for: request.permit, in: snapshot)
            return (mandate, try MandateFiles.scans(of: mandate, in: snapshot))
        }
        let (t, views, form) = (request.strings, MandateViews(request: request), FormView(request, problem))
        let state = mandate.state(on: request.now.localDate)
        let title = t("mandate.check.one", ["agent": mandate.agentName, "name": mandate.principal.name])
        let isOpen = [.unconfirmed, .awaiting, .inForce, .coming].contains(state)
        return Page(title: form.title(title), density: .officer, section: Self.path, main: """
            \(Components.backLink(to: Self.path, t, label: t("mandate.check.title")))\(form.summary)
            \(MandateWords.refusal(problem, t))
            <h1>\(title)</h1><p>\(MandateViews.tag(state, t)) \(t("mandate.state.\(state.rawValue).means"))</p>
            \(views.facts(mandate, scans: files.map { ($0, "\(Self.path)/\(id)/tep/\($0.id)") }, isWhole: true))
            \(if: mandate.standing == .awaiting && isOpen, decision(form, id, request))
            \(if: mandate.standing == .accepted && isOpen && mandate.kind != .member,
                views.ending(form, action: "\(Self.path)/\(id)/cham-dut", needsReason: true))
            """)
    }

    private func decision(_ form: FormView, _ id: MandateID, _ request: WebRequest) -> HTML {
        let t = request.strings
        return """
            <section><h2>\(t("mandate.check.decide"))</h2><p>\(t("mandate.check.decide.lead"))</p>
            \(Components.action(t("mandate.check.accept"), to: "\(Self.path)/\(id)/chap-nhan", request, .primary,
                icon: .check))
            <details\(if: form.fault("reason") != nil, " open")><summary>\(t("mandate.check.refuse"))</summary>
            \(Components.form(action: "\(Self.path)/\(id)/tu-choi", request) { """
                \(form.textArea("reason", label: t("mandate.check.reason"), hint: t("mandate.check.reason.hint"),
                    rows: 2))
                \(Components.button(t("mandate.check.refuse"), .danger))
                """ })</details></section>
            """
    }

    private func act(
        _ request: WebRequest, _ notice: String,
        _ deed: @escaping @Sendable (MandateID, Transaction, Act) throws -> Void
    ) async throws -> Answer {
        let id: MandateID = try request.id("id")
        return try await request.once(orAgain: { try await page(request, problem: $0) }) { [act = request.act] tx in
            try deed(id, tx, act)
            return .redirect(to: "\(Self.path)/\(id)", notice: notice)
        }
    }
}

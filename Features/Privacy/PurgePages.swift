import Access
import Base
import Identity
import Paper
import Storage
import Web

/// `/quan-tri/tieu-huy`: what is over its time, who proposes and approves its destruction, what is held, the record.
struct PurgePages: Sendable {
    static let path = "/quan-tri/tieu-huy"
    static let holdPath = "\(path)/lenh-giu"
    private static let shown = 50

    let confirm: ConfirmPassword
    let purgers: [Purger]
    let fadings: [Fading]

    var routes: [Route] {
        [
            .get(Self.path, .purgeManage) { .page(try await list($0, nil)) },
            .post(Self.path, .purgeManage, propose),
            .get("\(Self.path)/dot/:id", .purgeManage) { try await show($0, nil) },
            .post("\(Self.path)/dot/:id/duyet", .purgeManage, approve),
            .post("\(Self.path)/dot/:id/goi-lai", .purgeManage, callBack),
            .get("\(Self.path)/dot/:id/bien-ban", .purgeManage, record),
            .get(Self.holdPath, .purgeManage) { .page(try await holds($0, nil)) },
            .post(Self.holdPath, .purgeManage, hold),
            .post("\(Self.holdPath)/:id/bo", .purgeManage, lift),
        ]
    }

    // MARK: To see

    private func list(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let now = request.now
        let (previews, fading, runs) = try await request.site.database.read { snapshot in
            (try purgers.map { try PurgePreview($0, of: agency, at: now, in: snapshot) },
                try fadings.map { try FadingPreview($0, at: now, in: snapshot) },
                try PurgeStore.runs(of: agency, limit: Self.shown, in: snapshot))
        }
        let t = request.strings
        let form = FormView(request, problem)
        let kinds = previews.filter { $0.total > 0 }.map {
            FormView.Choice($0.kind.id, "\($0.kind.name.text(t.language.tag)) (\(t.formats.number($0.total)))")
        }
        return Page(title: form.title(t("privacy.purge")), density: .officer, section: Self.path, main: """
            \(form.summary)\(IncidentViews.refusal(problem, t))
            \(Components.backLink(to: "/quan-tri", t, label: t("administration.title")))
            <h1>\(t("privacy.purge"))</h1>
            <p>\(t("privacy.purge.lead", ["days": "\(PurgeRun.mercyDays)"]))</p>
            \(Components.buttonRow([
                Components.buttonLink(t("privacy.hold"), to: Self.holdPath, .secondary, icon: .lock)]))
            <h2>\(t("privacy.purge.preview"))</h2>
            \(PurgeViews.previews(previews, t))
            \(if: !kinds.isEmpty, Components.form(action: Self.path, request) { """
                \(form.select("kind", label: t("privacy.kinds.kind"), kinds))
                \(form.textArea("ground", label: t("privacy.purge.ground"), hint: t("privacy.purge.ground.hint"),
                    rows: 2))
                \(password(form, t))
                \(Components.button(t("privacy.purge.propose"), .danger))
                """ })
            <h2>\(t("privacy.purge.runs"))</h2>
            \(PurgeViews.runs(runs, t))
            <h2>\(t("privacy.fading"))</h2>
            <p>\(t("privacy.fading.lead"))</p>
            \(PurgeViews.fadings(fading, t))
            """)
    }

    private func password(_ form: FormView, _ t: Strings) -> HTML {
        form.text("password", label: t("identity.password.old"), hint: t("privacy.purge.password.hint"),
            kind: .password, width: .half, autocomplete: "current-password")
    }

    private func show(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let id: ID<PurgeRun> = try request.id("id")
        let (run, counts, items) = try await request.site.database.read { snapshot in
            let run = try PurgeStore.run(id, of: request.permit.agency, in: snapshot)
            return (run, try PurgeStore.counts(of: id, in: snapshot),
                try PurgeStore.items(of: id, limit: PurgeViews.itemsShown, in: snapshot))
        }
        let t = request.strings
        let form = FormView(request, problem)
        let path = "\(Self.path)/dot/\(id)"
        let mayApprove = run.state == .proposed && run.proposedBy != request.caller.account
        let mayCallBack = run.state == .proposed || run.state == .approved && (run.due ?? request.now) > request.now
        let title = t("privacy.purge.run", ["code": run.code])
        return .page(Page(title: form.title(title), density: .officer, section: Self.path, main: """
            \(form.summary)\(IncidentViews.refusal(problem, t))
            \(Components.backLink(to: Self.path, t, label: t("privacy.purge")))
            <h1>\(title)</h1>
            \(PurgeViews.facts(run, counts, t))
            \(if: run.state == .proposed && !mayApprove, "<p>\(t("privacy.purge.second"))</p>")
            \(if: mayApprove, Components.form(action: "\(path)/duyet", request) { """
                \(password(form, t))
                \(Components.button(t("privacy.purge.approve", ["days": "\(PurgeRun.mercyDays)"]), .danger))
                """ })
            \(if: mayCallBack, Components.action(t("privacy.purge.call-back"), to: "\(path)/goi-lai", request))
            \(if: run.state == .done, Components.buttonLink(
                t("privacy.purge.record"), to: "\(path)/bien-ban", .secondary, icon: .print))
            \(PurgeViews.items(items, t))
            """), status: problem?.status ?? 200)
    }

    // MARK: To do

    @Sendable private func propose(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        do {
            guard let purger = purgers.first(where: { $0.kind == form["kind"] }) else {
                throw Problem.invalid([FieldFault("kind", "privacy.purge-kind")])
            }
            try Self.checkGround(form)
            try await confirm.check(request)
            return try await request.once { tx in
                let id = try ProposePurge(purger, ground: form["ground"]).run(in: tx, act: request.act)
                return .redirect(to: "\(Self.path)/dot/\(id)", notice: "purge-proposed")
            }
        } catch let problem as Problem where !problem.fields.isEmpty || problem.status == 409 {
            return .page(try await list(request, problem), status: problem.status)
        }
    }

    /// Before the slow look at the password, so that both are told at once and nobody types it twice.
    private static func checkGround(_ form: FormValues) throws(Problem) {
        guard let fault = WrittenGround.read(form["ground"], "ground", "privacy.purge-ground").fault else { return }
        let missing = FieldFault("password", "identity.old-password-missing")
        throw .invalid([fault] + (form["password"].isEmpty ? [missing] : []))
    }

    @Sendable private func approve(_ request: WebRequest) async throws -> Answer {
        let id: ID<PurgeRun> = try request.id("id")
        _ = try await request.site.database.read { try PurgeStore.run(id, of: request.permit.agency, in: $0) }
        do {
            try await confirm.check(request)
            return try await request.once { tx in
                try ApprovePurge(id).run(in: tx, act: request.act)
                return .redirect(to: "\(Self.path)/dot/\(id)", notice: "purge-approved")
            }
        } catch let problem as Problem where !problem.fields.isEmpty || problem.status == 409 {
            return try await show(request, problem)
        }
    }

    @Sendable private func callBack(_ request: WebRequest) async throws -> Answer {
        let id: ID<PurgeRun> = try request.id("id")
        do {
            return try await request.once { tx in
                try CallBackPurge(id).run(in: tx, act: request.act)
                return .redirect(to: "\(Self.path)/dot/\(id)", notice: "purge-called-back")
            }
        } catch let problem as Problem where problem.status == 409 {
            return try await show(request, problem)
        }
    }

    /// Biên bản tiêu hủy.
    @Sendable private func record(_ request: WebRequest) async throws -> Answer {
        let id: ID<PurgeRun> = try request.id("id")
        let (run, agency, counts, items, digest) = try await request.site.database.read { snapshot in
            let run = try PurgeStore.run(id, of: request.permit.agency, in: snapshot)
            return (run, try AgencyStore.agency(run.agency, in: snapshot),
                try PurgeStore.counts(of: id, in: snapshot),
                try PurgeStore.items(of: id, .destroyed, limit: ProposePurge.recordsMax, in: snapshot),
                try CarryOutPurge.digest(of: id, in: snapshot))
        }
        guard let agency else { throw Problem.notFound }
        guard run.state == .done else { throw Problem("purge-not-done", status: 409) }
        let paper = PurgePaper.document(run, counts, items, digest: digest, agency: agency, request.strings)
        return .file(
            try PDFRenderer.render(paper), type: "application/pdf", name: "bien-ban-tieu-huy-\(run.code).pdf")
    }

    // MARK: Holds

    private func holds(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let holds = try await request.site.database.read {
            try PurgeStore.holds(of: agency, limit: Self.shown, in: $0)
        }
        let t = request.strings
        let form = FormView(request, problem)
        return Page(title: form.title(t("privacy.hold")), density: .officer, section: Self.path, main: """
            \(form.summary)\(IncidentViews.refusal(problem, t))
            \(Components.backLink(to: Self.path, t, label: t("privacy.purge")))
            <h1>\(t("privacy.hold"))</h1>
            <p>\(t("privacy.hold.lead"))</p>
            \(PurgeViews.holds(holds, request))
            <h2>\(t("privacy.hold.new"))</h2>
            \(Components.form(action: Self.holdPath, request) { """
                \(form.select("subject", label: t("privacy.hold.subject"), LegalHold.Subject.allCases.map {
                    .init($0.rawValue, t("privacy.hold.subject.\($0.rawValue)"))
                }))
                \(form.text("record", label: t("privacy.hold.record"), hint: t("privacy.hold.record.hint"),
                    width: .half))
                \(form.textArea("reason", label: t("privacy.hold.reason"), rows: 2))
                \(Components.button(t("privacy.hold.new")))
                """ })
            """)
    }

    @Sendable private func hold(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await request.once(orAgain: { try await holds(request, $0) }) { tx in
            guard let subject = LegalHold.Subject(rawValue: form["subject"]) else {
                throw Problem.invalid([FieldFault("subject", "privacy.hold-subject")])
            }
            try HoldRecords(subject, form["record"], reason: form["reason"]).run(in: tx, act: request.act)
            return .redirect(to: Self.holdPath, notice: "hold-placed")
        }
    }

    @Sendable private func lift(_ request: WebRequest) async throws -> Answer {
        let id: ID<LegalHold> = try request.id("id")
        return try await request.once(orAgain: { try await holds(request, $0) }) { tx in
            _ = try PurgeStore.hold(id, of: request.permit.agency, in: tx)
            try LiftHold(id, reason: request.form["reason"]).run(in: tx, act: request.act)
            return .redirect(to: Self.holdPath, notice: "hold-lifted")
        }
    }
}

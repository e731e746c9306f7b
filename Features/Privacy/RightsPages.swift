import Access
import Base
import Calendars
import Identity
import Storage
import Web

/// `/quan-tri/yeu-cau-du-lieu`: the register of what people ask about their data, and how it is answered.
struct RightsPages: Sendable {
    static let path = "/quan-tri/yeu-cau-du-lieu"
    private static let shown = 200

    let confirm: ConfirmPassword
    let calendar: LiveCalendar

    var routes: [Route] {
        [
            .get(Self.path, .rightsManage) { try await list($0, nil) }.reads(.list, of: "worklist", record: nil),
            .post(Self.path, .rightsManage, enter).reads(.list, of: "worklist", record: nil),
            .get("\(Self.path)/:id", .rightsManage) { try await show($0, nil) }
                .reads(.page, of: "rights-request"),
            .post("\(Self.path)/:id/xac-nhan", .rightsManage, acknowledge).reads(.page, of: "rights-request"),
            .post("\(Self.path)/:id/tra-loi", .rightsManage, reply).reads(.page, of: "rights-request"),
            .post("\(Self.path)/:id/ban-sao", .rightsManage, copy).reads(.list, record: nil),
        ]
    }

    // MARK: To see

    private func list(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let requests = try await request.site.database.read {
            try RightsRequestStore.requests(of: agency, limit: Self.shown, in: $0)
        }
        let t = request.strings
        let form = FormView(request, problem)
        let page = Page(title: form.title(t("privacy.rights")), density: .officer, section: Self.path, main: """
            \(form.summary)\(IncidentViews.refusal(problem, t))
            \(Components.backLink(to: "/quan-tri", t, label: t("administration.title")))
            <h1>\(t("privacy.rights"))</h1>
            <p>\(t("privacy.rights.lead"))</p>
            \(RightsViews.table(requests, today: request.now.localDate, t))
            <h2>\(t("privacy.rights.enter"))</h2>
            \(Components.form(action: Self.path, request) { """
                \(form.select("kind", label: t("privacy.rights.kind"), RightsViews.kinds(t)))
                \(form.text("name", label: t("privacy.touched.name"), width: .half))
                \(form.text("personal-id", label: t("privacy.touched.personal-id"), width: .half, isOptional: true))
                \(form.text("phone", label: t("privacy.touched.phone"), width: .half, isOptional: true))
                \(form.textArea("content", label: t("privacy.rights.content")))
                \(Components.button(t("privacy.rights.enter"), .secondary))
                """ })
            """)
        var answer = Answer.page(page, status: problem?.status ?? 200)
        answer.shown = requests.map(\.id.description)
        return answer
    }

    private func show(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let id: ID<RightsRequest> = try request.id("id")
        let one = try await request.site.database.read {
            try RightsRequestStore.request(id, of: request.permit.agency, in: $0)
        }
        let page = RightsViews.page(one, FormView(request, problem), problem, request)
        return .page(page, status: problem?.status ?? 200)
    }

    // MARK: To do

    @Sendable private func enter(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await request.once(orAnswer: { try await list(request, $0) }) { tx in
            guard let kind = RightsRequest.Kind(rawValue: form["kind"]) else {
                throw Problem.invalid([FieldFault("kind", "privacy.rights-kind")])
            }
            let id = try AskAboutOwnRecords(
                kind, content: form["content"], person: (form["name"], form["personal-id"], form["phone"]),
                calendar: calendar.current(in: tx)
            ).run(in: tx, act: request.act)
            return .redirect(to: "\(Self.path)/\(id)", notice: "rights-entered")
        }
    }

    @Sendable private func acknowledge(_ request: WebRequest) async throws -> Answer {
        try await act(request, "rights-acknowledged") {
            try AcknowledgeRightsRequest($0).run(in: $1, act: request.act)
        }
    }

    @Sendable private func reply(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await act(request, "rights-answered") { id, tx in
            guard let outcome = RightsRequest.Outcome(rawValue: form["outcome"]) else {
                throw Problem.invalid([FieldFault("outcome", "privacy.rights-outcome")])
            }
            try AnswerRightsRequest(id, outcome, ground: form["ground"], note: form["note"])
                .run(in: tx, act: request.act)
        }
    }

    /// The record is looked for before the form is: what is out of reach answers like what is not there.
    private func act(
        _ request: WebRequest, _ notice: String,
        _ deed: @escaping @Sendable (ID<RightsRequest>, Transaction) throws -> Void
    ) async throws -> Answer {
        let id: ID<RightsRequest> = try request.id("id")
        do {
            return try await request.once { tx in
                _ = try RightsRequestStore.request(id, of: request.permit.agency, in: tx)
                try deed(id, tx)
                return .redirect(to: "\(Self.path)/\(id)", notice: notice)
            }
        } catch let problem as Problem where !problem.fields.isEmpty || problem.status == 409 {
            return try await show(request, problem)
        }
    }

    /// The copy for a written request, after the official has said again who they are.
    @Sendable private func copy(_ request: WebRequest) async throws -> Answer {
        let id: ID<RightsRequest> = try request.id("id")
        let (permit, now) = (request.permit, request.now)
        let one = try await request.site.database.read {
            try RightsRequestStore.request(id, of: permit.agency, in: $0)
        }
        do {
            try await confirm.check(request)
            let copy = try await request.site.database.read {
                try PersonCopy.asked(by: one, for: permit, at: now, in: $0)
            }
            var answer = Answer.file(
                try await copy.zip(request.site.blobs, request.strings), type: "application/zip",
                name: "ban-sao-du-lieu-\(one.code).zip", attachment: true)
            answer.shown = copy.dossiers.map(\.folder.dossier.id.description)
            return answer
        } catch let problem as Problem where !problem.fields.isEmpty || problem.status == 409 {
            return try await show(request, problem)
        }
    }
}

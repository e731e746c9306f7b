import Access
import Base
import Identity
import Paper
import Storage
import Web

/// `/quan-tri/su-co`: incidents with personal data, their clocks and duties, whom they touched, the papers they need.
struct IncidentPages: Sendable {
    static let path = "/quan-tri/su-co"
    private static let shown = 100

    /// What other features bring to the bundle of evidence.
    let evidence: [EvidencePart]

    var routes: [Route] {
        [
            .get(Self.path, .incidentManage, list),
            .get("\(Self.path)/moi", .incidentManage) { .page(Self.newPage($0, nil)) },
            .post("\(Self.path)/moi", .incidentManage, record),
            .get("\(Self.path)/:id", .incidentManage) { try await show($0, nil) }.reads(.list, record: nil),
            .post("\(Self.path)/:id/sua", .incidentManage, amend).reads(.list, record: nil),
            .post("\(Self.path)/:id/viec", .incidentManage, finish).reads(.list, record: nil),
            .post("\(Self.path)/:id/ket-thuc", .incidentManage, close).reads(.list, record: nil),
            .get("\(Self.path)/:id/bao-cao", .incidentManage, paper),
            .get("\(Self.path)/:id/thu", .incidentManage, letters).reads(.list, record: nil),
            .get("\(Self.path)/:id/danh-sach", .incidentManage, sheet).reads(.list, record: nil),
            .get("\(Self.path)/:id/chung-cu", .incidentManage, bundle).reads(.log, of: "reading", record: nil),
        ]
    }

    // MARK: To see

    @Sendable private func list(_ request: WebRequest) async throws -> Answer {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let incidents = try await request.site.database.read {
            try IncidentStore.incidents(of: agency, limit: Self.shown, in: $0)
        }
        let t = request.strings
        return .page(Page(title: t("privacy.incident"), density: .officer, section: Self.path, main: """
            \(Components.backLink(to: "/quan-tri", t, label: t("administration.title")))
            <h1>\(t("privacy.incident"))</h1>
            <p>\(t("privacy.incident.lead"))</p>
            \(Components.buttonRow([
                Components.buttonLink(t("privacy.incident.new"), to: "\(Self.path)/moi", icon: .warning)]))
            \(IncidentViews.table(incidents, at: request.now, t))
            """))
    }

    private static func newPage(_ request: WebRequest, _ problem: Problem?) -> Page {
        let t = request.strings
        let form = FormView(request, problem)
        return Page(title: form.title(t("privacy.incident.new")), density: .officer, section: path, main: """
            \(form.summary)
            \(Components.backLink(to: path, t, label: t("privacy.incident")))
            <h1>\(t("privacy.incident.new"))</h1>
            \(Components.form(action: "\(path)/moi", request) { """
                \(IncidentForm.fields(form, nil, at: request.now, t))
                \(Components.button(t("privacy.incident.record")))
                """ })
            """)
    }

    /// The incident of the path with the people it touched.
    private static func found(_ request: WebRequest) async throws -> (Incident, TouchedPeople) {
        let id: ID<Incident> = try request.id("id")
        return try await request.site.database.read { snapshot in
            let one = try IncidentStore.incident(id, of: request.permit.agency, in: snapshot)
            return (one, try TouchedPeople(one, for: request.permit, in: snapshot))
        }
    }

    @Sendable private func show(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let (one, touched) = try await Self.found(request)
        var answer = Answer.page(
            IncidentViews.page(one, touched, FormView(request, problem), problem, request),
            status: problem?.status ?? 200)
        answer.shown = touched.dossiers.map(\.description)
        return answer
    }

    // MARK: To do

    @Sendable private func record(_ request: WebRequest) async throws -> Answer {
        do throws(Problem) { _ = try IncidentForm.typed(request.form) } catch {
            return .page(Self.newPage(request, error), status: error.status)
        }
        return try await request.once(orAgain: { Self.newPage(request, $0) }) { tx in
            let id = try RecordIncident(try IncidentForm.typed(request.form)).run(in: tx, act: request.act)
            return .redirect(to: "\(Self.path)/\(id)", notice: "incident-recorded")
        }
    }

    @Sendable private func amend(_ request: WebRequest) async throws -> Answer {
        try await act(request, "incident-amended") { one, tx in
            try AmendIncident(one.id, try IncidentForm.typed(request.form, before: one.facts))
                .run(in: tx, act: request.act)
        }
    }

    @Sendable private func finish(_ request: WebRequest) async throws -> Answer {
        try await act(request, "incident-duty-done") { one, tx in
            guard let duty = Incident.Duty(rawValue: request.form["duty"]) else {
                throw Problem.invalid([FieldFault("duty", "privacy.incident-duty")])
            }
            try DoIncidentDuty(one.id, duty, note: request.form["note"]).run(in: tx, act: request.act)
        }
    }

    @Sendable private func close(_ request: WebRequest) async throws -> Answer {
        try await act(request, "incident-ended") { try CloseIncident($0.id).run(in: $1, act: request.act) }
    }

    /// The record is looked for before the form is: what is out of reach answers like what is not there.
    private func act(
        _ request: WebRequest, _ notice: String, _ deed: @escaping @Sendable (Incident, Transaction) throws -> Void
    ) async throws -> Answer {
        let id: ID<Incident> = try request.id("id")
        do {
            return try await request.once { tx in
                try deed(try IncidentStore.incident(id, of: request.permit.agency, in: tx), tx)
                return .redirect(to: "\(Self.path)/\(id)", notice: notice)
            }
        } catch let problem as Problem where !problem.fields.isEmpty || problem.status == 409 {
            return try await show(request, problem)
        }
    }

    // MARK: To print and to take

    /// `?mau=24` is the first notice, anything else the report.
    @Sendable private func paper(_ request: WebRequest) async throws -> Answer {
        let (one, touched) = try await Self.found(request)
        let agency = try await request.site.database.read { try AgencyStore.agency(one.agency, in: $0) }
        guard let agency else { throw Problem.notFound }
        let isFirst = request.query["mau"] == "24"
        let document = IncidentPaper(one, touched, agency: agency, at: request.now, request.strings)
            .report(isFirst: isFirst)
        return .file(
            try PDFRenderer.render(document), type: "application/pdf",
            name: "su-co-\(one.code)-\(isFirst ? "24-gio" : "72-gio").pdf")
    }

    @Sendable private func letters(_ request: WebRequest) async throws -> Answer {
        let (one, touched) = try await Self.found(request)
        let agency = try await request.site.database.read { try AgencyStore.agency(one.agency, in: $0) }
        guard let agency else { throw Problem.notFound }
        guard !touched.people.isEmpty else { throw Problem("incident-nobody", status: 409) }
        guard touched.people.count <= IncidentPaper.lettersMax else {
            throw Problem("incident-too-many", status: 409, arguments: ["max": "\(IncidentPaper.lettersMax)"])
        }
        let document = IncidentPaper(one, touched, agency: agency, at: request.now, request.strings).letters
        var answer = Answer.file(
            try PDFRenderer.render(document), type: "application/pdf", name: "su-co-\(one.code)-thu.pdf")
        answer.shown = touched.dossiers.map(\.description)
        return answer
    }

    @Sendable private func sheet(_ request: WebRequest) async throws -> Answer {
        let (one, touched) = try await Self.found(request)
        var answer = Answer.file(
            IncidentViews.sheet(touched, request.strings), type: "text/csv; charset=utf-8",
            name: "su-co-\(one.code)-nguoi-bi-anh-huong.csv", attachment: true)
        answer.shown = touched.dossiers.map(\.description)
        return answer
    }

    @Sendable private func bundle(_ request: WebRequest) async throws -> Answer {
        let id: ID<Incident> = try request.id("id")
        let one = try await request.site.database.read {
            try IncidentStore.incident(id, of: request.permit.agency, in: $0)
        }
        let bytes = try await IncidentEvidence(one, parts: evidence).zip(
            of: request.site, at: request.now, request.strings)
        return .file(bytes, type: "application/zip", name: "su-co-\(one.code)-chung-cu.zip", attachment: true)
    }
}

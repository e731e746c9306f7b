import Access
import Base
import Calendars
import Catalogue
import Deadlines
import Identity
import Storage
import Web

/// `/quan-tri/quy-trinh`: which procedures have a way of their own, and the form of one: six stages, each with an
/// office and its hours.
struct WorkflowPages: Sendable {
    static let path = "/quan-tri/quy-trinh"
    static let listMax = 60

    let live: LiveCalendar

    var routes: [Route] {
        [
            .get(Self.path, .seeWorkflows, list),
            .get("\(Self.path)/:code", .seeWorkflows) { try await page($0, nil) },
            .post("\(Self.path)/:code", .editWorkflows, save),
            .post("\(Self.path)/:code/vi-du", .editWorkflows, addExample),
            .post("\(Self.path)/:code/ghi-nhan", .editWorkflows, renew),
        ]
    }

    @Sendable private func list(_ request: WebRequest) async throws -> Answer {
        guard let agency = request.permit.agency else { throw Problem.forbidden }
        let words = VietnameseText.folded(request.query["q"]).split(separator: " ").map(String.init)
        let (procedures, own) = try await request.site.database.read { snapshot in
            (try ProcedureStore.all(on: request.now.localDate, in: snapshot),
                try WorkflowStore.codes(of: agency, in: snapshot))
        }
        let found = procedures.filter { procedure in
            let text = VietnameseText.folded("\(procedure.code) \(procedure.name)")
            return words.allSatisfy { text.contains($0) }
        }
        let sorted = found.sorted { (own[$0.code] == nil ? 1 : 0, $0.name) < (own[$1.code] == nil ? 1 : 0, $1.name) }
        return .page(WorkflowViews(request: request)
            .list(Array(sorted.prefix(Self.listMax)), of: found.count, own: own))
    }

    private func procedure(_ request: WebRequest, in snapshot: Snapshot) throws -> Procedure {
        let code = request.parameters["code"] ?? ""
        guard let found = try ProcedureStore.current(code: code, on: request.now.localDate, in: snapshot) else {
            throw Problem.notFound
        }
        return found
    }

    @Sendable private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        .page(try await view(request, problem), status: problem?.status ?? 200)
    }

    private func view(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        guard let agency = request.permit.agency else { throw Problem.forbidden }
        let desk = try await request.site.database.read { snapshot in
            let procedure = try procedure(request, in: snapshot)
            guard let own = try AgencyStore.agency(agency, in: snapshot) else { throw Problem.notFound }
            return WorkflowDesk(procedure: procedure, agency: own,
                versions: try WorkflowStore.versions(of: agency, procedure: procedure.code, in: snapshot),
                examples: try WorkflowStore.examples(of: agency, procedure: procedure.code, in: snapshot),
                staff: try StaffStore.members(of: agency, on: request.now.localDate, in: snapshot),
                offices: try AgencyStore.offices(of: agency, in: snapshot))
        }
        return WorkflowViews(request: request).page(desk, in: live.current(for: agency), problem)
    }

    @Sendable private func save(_ request: WebRequest) async throws -> Answer {
        let (steps, reason) = (Self.typed(request.form), request.form["reason"])
        return try await request.once(orAgain: { try await view(request, $0) }) { tx in
            let procedure = try procedure(request, in: tx)
            try SaveWorkflow(procedure, steps: steps, reason: reason).run(in: tx, act: request.act)
            return .redirect(to: "\(Self.path)/\(procedure.code)", notice: "workflow-saved")
        }
    }

    @Sendable private func addExample(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        let moment: Instant? = if case .date(let day) = form.date("accepted"), let time = Self.time(form["time"]) {
            Instant(day, time)
        } else { nil }
        return try await request.once(orAgain: { try await view(request, $0) }) { tx in
            let procedure = try procedure(request, in: tx)
            let calendar = try live.current(in: tx).of(request.permit.agency)
            try AddExample(procedure, name: form["example"], acceptedAt: moment, calendar: calendar)
                .run(in: tx, act: request.act)
            return .redirect(to: "\(Self.path)/\(procedure.code)", notice: "workflow-example")
        }
    }

    @Sendable private func renew(_ request: WebRequest) async throws -> Answer {
        try await request.once { tx in
            let procedure = try procedure(request, in: tx)
            let calendar = try live.current(in: tx).of(request.permit.agency)
            try RenewExamples(procedure, calendar: calendar).run(in: tx, act: request.act)
            return .redirect(to: "\(Self.path)/\(procedure.code)", notice: "workflow-renewed")
        }
    }

    /// A stage without hours has no step; what cannot be read as a number counts as none of them, and is refused.
    static func typed(_ form: FormValues) -> [WorkflowStep] {
        WorkflowStage.allCases.compactMap { stage in
            let typed = form["hours-\(stage.rawValue)"].filter { !$0.isWhitespace }
            let office = Office.Kind(rawValue: form["office-\(stage.rawValue)"])
            guard !typed.isEmpty, let office else { return nil }
            return WorkflowStep(stage: stage, name: form["name-\(stage.rawValue)"], office: office,
                hours: Int(typed) ?? 0)
        }
    }

    private static func time(_ text: String) -> LocalTime? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else { return nil }
        return LocalTime(hour: parts[0], minute: parts[1])
    }
}

/// What the page of one way shows.
struct WorkflowDesk: Sendable {
    let procedure: Procedure
    let agency: Agency
    let versions: [Workflow]
    let examples: [WorkflowExample]
    let staff: [StaffMember]
    let offices: [Office]

    var term: Term? { procedure.time.term(remote: agency.isRemote) }
}

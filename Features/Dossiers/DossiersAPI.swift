import Access
import Base
import Calendars
import Catalogue
import Deadlines
import Files
import Identity
import Journal
import Storage
import Web

extension Permission {
    /// Come to the API's doors for dossiers; each deed behind them asks for its own permission as the pages do.
    static let dossierAPI: Permission = "dossier.api"
}

/// Hồ sơ for programs: the same deeds as the pages, with the same permissions and the same reach.
struct DossiersAPI: Sendable {
    static let place: [APIObject.Member] = [.required("id", .id, "The dossier's id.")]

    let live: LiveCalendar

    var operations: [APIOperation] {
        [list.reads(.list, record: nil), create, one.reads(.page), events.reads(.page)]
            + DossierActionsAPI(live: live).operations + DossierFilesAPI().operations
    }

    // MARK: To see

    private var list: APIOperation {
        .list("/dossiers", .dossierAPI,
            .init("listDossiers", tag: "dossiers", "Dossiers within reach, the newest first, or a list to work from"),
            query: [
                .optional("state", DossierState.apiSchema, "Only those that stand there."),
                .optional("list", .word(Worklist.allCases.map(\.rawValue)),
                    "A list to work from (danh sách việc), the most urgent first. Officers only; not with the others."),
                .optional("q", .text(min: 1, max: 200),
                    "A code, a personal id, a phone number or words of a name; at most 50. Not with the others."),
            ], limitMax: 200, item: DossierShapes.line, shows: { $0.dossier.id.description }
        ) { call in
            let asked = ["state", "list", "q"].filter(call.query.has)
            guard asked.count < 2 else { throw Problem.invalid(asked.map { FieldFault($0, "api.not-together") }) }
            let found = try await call.request.site.database.read { snapshot in
                if call.query.has("q") { return try Self.search(call, in: snapshot) }
                if let list = call.query.word("list", Worklist.self) { return try worklist(list, call, in: snapshot) }
                let newest = try DossierListStore.newest(of: call.request.permit,
                    state: call.query.word("state"), before: call.placeID(), limit: call.limit + 1, in: snapshot)
                return APIPage(newest, limit: call.limit) { call.cursor($0.id.description) }
            }
            let steps = try await steps(of: found.items, call)
            return APIPage(
                found.items.map { SeenDossier($0, step: steps[$0.id], by: call.request) }, next: found.next)
        }
    }

    /// For officers; a citizen is promised the dossier's date alone.
    private func steps(of dossiers: [Dossier], _ call: APICall) async throws -> [ID<Dossier>: CurrentStep] {
        guard call.request.caller.staff != nil else { return [:] }
        let calendar = live.current
        return try await call.request.site.database.read { try CurrentStepStore.steps(of: dossiers, in: calendar, $0) }
    }

    private static func search(_ call: APICall, in snapshot: Snapshot) throws -> APIPage<Dossier> {
        // All that is found fits one page: whoever wants less sees the newest.
        guard try call.place() == nil else { throw Problem.invalid([FieldFault("after", "api.cursor")]) }
        let found = try DossierSearchStore.dossiers(
            DossierQuery(call.query.text("q")), for: call.request.permit, in: snapshot)
        return APIPage(Array(found.prefix(call.limit)), next: nil)
    }

    private func worklist(_ list: Worklist, _ call: APICall, in snapshot: Snapshot) throws -> APIPage<Dossier> {
        guard let staff = call.request.caller.staff else {
            throw Problem.invalid([FieldFault("list", "api.not-here")])
        }
        let calendar = live.current(for: call.request.permit.agency)
        let second = try calendar.workingDay(after: calendar.workingDay(after: call.request.now.localDate))
        let horizon = WorklistHorizon(now: call.request.now, secondWorkingDay: second)
        var place: (at: Int64, id: ID<Dossier>)?
        if let parts = try call.place() {
            guard parts.count == 2, let at = Int64(parts[0]), let id = ID<Dossier>(parts[1]) else {
                throw Problem.invalid([FieldFault("after", "api.cursor")])
            }
            place = (at, id)
        }
        let found = try DossierListStore.worklist(list, for: staff, horizon: horizon, after: place,
            limit: call.limit + 1, in: snapshot)
        // Of the dossiers of a page only the last one's place is asked for.
        let last = try found.dropLast(found.count > call.limit ? 1 : 0).last
            .map { try WorklistStore.place(of: $0, in: list, snapshot) } ?? 0
        return APIPage(found, limit: call.limit) { call.cursor(String(last), $0.id.description) }
    }

    private var one: APIOperation {
        .get("/dossiers/:id", .dossierAPI, .init("getDossier", tag: "dossiers", "One dossier, whole"),
            in: Self.place, answer: DossierShapes.whole
        ) { call in
            let id: ID<Dossier> = try call.request.id("id")
            let permit = call.request.permit
            let folder = try await call.request.site.database.read { try DossierFolder.read(id, for: permit, in: $0) }
            return SeenFolder(folder, calendar: live.current, by: call.request)
        }
    }

    private var events: APIOperation {
        .list("/dossiers/:id/events", .dossierAPI,
            .init("listDossierEvents", tag: "dossiers", "What happened to a dossier, oldest first"),
            in: Self.place, item: DossierShapes.event
        ) { call in
            let id: ID<Dossier> = try call.request.id("id")
            let last = try call.placeNumber() ?? 0
            let isOfficer = call.request.caller.staff != nil
            let entries = try await call.request.site.database.read { snapshot in
                let dossier = try DossierStore.dossier(id, for: call.request.permit, in: snapshot)
                return try Journal.entries(of: "dossier", dossier.id.description, in: snapshot)
            }
            let seen = entries.filter { entry in
                entry.number > last && (isOfficer || DossierTimeline.tells(entry, to: .citizen))
            }.map { DossierShapes.SeenEvent(entry: $0, isOfficer: isOfficer) }
            return APIPage(seen, limit: call.limit) { call.cursor(String($0.entry.number)) }
        }
    }

    // MARK: To file

    private var create: APIOperation {
        .post("/dossiers", .dossierAPI,
            .init("createDossier", tag: "dossiers", "File online, or receive at the counter"),
            form: DossierForms.new, creates: { "/dossiers/\($0.dossier.id)" }, answer: DossierShapes.line,
            problems: [409: "The procedure is withdrawn, is not filed this way, or the agency cannot give codes yet."]
        ) { call, tx in
            let isOfficer = call.request.caller.staff != nil
            try DossierForms.check(call.body, isOfficer: isOfficer)
            let dossier = try DossierForms.naming {
                try isOfficer ? receive(call, in: tx) : Self.file(call, in: tx)
            }
            return SeenDossier(dossier, by: call.request)
        }
    }

    private func receive(_ call: APICall, in tx: Transaction) throws -> Dossier {
        let act = try call.act("dossier.receive")
        guard let own = act.permit.agency, let agency = try AgencyStore.agency(own, in: tx) else {
            throw Problem.notFound
        }
        let procedure = try DossierForms.procedure(call.body, on: act.at.localDate, in: tx)
        return try ReceiveAtCounter(
            DossierForms.filing(call.body, procedure: procedure, agency: agency),
            termIfUnknown: call.body.integer("termDays").map { .workingDays($0) }, office: call.body.id("office"),
            calendar: live.current(in: tx)).run(in: tx, act: act)
    }

    /// The way of the online form in one step: draft, answers, files, sent.
    private static func file(_ call: APICall, in tx: Transaction) throws -> Dossier {
        let act = try call.act("dossier.file")
        let procedure = try DossierForms.procedure(call.body, on: act.at.localDate, in: tx)
        let served = try AgencyStore.served(in: tx)
        let wanted: AgencyID? = call.body.id("agency")
        guard let agency = wanted.map({ id in served.first { $0.id == id } }) ?? (served.count == 1 ? served[0] : nil)
        else { throw Problem.invalid([FieldFault("agency", "dossier.agency-missing")]) }
        let profile = try act.caller.account.flatMap { try CitizenStore.profile(of: $0, in: tx) }
        let draft = try StartDraft(procedure: procedure, agency: agency.id).run(in: tx, act: act)
        try SaveDraft(draft.id, values: DossierForms.answers(call.body, profile: profile)).run(in: tx, act: act)
        for (index, paper) in call.body.parts("papers").enumerated() {
            let files = try Uploads.taken(paper.ids("files"), field: "papers[\(index)].files", by: act, in: tx)
            guard let component = paper.integer("component"), !files.isEmpty else { continue }
            try AttachToDraft(draft.id, component: component, files: files).run(in: tx, act: act)
        }
        let id = try SubmitDraft(draft.id).run(in: tx, act: act)
        return try DossierStore.dossier(id, for: act.permit, in: tx)
    }
}

extension APICall {
    /// The act of this call under the permission of the deed behind the door.
    func act(_ permission: Permission) throws(Problem) -> Act {
        Act(permit: try request.site.policy.permit(permission, to: request.caller), at: request.now,
            requestID: request.requestID)
    }
}

import Access
import Base
import Blobs
import Calendars
import Deadlines
import Files
import Storage
import Web

/// What can be done to a dossier, for programs: the table of actions says what, the policy says by whom.
struct DossierActionsAPI: Sendable {
    let live: LiveCalendar

    var operations: [APIOperation] { [list.reads(.page), act] }

    /// Beginning a dossier and adding a paper have doors of their own; a fee is settled at the counter.
    private static let actions = DossierAction.allCases
        .filter { ![.submit, .addPaper, .settleFee, .moveDue, .moveVersion].contains($0) }

    private struct Offer: Sendable {
        let action: DossierAction
        let fields: [String]
    }

    private static let offer = APIShape<Offer>("ActionOffer", "An action that this caller may take now.", [
        .value("action", "For `action` of the POST.") { $0.action },
        .value("fields", "The members of the POST that belong to it.") { $0.fields },
    ])

    private static let form = APIObject("NewAction", "One action; the offers say which members belong to it.", [
        .required("action", .word(actions.map(\.rawValue)), "What is done."),
        .optional("reason", .text(min: 1, max: DossierNote.lengthMax),
            "For refuse, send-back, return-draft, decline, withdraw, stop, extend, apologise and ask-again."),
        .optional("note", .text(min: 1, max: DossierNote.lengthMax), "For note."),
        .optional("points", .text(min: 1, max: DossierNote.lengthMax), "For ask-supplement and ask-again: one a line."),
        .optional("answer", .text(min: 1, max: DossierNote.lengthMax), "For supply and give-opinion."),
        .optional("files", .list(.id, max: 20), "For supply by the citizen: ids of uploads."),
        .optional("proposal", .text(min: 1, max: DossierNote.lengthMax), "For propose and review-draft."),
        .optional("number", .text(min: 1, max: PublishResult.numberLengthMax), "For publish."),
        .optional("file", .id, "For propose, review-draft, approve and publish: the result file, the id of an upload."),
        .optional("collectedBy", .text(min: 1, max: Party.nameLengthMax), "For hand-over."),
        .optional("assignee", .id, "For assign: an account of the office."),
        .optional("office", .id, "For forward, and for accept to forward at once."),
        .optional("termDays", .integer(1...365), "For accept, where the catalogue gives no time."),
    ] + WayOfDossierAPI.members)

    private var list: APIOperation {
        .list("/dossiers/:id/actions", .dossierAPI,
            .init("listDossierActions", tag: "dossiers", "What this caller may do to a dossier now"),
            in: DossiersAPI.place, item: Self.offer
        ) { call in
            guard try call.place() == nil else { throw Problem.invalid([FieldFault("after", "api.cursor")]) }
            let id: ID<Dossier> = try call.request.id("id")
            let permit = call.request.permit
            let folder = try await call.request.site.database.read { try DossierFolder.read(id, for: permit, in: $0) }
            let offers = Self.actions.filter { folder.offers($0, to: call.request) }
                .map { Offer(action: $0, fields: Self.fields(of: $0)) }
            return APIPage(Array(offers.prefix(call.limit)), next: nil)
        }
    }

    private static func fields(of action: DossierAction) -> [String] {
        switch action {
        case .accept: ["office", "termDays"]
        case .refuse, .sendBack, .withdraw, .returnDraft, .decline: ["reason"]
        case .forward: ["office"]
        case .assign: ["assignee"]
        case .note: ["note"]
        case .askSupplement: ["points"]
        case .supply: ["answer", "files"]
        case .propose, .reviewDraft: ["proposal", "file"]
        case .approve: ["file"]
        case .publish: ["number", "file"]
        case .handOver: ["collectedBy"]
        case .claim, .submit, .addPaper, .settleFee, .takeBack, .passDraft, .takeOn, .receiveBack, .moveDue,
            .moveVersion: []
        case .askAgain: ["points", "reason"]
        case .askDuty: ["duty"]
        case .settleDuty, .resume: ["proof"]
        case .suspend: ["ground", "basis"]
        case .askOpinion: ["body", "content", "answerBy"]
        case .giveOpinion: ["opinion", "answer"]
        case .visit: ["visitedOn", "people", "minutes"]
        case .sendOn: ["agency", "task", "term"]
        case .passOn: ["outcome", "agency", "task", "term"]
        case .giveBack: ["outcome"]
        case .stop: ["reason", "givenBack"]
        case .extend: ["days", "reason"]
        case .apologise: ["promised", "reason"]
        }
    }

    private var act: APIOperation {
        .post("/dossiers/:id/actions", .dossierAPI,
            .init("actOnDossier", tag: "dossiers", "Do something to a dossier"), in: DossiersAPI.place, form: Self.form,
            answer: DossierShapes.line,
            problems: [409: "The dossier has moved on, or somebody else was faster."]
        ) { call, tx in
            let id: ID<Dossier> = try call.request.id("id")
            guard let action = call.body.word("action", DossierAction.self) else { throw Problem.notFound }
            let known = Set(Self.fields(of: action) + ["action"])
            let foreign = call.body.names.filter { !known.contains($0) }
            guard foreign.isEmpty else { throw Problem.invalid(foreign.map { FieldFault($0, "api.not-here") }) }
            guard let permission = action.permission(for: call.request.caller) else { throw Problem.forbidden }
            let act = try call.act(permission)
            try DossierForms.naming { try perform(action, on: id, call.body, in: tx, act: act) }
            return SeenDossier(try DossierStore.dossier(id, for: act.permit, in: tx), by: call.request)
        }
    }

    private func perform(
        _ action: DossierAction, on id: ID<Dossier>, _ body: APIInput, in tx: Transaction, act: Act
    ) throws {
        switch action {
        case .accept:
            try AcceptDossier(id, termIfUnknown: body.integer("termDays").map { .workingDays($0) },
                office: body.id("office"), calendar: live.current(in: tx)).run(in: tx, act: act)
        case .refuse: try RefuseDossier(id, reason: body.text("reason")).run(in: tx, act: act)
        case .forward:
            guard let office: OfficeID = body.id("office") else {
                throw Problem.invalid([FieldFault("office", "api.missing")])
            }
            try ForwardDossier(id, to: office).run(in: tx, act: act)
        case .claim: try ClaimDossier(id).run(in: tx, act: act)
        case .assign:
            guard let assignee: AccountID = body.id("assignee") else {
                throw Problem.invalid([FieldFault("assignee", "api.missing")])
            }
            try AssignDossier(id, to: assignee).run(in: tx, act: act)
        case .note: try NoteOnDossier(id, text: body.text("note")).run(in: tx, act: act)
        case .askSupplement:
            try AskForSupplement(id, points: body.text("points"), calendar: live.current(in: tx))
                .run(in: tx, act: act)
        case .supply:
            let files = try Uploads.taken(body.ids("files"), field: "files", by: act, in: tx)
            try SupplyMore(id, answer: body.text("answer"), files: files, calendar: live.current(in: tx))
                .run(in: tx, act: act)
        case .propose:
            try ProposeResult(id, proposal: body.text("proposal"), file: result(body, in: tx, act: act))
                .run(in: tx, act: act)
        case .approve: try ApproveResult(id, file: result(body, in: tx, act: act)).run(in: tx, act: act)
        case .sendBack: try SendBack(id, reason: body.text("reason")).run(in: tx, act: act)
        case .publish:
            try PublishResult(id, number: body.text("number"), file: result(body, in: tx, act: act))
                .run(in: tx, act: act)
        case .handOver: try HandOverResult(id, collectedBy: body.text("collectedBy")).run(in: tx, act: act)
        case .withdraw: try WithdrawDossier(id, reason: body.text("reason")).run(in: tx, act: act)
        case .takeBack: try TakeBack(id).run(in: tx, act: act)
        case .reviewDraft:
            try SubmitDraftForReview(id, proposal: body.text("proposal"), file: result(body, in: tx, act: act))
                .run(in: tx, act: act)
        case .passDraft: try PassDraft(id).run(in: tx, act: act)
        case .returnDraft: try ReturnDraft(id, reason: body.text("reason")).run(in: tx, act: act)
        case .decline: try DeclineDossier(id, reason: body.text("reason")).run(in: tx, act: act)
        case .askAgain, .askDuty, .settleDuty, .suspend, .resume, .askOpinion, .giveOpinion, .visit, .sendOn, .takeOn,
            .passOn, .giveBack, .receiveBack, .stop, .extend, .apologise:
            try WayOfDossierAPI(calendar: live.current(in: tx)).perform(action, on: id, body, in: tx, act: act)
        case .submit, .addPaper, .settleFee, .moveDue, .moveVersion: throw Problem.notFound
        }
    }

    /// The upload that is the result file, when one is named.
    private func result(_ body: APIInput, in tx: Transaction, act: Act) throws -> StagedFile? {
        guard let upload: ID<KeptFile> = body.id("file") else { return nil }
        return try Uploads.taken([upload], field: "file", by: act, in: tx).first
    }
}

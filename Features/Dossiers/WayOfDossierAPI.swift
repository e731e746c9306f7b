import Access
import Base
import Deadlines
import Identity
import Storage
import Web

/// The steps beside the straight way, for programs: stops of the clock, other bodies and agencies, another date.
struct WayOfDossierAPI {
    let calendar: WorkCalendar

    /// What their bodies may hold beside the members of the others.
    static let members: [APIObject.Member] = [
        .optional("duty", .text(min: 1, max: DossierNote.lengthMax), "For ask-duty: what is to be paid."),
        .optional("proof", .text(min: 1, max: DossierNote.lengthMax), "For settle-duty and resume."),
        .optional("ground", .word(DossierStop.groundsToChoose.map(\.rawValue)), "For suspend."),
        .optional("basis", .text(min: 1, max: DossierNote.lengthMax), "For suspend: the article that allows it."),
        .optional("body", .text(min: 1, max: Opinion.bodyLengthMax), "For ask-opinion: who is asked."),
        .optional("content", .text(min: 1, max: DossierNote.lengthMax), "For ask-opinion: what is asked."),
        .optional("answerBy", .date, "For ask-opinion: the day by which to answer."),
        .optional("opinion", .id, "For give-opinion: which one is answered."),
        .optional("visitedOn", .date, "For visit."),
        .optional("people", .text(min: 1, max: Opinion.bodyLengthMax), "For visit: who was there."),
        .optional("minutes", .text(min: 1, max: DossierNote.lengthMax), "For visit."),
        .optional("agency", .id, "For send-on and pass-on: the agency that gets the leg."),
        .optional("task", .text(min: 1, max: DossierLeg.taskLengthMax),
            "For send-on and pass-on: what is asked of it."),
        .optional("term", .text(min: 1, max: 16), "For send-on and pass-on: `16h`, `5wd`, `30d`, `2mo`."),
        .optional("outcome", .text(min: 1, max: DossierNote.lengthMax), "For give-back and pass-on."),
        .optional("givenBack", .text(min: 0, max: DossierNote.lengthMax), "For stop: papers and money given back."),
        .optional("days", .integer(1...ExtendDossier.daysMax), "For extend: days more, counted as the term's."),
        .optional("promised", .date, "For apologise: the working day by which it will be done."),
    ]

    func perform(
        _ action: DossierAction, on id: ID<Dossier>, _ body: APIInput, in tx: Transaction, act: Act
    ) throws {
        switch action {
        case .askAgain:
            try AskForSupplement(id, points: body.text("points"), override: body.text("reason"), calendar: calendar)
                .run(in: tx, act: act)
        case .askDuty: try AskDuty(id, duty: body.text("duty")).run(in: tx, act: act)
        case .settleDuty:
            try SettleDuty(id, proof: body.text("proof"), calendar: calendar).run(in: tx, act: act)
        case .suspend:
            try SuspendDossier(id, ground: Stop.Ground(rawValue: body.text("ground")), basis: body.text("basis"))
                .run(in: tx, act: act)
        case .resume: try ResumeDossier(id, proof: body.text("proof"), calendar: calendar).run(in: tx, act: act)
        case .askOpinion:
            try AskOpinion(id, body: body.text("body"), content: body.text("content"), answerBy: body.date("answerBy"))
                .run(in: tx, act: act)
        case .giveOpinion:
            try GiveOpinion(id, to: body.id("opinion"), answer: body.text("answer")).run(in: tx, act: act)
        case .visit:
            try RecordVisit(id, on: body.date("visitedOn"), people: body.text("people"), minutes: body.text("minutes"))
                .run(in: tx, act: act)
        case .sendOn: try SendOn(id, order(body)).run(in: tx, act: act)
        case .takeOn: try TakeOn(id, calendar: calendar).run(in: tx, act: act)
        case .passOn: try PassOn(id, outcome: body.text("outcome"), order(body)).run(in: tx, act: act)
        case .giveBack: try GiveBack(id, outcome: body.text("outcome")).run(in: tx, act: act)
        case .receiveBack: try ReceiveBack(id).run(in: tx, act: act)
        case .stop:
            try StopDossier(id, reason: body.text("reason"), givenBack: body.text("givenBack")).run(in: tx, act: act)
        case .extend:
            try ExtendDossier(id, days: body.integer("days") ?? 0, reason: body.text("reason"), calendar: calendar)
                .run(in: tx, act: act)
        case .apologise:
            try ApologiseForDelay(id, reason: body.text("reason"), promised: body.date("promised"), calendar: calendar)
                .run(in: tx, act: act)
        case .submit, .accept, .refuse, .forward, .claim, .assign, .note, .askSupplement, .supply, .reviewDraft,
            .passDraft, .returnDraft, .propose, .approve, .sendBack, .decline, .publish, .handOver, .withdraw, .moveDue,
            .addPaper, .settleFee, .takeBack, .moveVersion: throw Problem.notFound
        }
    }

    private func order(_ body: APIInput) -> LegOrder {
        LegOrder(to: body.id("agency"), task: body.text("task"), term: Term(code: body.text("term")))
    }
}

import Access
import Base
import Deadlines
import Identity
import Storage

@testable import Dossiers

/// Every action by name, done as the one whose work it is: tests of the table of actions walk through all of them.
extension DossierWorld {
    /// The permission, and who of the commune usually has it.
    static func usual(_ action: DossierAction) -> (login: String, permission: Permission) {
        switch action {
        case .submit: ("0900000101", "dossier.file")
        case .accept, .refuse, .forward, .supply, .handOver, .withdraw, .addPaper, .settleFee:
            ("motcua1", "dossier.receive")
        case .takeBack: ("motcua1", "dossier.see")
        case .claim, .propose, .askDuty, .suspend, .resume, .askOpinion, .giveOpinion, .visit, .sendOn, .reviewDraft:
            ("vanphong1", "dossier.work")
        case .settleDuty: ("motcua1", "dossier.duty")
        case .takeOn: ("vpdk1", "dossier.take-leg")
        case .passOn, .giveBack: ("vpdk1", "dossier.work")
        case .receiveBack: ("vanphong1", "dossier.take-leg")
        case .passDraft, .returnDraft: ("vanphong", "dossier.review")
        case .askAgain: ("chutich", "dossier.decide")
        case .decline: ("chutich", "dossier.decline")
        case .stop: ("motcua1", "dossier.receive")
        case .extend, .apologise: ("vanphong", "dossier.extend")
        case .moveDue: preconditionFailure("done by the program")
        case .assign, .moveVersion: ("vanphong", "dossier.assign")
        case .note: ("vanphong1", "dossier.see")
        case .askSupplement: ("vanphong1", "dossier.ask-supplement")
        case .approve, .sendBack: ("chutich", "dossier.decide")
        case .publish: ("motcua1", "dossier.publish")
        }
    }

    /// The one whose work it is where the dossier lies: legs belong to the agency that has them.
    static func usual(_ action: DossierAction, in state: DossierState) -> String {
        let isLinked = state == .atAgency && action.doneBy(from: state).contains(.linked) && action != .note
        return isLinked ? "vpdk1" : usual(action).login
    }

    func attempt(_ action: DossierAction, on id: ID<Dossier>, by login: String? = nil) async throws {
        if action == .moveDue { return try await moveDue(of: id) }
        let usual = Self.usual(action)
        let state = try await dossier(id).state
        let (office, member) = (offices[.secretariat]!, accounts["vanphong1"]!)
        let paper = staged()
        try await perform(login ?? Self.usual(action, in: state), usual.permission) { tx, act in
            switch action {
            case .askAgain, .askDuty, .settleDuty, .suspend, .resume, .askOpinion, .giveOpinion, .visit, .sendOn,
                .takeOn, .passOn, .giveBack, .receiveBack, .reviewDraft, .passDraft, .returnDraft, .decline, .stop,
                .extend, .apologise, .moveDue, .moveVersion: try self.goAside(action, on: id, in: tx, act: act)
            case .submit: preconditionFailure("there is a dossier already")
            case .accept: try AcceptDossier(id, office: nil, calendar: .vietnam).run(in: tx, act: act)
            case .refuse: try RefuseDossier(id, reason: "Không thuộc thẩm quyền").run(in: tx, act: act)
            case .forward: try ForwardDossier(id, to: office).run(in: tx, act: act)
            case .claim: try ClaimDossier(id).run(in: tx, act: act)
            case .assign: try AssignDossier(id, to: member).run(in: tx, act: act)
            case .note: try NoteOnDossier(id, text: "Đã gọi điện").run(in: tx, act: act)
            case .askSupplement:
                try AskForSupplement(id, points: "Bản sao giấy chứng sinh", calendar: .vietnam).run(in: tx, act: act)
            case .supply: try SupplyMore(id, answer: "Đã nộp", files: [], calendar: .vietnam).run(in: tx, act: act)
            case .propose: try ProposeResult(id, proposal: "Đủ điều kiện").run(in: tx, act: act)
            case .approve: try ApproveResult(id).run(in: tx, act: act)
            case .sendBack: try SendBack(id, reason: "Ghi lại họ tên").run(in: tx, act: act)
            case .publish: try PublishResult(id, number: "15/UBND").run(in: tx, act: act)
            case .handOver: try HandOverResult(id, collectedBy: "Hồ Thị Xương").run(in: tx, act: act)
            case .withdraw: try WithdrawDossier(id, reason: "Không còn nhu cầu").run(in: tx, act: act)
            case .settleFee: try SettleFee(id, .paid, amount: Dong(8000)).run(in: tx, act: act)
            case .takeBack: try TakeBack(id).run(in: tx, act: act)
            case .addPaper: try AddPaper(id, component: 1, file: paper).run(in: tx, act: act)
            }
        }
    }

    private func goAside(_ action: DossierAction, on id: ID<Dossier>, in tx: Transaction, act: Act) throws {
        let order = LegOrder(to: linkedAgency, task: "Trích đo thửa đất", term: .workingDays(2))
        switch action {
        case .askAgain:
            try AskForSupplement(id, points: "Bản chính giấy chứng sinh", override: "Bản chụp không đọc được",
                calendar: .vietnam).run(in: tx, act: act)
        case .askDuty: try AskDuty(id, duty: "Lệ phí trước bạ 1.250.000 đồng").run(in: tx, act: act)
        case .settleDuty: try SettleDuty(id, proof: "Giấy nộp tiền 12", calendar: .vietnam).run(in: tx, act: act)
        case .suspend: try SuspendDossier(id, ground: .posting, basis: "NĐ 101/2024, điều 28").run(in: tx, act: act)
        case .resume: try ResumeDossier(id, proof: "Biên bản 3", calendar: .vietnam).run(in: tx, act: act)
        case .askOpinion:
            let tomorrow = act.at.localDate.adding(days: 1)
            try AskOpinion(id, body: "Công an xã", content: "Xác nhận cư trú", answerBy: tomorrow).run(in: tx, act: act)
        case .giveOpinion:
            let opinion = try DossierInquiryStore.opinions(of: id, in: tx).last?.id
            try GiveOpinion(id, to: opinion, answer: "Đúng như khai").run(in: tx, act: act)
        case .visit:
            try RecordVisit(id, on: act.at.localDate, people: "Trưởng thôn", minutes: "Đất không tranh chấp")
                .run(in: tx, act: act)
        case .sendOn: try SendOn(id, order).run(in: tx, act: act)
        case .takeOn: try TakeOn(id, calendar: .vietnam).run(in: tx, act: act)
        case .passOn:
            try PassOn(id, outcome: "Đã trích đo", LegOrder(to: taxAgency, task: "Xác định nghĩa vụ tài chính",
                term: .workingDays(2))).run(in: tx, act: act)
        case .giveBack: try GiveBack(id, outcome: "Đã trích đo").run(in: tx, act: act)
        case .receiveBack: try ReceiveBack(id).run(in: tx, act: act)
        case .reviewDraft: try SubmitDraftForReview(id, proposal: "Đủ điều kiện").run(in: tx, act: act)
        case .passDraft: try PassDraft(id).run(in: tx, act: act)
        case .returnDraft: try ReturnDraft(id, reason: "Ghi lại họ tên").run(in: tx, act: act)
        case .decline: try DeclineDossier(id, reason: "Đất đang tranh chấp").run(in: tx, act: act)
        case .stop: try StopDossier(id, reason: "Không còn nhu cầu", givenBack: "Bản chính").run(in: tx, act: act)
        case .extend: try ExtendDossier(id, days: 2, reason: "Chờ ý kiến", calendar: .vietnam).run(in: tx, act: act)
        case .apologise:
            let next = try WorkCalendar.vietnam.workingDay(after: act.at.localDate)
            try ApologiseForDelay(id, reason: "Thiếu người", promised: next, calendar: .vietnam).run(in: tx, act: act)
        case .moveVersion: try MoveToVersion(id, seen: nil).run(in: tx, act: act)
        case .submit, .accept, .refuse, .forward, .claim, .assign, .note, .askSupplement, .supply, .propose, .approve,
            .sendBack, .publish, .handOver, .withdraw, .moveDue, .addPaper, .settleFee, .takeBack:
            preconditionFailure("on the straight way")
        }
    }

    private func moveDue(of id: ID<Dossier>) async throws {
        let act = try act(.system("calendar"), "dossier.see")
        try await database.write { tx in
            try DossierLedger.step(.moveDue, id, by: act, in: tx) { dossier in
                dossier.dueAt = dossier.dueAt?.adding(seconds: 86_400)
                return ["reason": "Ngày nghỉ mới"]
            }
        }
    }

    /// The way from `submitted` to a state, one lawful action after the other.
    static func way(to state: DossierState) -> [DossierAction] {
        switch state {
        case .submitted: []
        case .accepted: [.accept]
        case .forwarded: [.accept, .forward]
        case .inProgress: [.accept, .forward, .claim]
        case .awaitingSupplement: way(to: .inProgress) + [.askSupplement]
        case .awaitingDuty: way(to: .inProgress) + [.askDuty]
        case .suspended: way(to: .inProgress) + [.suspend]
        case .atAgency: way(to: .inProgress) + [.sendOn, .takeOn]
        case .inReview: way(to: .inProgress) + [.reviewDraft]
        case .proposed: way(to: .inProgress) + [.propose]
        case .approved: way(to: .proposed) + [.approve]
        case .resultReady: way(to: .approved) + [.publish]
        case .returned: way(to: .resultReady) + [.handOver]
        case .refused: [.refuse]
        case .withdrawn: [.withdraw]
        case .stopped: way(to: .inProgress) + [.stop]
        case .declined: way(to: .inProgress) + [.decline]
        }
    }

    /// The same, with what an action needs to have happened before.
    static func way(to state: DossierState, for action: DossierAction) -> [DossierAction] {
        var way = way(to: state)
        let worked = (way.firstIndex(of: .claim) ?? -1) + 1
        switch action {
        case .askAgain: way.insert(contentsOf: [.askSupplement, .supply], at: worked)
        case .giveOpinion: way.insert(.askOpinion, at: worked)
        case .takeOn, .receiveBack: way.removeAll { $0 == .takeOn }
        default: break
        }
        return way
    }

    /// A dossier in a state in which the action can be taken; for an apology it is late.
    func dossier(in state: DossierState, for action: DossierAction) async throws -> ID<Dossier> {
        let id = try await open()
        for step in Self.way(to: state, for: action) { try await attempt(step, on: id) }
        if action == .apologise { clock.move(to: clock.clock.now.adding(seconds: 7 * 86_400)) }
        return id
    }

    /// A new birth registration, filed online by `0900000101`, brought to `state`.
    func dossier(in state: DossierState, applicant: Party = DossierWorld.applicant) async throws -> ID<Dossier> {
        let id = try await open(applicant: applicant)
        for action in Self.way(to: state) { try await attempt(action, on: id) }
        return id
    }

    /// A dossier filed online through a draft.
    func open(_ code: String = birth, applicant: Party = DossierWorld.applicant) async throws -> ID<Dossier> {
        let draft = try await draft(code, answers: Self.answers(for: applicant))
        return try await perform("0900000101", "dossier.file") { try SubmitDraft(draft).run(in: $0, act: $1) }
    }

    func draft(
        _ code: String = birth, by login: String = "0900000101", answers: [String: String] = [:]
    ) async throws -> ID<FilingDraft> {
        let (procedure, agency) = (procedures[code]!, commune.id)
        return try await perform(login, "dossier.file") { tx, act in
            let draft = try StartDraft(procedure: procedure, agency: agency).run(in: tx, act: act)
            return try SaveDraft(draft.id, values: answers).run(in: tx, act: act).id
        }
    }

    /// All that the online form asks for, with both papers promised for the counter.
    static func answers(for party: Party = applicant) -> [String: String] {
        ["who": "other", "relation": "con", "applicant-name": party.name, "applicant-personal-id": party.personalID,
            "applicant-phone": party.phone, "applicant-address": party.address, "request": "Khai sinh cho con",
            "promise-1": "1", "promise-2": "1", "return-method": "counter"]
    }
}

import Access
import Base
import Deadlines
import Dossiers
import Identity
import Storage

/// Every action by name, done as the one whose work it is: tests of the table of actions walk through all of them.
extension DossierWorld {
    /// The permission, and who of the commune usually has it.
    static func usual(_ action: DossierAction) -> (login: String, permission: Permission) {
        switch action {
        case .submit: ("0900000101", "dossier.file")
        case .accept, .refuse, .forward, .supply, .handOver, .withdraw, .addPaper, .settleFee:
            ("motcua1", "dossier.receive")
        case .takeBack: ("motcua1", "dossier.see")
        case .claim, .propose: ("vanphong1", "dossier.work")
        case .assign: ("vanphong", "dossier.assign")
        case .note: ("vanphong1", "dossier.see")
        case .askSupplement: ("vanphong1", "dossier.ask-supplement")
        case .approve, .sendBack: ("chutich", "dossier.decide")
        case .publish: ("motcua1", "dossier.publish")
        }
    }

    func attempt(_ action: DossierAction, on id: ID<Dossier>, by login: String? = nil) async throws {
        let usual = Self.usual(action)
        let (office, member) = (offices[.secretariat]!, accounts["vanphong1"]!)
        let paper = staged()
        try await perform(login ?? usual.login, usual.permission) { tx, act in
            switch action {
            case .submit: preconditionFailure("there is a dossier already")
            case .accept: try AcceptDossier(id, office: nil, calendar: .vietnam).run(in: tx, act: act)
            case .refuse: try RefuseDossier(id, reason: "Không thuộc thẩm quyền").run(in: tx, act: act)
            case .forward: try ForwardDossier(id, to: office).run(in: tx, act: act)
            case .claim: try ClaimDossier(id).run(in: tx, act: act)
            case .assign: try AssignDossier(id, to: member).run(in: tx, act: act)
            case .note: try NoteOnDossier(id, text: "Đã gọi điện").run(in: tx, act: act)
            case .askSupplement: try AskForSupplement(id, points: "Bản sao giấy chứng sinh").run(in: tx, act: act)
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

    /// The way from `submitted` to a state, one lawful action after the other.
    static func way(to state: DossierState) -> [DossierAction] {
        switch state {
        case .submitted: []
        case .accepted: [.accept]
        case .forwarded: [.accept, .forward]
        case .inProgress: [.accept, .forward, .claim]
        case .awaitingSupplement: way(to: .inProgress) + [.askSupplement]
        case .proposed: way(to: .inProgress) + [.propose]
        case .approved: way(to: .proposed) + [.approve]
        case .resultReady: way(to: .approved) + [.publish]
        case .returned: way(to: .resultReady) + [.handOver]
        case .refused: [.refuse]
        case .withdrawn: [.withdraw]
        }
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
        return try await perform("0900000101", "dossier.file") { tx, act in try SubmitDraft(draft).run(in: tx, act: act) }
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

import Access
import Base
import Blobs
import Catalogue
import Deadlines
import Dossiers
import Identity
import Storage

/// One act of a season as the deed that a person of the office, or a citizen, would do.
struct SeasonDeeds: Sendable {
    let stage: SeasonStage
    let scan: StagedFile
    let policy: AccessPolicy
    let calendar: WorkCalendar
    let procedures: [ID<Procedure>: Procedure]
    let seed: UInt64

    func perform(
        _ plan: DossierPlan, _ act: SeasonPlan.Act, _ memory: inout SeasonMemory, in tx: Transaction
    ) throws {
        guard let cast = stage.casts[plan.agency], let procedure = procedures[plan.procedure] else {
            preconditionFailure("the stage was set for every agency of the plan")
        }
        let deed = plan.steps[act.step].deed
        switch deed {
        case .file, .receive:
            let office = cast.staffed(OfficeChoice.office(for: procedure, among: cast.offices))
            let id = deed == .file
                ? try file(plan, procedure, cast, at: act.at, &memory, in: tx)
                : try receive(plan, procedure, cast, office, at: act.at, in: tx)
            memory.dossiers[act.dossier] = SeasonMemory.Kept(id: id, office: office)
        case .accept, .refuse, .scan, .claim, .askSupplement, .supply, .propose, .sendBack, .approve, .publish,
            .handOver, .withdraw, .askDuty, .suspend, .sendOn, .reviewDraft, .decline, .stop:
            guard let kept = memory.dossiers[act.dossier] else { preconditionFailure("a plan begins with filing") }
            if deed == .publish {
                try publish(kept.id, plan, cast, at: act.at, &memory, in: tx)
            } else {
                try perform(deed, on: kept, plan, procedure, cast, at: act.at, in: tx)
            }
            if act.step == plan.steps.count - 1 { memory.dossiers[act.dossier] = nil }
        }
    }

    private func act(_ permission: Permission, _ caller: Caller, at instant: Instant) throws(Problem) -> Act {
        Act(permit: try policy.permit(permission, to: caller), at: instant, requestID: "season")
    }

    private func perform(
        _ deed: DossierPlan.Deed, on kept: SeasonMemory.Kept, _ plan: DossierPlan, _ procedure: Procedure,
        _ cast: OfficeCast, at now: Instant, in tx: Transaction
    ) throws {
        let dossier = kept.id
        let clerk = try act("dossier.receive", cast.clerk(plan.turn), at: now)
        let worker = try act("dossier.work", cast.worker(of: kept.office, plan.turn), at: now)
        let leader = try act("dossier.decide", cast.leader(plan.turn), at: now)
        switch deed {
        case .file, .receive, .publish: preconditionFailure("\(deed.rawValue) is done elsewhere")
        case .accept:
            try AcceptDossier(dossier, office: kept.office, calendar: calendar).run(in: tx, act: clerk)
        case .refuse: try RefuseDossier(dossier, reason: Self.text(of: deed, plan.turn)).run(in: tx, act: clerk)
        case .scan:
            for component in procedure.components where component.kind == .submit {
                try AddPaper(dossier, component: component.number, file: scan).run(in: tx, act: clerk)
            }
        case .claim: try ClaimDossier(dossier).run(in: tx, act: worker)
        case .askSupplement:
            try AskForSupplement(dossier, points: Self.text(of: deed, plan.turn), calendar: calendar)
                .run(in: tx, act: worker)
        case .supply:
            try SupplyMore(dossier, answer: "Đã nộp đủ giấy tờ theo yêu cầu.", files: [], calendar: calendar)
                .run(in: tx, act: clerk)
        case .propose:
            try ProposeResult(dossier, proposal: "Hồ sơ đủ điều kiện, trình lãnh đạo ký kết quả.")
                .run(in: tx, act: worker)
        case .sendBack: try SendBack(dossier, reason: Self.text(of: deed, plan.turn)).run(in: tx, act: leader)
        case .approve: try ApproveResult(dossier).run(in: tx, act: leader)
        case .handOver:
            try HandOverResult(dossier, collectedBy: person(plan.applicant, cast).party.name).run(in: tx, act: clerk)
        case .withdraw: try WithdrawDossier(dossier, reason: Self.text(of: deed, plan.turn)).run(in: tx, act: clerk)
        case .stop: try StopDossier(dossier, reason: "Tôi không còn nhu cầu.").run(in: tx, act: clerk)
        case .decline:
            let signing = try act("dossier.decline", cast.leader(plan.turn), at: now)
            try DeclineDossier(dossier, reason: "Hồ sơ không đủ điều kiện theo quy định.").run(in: tx, act: signing)
        case .askDuty, .suspend, .sendOn, .reviewDraft: try stand(deed, on: dossier, in: tx, act: worker)
        }
    }

    /// Where a dossier waits for somebody else this morning.
    private func stand(_ deed: DossierPlan.Deed, on dossier: ID<Dossier>, in tx: Transaction, act: Act) throws {
        switch deed {
        case .askDuty:
            try AskDuty(dossier, duty: "Lệ phí trước bạ 450.000 đồng theo thông báo 127/TB-CT.").run(in: tx, act: act)
        case .suspend:
            try SuspendDossier(dossier, ground: .posting, basis: "Niêm yết công khai theo pháp luật đất đai")
                .run(in: tx, act: act)
        case .reviewDraft:
            try SubmitDraftForReview(dossier, proposal: "Hồ sơ đủ điều kiện, trình lãnh đạo phòng duyệt dự thảo.")
                .run(in: tx, act: act)
        case .sendOn:
            let linked = try AgencyStore.working(in: tx).first { $0.kind == .branch && $0.id != act.permit.agency }
            guard let linked else { return }
            try SendOn(dossier, LegOrder(to: linked.id, task: "Trích đo thửa đất, xác nhận vị trí.",
                term: .workingDays(3))).run(in: tx, act: act)
        case .file, .accept, .refuse, .receive, .scan, .claim, .askSupplement, .supply, .propose, .sendBack, .approve,
            .publish, .handOver, .withdraw, .decline, .stop: break
        }
    }

    private func publish(
        _ dossier: ID<Dossier>, _ plan: DossierPlan, _ cast: OfficeCast, at now: Instant,
        _ memory: inout SeasonMemory, in tx: Transaction
    ) throws {
        let year = now.localDate.year
        let number = memory.resultNumbers["\(cast.agency.statisticsCode) \(year)", default: 0] + 1
        memory.resultNumbers["\(cast.agency.statisticsCode) \(year)"] = number
        let result = StagedFile(name: "ket-qua.pdf", digest: scan.digest, size: scan.size, type: scan.type)
        try PublishResult(dossier, number: "\(number)/UBND-\(year % 100)",
            file: Self.delivery(of: plan) == .electronic ? result : nil)
            .run(in: tx, act: act("dossier.publish", cast.clerk(plan.turn), at: now))
    }

    /// Two of three who file online want their result online, too.
    private static func delivery(of plan: DossierPlan) -> ReturnMethod {
        plan.steps.first?.deed == .file && plan.turn % 3 != 0 ? .electronic : .counter
    }

    // MARK: Filing

    private func receive(
        _ plan: DossierPlan, _ procedure: Procedure, _ cast: OfficeCast, _ office: OfficeID, at now: Instant,
        in tx: Transaction
    ) throws -> ID<Dossier> {
        let papers = procedure.components.filter { $0.kind == .submit }.map {
            Filing.Paper(component: $0.number, name: $0.name, originals: $0.originals, copies: $0.copies,
                isPromised: false, file: nil)
        }
        let filing = Filing(procedure: procedure, agency: cast.agency, channel: .counter,
            applicant: person(plan.applicant, cast).party, papers: papers, returnMethod: .counter,
            feeStanding: .paid)
        return try ReceiveAtCounter(filing, office: office, calendar: calendar)
            .run(in: tx, act: act("dossier.receive", cast.clerk(plan.turn), at: now)).id
    }

    /// The online form, screen after screen: a draft is begun, filled in, gets its papers and is sent.
    private func file(
        _ plan: DossierPlan, _ procedure: Procedure, _ cast: OfficeCast, at now: Instant,
        _ memory: inout SeasonMemory, in tx: Transaction
    ) throws -> ID<Dossier> {
        let act = try act("dossier.file", try filer(plan, cast, at: now, &memory, in: tx), at: now)
        let draft = try StartDraft(procedure: procedure, agency: cast.agency.id).run(in: tx, act: act).id
        try SaveDraft(draft, values: answers(plan, cast)).run(in: tx, act: act)
        for component in procedure.components where component.kind == .submit {
            try AttachToDraft(draft, component: component.number, files: [scan]).run(in: tx, act: act)
        }
        return try SubmitDraft(draft).run(in: tx, act: act)
    }

    private func answers(_ plan: DossierPlan, _ cast: OfficeCast) -> [String: String] {
        let party = person(plan.applicant, cast).party
        var answers = [
            "who": plan.applicant == plan.filer ? "self" : "other", "applicant-name": party.name,
            "applicant-personal-id": party.personalID, "applicant-phone": party.phone,
            "applicant-address": party.address, "return-method": Self.delivery(of: plan).rawValue,
        ]
        if let birth = party.birthDate {
            answers["applicant-birth-date-ngay"] = "\(birth.day)"
            answers["applicant-birth-date-thang"] = "\(birth.month)"
            answers["applicant-birth-date-nam"] = "\(birth.year)"
        }
        return answers
    }

    /// The citizen's account; made when they file for the first time.
    private func filer(
        _ plan: DossierPlan, _ cast: OfficeCast, at now: Instant, _ memory: inout SeasonMemory, in tx: Transaction
    ) throws -> Caller {
        guard let number = plan.filer else { preconditionFailure("who files online has an account") }
        if let known = memory.accounts[number] { return known }
        let party = person(number, cast).party
        let account = try RegisterCitizen(name: party.name, phone: party.phone, personalID: party.personalID,
            password: stage.password).run(in: tx, act: act(.identitySignIn, .anonymous, at: now))
        let caller = Caller.citizen(CitizenCaller(account: account, name: party.name))
        memory.accounts[number] = caller
        return caller
    }

    private func person(_ number: Int, _ cast: OfficeCast) -> InventedPerson {
        stage.people[number] ?? InventedPerson(number: number, seed: seed, of: cast.place)
    }

    // MARK: Words

    private static func text(of deed: DossierPlan.Deed, _ turn: Int) -> String {
        let list = words[deed] ?? ["Theo quy định."]
        return list[turn % list.count]
    }

    private static let words: [DossierPlan.Deed: [String]] = [
        .refuse: [
            "Thủ tục này không thuộc thẩm quyền giải quyết của xã.",
            "Giấy tờ nộp kèm không phải của người yêu cầu giải quyết.",
        ],
        .askSupplement: [
            "Bổ sung bản sao giấy tờ chứng minh nơi cư trú.\nẢnh trang 2 bị mờ, chụp lại.",
            "Tờ khai chưa có chữ ký của người yêu cầu.",
            "Bổ sung văn bản ủy quyền có chứng thực.",
        ],
        .sendBack: [
            "Ghi lại số giấy tờ tùy thân cho khớp với căn cước.", "Sửa căn cứ pháp lý theo văn bản đang có hiệu lực.",
        ],
        .withdraw: ["Tôi chưa có nhu cầu giải quyết nữa.", "Tôi nộp nhầm thủ tục, sẽ nộp lại hồ sơ khác."],
    ]
}

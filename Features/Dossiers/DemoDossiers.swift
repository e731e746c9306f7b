import Access
import Base
import Blobs
import Catalogue
import Deadlines
import Files
import Identity
import Paper
import Storage

/// Fills a demonstration commune with some weeks of life: invented people, real procedures, and the same deeds as at a
/// real counter, in the order of time. The same seed gives the same weeks.
package struct DemoDossiers {
    package struct Outcome: Sendable {
        package var dossiers = 0
        package var acts = 0
    }

    let database: any Database
    let policy: AccessPolicy
    let calendar: WorkCalendar
    let agency: Agency
    let blobs: any BlobStore

    package init(
        database: any Database, blobs: any BlobStore, policy: AccessPolicy, calendar: WorkCalendar, agency: Agency
    ) {
        self.database = database
        self.blobs = blobs
        self.policy = policy
        self.calendar = calendar
        self.agency = agency
    }

    /// Plays `count` dossiers whose filing is spread over the working days from `start` until `end`.
    package func fill(
        count: Int, seed: UInt64, from start: LocalDate, until end: Instant,
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> Outcome {
        var random = SeededRandom(seed: seed)
        let scan = try await DemoScan.stage(in: blobs, at: end)
        let cast = try await DemoCast.gather(of: agency, on: end.localDate, database: database)
        let plans = try DemoPlan.make(
            count: count, from: start, until: end, cast: cast, calendar: calendar, random: &random)
        var queue = plans.enumerated().map { DemoStep(at: $1.filedAt, plan: $0, stage: 0) }
        var dossiers: [Int: ID<Dossier>] = [:]
        var outcome = Outcome()
        while !queue.isEmpty {
            queue.sort()
            let step = queue.removeFirst()
            guard step.at <= end else { continue }
            let plan = plans[step.plan]
            let stage = plan.stages[step.stage]
            let known = dossiers[step.plan]
            let id = try await database.write { tx in
                try self.perform(stage, of: plan, dossier: known, scan: scan, at: step.at, cast: cast, in: tx)
            }
            dossiers[step.plan] = id
            outcome.acts += 1
            if step.stage == 0 {
                outcome.dossiers += 1
                progress(outcome.dossiers)
            }
            if step.stage + 1 < plan.stages.count {
                let next = try plan.time(ofStage: step.stage + 1, after: step.at, calendar: calendar)
                queue.append(DemoStep(at: next, plan: step.plan, stage: step.stage + 1))
            }
        }
        return outcome
    }

    private func act(_ permission: Permission, _ caller: Caller, at instant: Instant) throws -> Act {
        Act(permit: try policy.permit(permission, to: caller), at: instant, requestID: "demo")
    }

    private func perform(
        _ stage: DemoPlan.Stage, of plan: DemoPlan, dossier: ID<Dossier>?, scan: StagedFile, at now: Instant,
        cast: DemoCast, in tx: Transaction
    ) throws -> ID<Dossier> {
        switch stage {
        case .file:
            var filing = plan.filing(agency: agency)
            if plan.channel == .online {
                let draft = "demo-\(plan.clerk)"
                filing.papers = try filing.papers.map { paper in
                    let file = try FileStore.keep(scan, ownerKind: FilingDraft.ownerKind, owner: draft,
                        by: plan.filer?.account, at: now, in: tx)
                    return Filing.Paper(component: paper.component, name: paper.name, originals: 0, copies: 1,
                        isPromised: false, file: file.id)
                }
                return try OpenDossier(filing: filing, filesOf: (FilingDraft.ownerKind, draft))
                    .run(in: tx, act: act("dossier.file", plan.filer ?? .system("demo"), at: now)).id
            }
            return try ReceiveAtCounter(filing, termIfUnknown: plan.term, office: plan.office, calendar: calendar)
                .run(in: tx, act: act("dossier.receive", cast.reception[plan.clerk % cast.reception.count], at: now)).id
        case .scan:
            guard let dossier else { preconditionFailure("a plan begins with filing") }
            let clerk = try act("dossier.receive", cast.reception[plan.clerk % cast.reception.count], at: now)
            for component in plan.procedure.components where component.kind == .submit {
                try AddPaper(dossier, component: component.number, file: scan).run(in: tx, act: clerk)
            }
            return dossier
        case .accept, .refuse, .forward, .claim, .askSupplement, .supply, .propose, .approve, .sendBack, .publish,
            .handOver, .withdraw:
            guard let dossier else { preconditionFailure("a plan begins with filing") }
            try perform(stage, on: dossier, of: plan, at: now, cast: cast, in: tx)
            return dossier
        }
    }

    private func perform(
        _ stage: DemoPlan.Stage, on dossier: ID<Dossier>, of plan: DemoPlan, at now: Instant, cast: DemoCast,
        in tx: Transaction
    ) throws {
        let clerk = cast.reception[plan.clerk % cast.reception.count]
        let worker = cast.worker(of: plan.office, plan.clerk)
        let leader = cast.leaders[plan.clerk % cast.leaders.count]
        switch stage {
        case .file, .scan: preconditionFailure("done where the dossier is opened")
        case .accept:
            try AcceptDossier(dossier, termIfUnknown: plan.term, office: plan.office, calendar: calendar)
                .run(in: tx, act: act("dossier.receive", clerk, at: now))
        case .refuse:
            try RefuseDossier(dossier, reason: "Thủ tục này không thuộc thẩm quyền giải quyết của xã.")
                .run(in: tx, act: act("dossier.receive", clerk, at: now))
        case .forward:
            try ForwardDossier(dossier, to: plan.office).run(in: tx, act: act("dossier.receive", clerk, at: now))
        case .claim: try ClaimDossier(dossier).run(in: tx, act: act("dossier.work", worker, at: now))
        case .askSupplement:
            try AskForSupplement(dossier, points: "Bổ sung bản sao giấy tờ chứng minh nơi cư trú.\nẢnh trang 2 bị mờ, chụp lại.")
                .run(in: tx, act: act("dossier.work", worker, at: now))
        case .supply:
            try SupplyMore(dossier, answer: "Đã nộp đủ giấy tờ theo yêu cầu.", files: [], calendar: calendar)
                .run(in: tx, act: act("dossier.receive", clerk, at: now))
        case .propose:
            try ProposeResult(dossier, proposal: "Hồ sơ đủ điều kiện, trình lãnh đạo ký kết quả.")
                .run(in: tx, act: act("dossier.work", worker, at: now))
        case .approve: try ApproveResult(dossier).run(in: tx, act: act("dossier.decide", leader, at: now))
        case .sendBack:
            try SendBack(dossier, reason: "Ghi lại số giấy tờ tùy thân cho khớp với căn cước.")
                .run(in: tx, act: act("dossier.decide", leader, at: now))
        case .publish:
            try PublishResult(dossier, number: "\(plan.clerk + 1)/UBND-\(now.localDate.year % 100)")
                .run(in: tx, act: act("dossier.publish", clerk, at: now))
        case .handOver:
            try HandOverResult(dossier, collectedBy: plan.applicant.name)
                .run(in: tx, act: act("dossier.receive", clerk, at: now))
        case .withdraw:
            try WithdrawDossier(dossier, reason: "Tôi chưa có nhu cầu giải quyết nữa.")
                .run(in: tx, act: act("dossier.receive", clerk, at: now))
        }
    }
}

/// One act that is still to come.
private struct DemoStep: Comparable {
    let at: Instant
    let plan: Int
    let stage: Int

    static func < (left: DemoStep, right: DemoStep) -> Bool {
        (left.at, left.plan, left.stage) < (right.at, right.plan, right.stage)
    }
}

/// The people of the commune who act.
struct DemoCast: Sendable {
    let reception: [Caller]
    let leaders: [Caller]
    let workers: [OfficeID: [Caller]]
    let offices: [Office]
    let procedures: [Procedure]

    static func gather(of agency: Agency, on date: LocalDate, database: any Database) async throws -> DemoCast {
        try await database.read { snapshot in
            let members = try StaffStore.members(of: agency.id, in: snapshot)
            func callers(_ role: Role) throws -> [Caller] {
                try members.filter { $0.roles.contains(role) }
                    .compactMap { try CallerStore.caller(for: $0.account, in: snapshot) }
            }
            let specialists = members.filter { !$0.roles.isDisjoint(with: [.specialist, .officeHead]) }
            var workers: [OfficeID: [Caller]] = [:]
            for member in specialists {
                guard let office = member.office, let caller = try CallerStore.caller(for: member.account, in: snapshot)
                else { continue }
                workers[office, default: []].append(caller)
            }
            return DemoCast(reception: try callers(.reception), leaders: try callers(.leader), workers: workers,
                offices: try AgencyStore.offices(of: agency.id, in: snapshot),
                procedures: try ProcedureStore.all(on: date, in: snapshot).filter { !$0.isWithdrawn })
        }
    }

    func worker(of office: OfficeID, _ number: Int) -> Caller {
        let staff = workers[office] ?? workers.sorted { $0.key < $1.key }.flatMap(\.value)
        precondition(!staff.isEmpty, "the demonstration commune has specialists")
        return staff[number % staff.count]
    }
}

/// The one picture that stands for every paper of the demonstration.
enum DemoScan {
    static func stage(in blobs: any BlobStore, at now: Instant) async throws -> StagedFile {
        let paper = PaperDocument(title: "Bản chụp giấy tờ dùng thử", size: .a4, createdAt: now,
            blocks: [.text("BẢN CHỤP GIẤY TỜ DÙNG THỬ"), .text("Dữ liệu giả định, không có giá trị pháp lý.")])
        let bytes = try PDFRenderer.render(paper)
        let chunks = AsyncThrowingStream<[UInt8], any Error> { stream in
            stream.yield(bytes)
            stream.finish()
        }
        return try await blobs.stage(chunks, name: "giay-to.pdf", bytesMax: bytes.count)
    }
}

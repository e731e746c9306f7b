import Access
import Base
import Jobs
import Journal
import Logging
import Proof
import Storage

/// What the program does about seals as long as it serves: closes each day, keeps the file, has seals stamped, and does
/// what the page asks for. Several processes may run one each.
package struct SealRunner: Sendable {
    static let closeKind = "sealing.close"
    static let checkKind = "sealing.check"
    private static let pause = Duration.seconds(20)
    /// After a failure: nothing mends itself within seconds.
    private static let longPause = Duration.seconds(600)

    let database: any Database
    let permit: Permit
    let clock: Clock
    let settings: SealSettings
    let logger: Logger
    private let patience = StampPatience()

    /// - Throws: `Problem` when the policy does not know of seals.
    package init(
        database: any Database, policy: AccessPolicy, clock: Clock, settings: SealSettings, logger: Logger
    ) throws {
        permit = try policy.permit(.sealClose, to: .system("sealing"))
        self.database = database
        self.clock = clock
        self.settings = settings
        self.logger = logger
    }

    /// The work that pages queue.
    package var jobs: [JobHandler] {
        [
            JobHandler(kind: Self.closeKind) { job in
                // What is wrong is shown, and trying again would not help.
                _ = try await closeAndCheck("\(job.id)", requestID: Self.requestID(job.id)) { try await job.report($0) }
            },
            JobHandler(kind: Self.checkKind) { job in try await check("\(job.id)") { try await job.report($0) } },
        ]
    }

    /// Works until its task is cancelled.
    package func run() async {
        do { try await tell(problem: "") } catch { logger.warning("seals: \(error)") }
        var pause = Self.pause
        repeat {
            do {
                try await tend()
                pause = Self.pause
            } catch {
                if Task.isCancelled { return }
                logger.warning("seals: \(error)")
                pause = Self.longPause
            }
        } while (try? await Task.sleep(for: pause)) != nil
    }

    /// One look: closes what is due, asks for the stamps that are missing.
    func tend() async throws {
        var problem: Problem?
        if try await isDue() {
            problem = try await closeAndCheck("\(ID<SealRunner>(at: clock.now))", requestID: "") { _ in }
        }
        if let authority = settings.authority { await stamp(by: authority) }
        if let problem { throw problem }
    }

    /// Seals, and looks whether all is as it was sealed.
    /// - Returns: why nothing was sealed; the page is told of it.
    private func closeAndCheck(
        _ id: String, requestID: String, progress: (Int) async throws -> Void
    ) async throws -> Problem? {
        var found: Problem?
        do { try await close(requestID: requestID, progress: progress) } catch let problem as Problem {
            found = problem
            try await tell(problem: problem.code)
        }
        try await check(id) { _ in }
        return found
    }

    /// Whether something was written before the last closing time and is not sealed yet.
    private func isDue() async throws -> Bool {
        let closing = Self.lastClosing(at: settings.closesAt, before: clock.now)
        return try await database.read { snapshot in
            let sealed = try SealStore.last(in: snapshot).map { $0.size + 1 } ?? 0
            let next = try Journal.entries(after: sealed, limit: 1, in: snapshot).first
            return next.map { $0.at < closing } ?? false
        }
    }

    static func lastClosing(at time: LocalTime, before now: Instant) -> Instant {
        let today = Instant(now.localDate, time)
        return today <= now ? today : Instant(now.localDate.adding(days: -1), time)
    }

    /// Seals now, and brings the file up to it.
    func close(requestID: String, progress: (Int) async throws -> Void) async throws {
        let standing = try await tell(problem: "")
        try await settings.closing(of: database, after: standing)
            .run(permit: permit, at: clock.now, requestID: requestID, progress: progress)
        try await tell(problem: "")
    }

    /// Holds the file against the database, adds what it lacks, and lets the page know how it stands.
    @discardableResult
    func tell(problem: String) async throws -> SealFile.Standing {
        let seals = try await database.read { try SealStore.all(in: $0) }
        var standing = settings.file.catchUp(with: seals)
        if case .behind = standing { standing = settings.file.standing(to: seals) }
        if !standing.isSound { logger.error("seals: the file \(settings.sealFile) and the database disagree") }
        let keeper = SealKeeper(
            toldAt: clock.now, file: settings.sealFile, standing: standing.word,
            key: try? SealKey.read(settings.keyFile)?.publicKey, problem: problem)
        try await database.write(lane: .free) { try SealWatchStore.save(keeper, in: $0) }
        return standing
    }

    private func check(_ id: String, progress: @escaping @Sendable (Int) async throws -> Void) async throws {
        var check = SealCheck(id: id, startedAt: clock.now, entries: 0, verdict: "running")
        try await keep(check)
        do {
            let verdict = try await CheckSeals(database, file: settings.file).run { done, total in
                try await progress(total == 0 ? 100 : Int(done * 100 / total))
            }
            check.take(verdict, at: clock.now)
            if case .broken(let fault, _) = verdict { logger.error("seals: the journal was changed: \(fault)") }
        } catch let problem as Problem {
            (check.verdict, check.finishedAt) = ("failed", clock.now)
            logger.error("seals: \(problem.code)")
        }
        try await keep(check)
    }

    private func keep(_ check: SealCheck) async throws {
        try await database.write(lane: .free) { try SealWatchStore.save(check, in: $0) }
    }

    /// An authority that is down holds up nothing: the seal stands, and the stamp comes later.
    private func stamp(by authority: StampAuthority) async {
        guard patience.isOver(at: clock.now) else { return }
        do {
            while try await StampSeal(database, authority: authority, folder: settings.stampFolder).run(at: clock.now) {
                patience.forget()
            }
        } catch {
            patience.fail(at: clock.now)
            logger.warning("seals: no stamp from \(authority.url): \((error as? Problem)?.detail ?? "\(error)")")
        }
    }

    private static func requestID(_ id: JobID) -> String { String(id.description.filter { $0 != "-" }.prefix(16)) }
}

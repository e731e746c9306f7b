import Access
import Base
import Dossiers
import Identity
import Journal
import Logging
import Storage
import Synchronization

/// Tells every receiver what it has not been told yet. Several processes may run one each: a claim in the table lets
/// one of them send.
package struct WebhookRunner: Sendable {
    /// Entries looked at for one batch: many may concern others.
    static let entriesRead = 1000
    /// As long as resolving the name and waiting for the answer may take; then another process may try.
    static let claimSeconds: Int64 = 20
    private static let pause = Duration.seconds(1)

    typealias Send = @Sendable (WebhookMessage, Subscriber, Instant) async -> WebhookOutcome

    let database: any Database
    let policy: AccessPolicy
    let clock: Clock
    let logger: Logger
    let send: Send

    package init(database: any Database, policy: AccessPolicy, clock: Clock, line: WebhookLine, logger: Logger) {
        self.init(database: database, policy: policy, clock: clock, logger: logger) {
            await line.send($0, to: $1, at: $2)
        }
    }

    init(
        database: any Database, policy: AccessPolicy, clock: Clock, logger: Logger, send: @escaping Send
    ) {
        self.database = database
        self.policy = policy
        self.clock = clock
        self.logger = logger
        self.send = send
    }

    /// Works until its task is cancelled. Each receiver has a task of its own while there is something to tell it, so a
    /// slow one holds up nobody. A try under way when the program ends is made again after the start.
    package func run() async {
        let busy = Busy()
        await withDiscardingTaskGroup { group in
            while (try? await Task.sleep(for: Self.pause)) != nil {
                for id in await due() where busy.begin(id) {
                    group.addTask {
                        await tell(id)
                        busy.end(id)
                    }
                }
            }
        }
    }

    /// All receivers that are due now, each until it has been told everything or fails: a step of the work, for tests.
    func deliverDue() async {
        await withDiscardingTaskGroup { group in
            for id in await due() { group.addTask { await tell(id) } }
        }
    }

    /// Whom this process is telling something.
    private final class Busy: Sendable {
        private let ids = Mutex<Set<ID<Subscriber>>>([])

        func begin(_ id: ID<Subscriber>) -> Bool { ids.withLock { $0.insert(id).inserted } }
        func end(_ id: ID<Subscriber>) { _ = ids.withLock { $0.remove(id) } }
    }

    private func due() async -> [ID<Subscriber>] {
        let now = clock.now
        do {
            return try await database.read { snapshot in
                try SubscriberStore.due(at: now, behind: Journal.head(in: snapshot).number, in: snapshot)
            }
        } catch {
            if !Task.isCancelled { logger.warning("webhooks wait: \(error)") }
            return []
        }
    }

    private func tell(_ id: ID<Subscriber>) async {
        do { while try await takeStep(for: id), !Task.isCancelled {} } catch {
            if !Task.isCancelled { logger.warning("webhook \(id) waits: \(error)") }
        }
    }

    // MARK: One batch

    private enum Step: Sendable {
        case nothing
        /// The account may know nothing any more.
        case halt
        case pass(Subscriber, to: Int64)
        case send(Subscriber, WebhookMessage, through: Int64)
    }

    /// - Returns: whether there may be more at once.
    private func takeStep(for id: ID<Subscriber>) async throws -> Bool {
        let now = clock.now
        switch try await database.read({ try step(for: id, at: now, in: $0) }) {
        case .nothing: return false
        case .halt:
            try await halt(id, .account)
            return false
        case .pass(let subscriber, let number):
            try await database.write(lane: .free) { try SubscriberStore.pass(subscriber, to: number, in: $0) }
            return true
        case .send(let subscriber, let message, let last):
            let end = now.adding(seconds: Self.claimSeconds)
            let isOurs = try await database.write(lane: .free) {
                try SubscriberStore.claim(subscriber, through: last, until: end, in: $0)
            }
            guard isOurs else { return false }
            let outcome = await send(message, subscriber, clock.now)
            // The program ends: the receiver is not to blame.
            if !outcome.isWell { try Task.checkCancellation() }
            return try await keep(outcome, of: last, subscriber)
        }
    }

    /// What comes next, and what of it this account may know now.
    private func step(for id: ID<Subscriber>, at now: Instant, in snapshot: Snapshot) throws -> Step {
        guard let subscriber = try SubscriberStore.subscriber(id, in: snapshot), subscriber.halt == nil,
            subscriber.nextAt <= now
        else { return .nothing }
        var entries = try Journal.entries(after: subscriber.reached, limit: Self.entriesRead, in: snapshot)
        if let end = subscriber.batchEnd { entries = entries.filter { $0.number <= end } }
        guard let last = entries.last?.number else { return .nothing }
        guard let caller = try CallerStore.caller(for: subscriber.account, on: now.localDate, in: snapshot),
            caller.staff?.agency == subscriber.agency, policy.allows(DossierEvents.permission, to: caller)
        else { return .halt }
        let wanted = entries.filter { subscriber.wants($0.kind) }
        let permit = try policy.permit(DossierEvents.permission, to: caller)
        let told = Array(try DossierEvents.told(wanted, to: permit, in: snapshot).prefix(WebhookMessage.entriesMax))
        guard let through = told.last?.number else { return .pass(subscriber, to: last) }
        return .send(subscriber, .batch(told, for: subscriber), through: through)
    }

    private func keep(
        _ outcome: WebhookOutcome, of last: Int64, _ subscriber: Subscriber
    ) async throws -> Bool {
        let now = clock.now
        var kept = subscriber
        kept.batchEnd = last
        if outcome.isWell {
            kept.reached = last
            kept.batchEnd = nil
            kept.deliveredAt = now
            kept.begin(at: now)
        } else {
            kept.failures += 1
            kept.failingSince = subscriber.failingSince ?? now
            kept.lastError = outcome.words
            kept.nextAt = now.adding(seconds: Patience.pauseSeconds(afterFailures: kept.failures))
        }
        let tried = kept
        let isKept = try await database.write(lane: .free) {
            try SubscriberStore.keep(tried, of: last, from: subscriber.reached, in: $0)
        }
        guard isKept, !outcome.isWell else { return isKept }
        if outcome == .answered(410) {
            try await halt(subscriber.id, .gone)
        } else if let since = tried.failingSince, now.seconds(since: since) >= Patience.givenUpAfterSeconds {
            try await halt(subscriber.id, .failing)
        }
        return false
    }

    private func halt(_ id: ID<Subscriber>, _ halt: Subscriber.Halt) async throws {
        let act = Act(permit: try policy.permit(.webhookManage, to: .system("webhooks")), at: clock.now, requestID: "")
        do { try await database.write { try HaltSubscriber(id, halt).run(in: $0, act: act) } } catch let problem
            as Problem where problem == .notFound
        {
            return
        }
        logger.warning("webhook \(id) is halted: \(halt.rawValue)")
    }
}

/// `motcua webhook test`: one message without entries, at once; the place in the journal stays.
package enum WebhookTrial {
    /// - Returns: whether the receiver took it, and its status or what went wrong.
    package static func run(
        _ subscriber: Subscriber, over line: WebhookLine, at now: Instant
    ) async -> (isWell: Bool, words: String) {
        let outcome = await line.send(.test(for: subscriber, at: now), to: subscriber, at: now)
        return (outcome.isWell, outcome.words)
    }
}

import Base
import Logging
import Storage
import Synchronization

/// Does the queued jobs: at least once each, a few at a time, in as many processes as there are.
///
/// A runner takes a job for the time of a lease and extends it while the handler works. When the process dies, the
/// lease runs out and another runner takes the job. Jobs of kinds without a handler here are left for newer processes.
package final class JobRunner: Sendable {
    private let database: any Database
    private let handlers: [String: JobHandler]
    private let clock: Clock
    private let workers: Int
    private let rules: JobRules
    private let pollEvery: Duration
    private let logger: Logger
    private let sleep: @Sendable (Duration) async throws -> Void
    private let name: String
    private let busy = Mutex(0)
    private let pokes: AsyncStream<Void>
    private let poked: AsyncStream<Void>.Continuation

    /// - Parameter workers: how many jobs run at the same time.
    /// - Parameter pollEvery: how soon jobs are seen that became due, or that other processes queued.
    /// - Parameter sleep: for tests that move the time themselves.
    /// - Precondition: each kind has one handler.
    package init(
        database: any Database, handlers: [JobHandler], clock: Clock, workers: Int = 2, rules: JobRules = JobRules(),
        pollEvery: Duration = .seconds(1), logger: Logger,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        precondition(workers > 0)
        self.database = database
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in
            preconditionFailure("the kind \(first.kind) has two handlers")
        }
        self.clock = clock
        self.workers = workers
        self.rules = rules
        self.pollEvery = pollEvery
        self.logger = logger
        self.sleep = sleep
        name = ID<JobRunner>(at: clock.now).description
        (pokes, poked) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Says that jobs may have been queued. Cheap; many calls are answered by one look.
    package func poke() { poked.yield() }

    /// Works until its task is cancelled; then the handlers under way are cancelled and their jobs given back.
    /// - Precondition: run once.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { [self] in
                while (try? await sleep(pollEvery)) != nil { poke() }
            }
            group.addTask { [self] in await purge() }
            poke()
            for await _ in pokes {
                // A stream still gives out what it holds when its reader is cancelled.
                if Task.isCancelled { break }
                let free = workers - busy.withLock { $0 }
                for job in await claimed(atMost: free) {
                    busy.withLock { $0 += 1 }
                    group.addTask { [self] in
                        await perform(job)
                        busy.withLock { $0 -= 1 }
                        poke()
                    }
                }
            }
        }
    }

    /// Does all jobs that are due now, and those that they queue for now: for tests, simulations and commands.
    /// - Returns: how many attempts were made.
    @discardableResult
    package func runDue() async throws -> Int {
        var attempts = 0
        while true {
            let jobs = try await claim(atMost: workers)
            if jobs.isEmpty { return attempts }
            attempts += jobs.count
            await withDiscardingTaskGroup { group in
                for job in jobs {
                    group.addTask { await self.perform(job) }
                }
            }
        }
    }

    /// A database that is away, or another runner that was quicker, only means: look again at the next poll.
    private func claimed(atMost limit: Int) async -> [ClaimedJob] {
        guard limit > 0 else { return [] }
        do { return try await claim(atMost: limit) } catch StorageError.conflict { return [] } catch {
            logger.warning("jobs cannot be taken", metadata: ["error": "\(error)"])
            return []
        }
    }

    private func claim(atMost limit: Int) async throws -> [ClaimedJob] {
        let now = clock.now
        let kinds = handlers.keys.sorted()
        guard try await database.read({ try JobStore($0).hasWork(for: kinds, at: now) }) else { return [] }
        let lease = now.adding(seconds: rules.leaseSeconds)
        return try await database.write(lane: .free) { [name, rules] tx in
            let store = JobStore(tx)
            try store.release(attemptsMax: rules.attemptsMax, at: now, in: tx)
            return try store.claim(kinds, limit: limit, at: now, until: lease, by: name, in: tx)
        }
    }

    private enum Outcome {
        case done
        case failed(String)
        /// The program is ending.
        case interrupted
        /// Another runner has taken the job over: what becomes of it is no longer ours to say.
        case lost
    }

    private struct LeaseLost: Error {}

    private func perform(_ job: ClaimedJob) async {
        let outcome = await outcome(of: job)
        do {
            guard try await keep(outcome, of: job) else { return log(job, "a job was taken over", .warning) }
        } catch {
            // Nothing is lost: the lease runs out, and the job is done again.
            log(job, "the outcome of a job could not be kept: \(error)", .error)
        }
    }

    private func outcome(of job: ClaimedJob) async -> Outcome {
        guard let handler = handlers[job.kind], !Task.isCancelled else { return .interrupted }
        let running = RunningJob(
            id: job.id, facts: job.facts, attempt: job.attempt, database: database, clock: clock,
            report: { [database] percent in
                let percent = min(max(percent, 0), 100)
                _ = try await database.write(lane: .free) { try JobStore($0).report(job, percent: percent, in: $0) }
            })
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await handler.run(running) }
                group.addTask { try await self.keepLease(of: job) }
                // The lease is kept until the handler ends, so the first to come back is the handler, or an error.
                try await group.next()
                group.cancelAll()
            }
            return .done
        } catch is LeaseLost {
            return .lost
        } catch {
            return Task.isCancelled ? .interrupted : .failed(String("\(error)".prefix(rules.errorCharactersMax)))
        }
    }

    private func keepLease(of job: ClaimedJob) async throws {
        while true {
            try await sleep(.seconds(rules.leaseSeconds) / 3)
            let lease = clock.now.adding(seconds: rules.leaseSeconds)
            do {
                let ours = try await database.write(lane: .free) { try JobStore($0).extend(job, until: lease, in: $0) }
                guard ours else { throw LeaseLost() }
            } catch let error as StorageError {
                log(job, "the lease of a job could not be extended: \(error)", .warning)
            }
        }
    }

    private func keep(_ outcome: Outcome, of job: ClaimedJob) async throws -> Bool {
        let now = clock.now
        switch outcome {
        case .done:
            return try await database.write(lane: .free) { try JobStore($0).finish(job, at: now, in: $0) }
        case .interrupted:
            return try await database.write(lane: .free) { try JobStore($0).giveBack(job, at: now, in: $0) }
        case .lost:
            return false
        case .failed(let error) where job.attempt >= rules.attemptsMax:
            log(job, "a job has failed for the last time: \(error)", .error)
            return try await database.write(lane: .free) { try JobStore($0).bury(job, because: error, at: now, in: $0) }
        case .failed(let error):
            log(job, "a job has failed and will be tried again: \(error)", .warning)
            let pause = rules.pauseSeconds(afterAttempt: job.attempt, jitter: .random(in: 0...1))
            return try await database.write(lane: .free) { tx in
                try JobStore(tx).postpone(job, to: now.adding(seconds: pause), because: error, in: tx)
            }
        }
    }

    /// Once an hour; several processes may do it at the same time.
    private func purge() async {
        while (try? await sleep(.seconds(3600))) != nil {
            let now = clock.now
            while let purged = try? await database.write(lane: .free, { try Jobs.purgeDone(in: $0, at: now) }),
                purged > 0, !Task.isCancelled {}
        }
    }

    private func log(_ job: ClaimedJob, _ message: Logger.Message, _ level: Logger.Level) {
        logger.log(
            level: level, message, metadata: ["job": "\(job.id)", "kind": "\(job.kind)", "attempt": "\(job.attempt)"])
    }
}

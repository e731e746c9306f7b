import Base
import Logging
import Storage
import Synchronization
import TestKit

@testable import Jobs

/// One database, one clock that the test moves, and runners on both.
final class Workshop: Sendable {
    static let start = Instant(iso8601: "2026-11-23T09:00")!
    let database: any Database
    let time = SteppedClock(at: start)
    /// What the handlers of `kind` wrote down, in their order: the fact `n` and the attempt.
    let diary = Mutex<[String]>([])

    init(_ engine: Engine) async throws {
        database = try await TestDatabase.make(engine, migrations: Jobs.migrations)
    }

    /// - Parameter naps: how long every pause of the runner really is; as long as it says when nil.
    func runner(
        workers: Int = 2, rules: JobRules = JobRules(), naps: Duration? = nil,
        _ work: @escaping @Sendable (RunningJob) async throws -> Void = { _ in }
    ) -> JobRunner {
        let handler = JobHandler(kind: "test.work") { [self] job in
            diary.withLock { $0.append("\(job.facts["n"] ?? "-")/\(job.attempt)") }
            try await work(job)
        }
        return JobRunner(
            database: database, handlers: [handler], clock: time.clock, workers: workers, rules: rules,
            pollEvery: .milliseconds(5), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            sleep: { try await Task.sleep(for: naps ?? $0) })
    }

    @discardableResult
    func queue(_ number: Int = 1, kind: String = "test.work", notBefore: Instant? = nil) async throws -> JobID {
        let now = time.clock.now
        return try await database.write { tx in
            try Jobs.queue(kind: kind, facts: ["n": "\(number)"], notBefore: notBefore, in: tx, at: now)
        }
    }

    func state(of id: JobID) async throws -> JobState? {
        try await database.read { try Jobs.progress(of: id, in: $0)?.state }
    }

    var entries: [String] { diary.withLock { $0 } }
}

struct Broken: Error {}

/// Waits until it is so; the suite's time limit ends what never becomes so.
func until(_ isSo: () async throws -> Bool) async throws {
    while try await !isSo() { try await Task.sleep(for: .milliseconds(2)) }
}

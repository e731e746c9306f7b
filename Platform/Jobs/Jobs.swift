import Base
import Storage

/// Durable work after the commit: queued in the transaction that makes it necessary, done by a `JobRunner`.
package enum Jobs {
    /// What the facts of one job may take, in bytes of JSON: name the record, do not copy it.
    package static let factsBytesMax = 16_384
    /// How long done jobs are kept for those who ask how it went.
    package static let doneKeptDays: Int64 = 30
    /// What one question returns, and what one transaction purges.
    package static let rowsMax = 1000

    /// Queues work in the caller's transaction: rolled back with it, seen by runners after its commit.
    /// - Parameter now: the moment of the deed; the job is due then, or at `notBefore` if that is later.
    /// - Precondition: `kind` is `feature.verb`.
    /// - Throws: `JobError.factsTooLarge`.
    @discardableResult
    package static func queue(
        kind: String, facts: [String: String] = [:], notBefore: Instant? = nil, in tx: Transaction, at now: Instant
    ) throws -> JobID {
        precondition(kind.contains("."), "\(kind) does not name its feature")
        let facts = JSONFacts(facts)
        let size = facts.text.utf8.count
        guard size <= factsBytesMax else { throw JobError.factsTooLarge(kind: kind, bytes: size) }
        let id = JobID(at: now)
        try JobStore(tx).insert(id, kind: kind, facts: facts, due: max(now, notBefore ?? now), at: now, in: tx)
        return id
    }

    /// How far a job is; nil when there is none of this id, or it was done so long ago that it is forgotten.
    package static func progress(of id: JobID, in snapshot: Snapshot) throws -> JobProgress? {
        try JobStore(snapshot).progress(of: id)
    }

    /// The dead letters: jobs that were given up, the newest first, at most `rowsMax`. Somebody must look at them.
    package static func dead(in snapshot: Snapshot) throws -> [DeadJob] { try JobStore(snapshot).dead(limit: rowsMax) }

    /// How many jobs there are in each state, for the administrator and the metrics.
    package static func counts(in snapshot: Snapshot) throws -> [JobState: Int] { try JobStore(snapshot).counts() }

    /// How many jobs were due at `moment` and are still not done: more than none means that nobody runs them.
    package static func stuck(since moment: Instant, in snapshot: Snapshot) throws -> Int {
        try JobStore(snapshot).stuck(since: moment)
    }

    /// Lets a dead job run again at once, with all its attempts.
    /// - Throws: `Problem.notFound` when there is no such dead job (any more).
    package static func retry(_ id: JobID, in tx: Transaction, at now: Instant) throws {
        guard try JobStore(tx).revive(id, at: now, in: tx) else { throw Problem.notFound }
    }

    /// Forgets jobs that were done more than `days` ago; dead ones stay until somebody has looked at them.
    /// - Returns: how many, at most `rowsMax`; call again until it is 0.
    @discardableResult
    package static func purgeDone(
        olderThanDays days: Int64 = doneKeptDays, in tx: Transaction, at now: Instant
    ) throws -> Int {
        try JobStore(tx).purgeDone(before: now.adding(seconds: -days * 86_400), limit: rowsMax, in: tx)
    }
}

package enum JobError: Error, Sendable, Equatable {
    case factsTooLarge(kind: String, bytes: Int)
}

package enum JobState: String, Sendable, CaseIterable, SQLConvertible {
    case waiting, running, done, dead
}

/// How far a job is, for the page that waits for it.
package struct JobProgress: Sendable, Equatable {
    package let state: JobState
    /// 0 to 100.
    package let percent: Int
    /// How often it was begun.
    package let attempt: Int
}

/// A job that failed as often as it may.
package struct DeadJob: Sendable, Equatable {
    package let id: JobID
    package let kind: String
    package let facts: [String: String]
    package let attempts: Int
    /// What the last attempt failed with: for administrators, in the words of the program.
    package let lastError: String
    package let queuedAt: Instant
    package let diedAt: Instant
}

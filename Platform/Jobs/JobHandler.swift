import Base
import Storage

/// Work that is done after a commit, at least once: it must be harmless to run it twice.
package struct JobHandler: Sendable {
    /// `feature.verb`, for instance `notices.send`.
    package let kind: String
    package let run: @Sendable (RunningJob) async throws -> Void

    package init(kind: String, run: @escaping @Sendable (RunningJob) async throws -> Void) {
        self.kind = kind
        self.run = run
    }
}

package typealias JobID = ID<RunningJob>

/// A job while it runs. Its task is cancelled when the program ends or when another runner has taken the job over.
package struct RunningJob: Sendable {
    package let id: JobID
    /// What was asked for when the job was queued.
    package let facts: [String: String]
    /// From 1.
    package let attempt: Int
    package let database: any Database
    /// The runner's, for what the work dates.
    package let clock: Clock
    /// Tells how far the work is, 0 to 100, for the pages that wait for it.
    package let report: @Sendable (_ percent: Int) async throws -> Void
}

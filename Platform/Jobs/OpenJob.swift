import Base
import Storage

/// A job that waits or runs, as an administrator sees it.
package struct OpenJob: Sendable, Equatable {
    package let id: JobID
    package let kind: String
    package let state: JobState
    /// 0 to 100.
    package let percent: Int
    package let attempt: Int
    package let dueAt: Instant
}

extension Jobs {
    /// What the administrator's page shows of a long line.
    package static let openShownMax = 200

    /// The jobs that run or wait, running ones first, then by when they are due.
    package static func open(in snapshot: Snapshot) throws -> [OpenJob] {
        try JobStore(snapshot).open(limit: openShownMax)
    }
}

extension JobStore {
    func open(limit: Int) throws -> [OpenJob] {
        try snapshot.rows(
            """
            SELECT id, kind, state, progress, attempt, due_at FROM job
            WHERE state IN (\(JobState.running), \(JobState.waiting)) ORDER BY state, due_at, id LIMIT \(limit)
            """
        ).map {
            OpenJob(id: try $0["id"], kind: try $0["kind"], state: try $0["state"], percent: try $0["progress"],
                attempt: try $0["attempt"], dueAt: try $0["due_at"])
        }
    }
}

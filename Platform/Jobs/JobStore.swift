import Base
import Storage

/// The table of jobs: the only place that names it.
struct JobStore {
    let snapshot: Snapshot

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    func insert(
        _ id: JobID, kind: String, facts: JSONFacts, due: Instant, at now: Instant, in tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO job (id, kind, facts, state, due_at, attempt, progress, created_at)
            VALUES (\(id), \(kind), \(facts), \(JobState.waiting), \(due), 0, 0, \(now))
            """)
    }

    /// Whether `release` or `claim` would find something: asked first, so that an idle runner never writes.
    func hasWork(for kinds: [String], at now: Instant) throws -> Bool {
        let expired = try snapshot.row(
            "SELECT 1 AS one FROM job WHERE state = \(JobState.running) AND locked_until <= \(now) LIMIT 1")
        if expired != nil { return true }
        return try snapshot.row(
            """
            SELECT 1 AS one FROM job
            WHERE state = \(JobState.waiting) AND due_at <= \(now) AND kind IN (\(SQL.list(kinds))) LIMIT 1
            """) != nil
    }

    /// How many should have been done before `moment` and are not: waiting ones, and those whose runner is gone.
    func stuck(since moment: Instant) throws -> Int {
        try snapshot.row(
            """
            SELECT COUNT(*) AS n FROM job WHERE (state = \(JobState.waiting) AND due_at <= \(moment))
                OR (state = \(JobState.running) AND locked_until <= \(moment))
            """)?["n"] ?? 0
    }

    /// Takes jobs back whose runner has not been heard of since its lease ran out. One that has used up its attempts
    /// has perhaps brought the program down each time: it dies instead.
    func release(attemptsMax: Int, at now: Instant, in tx: Transaction) throws {
        let lost = "the runner was lost"
        try tx.execute(
            """
            UPDATE job SET state = \(JobState.dead), finished_at = \(now), locked_until = NULL, locked_by = NULL,
                last_error = \(lost)
            WHERE state = \(JobState.running) AND locked_until <= \(now) AND attempt >= \(attemptsMax)
            """)
        try tx.execute(
            """
            UPDATE job SET state = \(JobState.waiting), due_at = \(now), locked_until = NULL, locked_by = NULL,
                last_error = \(lost)
            WHERE state = \(JobState.running) AND locked_until <= \(now)
            """)
    }

    /// Makes the longest due jobs the runner's until the lease ends.
    func claim(
        _ kinds: [String], limit: Int, at now: Instant, until lease: Instant, by runner: String, in tx: Transaction
    ) throws -> [ClaimedJob] {
        try tx.rows(
            """
            WITH due AS MATERIALIZED (
                SELECT id FROM job
                WHERE state = \(JobState.waiting) AND due_at <= \(now) AND kind IN (\(SQL.list(kinds)))
                ORDER BY due_at, id LIMIT \(limit) \(Self.skippingLocked(on: tx.engine))
            )
            UPDATE job SET state = \(JobState.running), attempt = attempt + 1, progress = 0,
                locked_until = \(lease), locked_by = \(runner)
            WHERE id IN (SELECT id FROM due)
            RETURNING id, kind, facts, attempt
            """
        ).map { row in
            let facts: JSONFacts = try row["facts"]
            return ClaimedJob(
                id: try row["id"], kind: try row["kind"], facts: facts.values, attempt: try row["attempt"],
                runner: runner)
        }
    }

    /// The twins: several processes write to PostgreSQL at once, and pass by what another one is just taking.
    private static func skippingLocked(on engine: Engine) -> SQL {
        switch engine {
        case .sqlite: ""
        case .postgresql: "FOR UPDATE SKIP LOCKED"
        }
    }

    /// - Returns: false when the job is no longer this runner's. The same holds for all below that take a claimed job.
    func extend(_ job: ClaimedJob, until lease: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute("UPDATE job SET locked_until = \(lease) " + Self.stillOurs(job)) == 1
    }

    func report(_ job: ClaimedJob, percent: Int, in tx: Transaction) throws -> Bool {
        try tx.execute("UPDATE job SET progress = \(percent) " + Self.stillOurs(job)) == 1
    }

    func finish(_ job: ClaimedJob, at now: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE job SET state = \(JobState.done), progress = 100, finished_at = \(now), locked_until = NULL,
                locked_by = NULL, last_error = NULL
            """ + " " + Self.stillOurs(job)) == 1
    }

    func postpone(_ job: ClaimedJob, to due: Instant, because error: String, in tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE job SET state = \(JobState.waiting), due_at = \(due), locked_until = NULL, locked_by = NULL,
                last_error = \(error)
            """ + " " + Self.stillOurs(job)) == 1
    }

    func bury(_ job: ClaimedJob, because error: String, at now: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE job SET state = \(JobState.dead), finished_at = \(now), locked_until = NULL, locked_by = NULL,
                last_error = \(error)
            """ + " " + Self.stillOurs(job)) == 1
    }

    /// Gives an interrupted job back as if it had not been begun: that the program ended was not its fault.
    func giveBack(_ job: ClaimedJob, at now: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE job SET state = \(JobState.waiting), due_at = \(now), attempt = attempt - 1, locked_until = NULL,
                locked_by = NULL
            """ + " " + Self.stillOurs(job)) == 1
    }

    private static func stillOurs(_ job: ClaimedJob) -> SQL {
        """
        WHERE id = \(job.id) AND state = \(JobState.running) AND locked_by = \(job.runner)
            AND attempt = \(job.attempt)
        """
    }

    func progress(of id: JobID) throws -> JobProgress? {
        let row = try snapshot.row("SELECT state, progress, attempt FROM job WHERE id = \(id)")
        guard let row else { return nil }
        return JobProgress(state: try row["state"], percent: try row["progress"], attempt: try row["attempt"])
    }

    func dead(limit: Int) throws -> [DeadJob] {
        try snapshot.rows(
            """
            SELECT id, kind, facts, attempt, last_error, created_at, finished_at FROM job
            WHERE state = \(JobState.dead) ORDER BY finished_at DESC, id DESC LIMIT \(limit)
            """
        ).map { row in
            let facts: JSONFacts = try row["facts"]
            let lastError: String? = try row["last_error"]
            return DeadJob(
                id: try row["id"], kind: try row["kind"], facts: facts.values, attempts: try row["attempt"],
                lastError: lastError ?? "", queuedAt: try row["created_at"], diedAt: try row["finished_at"])
        }
    }

    func counts() throws -> [JobState: Int] {
        var counts = Dictionary(uniqueKeysWithValues: JobState.allCases.map { ($0, 0) })
        for row in try snapshot.rows("SELECT state, COUNT(*) AS jobs FROM job GROUP BY state") {
            let state: JobState = try row["state"]
            counts[state] = try row["jobs"]
        }
        return counts
    }

    func revive(_ id: JobID, at now: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE job SET state = \(JobState.waiting), due_at = \(now), attempt = 0, progress = 0, finished_at = NULL
            WHERE id = \(id) AND state = \(JobState.dead)
            """) == 1
    }

    func purgeDone(before moment: Instant, limit: Int, in tx: Transaction) throws -> Int {
        try tx.execute(
            """
            DELETE FROM job WHERE id IN (
                SELECT id FROM job WHERE state = \(JobState.done) AND finished_at < \(moment) LIMIT \(limit)
            )
            """)
    }
}

/// A job that a runner has taken; runner and attempt together are the proof that it is still the same taking.
struct ClaimedJob: Sendable {
    let id: JobID
    let kind: String
    let facts: [String: String]
    let attempt: Int
    let runner: String
}

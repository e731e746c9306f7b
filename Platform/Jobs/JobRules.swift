/// How often and how soon failing jobs are tried again, and how long a runner that is not heard of keeps its jobs.
package struct JobRules: Sendable {
    /// After so many attempts a job is dead.
    package var attemptsMax = 8
    /// Extended every third of it while the job runs.
    package var leaseSeconds: Int64 = 60
    /// The pause after the first failure; it doubles with each further one.
    package var firstPauseSeconds: Int64 = 10
    package var pauseSecondsMax: Int64 = 3600
    /// What is kept of an error's words.
    package var errorCharactersMax = 1000

    package init() {}

    /// The pause after a failed attempt: between half and all of the doubled one, so that jobs that failed together,
    /// because a service was away, do not all come back in the same second.
    /// - Parameter jitter: 0 to 1.
    package func pauseSeconds(afterAttempt attempt: Int, jitter: Double) -> Int64 {
        var pause = firstPauseSeconds
        for _ in 1..<max(attempt, 1) where pause < pauseSecondsMax { pause *= 2 }
        pause = min(pause, pauseSecondsMax)
        return pause / 2 + Int64((Double(pause - pause / 2) * jitter).rounded())
    }
}

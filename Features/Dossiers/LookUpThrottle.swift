import Base
import Storage
import Synchronization
import Web

/// Slows down guessing: so many wrong attempts for an address and for a code in a window of time.
///
/// A wrong attempt is on the disk before it is answered, so a restart forgets none. Those whose answer is not known yet
/// count in memory: many at once come no further than one after another. Who knows code and digits waits for no disk.
final class LookUpThrottle: Sendable {
    static let windowSeconds: Int64 = 600
    static let attemptsMax = 20

    private let open = Mutex<[String: Int]>([:])

    /// One attempt, from the question to its answer.
    struct Guess: Sendable {
        fileprivate let buckets: [String]
        fileprivate let window: Int64
        /// When the window ends, in seconds from the attempt.
        fileprivate let secondsLeft: Int
        /// This one and those under way in the same bucket when it began.
        fileprivate let open: [Int]

        /// - Throws: `look-up-too-often` (429), at the field of the code, when the wrong ones and those under way are
        ///   over the limit.
        func check(in snapshot: Snapshot) throws {
            let wrong = try LookUpAttemptStore.attempts(of: buckets, window: window, in: snapshot)
            for (bucket, open) in zip(buckets, open) where wrong[bucket, default: 0] + open > attemptsMax {
                let minutes = "\((secondsLeft + 59) / 60)"
                throw Problem("look-up-too-often", status: 429, arguments: ["minutes": minutes],
                    fields: [FieldFault("code", "dossier.look-up-wait", ["minutes": minutes])],
                    retryAfterSeconds: secondsLeft)
            }
        }

        /// Counts it as a wrong one.
        func keepAsWrong(in tx: Transaction) throws {
            try LookUpAttemptStore.forget(before: window - windowSeconds, in: tx)
            for bucket in buckets { try LookUpAttemptStore.add(bucket, window: window, in: tx) }
        }
    }

    /// Counts an attempt in memory; `end` takes it out again, after a wrong one has been written.
    func begin(_ buckets: [String], at now: Instant) -> Guess {
        let window = now.microseconds / (Self.windowSeconds * 1_000_000) * Self.windowSeconds
        let counts = open.withLock { open in
            buckets.map { bucket -> Int in
                open[bucket, default: 0] += 1
                return open[bucket, default: 0]
            }
        }
        let secondsLeft = Int(window + Self.windowSeconds - now.microseconds / 1_000_000)
        return Guess(buckets: buckets, window: window, secondsLeft: secondsLeft, open: counts)
    }

    /// What is guessed from one network counts together.
    static func source(_ request: WebRequest) -> String { "a:\(ClientNetwork.name(of: request.clientAddress))" }

    /// The form once more with what was typed, for a person who guessed too often; a program gets the problem.
    static func again(
        _ request: WebRequest, _ problem: Problem, page: (FormView) -> Page
    ) throws(Problem) -> Answer {
        guard problem.status == 429, !request.wantsDocument else { throw problem }
        var answer = Answer.page(page(FormView(request, problem)), status: problem.status)
        if let seconds = problem.retryAfterSeconds { answer.headers.append(("Retry-After", "\(seconds)")) }
        return answer
    }

    func end(_ guess: Guess) {
        open.withLock { open in
            for bucket in guess.buckets {
                let left = open[bucket, default: 1] - 1
                open[bucket] = left > 0 ? left : nil
            }
        }
    }
}

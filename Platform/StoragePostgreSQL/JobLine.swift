import Foundation
import Keys
import Storage

/// The waiting line in front of the threads that hold the connections.
///
/// `@unchecked Sendable`: every mutable property is touched only while `condition` is locked.
final class JobLine: @unchecked Sendable {
    struct Job: Sendable {
        let run: @Sendable (Worker) -> Void
        let refuse: @Sendable (StorageError) -> Void
    }

    let url: String
    let limits: PostgreSQLDatabase.Limits
    let keys: Keyring
    private let condition = NSCondition()
    private var jobs: [(job: Job, queuedAt: ContinuousClock.Instant)] = []
    private var head = 0
    private var closed = false
    private var threads = 0
    private var whenClosed: [CheckedContinuation<Void, Never>] = []
    private var unreachableUntil = ContinuousClock.now
    private var idle = 0

    init(url: String, limits: PostgreSQLDatabase.Limits, keys: Keyring) {
        self.url = url
        self.limits = limits
        self.keys = keys
    }

    /// A thread is started when nobody is idle, up to the limit.
    func queue(_ job: Job) {
        condition.lock()
        let waiting = jobs.count - head
        let refusal: StorageError? =
            if closed {
                .unavailable("the database is closed")
            } else if waiting >= limits.waitingMax {
                .unavailable("too many calls are waiting for a connection")
            } else { nil }
        var starts = false
        if refusal == nil {
            jobs.append((job, .now))
            starts = waiting >= idle && threads < limits.connections
            if starts { threads += 1 }
            condition.signal()
        }
        condition.unlock()
        if let refusal { job.refuse(refusal) }
        if starts { startThread() }
    }

    private func startThread() {
        let thread = Thread { [self] in
            let worker = Worker(self)
            while let (job, late) = next() {
                if late { job.refuse(.unavailable("no connection became free in time")) } else { job.run(worker) }
            }
            worker.hangUp()
            threadEnded()
        }
        thread.name = "postgresql"
        thread.stackSize = 4 << 20
        thread.start()
    }

    /// Blocks until there is work; nil when the line is closed and empty.
    private func next() -> (Job, late: Bool)? {
        condition.lock()
        defer { condition.unlock() }
        idle += 1
        while head == jobs.count, !closed { condition.wait() }
        idle -= 1
        guard head < jobs.count else { return nil }
        let (job, queuedAt) = jobs[head]
        head += 1
        if head == jobs.count || head > 1000 {
            jobs.removeFirst(head)
            head = 0
        }
        return (job, late: ContinuousClock.now - queuedAt > .seconds(limits.waitSecondsMax))
    }

    private func threadEnded() {
        condition.lock()
        threads -= 1
        let waiters = threads == 0 ? whenClosed : []
        if threads == 0 { whenClosed = [] }
        condition.unlock()
        for waiter in waiters { waiter.resume() }
    }

    /// Refuses new calls; `continuation` goes on when those that wait are done and the connections are let go.
    func close(then continuation: CheckedContinuation<Void, Never>?) {
        condition.lock()
        closed = true
        let done = threads == 0
        if !done, let continuation { whenClosed.append(continuation) }
        condition.broadcast()
        condition.unlock()
        if done { continuation?.resume() }
    }

    /// After a failed attempt to connect the others are refused for a moment, instead of each waiting for it too.
    var isUnreachable: Bool {
        condition.lock()
        defer { condition.unlock() }
        return ContinuousClock.now < unreachableUntil
    }

    func connectFailed() {
        condition.lock()
        unreachableUntil = .now + .seconds(1)
        condition.unlock()
    }
}

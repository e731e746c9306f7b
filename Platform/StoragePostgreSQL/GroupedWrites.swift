import Storage
import Synchronization

/// A write of the journal's lane that waits for its turn.
struct GroupedWrite: Sendable {
    typealias Acknowledgement = @Sendable () -> Void

    enum Outcome {
        /// How to answer once it is on the disk.
        case done(Acknowledgement)
        /// The body refused; everybody else's work stands.
        case refused(any Error)
        /// A statement failed: looked at again in a transaction of its own.
        case again
    }

    let reach: TenantReach
    /// Does the work inside a savepoint; what it found out is for those after it in the same commit.
    let run: @Sendable (Runner, inout TransactionMemory) -> Outcome
    /// Does it in a transaction of its own, with all attempts, and answers.
    let runAlone: @Sendable (Worker) -> Void
    let fail: @Sendable (any Error) -> Void
}

/// Group commit for the journal's lane: its writers come one after another anyway, so those that wait share one
/// transaction and one fsync, each in its savepoint. Nobody is answered before the COMMIT.
final class GroupedWrites: Sendable {
    private struct Line {
        var waiting: [(write: GroupedWrite, queuedAt: ContinuousClock.Instant)] = []
        var draining = false
    }

    private let line = Mutex(Line())
    private let limits: PostgreSQLDatabase.Limits

    init(limits: PostgreSQLDatabase.Limits) { self.limits = limits }

    /// - Returns: whether somebody must drain now.
    func add(_ write: GroupedWrite) -> Bool {
        let outcome: (isFull: Bool, start: Bool) = line.withLock { line in
            guard line.waiting.count < limits.waitingMax else { return (true, false) }
            line.waiting.append((write, .now))
            defer { line.draining = true }
            return (false, !line.draining)
        }
        if outcome.isFull { write.fail(StorageError.unavailable("too many calls are waiting for a connection")) }
        return outcome.start
    }

    func drain(on worker: Worker) {
        while let batch = nextBatch() {
            if batch.count == 1 { batch[0].runAlone(worker) } else { worker.together(batch) }
        }
    }

    /// Nobody could be found to drain: all that wait are told.
    func refuse(_ error: StorageError) {
        while let batch = nextBatch() { for write in batch { write.fail(error) } }
    }

    private func nextBatch() -> [GroupedWrite]? {
        let now = ContinuousClock.now
        let batch = line.withLock { line -> [(write: GroupedWrite, queuedAt: ContinuousClock.Instant)] in
            let batch = Array(line.waiting.prefix(limits.batchMax))
            line.waiting.removeFirst(batch.count)
            if batch.isEmpty { line.draining = false }
            return batch
        }
        guard !batch.isEmpty else { return nil }
        let isLate = { now - $0 > .seconds(self.limits.waitSecondsMax) }
        for late in batch where isLate(late.queuedAt) {
            late.write.fail(StorageError.unavailable("no connection became free in time"))
        }
        return batch.filter { !isLate($0.queuedAt) }.map(\.write)
    }
}

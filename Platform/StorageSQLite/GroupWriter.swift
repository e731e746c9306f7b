import GRDB
import Keys
import Storage
import Synchronization

/// A write that waits for its turn.
struct WaitingWrite: Sendable {
    typealias Acknowledgement = @Sendable () -> Void

    /// Does the work and returns how to answer once it is on the disk.
    let run: @Sendable (SQLiteRunner, inout TransactionMemory) throws -> Acknowledgement
    let fail: @Sendable (any Error) -> Void
}

/// Group commit: the writes that wait run in one transaction, each in its savepoint, and share one fsync. Nobody, not
/// even one that failed, is answered before the COMMIT: what a write saw of its neighbours must be true by then.
final class GroupWriter: Sendable {
    private struct Line {
        var waiting: [WaitingWrite] = []
        var draining = false
        var closed = false
        var whenEmpty: [CheckedContinuation<Void, Never>] = []
        var commits = 0
    }

    private let pool: DatabasePool
    private let limits: SQLiteDatabase.Limits
    private let keys: Keyring
    private let line = Mutex(Line())

    init(_ pool: DatabasePool, limits: SQLiteDatabase.Limits, keys: Keyring) {
        self.pool = pool
        self.keys = keys
        self.limits = limits
    }

    var commitCount: Int { line.withLock { $0.commits } }

    func queue(_ write: WaitingWrite) {
        let outcome: (refusal: StorageError?, start: Bool) = line.withLock { line in
            if line.closed { return (.unavailable("the database is closed"), false) }
            if line.waiting.count >= limits.waitingMax { return (.unavailable("too many writes are waiting"), false) }
            line.waiting.append(write)
            defer { line.draining = true }
            return (nil, !line.draining)
        }
        if let refusal = outcome.refusal { write.fail(refusal) }
        if outcome.start { drain() }
    }

    /// Refuses new writes and returns when those that wait are done.
    func close() async {
        await withCheckedContinuation { continuation in
            let idle = line.withLock { line in
                line.closed = true
                if line.draining { line.whenEmpty.append(continuation) }
                return !line.draining
            }
            if idle { continuation.resume() }
        }
    }

    private func drain() {
        pool.asyncWriteWithoutTransaction { [self] connection in
            while let batch = nextBatch() {
                var again = batch
                while !again.isEmpty { again = commitTogether(again, connection) }
            }
        }
    }

    private func nextBatch() -> [WaitingWrite]? {
        let (batch, waiters) = line.withLock { line -> ([WaitingWrite]?, [CheckedContinuation<Void, Never>]) in
            guard line.waiting.isEmpty else {
                let batch = Array(line.waiting.prefix(limits.batchMax))
                line.waiting.removeFirst(batch.count)
                return (batch, [])
            }
            line.draining = false
            defer { line.whenEmpty = [] }
            return (nil, line.whenEmpty)
        }
        for waiter in waiters { waiter.resume() }
        return batch
    }

    /// One transaction for all.
    /// - Returns: those that must run again, because a neighbour's error made SQLite give up the whole transaction.
    private func commitTogether(_ batch: [WaitingWrite], _ connection: GRDB.Database) -> [WaitingWrite] {
        var outcomes: [Result<WaitingWrite.Acknowledgement, any Error>] = []
        var memory = TransactionMemory()
        do {
            try connection.beginTransaction(.immediate)
            for (index, write) in batch.enumerated() {
                let outcome = Result { try inSavepoint(write, &memory, connection) }
                // An interrupt, a full disk or a lack of memory ends everybody's transaction, not just the savepoint.
                guard connection.isInsideTransaction else {
                    if case .failure(let error) = outcome { write.fail(SQLiteRunner.storageError(error)) }
                    return Array(batch[..<index] + batch[(index + 1)...])
                }
                outcomes.append(outcome)
            }
            try connection.commit()
        } catch {
            if connection.isInsideTransaction { try? connection.rollback() }
            return commitFailed(batch, error, connection)
        }
        line.withLock { $0.commits += 1 }
        for (write, outcome) in zip(batch, outcomes) {
            switch outcome {
            case .success(let acknowledge): acknowledge()
            case .failure(let error): write.fail(SQLiteRunner.storageError(error))
            }
        }
        return []
    }

    /// A deferred rule (a foreign key checked at COMMIT) is one write's fault: then each gets a transaction of its own.
    private func commitFailed(
        _ batch: [WaitingWrite], _ error: any Error, _ connection: GRDB.Database
    ) -> [WaitingWrite] {
        let broken = (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT
        guard broken, batch.count > 1 else {
            for write in batch { write.fail(SQLiteRunner.storageError(error)) }
            return []
        }
        for write in batch {
            var again = [write]
            while !again.isEmpty { again = commitTogether(again, connection) }
        }
        return []
    }

    private func inSavepoint(
        _ write: WaitingWrite, _ memory: inout TransactionMemory, _ connection: GRDB.Database
    ) throws -> WaitingWrite.Acknowledgement {
        try connection.execute(sql: "SAVEPOINT one_write")
        do {
            var found = memory
            let acknowledgement = try SQLiteRunner.use(
                connection, keys: keys, statementSecondsMax: limits.statementSecondsMax, { try write.run($0, &found) })
            try connection.execute(sql: "RELEASE one_write")
            memory = found
            return acknowledgement
        } catch {
            if connection.isInsideTransaction {
                do {
                    try connection.execute(sql: "ROLLBACK TO one_write")
                    try connection.execute(sql: "RELEASE one_write")
                } catch { try? connection.rollback() }
            }
            throw error
        }
    }
}

import CPostgres
import Keys
import Storage

/// PostgreSQL 15 or later through libpq: blocking connections, each on a thread of its own.
///
/// Writes are SERIALIZABLE and repeated after a conflict; reads see one snapshot. Connections are made when first
/// needed and made again after the server went away; meanwhile calls answer `unavailable` within seconds.
package final class PostgreSQLDatabase: Database {
    package struct Limits: Sendable {
        /// Connections, and threads.
        package var connections = 8
        /// Calls that may wait for a connection; more are refused with `unavailable`.
        package var waitingMax = 4096
        /// A call that waited longer for a connection is refused with `unavailable`.
        package var waitSecondsMax = 10.0
        /// Longer statements, and longer waits in the journal's lane, are stopped with `timedOut`.
        package var statementSecondsMax = 10.0
        /// After so many conflicts, or so long a time, a write gives up with `conflict`. The time is what ends it: on a
        /// busy machine thirty attempts were over in two seconds, among fresh writers who came first each time.
        package var attemptsMax = 300
        package var retrySecondsMax = 15.0
        /// Writes of the journal's lane that share one COMMIT.
        package var batchMax = 64

        package init() {}
    }

    package let engine = Engine.postgresql
    private let line: JobLine
    private let grouped: GroupedWrites

    /// - Parameter url: `postgres://person:password@host:port/database?sslmode=…` or what else libpq understands.
    /// - Parameter keys: what seals and opens sensitive columns.
    /// - Throws: `StorageError.engine` when the address cannot be read. The server is not asked yet.
    package init(url: String, limits: Limits = Limits(), keys: Keyring = Keyring()) throws {
        guard let parsed = PQconninfoParse(url, nil) else {
            // libpq's own words would repeat the address, and with it the password.
            throw StorageError.engine(code: "url", message: "the address of the PostgreSQL database cannot be read")
        }
        PQconninfoFree(parsed)
        line = JobLine(url: url, limits: limits, keys: keys)
        grouped = GroupedWrites(limits: limits)
    }

    deinit { line.close(then: nil) }

    package func reaching(_ reach: TenantReach) -> any Database { WalledDatabase(self, reach: reach) }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Snapshot) throws -> Value
    ) async throws -> Value { try await read(reaching: .everything, body) }

    package func write<Value: Sendable>(
        lane: Lane, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await write(lane: lane, reaching: .everything, body) }

    func read<Value: Sendable>(
        reaching reach: TenantReach, _ body: @escaping @Sendable (Snapshot) throws -> Value
    ) async throws -> Value {
        let begin = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"]
        return try await perform(for: .reading, reaching: reach, begin: { _ in begin }) { runner in
            let snapshot = Snapshot(runner)
            return (snapshot, Result { try body(snapshot) })
        }
    }

    func write<Value: Sendable>(
        lane: Lane, reaching reach: TenantReach, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        switch lane {
        case .free:
            let begin: @Sendable (Int) -> [String] = { Self.begin(lane, attempt: $0) }
            return try await perform(for: .writingBesideOthers, reaching: reach, begin: begin) {
                Self.attempt(body, lane, $0)
            }
        case .journal: return try await together(reach, body)
        }
    }

    private static func attempt<Value>(
        _ body: @Sendable (Transaction) throws -> Value, _ lane: Lane, _ runner: Runner,
        memory: TransactionMemory = TransactionMemory()
    ) -> (Transaction, Result<Value, any Error>) {
        let transaction = Transaction(runner, lane: lane, memory: memory)
        return (transaction, Result { try body(transaction) })
    }

    /// Queues a write of the journal's lane with those that wait already; the first one sees to all.
    private func together<Value: Sendable>(
        _ reach: TenantReach, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let write = GroupedWrite(
                reach: reach,
                run: { runner, memory in
                    let (transaction, result) = Self.attempt(body, .journal, runner, memory: memory)
                    guard transaction.failure == nil else { return .again }
                    memory = transaction.memory
                    switch result {
                    case .success(let value): return .done { continuation.resume(returning: value) }
                    case .failure(let error as StorageError): return error == .conflict ? .again : .refused(error)
                    case .failure(let error): return .refused(error)
                    }
                },
                runAlone: { worker in
                    continuation.resume(with: Result {
                        let begin = { Self.begin(.journal, attempt: $0) }
                        return try worker.transaction(for: .writingInTurn, reaching: reach, begin: begin) {
                            Self.attempt(body, .journal, $0)
                        }
                    })
                },
                fail: { continuation.resume(throwing: $0) })
            guard grouped.add(write) else { return }
            line.queue(JobLine.Job(
                run: { [grouped] worker in grouped.drain(on: worker) },
                refuse: { [grouped] error in grouped.refuse(error) }))
        }
    }

    /// LOCK TABLE takes no snapshot: who waited in a lane sees what those before committed. Writes that met a
    /// conflict go on one after another, so that many clients of one row cannot starve each other.
    static func begin(_ lane: Lane, attempt: Int) -> [String] {
        var texts = ["BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"]
        switch lane {
        case .journal: texts.append("LOCK TABLE motcua_lane IN EXCLUSIVE MODE")
        case .free: break
        }
        if attempt > 1 { texts.append("LOCK TABLE motcua_retry_lane IN EXCLUSIVE MODE") }
        return texts
    }

    private func perform<Value: Sendable>(
        for purpose: Worker.Purpose, reaching reach: TenantReach,
        begin: @escaping @Sendable (_ attempt: Int) -> [String],
        body: @escaping @Sendable (Runner) -> (Snapshot, Result<Value, any Error>)
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            line.queue(JobLine.Job(
                run: { worker in
                    continuation.resume(with: Result {
                        try worker.transaction(for: purpose, reaching: reach, begin: begin, body: body)
                    })
                },
                refuse: { continuation.resume(throwing: $0) }))
        }
    }

    package func close() async {
        await withCheckedContinuation { continuation in line.close(then: continuation) }
    }

    /// Runs one statement outside a transaction on a connection of its own: making and dropping databases. Blocks.
    package static func runOutsideTransaction(_ statement: String, url: String) throws {
        do { try Connection(url, statementSecondsMax: 60).run(statement) } catch let error as ServerError {
            throw error.storageError
        }
    }
}

import Dispatch
import GRDB
import Keys
import Storage
import Synchronization

/// SQLite in one file: one writer that commits waiting transactions together, a pool of readers beside it.
///
/// WAL with `synchronous = FULL`, read back at the start: an answered write is on the disk. One server at a time serves
/// a file; a `tool` may read beside it, and a `guest` write.
package final class SQLiteDatabase: Storage.Database {
    package enum Access: Sendable {
        /// Reads and writes; alone: a second server on the same file is refused with `StorageError.inUse`.
        case server
        /// Reads only, also while a server runs; `write` answers `inUse`.
        case tool
        /// Reads and writes a little while a server runs, for commands: takes its turn at SQLite's own write lock.
        case guest
    }

    package struct Limits: Sendable {
        /// Reads that run at the same time.
        package var readers = 4
        /// Reads, and as many writes, that may run or wait; more are refused with `unavailable`.
        package var waitingMax = 4096
        /// Longer statements are stopped with `timedOut`.
        package var statementSecondsMax = 10.0
        /// Writes that share one COMMIT.
        package var batchMax = 256

        package init() {}
    }

    package let engine = Engine.sqlite
    package let path: String

    /// One commune's file: there is nobody to wall off.
    package func reaching(_ reach: TenantReach) -> any Storage.Database { self }

    private let pool: DatabasePool
    private let writer: GroupWriter?
    private let lock: FileLock?
    private let limits: Limits
    private let keys: Keyring
    private let line: Mutex<ReadLine>

    private struct ReadLine {
        var reads = 0
        var closed = false
    }

    /// - Parameter keys: what seals and opens sensitive columns.
    /// - Throws: `StorageError.inUse` when another server has the file; `unavailable` when it cannot be opened.
    package init(
        path: String, access: Access = .server, limits: Limits = Limits(), keys: Keyring = Keyring()
    ) throws {
        self.path = path
        self.keys = keys
        self.limits = limits
        line = Mutex(ReadLine())
        var configuration = Configuration()
        configuration.label = "motcua"
        configuration.maximumReaderCount = limits.readers
        configuration.busyMode = .timeout(5)
        configuration.readonly = access == .tool
        configuration.prepareDatabase { connection in
            // Without it REPLACE deletes rows past the triggers that guard append-only tables.
            try connection.execute(sql: "PRAGMA recursive_triggers = ON")
            try connection.execute(sql: "PRAGMA cache_size = -16000")
            try connection.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        do {
            switch access {
            case .server:
                lock = try FileLock(beside: path)
                pool = try DatabasePool(path: path, configuration: configuration)
                try pool.writeWithoutTransaction { try SQLiteDatabase.makeDurable($0) }
                writer = GroupWriter(pool, limits: limits, keys: keys)
            case .guest:
                lock = nil
                pool = try DatabasePool(path: path, configuration: configuration)
                try pool.writeWithoutTransaction { try SQLiteDatabase.makeDurable($0) }
                writer = GroupWriter(pool, limits: limits, keys: keys)
            case .tool:
                lock = nil
                pool = try DatabasePool(path: path, configuration: configuration)
                writer = nil
            }
        } catch let error as DatabaseError {
            throw StorageError.unavailable("\(path) cannot be opened: \(error.message ?? "\(error.resultCode)")")
        }
    }

    /// GRDB sets NORMAL while it sets up WAL, after `prepareDatabase`: so FULL is set here, and read back.
    private static func makeDurable(_ connection: GRDB.Database) throws {
        try connection.execute(sql: "PRAGMA synchronous = FULL")
        let wanted = [("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1"), ("recursive_triggers", "1")]
        for (name, value) in wanted {
            let found = try String.fetchOne(connection, sql: "PRAGMA \(name)") ?? "nothing"
            guard found == value else {
                throw StorageError.engine(code: "pragma", message: "PRAGMA \(name) is \(found), not \(value)")
            }
        }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Snapshot) throws -> Value
    ) async throws -> Value {
        try line.withLock { line in
            guard !line.closed else { throw StorageError.unavailable("the database is closed") }
            guard line.reads < limits.waitingMax else { throw StorageError.unavailable("too many reads are waiting") }
            line.reads += 1
        }
        defer { line.withLock { $0.reads -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            pool.asyncRead { [limits, keys] connection in
                continuation.resume(with: Result { try SQLiteDatabase.snapshot(connection.get(), limits, keys, body) })
            }
        }
    }

    private static func snapshot<Value>(
        _ connection: GRDB.Database, _ limits: Limits, _ keys: Keyring, _ body: (Snapshot) throws -> Value
    ) throws -> Value {
        try SQLiteRunner.use(connection, keys: keys, statementSecondsMax: limits.statementSecondsMax) { runner in
            let snapshot = Snapshot(runner)
            let value = try body(snapshot)
            if let failure = snapshot.failure { throw failure }
            return value
        }
    }

    package func write<Value: Sendable>(
        lane: Lane, _ body: @escaping @Sendable (Storage.Transaction) throws -> Value
    ) async throws -> Value {
        guard let writer else { throw StorageError.inUse("\(path) is opened for reading only") }
        return try await withCheckedThrowingContinuation { continuation in
            writer.queue(
                WaitingWrite(
                    run: { runner, memory in
                        let transaction = Storage.Transaction(runner, lane: lane, memory: memory)
                        let value = try body(transaction)
                        if let failure = transaction.failure { throw failure }
                        memory = transaction.memory
                        return { continuation.resume(returning: value) }
                    },
                    fail: { continuation.resume(throwing: $0) }))
        }
    }

    /// Copies the database as it is at one moment into a new file, also while a server writes. The copy is not synced.
    package func copy(to target: String) async throws {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { [pool] in
                continuation.resume(with: Result {
                    let file = try DatabaseQueue(path: target)
                    try pool.backup(to: file)
                    try file.close()
                })
            }
        }
    }

    /// How many COMMITs were made; smaller than the number of writes when they shared one.
    package var commitCount: Int { writer?.commitCount ?? 0 }

    package func close() async {
        line.withLock { $0.closed = true }
        await writer?.close()
        if lock != nil {
            // Everything into the one file, so that it can be copied: the connection closed last may be a reader,
            // which cannot do it.
            _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        }
        // Fails only while a statement is open, and none is: reads end within their closure.
        try? pool.close()
        lock?.release()
    }
}

import Keys
import Storage
import Synchronization

/// A database that notes every statement that is asked of it: to look at plans, and to count.
package final class RecordingDatabase: Database {
    package struct Statement: Sendable {
        package let text: String
        package let values: [SQLValue]
        /// Whether the program stands still until the database has answered; `Transaction.send` does not.
        package let isWaitedFor: Bool
    }

    private let inner: any Database
    private let noted = Mutex<[Statement]>([])

    package init(_ inner: any Database) { self.inner = inner }

    package var engine: Engine { inner.engine }
    package var statements: [Statement] { noted.withLock { $0 } }

    /// Its statements are noted here, too.
    package func reaching(_ reach: TenantReach) -> any Database {
        Walled(recording: self, inner: inner.reaching(reach))
    }

    private struct Walled: Database {
        let recording: RecordingDatabase
        let inner: any Database

        var engine: Engine { inner.engine }

        func read<Value: Sendable>(
            _ body: @escaping @Sendable (Snapshot) throws -> Value
        ) async throws -> Value { try await recording.read(on: inner, body) }

        func write<Value: Sendable>(
            lane: Lane, _ body: @escaping @Sendable (Transaction) throws -> Value
        ) async throws -> Value { try await recording.write(on: inner, lane: lane, body) }

        func reaching(_ reach: TenantReach) -> any Database { recording.reaching(reach) }
        func close() async { await inner.close() }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Snapshot) throws -> Value
    ) async throws -> Value { try await read(on: inner, body) }

    private func read<Value: Sendable>(
        on inner: any Database, _ body: @escaping @Sendable (Snapshot) throws -> Value
    ) async throws -> Value {
        try await inner.read { [self] in try body(Snapshot(RecordingRunner($0.runner, note: note))) }
    }

    package func write<Value: Sendable>(
        lane: Lane, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await write(on: inner, lane: lane, body) }

    private func write<Value: Sendable>(
        on inner: any Database, lane: Lane, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await inner.write(lane: lane) { [self] in
            try body(Transaction(RecordingRunner($0.runner, note: note), lane: lane, memory: $0.memory))
        }
    }

    package func close() async { await inner.close() }

    /// How the engine would answer a statement, also when tables are so small that it would rather read them whole.
    package func plan(of statement: Statement) async throws -> String {
        try await inner.read { snapshot in
            switch snapshot.engine {
            case .sqlite:
                return try snapshot.runner.rows("EXPLAIN QUERY PLAN " + statement.text, statement.values)
                    .map { try $0["detail"] as String }.joined(separator: "\n")
            case .postgresql:
                _ = try snapshot.runner.execute("SET LOCAL enable_seqscan = off", [])
                return try snapshot.runner.rows("EXPLAIN " + statement.text, statement.values)
                    .map { try $0["QUERY PLAN"] as String }.joined(separator: "\n")
            }
        }
    }

    private func note(_ statement: Statement) { noted.withLock { $0.append(statement) } }
}

private final class RecordingRunner: StatementRunner {
    private let inner: any StatementRunner
    private let note: (RecordingDatabase.Statement) -> Void

    init(_ inner: any StatementRunner, note: @escaping (RecordingDatabase.Statement) -> Void) {
        self.inner = inner
        self.note = note
    }

    var engine: Engine { inner.engine }
    var keys: Keyring { inner.keys }

    func rows(_ text: String, _ values: [SQLValue]) throws -> [Row] {
        note(RecordingDatabase.Statement(text: text, values: values, isWaitedFor: true))
        return try inner.rows(text, values)
    }

    func execute(_ text: String, _ values: [SQLValue]) throws -> Int {
        note(RecordingDatabase.Statement(text: text, values: values, isWaitedFor: true))
        return try inner.execute(text, values)
    }

    func send(_ text: String, _ values: [SQLValue]) throws {
        note(RecordingDatabase.Statement(text: text, values: values, isWaitedFor: false))
        try inner.send(text, values)
    }

    func keepPlans() throws { try inner.keepPlans() }
    func script(_ text: String) throws { try inner.script(text) }
}

import Synchronization

@testable import Storage

/// A database that notes every statement that is asked of it.
final class RecordingDatabase: Database {
    struct Statement: Sendable {
        let text: String
        let values: [SQLValue]
    }

    private let inner: any Database
    private let noted = Mutex<[Statement]>([])

    init(_ inner: any Database) { self.inner = inner }

    var engine: Engine { inner.engine }
    var statements: [Statement] { noted.withLock { $0 } }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> Value) async throws -> Value {
        try await inner.read { try body(Snapshot(RecordingRunner($0.runner) { self.note($0, $1) })) }
    }

    func write<Value: Sendable>(
        lane: Lane, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await inner.write(lane: lane, body)
    }

    func close() async { await inner.close() }

    /// How the engine would answer a statement, also when tables are so small that it would rather read them whole.
    func plan(of statement: Statement) async throws -> String {
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

    private func note(_ text: String, _ values: [SQLValue]) {
        noted.withLock { $0.append(Statement(text: text, values: values)) }
    }
}

private final class RecordingRunner: StatementRunner {
    private let inner: any StatementRunner
    private let note: (String, [SQLValue]) -> Void

    init(_ inner: any StatementRunner, note: @escaping (String, [SQLValue]) -> Void) {
        self.inner = inner
        self.note = note
    }

    var engine: Engine { inner.engine }

    func rows(_ text: String, _ values: [SQLValue]) throws -> [Row] {
        note(text, values)
        return try inner.rows(text, values)
    }

    func execute(_ text: String, _ values: [SQLValue]) throws -> Int {
        note(text, values)
        return try inner.execute(text, values)
    }

    func script(_ text: String) throws { try inner.script(text) }
}

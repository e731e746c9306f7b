import Keys
import Storage

/// Runs statements inside an open transaction of one connection.
final class Runner: StatementRunner {
    let engine = Engine.postgresql
    let keys: Keyring
    private let connection: Connection
    private var keepsPlans = false

    init(_ connection: Connection, keys: Keyring) {
        self.connection = connection
        self.keys = keys
    }

    func rows(_ text: String, _ values: [SQLValue]) throws -> [Row] { try ask(text, values).rows(keys) }

    func execute(_ text: String, _ values: [SQLValue]) throws -> Int { try ask(text, values).changedRows }

    func send(_ text: String, _ values: [SQLValue]) throws { try translated { try connection.send(text, values) } }

    func keepPlans() throws {
        guard !keepsPlans else { return }
        keepsPlans = true
        try translated { try connection.send("SET LOCAL plan_cache_mode = force_generic_plan") }
    }

    /// Migrations may take their time.
    func script(_ text: String) throws {
        try translated {
            try connection.run("SET LOCAL statement_timeout = 0")
            try connection.run(text)
        }
    }

    private func ask(_ text: String, _ values: [SQLValue]) throws -> Answer {
        try translated { try connection.query(text, values) }
    }

    private func translated<Value: ~Copyable>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let error as ServerError { throw error.storageError }
    }
}

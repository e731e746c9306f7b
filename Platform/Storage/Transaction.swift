import Keys

/// What an engine gives to run one statement. Only engines implement it.
package protocol StatementRunner: AnyObject {
    /// Runs one statement and returns its rows.
    func rows(_ text: String, _ values: [SQLValue]) throws -> [Row]
    /// Runs one statement and returns how many rows it changed.
    func execute(_ text: String, _ values: [SQLValue]) throws -> Int
    /// Runs one statement whose answer nobody looks at: its error may come from the next one, or from the commit.
    func send(_ text: String, _ values: [SQLValue]) throws
    /// See `Snapshot.keepPlans`. Engines that have no choice of plans do nothing.
    func keepPlans() throws
    /// Runs several statements without parameters: migrations only.
    func script(_ text: String) throws
    var engine: Engine { get }
    /// What seals and opens sensitive columns.
    var keys: Keyring { get }
}

extension StatementRunner {
    package func keepPlans() {}
}

package enum Engine: String, Sendable {
    case sqlite, postgresql
}

/// A consistent view of the data. Stores take it for questions. It is valid only inside the closure that received it.
package class Snapshot {
    package let runner: any StatementRunner
    /// The first error of a statement: after it the transaction can only be given up, on both engines alike, also when
    /// the closure caught the error. The engines look here before they commit.
    package private(set) var failure: (any Error)?

    package init(_ runner: any StatementRunner) { self.runner = runner }

    package var engine: Engine { runner.engine }
    package var keys: Keyring { runner.keys }

    package func rows(_ sql: SQL) throws -> [Row] {
        try guarded {
            let (text, values) = try sql.rendered(for: engine, keys: keys)
            try SQLValue.refuseUnstorable(values)
            return try runner.rows(text, values)
        }
    }

    /// The first row, or nil.
    package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

    /// From here to the end of the transaction each statement runs by the plan that it had the first time. Left to
    /// itself PostgreSQL plans those anew for which the values promise something, and planning then takes longer than
    /// the statement. Only for questions that walk along one index whatever their values are; a condition that an
    /// index holds (`WHERE state = …`) must stand in their text, for no value is known to such a plan.
    package func keepPlans() throws { try guarded { try runner.keepPlans() } }

    final func guarded<Value>(_ work: () throws -> Value) throws -> Value {
        if let failure {
            throw StorageError.engine(code: "failed", message: "the transaction has already failed: \(failure)")
        }
        do { return try work() } catch {
            failure = error
            throw error
        }
    }
}

/// An open write transaction: synchronous inside, so nothing can suspend while it is open. Deeds and stores take it.
package final class Transaction: Snapshot {
    /// Whether this transaction holds the journal's lane, see `Lane`.
    package let lane: Lane
    /// What was found out in this transaction and holds to its end.
    package private(set) var memory: TransactionMemory

    /// - Parameter memory: what the writes before it in the same commit have found out.
    package init(_ runner: any StatementRunner, lane: Lane, memory: TransactionMemory = TransactionMemory()) {
        self.lane = lane
        self.memory = memory
        super.init(runner)
    }

    /// Keeps a value, one of each type, for the rest of the transaction and for the writes that share its commit. Only
    /// for what nobody else can change meanwhile: what the journal's lane guards.
    package func remember<Value: Sendable>(_ value: Value) { memory.values[ObjectIdentifier(Value.self)] = value }

    /// What was kept of this type.
    package func remembered<Value: Sendable>(_: Value.Type) -> Value? {
        memory.values[ObjectIdentifier(Value.self)] as? Value
    }

    /// - Returns: how many rows were changed.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        try guarded {
            let (text, values) = try sql.rendered(for: engine, keys: keys)
            try SQLValue.refuseUnstorable(values)
            return try runner.execute(text, values)
        }
    }

    /// Changes rows without asking how many. PostgreSQL hears of it together with the next statement that is waited
    /// for: an error may come from there or from the commit, and ends the transaction either way. For what can only
    /// fail by a fault of the program or a conflict.
    package func send(_ sql: SQL) throws {
        try guarded {
            let (text, values) = try sql.rendered(for: engine, keys: keys)
            try SQLValue.refuseUnstorable(values)
            try runner.send(text, values)
        }
    }

    /// For migrations only: several statements, no parameters.
    package func script(_ text: String) throws { try guarded { try runner.script(text) } }
}

/// See `Transaction.remember`.
package struct TransactionMemory: Sendable {
    var values: [ObjectIdentifier: any Sendable] = [:]

    package init() {}
}

/// Which waiting line a write stands in. The journal is one chain, so its writers come one after another: on PostgreSQL
/// the lane is a table lock taken before the snapshot, on SQLite there is one writer anyway.
package enum Lane: Sendable {
    /// May append to the journal.
    case journal
    /// Sessions, drafts, counters, queues: runs beside the journal's lane; must not append to the journal.
    case free
}

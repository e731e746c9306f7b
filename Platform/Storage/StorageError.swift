/// What a store can refuse with, the same on both engines.
package enum StorageError: Error, Sendable, Equatable {
    /// A UNIQUE rule was broken: which table, and which columns in their order.
    case uniqueViolation(table: String, columns: [String])
    /// A CHECK, NOT NULL or FOREIGN KEY rule, or a refusing trigger; `rule` is the engine's word for it.
    case constraintViolation(rule: String)
    /// Two transactions could not both be true; `Database.write` has already retried.
    case conflict
    /// The statement ran longer than the limit and was stopped.
    case timedOut
    /// The disk (or the quota) is full: nothing of the transaction was kept.
    case full
    /// The engine cannot be reached or its waiting line is full. Nothing was done; try again later.
    case unavailable(String)
    /// The connection was lost during COMMIT: it may or may not have happened. Repeat with the same idempotency key.
    case commitUnknown(String)
    /// Another process already serves this data.
    case inUse(String)
    /// The data was written by a newer program, or its schema was changed by hand.
    case wrongSchema(String)
    case badColumn(String, String)
    /// Any other error of the engine: a programmer's mistake.
    case engine(code: String, message: String)
}

/// For the log, where no value of a row may stand: a column that cannot be read is named, what is in it is not told.
extension StorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .uniqueViolation(let table, let columns): "unique \(table) (\(columns.joined(separator: ", ")))"
        case .constraintViolation(let rule): "constraint \(rule)"
        case .conflict: "conflict"
        case .timedOut: "timed out"
        case .full: "disk full"
        case .unavailable(let why): "unavailable: \(why)"
        case .commitUnknown(let why): "commit unknown: \(why)"
        case .inUse(let whose): "in use: \(whose)"
        case .wrongSchema(let why): "wrong schema: \(why)"
        case .badColumn(let column, _): "bad column \(column)"
        case .engine(let code, let message): "engine \(code): \(message)"
        }
    }
}

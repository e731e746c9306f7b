import Base
import Keys

/// One row of an answer. Columns are read by name, typed by what the caller asks for:
///
///     let code: String = try row["code"]
///     let due: Instant? = try row["due_at"]
package struct Row: Sendable {
    /// Shared by all rows of one answer.
    package final class Columns: Sendable {
        package let names: [String]
        /// What opens the sealed ones.
        let keys: Keyring

        package init(_ names: [String], keys: Keyring) {
            self.names = names
            self.keys = keys
        }

        /// A search through some twenty short texts costs less than making a dictionary for every answer.
        func index(of name: String) -> Int? { names.firstIndex(of: name) }
    }

    package let columns: Columns
    package let values: [SQLValue]

    package init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// - Throws: `StorageError.badColumn` when there is no such column or its value does not fit.
    package subscript<Value: SQLReadable>(_ column: String) -> Value {
        get throws { try read(column, try stored(column)) }
    }

    /// A text that was written with `\(sealed:)`, opened.
    /// - Parameter column: as it was named when it was written; a question must not rename it.
    /// - Throws: `StorageError.badColumn`, `KeyFault`.
    package subscript<Value: SQLReadable>(sealed column: String) -> Value {
        get throws {
            guard case .text(let text) = try stored(column) else { return try read(column, .null) }
            return try read(column, .text(try columns.keys.open(text, as: column)))
        }
    }

    private func stored(_ column: String) throws -> SQLValue {
        guard let index = columns.index(of: column) else { throw StorageError.badColumn(column, "no such column") }
        return values[index]
    }

    private func read<Value: SQLReadable>(_ column: String, _ stored: SQLValue) throws -> Value {
        guard let value = Value(sqlValue: stored) else {
            throw StorageError.badColumn(column, "\(stored) is no \(Value.self)")
        }
        return value
    }
}

import Base

/// One row of an answer. Columns are read by name, typed by what the caller asks for:
///
///     let code: String = try row["code"]
///     let due: Instant? = try row["due_at"]
package struct Row: Sendable {
    /// Shared by all rows of one answer.
    package final class Columns: Sendable {
        package let names: [String]

        package init(_ names: [String]) { self.names = names }

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
        get throws {
            guard let index = columns.index(of: column) else { throw StorageError.badColumn(column, "no such column") }
            guard let value = Value(sqlValue: values[index]) else {
                throw StorageError.badColumn(column, "\(values[index]) is no \(Value.self)")
            }
            return value
        }
    }
}

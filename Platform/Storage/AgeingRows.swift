import Base

/// Rows of a table that are over once the moment in one of their columns has passed, declared by the table's owner:
/// they are counted and let go of by the same condition.
package struct AgeingRows: Sendable {
    /// How the column writes its moment.
    package enum Unit: Int64, Sendable {
        case seconds = 1_000_000
        /// As everything does that keeps an `Instant`.
        case microseconds = 1
    }

    package let table: String
    private let column: String
    private let unit: Unit

    package init(_ table: String, by column: String, in unit: Unit = .microseconds) {
        self.table = table
        self.column = column
        self.unit = unit
    }

    /// How many rows are of before the moment.
    package func count(before moment: Instant, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("SELECT COUNT(*) AS n FROM \(rows(before: moment))")?["n"] ?? 0
    }

    /// Lets go of the rows of before the moment.
    /// - Returns: how many they were.
    package func drop(before moment: Instant, in tx: Transaction) throws -> Int {
        try tx.execute("DELETE FROM \(rows(before: moment))")
    }

    private func rows(before moment: Instant) -> SQL {
        SQL(stringLiteral: "\(table) WHERE \(column) < ") + "\(moment.microseconds / unit.rawValue)"
    }
}

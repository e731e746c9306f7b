/// The wall around one table on PostgreSQL, as the text of a migration. Each feature walls its own tables:
///
///     Migration.walls("dossiers/060-walls", [
///         RowWall("dossier", openTo: ["agency_id", "receiving_agency_id"]),
///         RowWall("dossier_party", partOf: WalledTable("dossier"), by: "dossier_id"),
///     ])
///
/// It may let through more than the store's own condition, never less: what it holds back is not there.
package struct RowWall: Sendable {
    private enum Kind {
        /// Whoever sees a row may write it.
        case closed
        /// Everybody sees the rows; they are written by those who may.
        case readByAll
        /// Over another wall: opens more rows of the table to those who look.
        case opening(String)
        /// Beside another wall: takes rows away that it lets through.
        case narrowing(String)
    }

    private let table: String
    /// Any of these opens a row.
    private let ways: [String]
    private let kind: Kind

    private init(_ table: String, _ ways: [String], _ kind: Kind) {
        self.table = table
        self.ways = ways
        self.kind = kind
    }

    /// By a condition of its own; `{reach}` in it is the agency that the transaction is for.
    package init(_ table: String, where condition: String) { self.init(table, [condition], .closed) }

    /// A row is its agencies': those that one of the columns names, or one in an array of them.
    package init(_ table: String, openTo columns: [String], orAnyOf array: String? = nil) {
        // Each mention of the reach is a step of every plan: the first column, which nearly always answers, by itself,
        // the others together.
        let others = columns.dropFirst().joined(separator: ", ")
        let rest = others.isEmpty ? array : "ARRAY[\(others)]" + (array.map { " || \($0)" } ?? "")
        self.init(table, columns.prefix(1).map(Self.names) + (rest.map { ["{reach} = ANY (\($0))"] } ?? []), .closed)
    }

    /// A row is seen and written by those who see the row of another table that it belongs to, and by the agencies that
    /// one of its own columns names.
    package init(_ table: String, partOf whole: WalledTable, by column: String, openTo columns: [String] = []) {
        self.init(table, columns.map(Self.names) + [whole.isSeen(as: "\(table).\(column)")], .closed)
    }

    /// The same wall for writing, while everybody may read: how an agency works and who its people are is no secret
    /// from the agencies that work with it.
    package var readByAll: RowWall { RowWall(table, ways, .readByAll) }

    /// Rows of `table` are seen, too, by those who see a row of another one that leans on them: its `column` names the
    /// key of `table`.
    package static func opening(
        _ table: String, key: String = "id", toThoseWhoSee whole: WalledTable, by column: String
    ) -> RowWall {
        let seen = "EXISTS (SELECT 1 FROM \(whole.name) WHERE \(whole.name).\(column) = \(table).\(key))"
        return RowWall(table, [seen], .opening(whole.name))
    }

    /// Rows of `table` of which `when` holds are only for those who see the row of another table that they belong to.
    package static func narrowing(
        _ table: String, when: String, toThoseWhoSee whole: WalledTable, by column: String
    ) -> RowWall {
        let seen = whole.isSeen(as: "\(table).\(column)")
        return RowWall(table, ["NOT (\(when))", seen], .narrowing(whole.name))
    }

    /// A table that has no wall of its own and stands ready for `narrowing`.
    package static func ready(_ table: String) -> RowWall { RowWall(table, ["true"], .closed) }

    /// `column` is an agency within reach.
    package static func names(_ column: String) -> String { "\(column) = {reach}" }

    /// `FORCE`, since the program's own role owns the tables. What the database checks by itself (foreign keys,
    /// uniqueness) knows no wall. The reach is read once a statement, and not once a row; whether there is a wall at
    /// all is asked after the first of several ways, which is nearly always the right one and the cheapest.
    var script: String {
        let ways = ways.map { $0.replacing("{reach}", with: "(SELECT current_setting('motcua.reach', true))") }
        let isOpen = "(SELECT current_setting('motcua.reach', true) = '*')"
        let isFirstCheap = ways.count > 1
        let test = (isFirstCheap ? [ways[0], isOpen] + ways.dropFirst() : [isOpen] + ways).joined(separator: " OR ")
        let begin = """
            ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;
            ALTER TABLE \(table) FORCE ROW LEVEL SECURITY;

            """
        switch kind {
        case .closed:
            return begin + "CREATE POLICY \(table)_wall ON \(table) USING (\(test)) WITH CHECK (\(test));\n"
        case .readByAll:
            return begin + """
                CREATE POLICY \(table)_read ON \(table) FOR SELECT USING (true);
                CREATE POLICY \(table)_add ON \(table) FOR INSERT WITH CHECK (\(test));
                CREATE POLICY \(table)_change ON \(table) FOR UPDATE USING (\(test)) WITH CHECK (\(test));
                CREATE POLICY \(table)_remove ON \(table) FOR DELETE USING (\(test));

                """
        case .opening(let whole):
            let test = ways.joined(separator: " OR ")
            return "CREATE POLICY \(table)_by_\(whole) ON \(table) FOR SELECT USING (\(test));\n"
        case .narrowing(let whole):
            return """
                CREATE POLICY \(table)_of_\(whole) ON \(table) AS RESTRICTIVE USING (\(test)) WITH CHECK (\(test));

                """
        }
    }
}

/// A table with a wall on which the walls of others lean: who sees its row sees what belongs to it. Its owner names it.
package struct WalledTable: Sendable {
    let name: String
    private let key: String

    package init(_ name: String, key: String = "id") {
        self.name = name
        self.key = key
    }

    /// Whether its row with this key is within reach, as a condition.
    func isSeen(as column: String) -> String { "EXISTS (SELECT 1 FROM \(name) WHERE \(name).\(key) = \(column))" }
}

extension Migration {
    /// A step that only PostgreSQL takes, for what SQLite has not: there it is kept as done, so that both engines have
    /// the same list of steps.
    package static func postgresql(_ name: String, _ text: String) -> Migration {
        Migration(name, sqlite: "", postgresql: text)
    }

    /// - Parameter first: what the walls lean on, before them.
    package static func walls(_ name: String, first: String = "", _ walls: [RowWall]) -> Migration {
        .postgresql(name, first + walls.map(\.script).joined())
    }
}

import Base
import Foundation
import Keys

/// Which keys the data is sealed with, and how far a change of keys has come. Of the keys themselves only a proof.
package enum DataKeyStore {
    package static let migration = Migration("storage/001-data-keys", """
        CREATE TABLE data_key (
            number BIGINT PRIMARY KEY,
            proof TEXT NOT NULL,
            made_on TEXT NOT NULL
        );
        CREATE TABLE sealed_table (
            name TEXT PRIMARY KEY,
            key_number BIGINT NOT NULL,
            after TEXT NOT NULL,
            rows_seen BIGINT NOT NULL,
            is_done BIGINT NOT NULL
        );
        """)

    /// A key that something may be sealed with.
    package struct Known: Sendable, Equatable {
        package let number: Int
        package let proof: String
    }

    /// How far a table has come with the key that writes.
    package struct Progress: Sendable, Equatable {
        package let table: String
        package let rowsSeen: Int
        package let isDone: Bool
    }

    package static func known(in snapshot: Snapshot) throws -> [Known] {
        try snapshot.rows("SELECT number, proof FROM data_key ORDER BY number")
            .map { Known(number: try $0["number"], proof: try $0["proof"]) }
    }

    package static func add(_ key: DataKey, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO data_key (number, proof, made_on) VALUES (\(key.number), \(key.proof), \(key.madeOn))
            ON CONFLICT (number) DO NOTHING
            """)
    }

    package static func remove(_ number: Int, in tx: Transaction) throws {
        try tx.execute("DELETE FROM data_key WHERE number = \(number)")
    }

    package static func progress(
        of tables: [SealedTable], under number: Int, in snapshot: Snapshot
    ) throws -> [Progress] {
        let rows = try snapshot.rows("SELECT name, rows_seen, is_done FROM sealed_table WHERE key_number = \(number)")
        let found = Dictionary(try rows.map { row in
            let name: String = try row["name"]
            return (name, Progress(table: name, rowsSeen: try row["rows_seen"], isDone: try row["is_done"]))
        }) { first, _ in first }
        return tables.map { found[$0.name] ?? Progress(table: $0.name, rowsSeen: 0, isDone: false) }
    }

    /// How many texts are still sealed with a key. A table where some are is gone over again: a program that had not
    /// yet heard of the new key may have written behind the place.
    package static func uses(of number: Int, in tables: [SealedTable], _ tx: Transaction) throws -> Int {
        var uses = 0
        for table in tables {
            for column in table.columns {
                let row = try tx.row("""
                    SELECT COUNT(*) AS n FROM \(word(table.name))
                    WHERE \(word(column.name)) LIKE \("\(number).%")
                    """)
                let found: Int = try row?["n"] ?? 0
                if found > 0 { try tx.execute("DELETE FROM sealed_table WHERE name = \(table.name)") }
                uses += found
            }
        }
        return uses
    }

    /// Seals the next rows of a table with the key that writes, and keeps the place. Rows that are written meanwhile
    /// are sealed with that key anyway.
    static func resealNext(_ rows: Int, of table: SealedTable, in tx: Transaction) throws {
        guard let key = tx.keys.writing else { throw KeyFault.noKey }
        let place = try tx.row("""
            SELECT after, rows_seen FROM sealed_table WHERE name = \(table.name) AND key_number = \(key.number)
            """)
        let (after, seen): (String, Int) = try place.map { (try $0["after"], try $0["rows_seen"]) } ?? ("", 0)
        let found = try tx.rows("""
            SELECT \(list(table.key + table.columns.map(\.name))) FROM \(word(table.name))
            \(beyond(after, table)) ORDER BY \(list(table.key)) LIMIT \(rows)
            """)
        for row in found { try reseal(row, of: table, in: tx) }
        let reached = try found.last.map { row in
            try table.key.map { try row[$0] as String }.joined(separator: separator)
        } ?? after
        try tx.execute("""
            INSERT INTO sealed_table (name, key_number, after, rows_seen, is_done)
            VALUES (\(table.name), \(key.number), \(reached), \(seen + found.count), \(found.count < rows))
            ON CONFLICT (name) DO UPDATE SET key_number = excluded.key_number, after = excluded.after,
                rows_seen = excluded.rows_seen, is_done = excluded.is_done
            """)
    }

    private static func reseal(_ row: Row, of table: SealedTable, in tx: Transaction) throws {
        var changes: [SQL] = []
        for column in table.columns {
            guard let stored: String = try row[column.name], !tx.keys.isCurrent(stored) else { continue }
            let plain = try tx.keys.open(stored, as: column.name)
            changes.append("\(word(column.name)) = \(sealed: plain, column.name)")
            if let index = column.index { changes.append("\(word(index)) = \(blind: plain, column.name)") }
        }
        guard !changes.isEmpty else { return }
        let conditions = try table.key.map { name -> SQL in
            let value: String = try row[name]
            return "\(word(name)) = \(value)"
        }
        try tx.send("""
            UPDATE \(word(table.name)) SET \(SQL.joined(changes, by: ", "))
            WHERE \(SQL.joined(conditions, by: " AND "))
            """)
    }

    /// Between the parts of a place; stands in no id.
    private static let separator = "\u{1F}"

    private static func beyond(_ after: String, _ table: SealedTable) -> SQL {
        let values = after.components(separatedBy: separator)
        guard !after.isEmpty, values.count == table.key.count else { return "" }
        return "WHERE (\(list(table.key))) > (\(SQL.list(values)))"
    }

    /// Names come from declarations in the program, never from outside.
    private static func word(_ name: String) -> SQL { SQL(stringLiteral: name) }
    private static func list(_ names: [String]) -> SQL { SQL.joined(names.map(word), by: ", ") }
}

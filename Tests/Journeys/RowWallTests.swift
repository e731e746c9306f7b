import App
import Base
import Foundation
import Identity
import Storage
import TestKit
import Testing

/// The second wall on PostgreSQL, over every table that there is: two communes with everything in one database, and
/// statements without any condition.
@Suite(.enabled(if: Engine.tested.contains(.postgresql)))
struct RowWallTests {
    /// Tables that name an agency or a dossier and have no wall, each with its reason.
    private static let open: [String: String] = [
        "bulk_run_item": "an official's own list of what was asked for; ids, also of what was out of reach",
        "due_recount": "how far the program is with a new calendar; no people in it",
        "figure_count": "sums that are public", "figure_dossier": "what the sums are made of",
        "figure_handling": "sums that are public", "mandate_use": "ids, on which the wall of mandates leans",
        "journal_entry": "one chain of all agencies: its digests are needed whole for the proof of any entry",
        "read_log": "is kept by a recorder of its own and read by stores that name the agency",
    ]

    private struct Table {
        let name: String
        let columns: Set<String>
        var isForced = false
        /// The commands of its policies that let rows be seen: `*` for all, `r` for a policy of its own.
        var reading: [String] = []

        var agencyColumns: [String] { columns.filter { $0 == "agency_id" || $0.hasSuffix("_agency_id") }.sorted() }
        var isReadByAll: Bool { reading.contains("true") }
    }

    private static func tables(in snapshot: Snapshot) throws -> [Table] {
        try snapshot.rows("""
            SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS forced,
                (SELECT string_agg(attname, ',') FROM pg_attribute
                    WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns,
                (SELECT string_agg(pg_get_expr(polqual, polrelid), ';') FROM pg_policy
                    WHERE polrelid = c.oid AND polcmd IN ('r', '*')) AS reading
            FROM pg_class c WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname
            """).map { row in
            let reading: String? = try row["reading"]
            return Table(
                name: try row["name"],
                columns: Set((try row["columns"] as String).split(separator: ",").map(String.init)),
                isForced: try row["forced"], reading: (reading ?? "").split(separator: ";").map(String.init))
        }
    }

    private static func count(_ question: String, in snapshot: Snapshot) throws -> Int {
        try snapshot.row(SQL(stringLiteral: question))?["n"] ?? 0
    }

    @Test func `every table that names an agency or a dossier has a wall, or a reason`() async throws {
        let database = try await TestDatabase.make(.postgresql, migrations: Features.migrations)
        let tables = try await database.read { try Self.tables(in: $0) }
        let without = tables.filter { table in
            !table.isForced && (!table.agencyColumns.isEmpty || table.columns.contains("dossier_id"))
        }
        #expect(Set(without.map(\.name)) == Set(Self.open.keys), "wall it (see RowWall), or say why not")
        #expect(tables.count { $0.isForced } > 30)
    }

    /// Whoever forgets every condition sees nothing of the other commune and changes nothing there.
    @Test func `a statement without a condition does not reach the other commune`() async throws {
        let neighbours = try await Neighbours.make(.postgresql)
        let (database, people) = (neighbours.house.app.site.database, neighbours.house.people)
        let tables = try await database.read { try Self.tables(in: $0) }.filter(\.isForced)
        var looked: [String] = [], faults: [String] = []
        for (own, other) in [(people.commune, people.otherCommune), (people.otherCommune, people.commune)] {
            let walled = database.reaching(.agency(own))
            let mine = """
                (SELECT id FROM dossier WHERE '\(own)' IN (agency_id, receiving_agency_id, returning_agency_id))
                """
            for table in tables {
                // What is certainly the other's: it names the other and nowhere the own agency, nor an own dossier.
                var others: [String] = []
                if table.columns.contains("dossier_id") { others.append("COALESCE(dossier_id NOT IN \(mine), true)") }
                if !table.agencyColumns.isEmpty {
                    others.append("'\(other)' IN (\(table.agencyColumns.joined(separator: ", ")))")
                    others.append("COALESCE('\(own)' NOT IN (\(table.agencyColumns.joined(separator: ", "))), true)")
                }
                guard !others.isEmpty else { continue }
                let ask = "SELECT COUNT(*) AS n FROM \(table.name) WHERE \(others.joined(separator: " AND "))"
                let (there, seen) = (
                    try await database.read { try Self.count(ask, in: $0) },
                    try await walled.read { try Self.count(ask, in: $0) }
                )
                guard there > 0 else { continue }
                looked.append(table.name)
                if !table.isReadByAll, seen > 0 { faults.append("\(table.name): sees \(seen) of \(there)") }
                let column = table.agencyColumns.first ?? "dossier_id"
                let change = "UPDATE \(table.name) SET \(column) = \(column) WHERE \(others.joined(separator: " AND "))"
                let changed = try? await walled.write { try $0.execute(SQL(stringLiteral: change)) }
                if let changed, changed > 0 { faults.append("\(table.name): changes \(changed)") }
            }
        }
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
        for table in ["dossier", "dossier_party", "dossier_content", "dossier_word", "filing_draft", "notice",
            "webhook_subscriber", "account_review", "mandate", "staff_member"]
        {
            #expect(looked.contains(table), "nothing of the other commune in \(table) to look for")
        }
        let files: SQL = "SELECT COUNT(*) AS n FROM file WHERE owner_kind = 'dossier'"
        let all: Int? = try await database.read { try $0.row(files)?["n"] }
        let home: Int? = try await database.reaching(.agency(people.commune)).read { try $0.row(files)?["n"] }
        let away: Int? = try await database.reaching(.agency(people.otherCommune)).read { try $0.row(files)?["n"] }
        #expect(try #require(home) > 0 && #require(away) > 0)
        #expect(try #require(home) + #require(away) == all)
    }

    @Test func `nothing is put into the other commune`() async throws {
        let neighbours = try await Neighbours.make(.postgresql)
        let (database, people) = (neighbours.house.app.site.database, neighbours.house.people)
        let walled = database.reaching(.agency(people.commune))
        let theirs: String = try await database.read { snapshot in
            try #require(try snapshot.row("SELECT id FROM dossier WHERE agency_id = \(people.otherCommune)"))["id"]
        }
        for table in try await database.read({ try Self.tables(in: $0) }).filter(\.isForced) {
            let sets = table.columns.contains("dossier_id")
                ? ["dossier_id = '\(theirs)'"] + table.agencyColumns.map { "\($0) = '\(people.otherCommune)'" }
                : table.agencyColumns.map { "\($0) = '\(people.otherCommune)'" }
            guard !sets.isEmpty else { continue }
            let ways = table.agencyColumns.isEmpty
                ? "dossier_id IN (SELECT id FROM dossier WHERE agency_id = '\(people.commune)')"
                : "'\(people.commune)' IN (\(table.agencyColumns.joined(separator: ", ")))"
            let any: Int = try await walled.read {
                try Self.count("SELECT COUNT(*) AS n FROM \(table.name) WHERE \(ways)", in: $0)
            }
            guard any > 0 else { continue }
            let statement = "UPDATE \(table.name) SET \(sets.joined(separator: ", ")) WHERE \(ways)"
            await #expect(throws: StorageError.self, "\(table.name)") {
                try await walled.write { try $0.execute(SQL(stringLiteral: statement)) }
            }
        }
    }

    @Test func `a leg opens exactly its dossier, and leaves it open when it is given back`() async throws {
        let neighbours = try await Neighbours.make(.postgresql)
        let (database, people) = (neighbours.house.app.site.database, neighbours.house.people)
        let walled = database.reaching(.agency(people.commune))
        let before = try await walled.read { try Self.count("SELECT COUNT(*) AS n FROM dossier", in: $0) }
        let id: String = try await database.write { tx in
            let row = try tx.row("SELECT id FROM dossier WHERE agency_id = \(people.otherCommune) ORDER BY id LIMIT 1")
            let id: String = try #require(row)["id"]
            try tx.execute("""
                INSERT INTO dossier_leg (dossier_id, number, from_agency_id, to_agency_id, task, term, sent_at, sent_by,
                    taken_by, given_back_by, outcome, received_by)
                VALUES (\(id), 1, \(people.otherCommune), \(people.commune), 'look', '3d', 1, 'x', '', '', '', '')
                """)
            try tx.execute("UPDATE dossier SET leg_agency_id = \(people.commune) WHERE id = \(id)")
            return id
        }
        let after = try await walled.read { try Self.count("SELECT COUNT(*) AS n FROM dossier", in: $0) }
        #expect(after == before + 1)
        let parties = "SELECT COUNT(*) AS n FROM dossier_party WHERE dossier_id = '\(id)'"
        #expect(try await walled.read { try Self.count(parties, in: $0) } > 0)
        // As the deed that gives a leg back does: after it the row names the agency nowhere but among its legs.
        let changed = try await walled.write {
            try $0.execute("UPDATE dossier SET leg_agency_id = NULL WHERE id = \(id)")
        }
        #expect(changed == 1)
        #expect(try await walled.read { try Self.count("SELECT COUNT(*) AS n FROM dossier", in: $0) } == after)
    }
}

import Base
import Storage
import TestKit
import Testing

@testable import Journal

@Suite struct AppendOnlyTests {
    static let attacks: [SQL] = [
        "UPDATE journal_entry SET kind = 'dossier.rejected' WHERE number = 2",
        "UPDATE journal_entry SET number = 9 WHERE number = 2",
        "DELETE FROM journal_entry WHERE number = 3",
        "DELETE FROM journal_entry",
        "UPDATE journal_head SET number = 1",
        "UPDATE journal_head SET digest = previous_digest FROM journal_entry WHERE journal_entry.number = 2",
        "DELETE FROM journal_head",
        "INSERT INTO journal_entry \(copyOfTheFirst(as: 7))",
    ]
    static let attacksOnSQLite: [SQL] = [
        "INSERT OR REPLACE INTO journal_entry \(copyOfTheFirst(as: 1))",
        "UPDATE OR REPLACE journal_entry SET number = 1 WHERE number = 2",
    ]
    static let attacksOnPostgreSQL: [SQL] = [
        "TRUNCATE journal_entry", "TRUNCATE journal_head", "TRUNCATE journal_entry, journal_head CASCADE",
    ]

    static func copyOfTheFirst(as number: Int) -> SQL {
        """
        SELECT \(number), at, 'a.b', subject_kind, subject, agency_id, actor_id, actor_name, actor_role, request_id,
            facts, previous_digest, digest
        FROM journal_entry WHERE number = 1
        """
    }

    @Test(arguments: Engine.tested) func theDatabaseItselfRefusesToChangeEntries(engine: Engine) async throws {
        let database = try await Office.database(engine, entries: 3)
        let own: [SQL] =
            switch engine {
            case .sqlite: Self.attacksOnSQLite
            case .postgresql: Self.attacksOnPostgreSQL
            }
        for attack in Self.attacks + own {
            let error = await #expect(throws: StorageError.self, "\(attack.rendered.text)") {
                try await database.write { _ = try $0.execute(attack) }
            }
            guard case .constraintViolation(let rule)? = error else {
                Issue.record("\(attack.rendered.text): \(String(describing: error))")
                continue
            }
            #expect(["journal_append_only", "journal_no_gap"].contains(rule))
        }
        guard case .intact = try await Journal.verify(database) else { Issue.record("broken"); return }
    }
}

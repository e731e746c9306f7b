import Storage
import StoragePostgreSQL
import TestKit
import Testing

@Suite struct MigrationTests {
    private let second = Migration("test/002-colour", "ALTER TABLE counter ADD COLUMN colour TEXT")

    @Test(arguments: Engine.tested)
    func stepsAreAppliedOnceAndInOrder(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine)
        #expect(try await Migrator.migrate(database, [counters], at: now) == ["test/001-counters"])
        #expect(try await Migrator.migrate(database, [counters], at: now) == [])
        #expect(try await Migrator.migrate(database, [counters, second], at: now) == ["test/002-colour"])
        let names = try await database.read {
            try $0.rows("SELECT name FROM motcua_migration ORDER BY position").map { try $0["name"] as String }
        }
        #expect(names == ["test/001-counters", "test/002-colour"])
    }

    @Test(arguments: Engine.tested)
    func aStepThatFailsLeavesNothingOfItself(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine)
        let wrong = Migration("test/002-wrong", "CREATE TABLE half (id TEXT); CREATE TABLE counter (id TEXT);")
        await #expect(throws: StorageError.self) { try await Migrator.migrate(database, [counters, wrong], at: now) }
        await #expect(throws: StorageError.self) { try await database.read { try $0.rows("SELECT * FROM half").count } }
        #expect(try await Migrator.migrate(database, [counters], at: now) == [])
    }

    @Test(arguments: Engine.tested)
    func newerDataIsRefused(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters, second])
        let sentence = try await refusal(of: database, [counters])
        #expect(sentence.contains("newer version"))
        #expect(sentence.contains("test/002-colour"))
    }

    @Test(arguments: Engine.tested)
    func anEditedStepIsRefused(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        let edited = Migration(counters.name, counters.text(for: engine) + "\n-- one word more")
        #expect(try await refusal(of: database, [edited]).contains("test/001-counters"))
    }

    @Test(arguments: Engine.tested, [
        "CREATE INDEX by_hand ON counter (weight)", "ALTER TABLE counter ADD COLUMN by_hand TEXT",
        "CREATE TABLE by_hand (id TEXT)", "DROP INDEX counter_note_amount",
    ])
    func aSchemaChangedByHandIsRefusedUntilAccepted(engine: Engine, change: String) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.script(change) }
        #expect(try await refusal(of: database, [counters, second]).contains("by hand"))
        try await Migrator.acceptSchema(of: database)
        #expect(try await Migrator.migrate(database, [counters, second], at: now) == ["test/002-colour"])
    }

    @Test(.enabled(if: Engine.tested.contains(.postgresql)))
    func aGuardThatWasSwitchedOffIsNoticed() async throws {
        let guarded = Migration(
            "test/001-guard",
            """
            CREATE TABLE entry (id TEXT);
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'entries stay'; END $$;
            CREATE TRIGGER entries_stay BEFORE DELETE ON entry FOR EACH ROW EXECUTE FUNCTION refuse();
            """)
        let database = try await TestDatabase.make(.postgresql, migrations: [guarded])
        try await database.write { try $0.execute("INSERT INTO entry (id) VALUES ('a')") }
        await #expect(throws: StorageError.constraintViolation(rule: "entries stay")) {
            try await database.write { try $0.execute("DELETE FROM entry") }
        }
        try await database.write { try $0.script("ALTER TABLE entry DISABLE TRIGGER entries_stay") }
        #expect(try await refusal(of: database, [guarded]).contains("by hand"))
    }

    @Test(.enabled(if: Engine.tested.contains(.postgresql)))
    func severalProcessesMayMigrateAtOnce() async throws {
        let server = try await TestPostgres.shared
        let url = try server.makeDatabase("migrated_at_once")
        let steps = [counters, second]
        let done = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<5 {
                group.addTask {
                    try await Migrator.migrate(try PostgreSQLDatabase(url: url), steps, at: now)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(done.sorted() == ["test/001-counters", "test/002-colour"])
    }

    private func refusal(of database: any Database, _ migrations: [Migration]) async throws -> String {
        do {
            try await Migrator.migrate(database, migrations, at: now)
            return "not refused"
        } catch StorageError.wrongSchema(let sentence) { return sentence }
    }
}

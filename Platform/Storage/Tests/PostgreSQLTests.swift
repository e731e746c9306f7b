import Storage
import StoragePostgreSQL
import Synchronization
import TestKit
import Testing

@Suite(.enabled(if: Engine.tested.contains(.postgresql)))
struct PostgreSQLTests {
    @Test func anAddressThatCannotBeReadIsRefusedWithoutRepeatingIt() {
        do {
            _ = try PostgreSQLDatabase(url: "postgres://clerk:secret@[::1/db")
            Issue.record("accepted")
        } catch { #expect(!"\(error)".contains("secret")) }
    }

    @Test(.timeLimit(.minutes(2)))
    func aServerThatGoesAwayIsSaidQuicklyAndFoundAgain() async throws {
        let server = try TestPostgres()
        let database = try PostgreSQLDatabase(url: try server.makeDatabase("outage"))
        try await Migrator.migrate(database, [counters], at: now)
        try await Crowd.run(20, atOnce: 20) { try await database.write { [index = $0] in try $0.add("row-\(index)") } }

        server.stop()
        let asked = ContinuousClock.now
        for lane in [Lane.journal, .free, .journal] {
            do {
                try await database.increment("row-0", lane: lane)
                Issue.record("written to a server that is gone")
            } catch StorageError.unavailable {}
        }
        await #expect(throws: StorageError.self) { try await database.amount(of: "row-0") }
        #expect(ContinuousClock.now - asked < .seconds(5))

        try server.start()
        try await Task.sleep(for: .seconds(1.1))
        try await database.increment("row-0")
        #expect(try await database.amount(of: "row-0") == 1)
        await database.close()
    }

    @Test func aPlanIsKeptFromTheFirstTimeToTheEndOfTheTransactionThatAsks() async throws {
        let server = try TestPostgres()
        var limits = PostgreSQLDatabase.Limits()
        limits.connections = 1
        let database = try PostgreSQLDatabase(url: try server.makeDatabase("plans"), limits: limits)
        try await Migrator.migrate(database, [counters], at: now)
        for keeps in [true, false] {
            let (generic, custom): (Int, Int) = try await database.read { snapshot in
                if keeps { try snapshot.keepPlans() }
                for id in ["a", "b"] { _ = try snapshot.rows("SELECT amount FROM counter WHERE id = \(id)") }
                let row = try snapshot.row("""
                    SELECT generic_plans AS generic, custom_plans AS custom FROM pg_prepared_statements
                    WHERE statement LIKE 'SELECT amount%'
                    """)
                return (try #require(row)["generic"], try #require(row)["custom"])
            }
            #expect(generic == 2)
            #expect(custom == (keeps ? 0 : 2))
        }
        await database.close()
        server.stop()
    }

    @Test func aConnectionLostBeforeCommitIsReplacedAndTheWriteRepeated() async throws {
        let database = try await TestDatabase.make(.postgresql, migrations: [counters])
        try await database.write { try $0.add("a") }
        let cuts = Mutex(0)
        try await database.write { tx in
            try tx.execute("UPDATE counter SET amount = amount + 1")
            let isFirst = cuts.withLock { cuts in
                cuts += 1
                return cuts == 1
            }
            if isFirst { _ = try tx.rows("SELECT pg_terminate_backend(pg_backend_pid())") }
        }
        #expect(try await database.amount(of: "a") == 1)
        #expect(cuts.withLock { $0 } == 2)
    }

    @Test func aConnectionLostDuringCommitIsUnknownAndNotFailed() async throws {
        let cut = Migration(
            "test/002-cut",
            """
            CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER cut_at_commit AFTER INSERT ON counter
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut();
            """)
        let database = try await TestDatabase.make(.postgresql, migrations: [counters, cut])
        do {
            try await database.write { try $0.add("a") }
            Issue.record("answered as kept")
        } catch StorageError.commitUnknown {}
        #expect(try await database.amount(of: "a") == nil)
    }

    @Test func aPlanMadeBeforeAMigrationIsMadeAnew() async throws {
        let database = try await TestDatabase.make(.postgresql, migrations: [counters])
        try await database.write { try $0.add("a", 3) }
        let all: SQL = "SELECT * FROM counter"
        for _ in 0..<10 { _ = try await database.read { try $0.rows(all).count } }
        try await database.write { try $0.script("ALTER TABLE counter ADD COLUMN colour TEXT DEFAULT 'red'") }
        for _ in 0..<10 {
            let colour: String? = try await database.read { try $0.row(all).map { try $0["colour"] } }
            #expect(colour == "red")
        }
    }

    @Test func moreStatementsThanAreKeptPreparedStillRun() async throws {
        let database = try await TestDatabase.make(.postgresql, migrations: [counters])
        let sum = try await database.read { snapshot in
            try (0..<1200).reduce(into: 0) { sum, index in
                let text = "SELECT COUNT(*) + 1 AS one FROM counter WHERE id <> 'x\(index)'"
                sum += try snapshot.row(SQL(stringLiteral: text))?["one"] ?? 0
            }
        }
        #expect(sum == 1200)
    }
}

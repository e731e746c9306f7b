import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// The second wall: what a transaction may see follows from whose it is, and from nothing that was before it.
@Suite(.enabled(if: Engine.tested.contains(.postgresql)))
struct WallTests {
    private static let letters = Migration("test/001-letter", """
        CREATE TABLE letter (id TEXT PRIMARY KEY, agency_id TEXT NOT NULL, copy_to TEXT);
        CREATE TABLE page (letter_id TEXT NOT NULL REFERENCES letter (id), text TEXT NOT NULL);
        CREATE TABLE desk (id TEXT PRIMARY KEY, agency_id TEXT NOT NULL);
        """)
    private static let walls = Migration.walls("test/002-walls", [
        RowWall("letter", openTo: ["agency_id", "copy_to"]),
        RowWall("page", partOf: WalledTable("letter"), by: "letter_id"),
        RowWall("desk", openTo: ["agency_id"]).readByAll,
    ])

    private func filled() async throws -> any Database {
        let database = try await TestDatabase.make(.postgresql, migrations: [Self.letters, Self.walls])
        try await database.write { tx in
            let all: [(String, String, String?)] = [("a1", "a", nil), ("b1", "b", nil), ("b2", "b", "a")]
            for (id, agency, copy) in all {
                try tx.execute("INSERT INTO letter (id, agency_id, copy_to) VALUES (\(id), \(agency), \(copy))")
                try tx.execute("INSERT INTO page (letter_id, text) VALUES (\(id), 'words')")
            }
            try tx.execute("INSERT INTO desk (id, agency_id) VALUES ('at-a', 'a'), ('at-b', 'b')")
        }
        return database
    }

    private static func letters(in snapshot: Snapshot) throws -> [String] {
        try snapshot.rows("SELECT id FROM letter ORDER BY id").map { try $0["id"] }
    }

    private func letters(_ database: any Database) async throws -> [String] {
        try await database.read { try Self.letters(in: $0) }
    }

    @Test func aStatementWithoutAConditionGivesTheOwnRowsAndThoseOfOneself() async throws {
        let database = try await filled()
        #expect(try await letters(database) == ["a1", "b1", "b2"])
        #expect(try await letters(database.reaching(.agency("a"))) == ["a1", "b2"])
        #expect(try await letters(database.reaching(.agency("b"))) == ["b1", "b2"])
        #expect(try await letters(database.reaching(.agency("c"))) == [])
        let pages = try await database.reaching(.agency("a")).read {
            try $0.rows("SELECT letter_id FROM page ORDER BY letter_id").map { try $0["letter_id"] as String }
        }
        #expect(pages == ["a1", "b2"])
    }

    @Test(arguments: [Lane.journal, .free])
    func whatIsAnothersIsNeitherAddedNorChangedNorRemoved(lane: Lane) async throws {
        let database = try await filled()
        let own = database.reaching(.agency("a"))
        for statement in [
            "INSERT INTO letter (id, agency_id) VALUES ('b3', 'b')",
            "UPDATE letter SET agency_id = 'b', copy_to = NULL",
            "INSERT INTO page (letter_id, text) VALUES ('b1', 'more')", "UPDATE page SET letter_id = 'b1'",
            "INSERT INTO desk (id, agency_id) VALUES ('new', 'b')", "UPDATE desk SET agency_id = 'b'",
        ] as [SQL] {
            await #expect(throws: StorageError.engine(code: "42501", message: ""), performing: {
                do { try await own.write(lane: lane) { try $0.execute(statement) } } catch
                    StorageError.engine(let code, _)
                { throw StorageError.engine(code: code, message: "") }
            })
        }
        let counts = try await own.write(lane: lane) { tx in
            [
                try tx.execute("UPDATE letter SET copy_to = 'c' WHERE id = 'b1'"),
                try tx.execute("DELETE FROM page WHERE letter_id = 'b1'"),
                try tx.execute("UPDATE desk SET id = 'mine' WHERE agency_id = 'b'"),
                try tx.execute("DELETE FROM desk WHERE agency_id = 'b'"),
            ]
        }
        #expect(counts == [0, 0, 0, 0])
        let desks = try await own.read { try $0.rows("SELECT id FROM desk ORDER BY id").map { try $0["id"] as String } }
        #expect(desks == ["at-a", "at-b"])
    }

    /// Many writers of the journal's lane share a commit, each in its savepoint, some refused in between; and all share
    /// four connections.
    @Test(arguments: [Lane.journal, .free])
    func nobodyGetsTheReachOfWhoWasBeforeThem(lane: Lane) async throws {
        struct Refused: Error {}
        let database = try await filled()
        try await Crowd.run(400, atOnce: 100) { index in
            let reach = [TenantReach.agency("a"), .everything, .agency("b"), .agency("c")][index % 4]
            let expected = [["a1", "b2"], ["a1", "b1", "b2"], ["b1", "b2"], []][index % 4]
            let mine = reach == .everything ? database : database.reaching(reach)
            do {
                let seen = try await mine.write(lane: lane) { tx in
                    let seen = try Self.letters(in: tx)
                    if index % 7 == 0 { throw Refused() }
                    return seen
                }
                #expect(seen == expected)
            } catch is Refused {}
            #expect(try await letters(mine) == expected)
        }
    }

    @Test func anAttemptThatIsRepeatedIsStillTheSamePersons() async throws {
        let database = try await filled()
        let (own, attempts) = (database.reaching(.agency("b")), Counted())
        let seen = try await own.write(lane: .free) { tx in
            let seen = try Self.letters(in: tx)
            if attempts.next() < 3 { throw StorageError.conflict }
            return seen
        }
        #expect(seen == ["b1", "b2"])
        #expect(attempts.count == 3)
    }

    @Test func whoDoesNotSayForWhomTheyAskGetsNothing() async throws {
        let database = try await filled()
        let seen = try await database.read { snapshot in
            _ = try snapshot.rows("SELECT set_config('motcua.reach', '', true)")
            return try Self.letters(in: snapshot)
        }
        #expect(seen == [])
    }

    @Test func aWallTakenDownByHandIsNoticed() async throws {
        for change in [
            "ALTER TABLE letter NO FORCE ROW LEVEL SECURITY", "ALTER TABLE letter DISABLE ROW LEVEL SECURITY",
            "DROP POLICY page_wall ON page", "ALTER POLICY page_wall ON page USING (true)",
        ] {
            let database = try await filled()
            try await database.write { try $0.script(change) }
            await #expect(throws: StorageError.self, "\(change)") {
                try await Migrator.check(database, [Self.letters, Self.walls])
            }
        }
    }
}

/// How often something was tried. On one thread at a time.
private final class Counted: @unchecked Sendable {
    private(set) var count = 0
    func next() -> Int {
        count += 1
        return count
    }
}

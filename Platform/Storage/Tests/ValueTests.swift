import Storage
import TestKit
import Testing

@Suite struct ValueTests {
    static let texts = [
        "O'Brien", "x'; DROP TABLE counter; --", "$1 ? :name \\ \" ` %_", "👩‍👩‍👧 xã Hướng Hiệp",
        "Nguye\u{302}\u{303}n", "Nguyễn", "\u{1}\t\r\n\u{7f}\u{feff}", "", "NULL",
    ]

    @Test(arguments: Engine.tested)
    func hostileTextComesBackByteForByte(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        for text in Self.texts {
            try await database.write { try $0.add(text, note: text) }
            let found = try await database.read { snapshot in
                try snapshot.row("SELECT note FROM counter WHERE id = \(text)").map { try $0["note"] as String }
            }
            #expect(found.map { Array($0.utf8) } == Array(text.utf8))
        }
        let count = try await database.read { try $0.rows("SELECT id FROM counter").count }
        #expect(count == Self.texts.count, "composed and decomposed letters are two texts")
    }

    @Test(arguments: Engine.tested)
    func fiveMegabytesOfTextComeBack(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        let text = String(repeating: "Đống Đa ", count: 500_000)
        try await database.write { try $0.execute("INSERT INTO counter (id, amount, note) VALUES ('big', 1, NULL)") }
        try await database.write { try $0.execute("CREATE TABLE big (body TEXT)") }
        try await database.write { try $0.execute("INSERT INTO big (body) VALUES (\(text))") }
        let found: String? = try await database.read { try $0.row("SELECT body FROM big").map { try $0["body"] } }
        #expect(found == text)
    }

    @Test(arguments: Engine.tested, [Int64.min, -1, 0, 1, 4_294_967_296, Int64.max])
    func wholeNumbersKeepAllTheirBits(engine: Engine, number: Int64) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        let row = try #require(
            try await database.read { try $0.row("SELECT \(number) AS same, 5 < \(number) AS more") })
        #expect(try row["same"] == number)
        #expect(try row["more"] == (number > 5))
    }

    @Test(arguments: Engine.tested)
    func realNumbersAndSumsComeBack(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { tx in
            try tx.execute("INSERT INTO counter (id, amount, weight) VALUES ('a', 2, \(0.1)), ('b', 5, \(1e-300))")
        }
        let row = try #require(
            try await database.read {
                try $0.row("SELECT MAX(weight) AS most, MIN(weight) AS least, SUM(amount) AS sum FROM counter")
            })
        #expect(try row["most"] == 0.1)
        #expect(try row["least"] == 1e-300)
        #expect(try row["sum"] == 7)
    }

    @Test(arguments: Engine.tested)
    func nullIsStoredFoundAndReadAsNil(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        let nothing: String? = nil
        try await database.write { try $0.add("a", note: nothing) }
        let row = try #require(
            try await database.read {
                try $0.row("SELECT * FROM counter WHERE (\(nothing) IS NULL OR note = \(nothing)) AND weight IS NULL")
            })
        #expect(try row["note"] as String? == nil)
        #expect(try row["weight"] as Double? == nil)
        #expect(throws: StorageError.self) { try row["note"] as String }
    }

    @Test(arguments: Engine.tested)
    func whatOneEngineCannotHoldIsRefusedByBoth(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        await #expect(throws: StorageError.constraintViolation(rule: "text without NUL")) {
            try await database.write { try $0.add("a\u{0}b") }
        }
        await #expect(throws: StorageError.constraintViolation(rule: "finite number")) {
            try await database.read { try $0.row("SELECT \(Double.nan) AS x") != nil }
        }
    }

    @Test(arguments: Engine.tested)
    func aColumnOfAnotherNameOrTypeIsATypedError(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.add("a", 7, note: "text") }
        let row = try #require(try await database.read { try $0.row("SELECT * FROM counter") })
        #expect(throws: StorageError.badColumn("nobody", "no such column")) { try row["nobody"] as String }
        #expect(throws: StorageError.self) { try row["note"] as Int64 }
        #expect(throws: StorageError.self) { try row["amount"] as String }
    }

    @Test(arguments: Engine.tested)
    func changedRowsAreCountedAndReturned(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { tx in
            for id in ["a", "b", "c"] { try tx.add(id, 1) }
            #expect(try tx.execute("UPDATE counter SET amount = 2 WHERE id <> 'a'") == 2)
            #expect(try tx.execute("DELETE FROM counter WHERE id = 'nobody'") == 0)
            let row = try tx.row("INSERT INTO counter (id, amount) VALUES ('d', 9) RETURNING amount + 1 AS next")
            #expect(try #require(row)["next"] == 10)
        }
    }
}

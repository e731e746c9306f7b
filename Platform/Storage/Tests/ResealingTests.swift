import Base
import Keys
import Storage
import StoragePostgreSQL
import StorageSQLite
import TestKit
import Testing

/// Test databases write with key 2; key 1 is an older one.
@Suite struct ResealingTests {
    private static let table = SealedTable("person", key: ["country", "id"], [
        .init("phone", index: "phone_index"), .init("email"),
    ])
    private static let migrations = [
        DataKeyStore.migration,
        Migration("test/001", """
            CREATE TABLE person (
                country TEXT NOT NULL,
                id TEXT NOT NULL,
                phone TEXT,
                phone_index TEXT,
                email TEXT NOT NULL,
                PRIMARY KEY (country, id)
            );
            CREATE INDEX person_phone ON person (phone_index);
            """),
    ]

    private static func phone(_ number: Int) -> String { "09" + String(10_000_000 + number) }

    private static func database(_ engine: Engine, plain: Int = 0, old: Int = 0) async throws -> any Database {
        let database = try await TestDatabase.make(engine, migrations: migrations)
        let older = Keyring(Array(Keyring.test.keys.prefix(1)))
        try await database.write(lane: .free) { tx in
            for number in 0..<plain + old {
                let (text, isPlain) = (phone(number), number < plain)
                try tx.execute("""
                    INSERT INTO person (country, id, phone, phone_index, email)
                    VALUES (\(number % 3 == 0 ? "vn" : "la"), \("\(number)"),
                        \(isPlain ? text : try older.seal(text, as: "phone")),
                        \(isPlain ? nil : try older.blind(text, as: "phone")), \(isPlain ? "a@b.vn" : ""))
                    """)
            }
        }
        return database
    }

    private static func found(_ phone: String, in database: any Database) async throws -> [String] {
        try await database.read { snapshot in
            try snapshot.rows("SELECT phone FROM person WHERE phone_index IN (\(blinds: phone, "phone"))")
                .map { try $0[sealed: "phone"] }
        }
    }

    @Test(arguments: Engine.tested)
    func whatIsWrittenSealedIsReadAndFoundAndLiesInTheTableAsCode(engine: Engine) async throws {
        let database = try await Self.database(engine)
        try await database.write(lane: .free) { tx in
            try tx.execute("""
                INSERT INTO person (country, id, phone, phone_index, email)
                VALUES ('vn', '1', \(sealed: "0912345678", "phone"), \(blind: "0912345678", "phone"),
                    \(sealed: "", "email")),
                    ('vn', '2', \(sealed: nil, "phone"), \(blind: nil, "phone"), \(sealed: "a@b.vn", "email"))
                """)
        }
        #expect(try await Self.found("0912345678", in: database) == ["0912345678"])
        #expect(try await Self.found("0912345679", in: database) == [])
        let rows = try await database.read { snapshot in
            try snapshot.rows("SELECT phone, email FROM person ORDER BY id").map { row in
                (raw: try row["phone"] as String?, phone: try row[sealed: "phone"] as String?,
                    email: try row[sealed: "email"] as String)
            }
        }
        #expect(rows.map(\.phone) == ["0912345678", nil])
        #expect(rows.map(\.email) == ["", "a@b.vn"])
        #expect(rows[0].raw?.hasPrefix("2.") == true)
        #expect(rows[0].raw?.contains("0912345678") == false)
    }

    @Test(arguments: Engine.tested)
    func whatWasPlainOrSealedWithAnOldKeyIsSealedAnewStepByStep(engine: Engine) async throws {
        let database = try await Self.database(engine, plain: 230, old: 230)
        #expect(try await Self.found(Self.phone(5), in: database) == [])
        #expect(try await Self.found(Self.phone(235), in: database) == [Self.phone(235)])
        #expect(try await Resealing.step(database, [Self.table]))
        // Somebody writes between two steps.
        try await database.write(lane: .free) { tx in
            try tx.execute("""
                INSERT INTO person (country, id, phone, phone_index, email)
                VALUES ('aa', 'late', \(sealed: "0999", "phone"), \(blind: "0999", "phone"), '')
                """)
        }
        #expect(try await Resealing.step(database, [Self.table]))
        while try await Resealing.step(database, [Self.table]) {}
        let raw = try await database.read { snapshot in
            try snapshot.rows("SELECT phone, phone_index, email FROM person")
                .map { [try $0["phone"] as String, try $0["phone_index"], try $0["email"]] }
        }
        #expect(raw.count == 461)
        #expect(raw.allSatisfy { row in row.allSatisfy { $0.isEmpty || $0.hasPrefix("2.") } && !row[0].isEmpty })
        for number in [0, 5, 229, 230, 459] {
            #expect(try await Self.found(Self.phone(number), in: database) == [Self.phone(number)])
        }
    }

    @Test func aDatabaseWithoutKeysRefusesToSealAndToLookFor() async throws {
        let folder = try TestFolder()
        let database = try SQLiteDatabase(path: folder.path("plain.sqlite"))
        await #expect(throws: KeyFault.noKey) {
            try await database.write(lane: .free) { try $0.execute("SELECT \(sealed: "a", "b")") }
        }
        await #expect(throws: KeyFault.noKey) {
            try await database.read { _ = try $0.rows("SELECT 1 WHERE '' IN (\(blinds: "a", "b"))") }
        }
    }
}

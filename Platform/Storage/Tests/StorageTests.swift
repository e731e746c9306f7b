import Base
import Storage
import TestKit
import Testing

let counters = Migration(
    "test/001-counters",
    """
    CREATE TABLE counter (
        id TEXT NOT NULL PRIMARY KEY,
        amount BIGINT NOT NULL CONSTRAINT amount_is_not_negative CHECK (amount >= 0),
        note TEXT,
        weight DOUBLE PRECISION
    );
    CREATE UNIQUE INDEX counter_note_amount ON counter (note, amount);
    """)

@Suite struct BindingTests {
    @Test(arguments: Engine.tested, [
        "O'Brien", "x'; DROP TABLE counter; --", "$1 ? :name \\ \" ` %", "👩‍👩‍👧 xã Hướng Hiệp",
        "Nguye\u{302}\u{303}n", "Nguyễn", "\u{1}\t\r\n\u{7f}\u{feff}", "",
    ])
    func hostileTextComesBackByteForByte(engine: Engine, text: String) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { tx in
            try tx.execute("INSERT INTO counter (id, amount, note) VALUES (\(text), 1, \(text))")
        }
        let row = try #require(try await database.read { try $0.row("SELECT * FROM counter WHERE id = \(text)") })
        #expect(Array((try row["note"] as String).utf8) == Array(text.utf8))
    }
}

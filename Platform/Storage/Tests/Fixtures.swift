import Base
import Storage

/// A small table for all tests of the store.
let counters = Migration(
    "test/001-counters",
    """
    CREATE TABLE counter (
        id TEXT NOT NULL PRIMARY KEY,
        amount BIGINT NOT NULL CONSTRAINT amount_is_not_negative CHECK (amount >= 0),
        note TEXT,
        weight DOUBLE PRECISION,
        parent TEXT REFERENCES counter (id)
    );
    CREATE UNIQUE INDEX counter_note_amount ON counter (note, amount);
    """)

let now = Instant(microseconds: 1_763_000_000_000_000)

extension Transaction {
    func add(_ id: String, _ amount: Int64 = 0, note: String? = nil) throws {
        try execute("INSERT INTO counter (id, amount, note) VALUES (\(id), \(amount), \(note))")
    }
}

extension Database {
    func amount(of id: String) async throws -> Int64? {
        try await read { try $0.row("SELECT amount FROM counter WHERE id = \(id)").map { try $0["amount"] } }
    }

    func increment(_ id: String, lane: Lane = .journal) async throws {
        try await write(lane: lane) { try $0.execute("UPDATE counter SET amount = amount + 1 WHERE id = \(id)") }
    }
}

/// Runs for hours where nobody stops it.
let endless: SQL = """
    WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000)
    SELECT COUNT(*) AS amount FROM n
    """

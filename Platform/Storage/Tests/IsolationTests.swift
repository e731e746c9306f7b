import Dispatch
import Storage
import Synchronization
import TestKit
import Testing

@Suite struct IsolationTests {
    @Test(arguments: Engine.tested)
    func aReaderKeepsItsSnapshotWhileAWriterCommits(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.add("a", 1) }
        let looked = AsyncStream.makeStream(of: Void.self)
        let committed = DispatchSemaphore(value: 0)
        async let amounts = database.read { snapshot in
            let first: Int64? = try snapshot.row("SELECT amount FROM counter")?["amount"]
            looked.continuation.yield()
            _ = committed.wait(timeout: .now() + 20)
            let second: Int64? = try snapshot.row("SELECT amount FROM counter")?["amount"]
            return [first, second]
        }
        for await _ in looked.stream { break }
        try await database.increment("a")
        committed.signal()
        #expect(try await amounts == [1, 1])
        #expect(try await database.amount(of: "a") == 2)
    }

    /// Two officers on duty; each may leave while the other stays. Both looking at the same time must not both leave.
    @Test(arguments: Engine.tested)
    func writeSkewIsPrevented(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { tx in
            try tx.add("a", 1)
            try tx.add("b", 1)
        }
        let both = Meeting(of: 2)
        try await Crowd.run(2, atOnce: 2) { index in
            try await database.write(lane: .free) { tx in
                let onDuty: Int = try tx.row("SELECT SUM(amount) AS sum FROM counter")?["sum"] ?? 0
                both.arrive()
                guard onDuty > 1 else { return }
                try tx.execute("UPDATE counter SET amount = 0 WHERE id = \(index == 0 ? "a" : "b")")
            }
        }
        let left: Int? = try await database.read { try $0.row("SELECT SUM(amount) AS sum FROM counter")?["sum"] }
        #expect(left == 1)
    }

    /// Beside the journal's lane, where PostgreSQL's writers really collide.
    @Test(arguments: Engine.tested)
    func tenThousandConcurrentIncrementsGiveTenThousand(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.add("a") }
        try await Crowd.run(10_000, atOnce: 200) { _ in try await database.increment("a", lane: .free) }
        #expect(try await database.amount(of: "a") == 10_000)
    }

    /// Each adds the row after the last: overlapping, they meet in the unique rule before they meet in the snapshot.
    @Test(arguments: Engine.tested)
    func rowsNumberedSideBySideAreAllAdded(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.add("entry-0") }
        try await Crowd.run(40, atOnce: 4) { _ in
            try await database.write(lane: .free) { tx in
                let next: Int64 = try tx.row("SELECT MAX(amount) + 1 AS next FROM counter")?["next"] ?? 0
                try tx.add("entry-\(next)", next)
            }
        }
        let count = try await database.read { try $0.rows("SELECT id FROM counter").count }
        #expect(count == 41)
    }

    @Test(arguments: Engine.tested)
    func writersOfTheJournalSeeWhatThoseBeforeThemWrote(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        let runs = Mutex(0)
        try await Crowd.run(200, atOnce: 50) { _ in
            try await database.write { tx in
                runs.withLock { $0 += 1 }
                let next: Int64 = try tx.row("SELECT COALESCE(MAX(amount), 0) + 1 AS next FROM counter")?["next"] ?? 0
                try tx.add("entry-\(next)", next)
            }
        }
        let last: Int64? = try await database.read { try $0.row("SELECT MAX(amount) AS last FROM counter")?["last"] }
        #expect(last == 200)
        #expect(runs.withLock { $0 } == 200, "the lane spares them the retries")
    }
}

/// Waits a moment for the others; where writers come one after another nobody else can come, and it goes on alone.
private final class Meeting: Sendable {
    private let missing: Mutex<Int>
    private let all = DispatchSemaphore(value: 0)

    init(of count: Int) { missing = Mutex(count) }

    func arrive() {
        let isLast = missing.withLock { missing in
            missing -= 1
            return missing == 0
        }
        if isLast { all.signal() } else { _ = all.wait(timeout: .now() + 0.5) }
    }
}

import Storage
import TestKit
import Testing

/// Statements whose answer nobody waits for: kept like all others, and their errors are not lost.
@Suite struct SendTests {
    @Test(arguments: Engine.tested) func whatIsSentIsSeenByWhatFollowsAndKept(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        for lane in [Lane.journal, .free] {
            let seen: Int? = try await database.write(lane: lane) { tx in
                try tx.send("INSERT INTO counter (id, amount) VALUES (\("\(lane)"), 1)")
                try tx.send("UPDATE counter SET amount = amount + 1 WHERE id = \("\(lane)")")
                return try tx.row("SELECT amount FROM counter WHERE id = \("\(lane)")")?["amount"]
            }
            #expect(seen == 2)
            try await database.write(lane: lane) { tx in
                for _ in 0..<500 { try tx.send("UPDATE counter SET amount = amount + 1 WHERE id = \("\(lane)")") }
            }
            #expect(try await database.amount(of: "\(lane)") == 502)
        }
    }

    @Test(arguments: Engine.tested) func anErrorOfWhatWasSentComesAtTheLatestWithTheEndAndNothingIsKept(
        engine: Engine
    ) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.add("a") }
        for lane in [Lane.journal, .free] {
            await #expect(throws: StorageError.uniqueViolation(table: "counter", columns: ["id"])) {
                try await database.write(lane: lane) { tx in
                    try tx.add("b")
                    try tx.send("INSERT INTO counter (id, amount) VALUES ('a', 1)")
                    try tx.send("UPDATE counter SET amount = 9")
                }
            }
            await #expect(throws: StorageError.uniqueViolation(table: "counter", columns: ["id"])) {
                try await database.write(lane: lane) { tx in
                    try tx.send("INSERT INTO counter (id, amount) VALUES ('a', 1)")
                    _ = try tx.rows("SELECT amount FROM counter")
                }
            }
        }
        #expect(try await database.amount(of: "a") == 0)
        #expect(try await database.amount(of: "b") == nil)
    }

    /// Many writes share a commit: what one of them sent in vain is nobody else's fault.
    @Test(arguments: Engine.tested) func whatFailsOfOneLeavesItsNeighboursAlone(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.add("taken") }
        let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<60 {
                group.addTask {
                    let id = index % 3 == 0 ? "taken" : "row-\(index)"
                    do {
                        try await database.write { try $0.send("INSERT INTO counter (id, amount) VALUES (\(id), 7)") }
                        return true
                    } catch StorageError.uniqueViolation { return false }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(kept == 40)
        #expect(try await database.amount(of: "row-1") == 7)
        #expect(try await database.amount(of: "taken") == 0)
    }

    /// What one write has found out is known to those that share its commit, and never what one found that failed.
    @Test(arguments: Engine.tested) func whatIsRememberedHoldsAsLongAsTheWork(engine: Engine) async throws {
        struct Highest: Sendable { let number: Int }
        struct Refusal: Error {}
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.add("n", 0) }
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<200 {
                group.addTask {
                    try? await database.write { tx in
                        let asked: Int = try tx.row("SELECT amount FROM counter WHERE id = 'n'")?["amount"] ?? 0
                        let number = tx.remembered(Highest.self)?.number ?? asked
                        #expect(number == asked)
                        try tx.send("UPDATE counter SET amount = \(number + 1) WHERE id = 'n'")
                        tx.remember(Highest(number: number + 1))
                        if index % 4 == 0 { throw Refusal() }
                    }
                }
            }
        }
        #expect(try await database.amount(of: "n") == 150)
    }
}

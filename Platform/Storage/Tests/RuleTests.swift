import Storage
import TestKit
import Testing

/// What is refused, and that nothing is left of it.
@Suite struct RuleTests {
    private struct Refusal: Error, Equatable {}

    @Test(arguments: Engine.tested)
    func aSecondOfItsKindIsAUniqueViolationWithTableAndColumns(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.add("a", 1, note: "x") }
        await #expect(throws: StorageError.uniqueViolation(table: "counter", columns: ["id"])) {
            try await database.write { try $0.add("a", 2) }
        }
        await #expect(throws: StorageError.uniqueViolation(table: "counter", columns: ["note", "amount"])) {
            try await database.write { try $0.add("b", 1, note: "x") }
        }
    }

    @Test(arguments: Engine.tested)
    func brokenRulesAreNamed(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        await #expect(throws: StorageError.constraintViolation(rule: "amount_is_not_negative")) {
            try await database.write { try $0.add("a", -1) }
        }
        await #expect(throws: StorageError.constraintViolation(rule: "counter.amount")) {
            try await database.write { try $0.execute("INSERT INTO counter (id, amount) VALUES ('a', NULL)") }
        }
        await #expect(throws: StorageError.constraintViolation(rule: "foreign key")) {
            try await database.write { tx in
                try tx.execute("INSERT INTO counter (id, amount, parent) VALUES ('a', 1, 'nobody')")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func aWriteIsAllOrNothing(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        await #expect(throws: Refusal()) {
            try await database.write { tx in
                try tx.add("a")
                try tx.add("b")
                throw Refusal()
            }
        }
        #expect(try await database.amount(of: "a") == nil)
    }

    @Test(arguments: Engine.tested)
    func aFailedTransactionCannotGoOnAndIsNotKept(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.add("a", 1) }
        await #expect(throws: StorageError.self) {
            try await database.write { tx in
                try tx.add("b")
                try? tx.add("a")
                #expect(throws: StorageError.self) { try tx.add("c") }
            }
        }
        #expect(try await database.amount(of: "b") == nil)
        #expect(try await database.amount(of: "a") == 1)
    }

    @Test(arguments: Engine.tested)
    func anErrorInOneWriteLeavesTheOthersAlone(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await Crowd.run(300, atOnce: 100) { index in
            do {
                try await database.write(lane: .free) { tx in
                    try tx.add("row-\(index)", Int64(index))
                    if index % 3 == 0 { throw Refusal() }
                }
            } catch is Refusal {}
        }
        let kept = try await database.read { try $0.rows("SELECT amount FROM counter").map { try $0["amount"] as Int } }
        #expect(Set(kept) == Set((0..<300).filter { $0 % 3 != 0 }))
    }

    @Test(arguments: Engine.tested)
    func aReadCannotWrite(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        do {
            _ = try await database.read {
                try $0.rows("INSERT INTO counter (id, amount) VALUES ('a', 1) RETURNING id").count
            }
            Issue.record("a read wrote")
        } catch StorageError.engine(let code, _) { #expect(code == "read-only") }
        #expect(try await database.amount(of: "a") == nil)
    }

    @Test(arguments: Engine.tested)
    func aStatementThatTakesTooLongIsStoppedAndWorkGoesOn(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters], statementSecondsMax: 0.3)
        try await database.write { try $0.add("a") }
        await #expect(throws: StorageError.timedOut) { try await database.read { try $0.rows(endless).count } }
        let slow = Task {
            try await database.write { tx in
                try tx.execute("INSERT INTO counter (id, amount) SELECT 'slow', amount FROM (\(endless)) AS e")
            }
        }
        for _ in 0..<20 { try await database.increment("a", lane: .free) }
        await #expect(throws: StorageError.timedOut) { try await slow.value }
        #expect(try await database.amount(of: "a") == 20)
        #expect(try await database.amount(of: "slow") == nil)
    }

    @Test(arguments: Engine.tested)
    func aFullWaitingLineRefusesAtOnce(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters], waitingMax: 8)
        try await database.write { try $0.add("a") }
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<400 {
                group.addTask {
                    do {
                        try await database.increment("a")
                        return true
                    } catch StorageError.unavailable { return false } catch {
                        Issue.record(error)
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(try await database.amount(of: "a") == Int64(outcomes))
    }

    @Test(arguments: Engine.tested)
    func aClosedDatabaseAnswersUnavailable(engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: [counters])
        try await database.write { try $0.add("a") }
        await database.close()
        await #expect(throws: StorageError.unavailable("the database is closed")) {
            try await database.write { try $0.add("b") }
        }
        await #expect(throws: StorageError.unavailable("the database is closed")) {
            try await database.amount(of: "a")
        }
    }
}

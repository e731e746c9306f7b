import Base
import Storage
import TestKit
import Testing

@testable import Journal

@Suite struct ConsumerTests {
    let notices = JournalConsumer("notices.send")

    /// Writes every number into a table that takes each only once.
    @discardableResult
    func advance(_ database: any Database, _ consumer: JournalConsumer, limit: Int = 4) async throws -> Int {
        try await database.write(lane: .free) { tx in
            try Journal.advance(consumer: consumer, in: tx, limit: limit) { entry, tx in
                try tx.execute("INSERT INTO seen (number) VALUES (\(entry.number))")
            }
        }
    }

    func seen(_ database: any Database) async throws -> [Int64] {
        try await database.read { try $0.rows("SELECT number FROM seen ORDER BY number").map { try $0["number"] } }
    }

    @Test(arguments: Engine.tested) func everyEntryIsHandedOverOnceAndInOrder(engine: Engine) async throws {
        let database = try await Office.database(engine, entries: 9)
        #expect(try await database.read { try Journal.lag(of: notices, in: $0) } == 9)
        #expect(try await [advance(database, notices), advance(database, notices)] == [4, 4])
        #expect(try await [advance(database, notices), advance(database, notices)] == [1, 0])
        try await database.write { _ = try Journal.append(Office.draft(), by: Office.act(), in: $0) }
        #expect(try await advance(database, notices) == 1)
        #expect(try await seen(database) == Array(1...10))
        #expect(try await database.read { try Journal.lag(of: notices, in: $0) } == 0)
    }

    @Test(arguments: Engine.tested) func aFailingHandlerKeepsNothingAndTheCursorStays(engine: Engine) async throws {
        struct Broken: Error {}
        let database = try await Office.database(engine, entries: 5)
        await #expect(throws: Broken.self) {
            try await database.write(lane: .free) { tx in
                try Journal.advance(consumer: notices, in: tx) { entry, tx in
                    try tx.execute("INSERT INTO seen (number) VALUES (\(entry.number))")
                    if entry.number == 3 { throw Broken() }
                }
            }
        }
        #expect(try await seen(database).isEmpty)
        #expect(try await advance(database, notices, limit: 100) == 5)
        #expect(try await seen(database) == [1, 2, 3, 4, 5])
    }

    @Test(arguments: Engine.tested) func manyAtOnceNeitherSkipNorRepeat(engine: Engine) async throws {
        let database = try await Office.database(engine, entries: 10)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<4 { try await advance(database, notices, limit: 3) }
                }
                group.addTask {
                    try await database.write { _ = try Journal.append(Office.draft(), by: Office.act(), in: $0) }
                }
            }
            try await group.waitForAll()
        }
        while try await advance(database, notices) > 0 {}
        #expect(try await seen(database) == Array(1...18))
    }

    @Test(arguments: Engine.tested) func aLateConsumerCanLeaveOldNewsAside(engine: Engine) async throws {
        let database = try await Office.database(engine, entries: 5)
        let late = JournalConsumer("late.reader", from: .next)
        #expect(try await advance(database, late) == 0)
        try await database.write { _ = try Journal.append(Office.draft(), by: Office.act(), in: $0) }
        #expect(try await advance(database, late) == 1)
        #expect(try await seen(database) == [6])
    }
}

@Suite struct JournalStreamTests {
    @Test(arguments: Engine.tested) func subscribersSeeNewEntriesInOrder(engine: Engine) async throws {
        let database = try await Office.database(engine, entries: 2)
        let stream = JournalStream(database: database, pollEvery: .milliseconds(20))
        let running = Task { await stream.run() }
        let pages = [stream.subscribe(), stream.subscribe()]
        // The first look finds the end of the journal; what comes after it is news: so write until something is seen.
        let writing = Task {
            while !Task.isCancelled {
                try await database.write { _ = try Journal.append(Office.draft(), by: Office.act(), in: $0) }
                stream.poke()
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        for page in pages {
            var numbers: [Int64] = []
            for await entry in page {
                numbers.append(entry.number)
                if numbers.count == 3 { break }
            }
            #expect(numbers == Array(numbers[0]..<numbers[0] + 3) && numbers[0] > 2)
        }
        writing.cancel()
        running.cancel()
        await running.value
        #expect(stream.subscriberCount == 0)
        var afterwards = stream.subscribe().makeAsyncIterator()
        #expect(await afterwards.next() == nil)
    }
}

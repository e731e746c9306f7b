import Access
import Base
import Storage
import TestKit
import Testing

@testable import Journal

@Suite struct JournalTests {
    @Test(arguments: Engine.tested) func anEntryComesBackAsItWasWritten(engine: Engine) async throws {
        let database = try await Office.database(engine)
        let facts = ["ghi chú": "Đã nhận \"bản sao\" \\ \n\u{1} 👍", "": "", "a": "e\u{302}"]
        let written = try await database.write { tx in
            try Journal.append(Office.draft(facts: facts), by: Office.act(), in: tx)
        }
        let read = try await database.read { try Journal.entries(of: "dossier", "d1", in: $0) }
        #expect(read == [written])
        #expect(written.number == 1 && written.at == Office.now && written.agency == Office.agency)
        #expect(written.actor == Office.officer.account && written.actorName == "Hồ Thị Mai")
        #expect(written.actorRole == "reception,specialist" && written.requestID == "0123456789abcdef")
        #expect(written.previousDigest == JournalHead.empty.digest && written.digest.count == 64)
    }

    @Test(arguments: Engine.tested) func eachEntryHoldsTheDigestOfTheOneBefore(engine: Engine) async throws {
        let database = try await Office.database(engine, entries: 5)
        let entries = try await database.read { try Journal.entries(after: 0, limit: 100, in: $0) }
        #expect(entries.map(\.number) == [1, 2, 3, 4, 5])
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.digest == $1.previousDigest })
        let head = try await database.read { try Journal.head(in: $0) }
        #expect(head == JournalHead(number: 5, digest: entries[4].digest))
        #expect(try await database.read { try Journal.entries(after: 2, limit: 2, in: $0) }.map(\.number) == [3, 4])
        #expect(try await database.read { try Journal.entries(of: "dossier", "d1", in: $0) }.map(\.number) == [1, 4])
        #expect(try await database.read { try Journal.entries(of: "account", "d1", in: $0) }.isEmpty)
    }

    @Test(arguments: Engine.tested) func fiftyAtOnceGetTheNumbersOneToFifty(engine: Engine) async throws {
        let database = try await Office.database(engine)
        let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await database.write { try Journal.append(Office.draft(), by: Office.act(), in: $0).number }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(numbers.sorted() == Array(1...50))
        guard case .intact(let head) = try await Journal.verify(database) else { Issue.record("broken"); return }
        #expect(head.number == 50)
    }

    @Test(arguments: Engine.tested) func whatIsRolledBackLeavesNoEntryAndNoGap(engine: Engine) async throws {
        struct Refused: Error {}
        let database = try await Office.database(engine, entries: 2)
        await #expect(throws: Refused.self) {
            try await database.write { tx in
                try Journal.append(Office.draft("lost"), by: Office.act(), in: tx)
                throw Refused()
            }
        }
        let next = try await database.write { try Journal.append(Office.draft(), by: Office.act(), in: $0) }
        #expect(next.number == 3)
        #expect(try await database.read { try Journal.entries(of: "dossier", "lost", in: $0) }.isEmpty)
        let head = JournalHead(number: 3, digest: next.digest)
        #expect(try await database.read { try Journal.verify(in: $0) } == .intact(head))
    }

    @Test(arguments: Engine.tested) func tooManyFactsAreRefused(engine: Engine) async throws {
        let database = try await Office.database(engine)
        let facts = ["note": String(repeating: "a", count: Journal.factsBytesMax)]
        await #expect(throws: JournalError.factsTooLarge(kind: "dossier.accepted", bytes: Journal.factsBytesMax + 11)) {
            try await database.write { _ = try Journal.append(Office.draft(facts: facts), by: Office.act(), in: $0) }
        }
    }

    /// The form of the digest must never change: old journals would no longer verify.
    @Test func theDigestOfAnEntryStaysTheSameForever() {
        let entry = JournalEntry(
            number: 1, at: Office.now, kind: "dossier.accepted", subjectKind: "dossier", subject: "d1", agency: nil,
            actor: nil, actorName: "", actorRole: "anonymous", requestID: "0", facts: ["a": "1", "B": "2"],
            previousDigest: JournalHead.empty.digest, digest: "")
        #expect(EntryDigest.hex(of: entry)
            == "76ce2fa13d0c455f62f3dea3e5c83da32d8425c4d723327f826e4d7314b7a7d6")
    }
}

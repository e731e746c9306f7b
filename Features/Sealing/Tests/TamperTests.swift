import Base
import Crypto
import Journal
import Proof
import Storage
import TestKit
import Testing

@testable import Sealing

/// What somebody does who has the database's password, and what the seals say to it.
@Suite struct TamperTests {
    private static func sealed(_ engine: Engine) async throws -> SealWorld {
        let world = try await SealWorld(engine)
        try await world.write(300)
        try await world.close()
        try await world.write(400)
        try await world.close()
        return world
    }

    @Test(arguments: Engine.tested)
    func `a changed byte is found and its entry named`(engine: Engine) async throws {
        let world = try await Self.sealed(engine)
        try await world.tamper("UPDATE journal_entry SET actor_name = actor_name || '.' WHERE number = 123")
        let entries = try await world.head().number
        #expect(try await world.check() == .broken(.entry(.changed(number: 123)), entries: entries))
    }

    @Test(arguments: Engine.tested)
    func `a chain that was written anew is whole in itself, and still found`(engine: Engine) async throws {
        let world = try await Self.sealed(engine)
        let last = try await world.seals()[0].size
        try await world.rewrite(200)
        guard case .intact = try await Journal.verify(world.database) else { Issue.record("not whole"); return }
        #expect(try await world.check()
            == .broken(.rewritten(1...256, seal: 1), entries: try await world.head().number))
        #expect(last > 256)
        // Nothing is sealed over it.
        await #expect(throws: Problem.self) { try await world.close() }
    }

    @Test(arguments: Engine.tested)
    func `a change after the first seal leaves it whole and breaks the second`(engine: Engine) async throws {
        let world = try await Self.sealed(engine)
        let seals = try await world.seals()
        try await world.rewrite(seals[1].size - 1)
        guard case .broken(.rewritten(let entries, let seal), _) = try await world.check() else {
            Issue.record("not found")
            return
        }
        #expect(seal == 2)
        #expect(entries.contains(seals[1].size - 1))
        #expect(entries.lowerBound > seals[0].size)
    }

    @Test(arguments: Engine.tested)
    func `entries that are gone, with the head, are missed`(engine: Engine) async throws {
        let world = try await Self.sealed(engine)
        let size = try await world.seals()[1].size
        try await world.tamper(
            "DELETE FROM journal_entry WHERE number > \(size - 10)",
            """
            UPDATE journal_head SET number = \(size - 10),
                digest = (SELECT digest FROM journal_entry WHERE number = \(size - 10))
            """)
        #expect(try await world.check() == .broken(.entry(.missing(number: size - 9)), entries: size - 10))
    }

    @Test(arguments: Engine.tested)
    func `a seal that was changed or taken out is found by itself, by the row or by the file`(
        engine: Engine
    ) async throws {
        let world = try await Self.sealed(engine)
        let stranger = SealKey(Curve25519.Signing.PrivateKey()).publicKey.base64
        try await world.tamper("UPDATE seal SET public_key = \(stranger) WHERE number = 2")
        #expect(try await world.check(withFile: false) == .broken(.seal(2), entries: try await world.head().number))
        try await world.tamper("DELETE FROM seal WHERE number = 2")
        #expect(try await world.check() == .broken(.file(line: 2), entries: try await world.head().number))
    }

    @Test func `random changes of entries are all found, and the entry named`() async throws {
        let world = try await SealWorld(.sqlite)
        try await world.write(60)
        try await world.close()
        try await world.write(60)
        try await world.close()
        let head = try await world.head()
        var random = SeededRandom(seed: 13)
        let columns = ["kind", "subject_kind", "subject", "actor_name", "actor_role", "request_id", "digest"]
        for round in 0..<120 {
            let number = Int64.random(in: 1...head.number, using: &random)
            let column = columns[Int.random(in: 0..<columns.count, using: &random)]
            let before: String = try await world.database.read { snapshot in
                try #require(try snapshot.row(SQL(column, of: number)))[column]
            }
            var bytes = Array(before.utf8)
            if bytes.isEmpty { bytes = [0x30] } else {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0x30...0x39, using: &random)
            }
            let after = String(decoding: bytes, as: UTF8.self)
            guard after != before, after.utf8.count == bytes.count else { continue }
            try await world.set(column, to: after, of: number)
            guard case .broken(.entry(let fault), _) = try await world.check() else {
                Issue.record("round \(round): \(column) of \(number) was not seen")
                continue
            }
            #expect(fault.number == number, "round \(round): \(column)")
            try await world.set(column, to: before, of: number)
        }
        guard case .good = try await world.check() else { Issue.record("not as it was"); return }
    }
}

extension SQL {
    fileprivate init(_ column: String, of number: Int64) {
        self = SQL(stringLiteral: "SELECT \(column) FROM journal_entry WHERE number = ") + "\(number)"
    }
}

extension SealWorld {
    fileprivate func set(_ column: String, to text: String, of number: Int64) async throws {
        try await tamper(
            SQL(stringLiteral: "UPDATE journal_entry SET \(column) = ") + "\(text) WHERE number = \(number)")
    }
}

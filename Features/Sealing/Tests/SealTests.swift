import Base
import Foundation
import Journal
import Proof
import Storage
import TestKit
import Testing

@testable import Sealing

@Suite struct SealTests {
    @Test(arguments: Engine.tested)
    func `a seal covers all that was written, is signed, and says itself in the journal`(engine: Engine) async throws {
        let world = try await SealWorld(engine)
        try await world.receive()
        let before = try await world.head()
        let seal = try await world.close()
        #expect(seal.number == 1)
        #expect(seal.size == before.number)
        #expect(seal.chain == before.digest)
        #expect(seal.isSigned)
        #expect(seal.head.origin == "motcua/H50.50.05" || seal.head.origin.hasPrefix("motcua/"))
        #expect(seal.at == world.clock.clock.now)
        let told = try #require(try await world.database.read {
            try Journal.entries(after: before.number, limit: 10, in: $0).first
        })
        #expect(told.kind == "seal.closed")
        #expect(told.facts["root"] == seal.head.root.hex)
        #expect(world.fileText == seal.line + "\n")
        // That it was sealed is no news.
        #expect(try await world.close() == seal)
        #expect(try await world.check() == .good(entries: before.number + 1, sealed: before.number))
    }

    @Test(arguments: Engine.tested)
    func `each seal goes on from the one before, over whole tiles too`(engine: Engine) async throws {
        let world = try await SealWorld(engine)
        var seals: [Seal] = []
        for count in [3, 250, 1, 700, 256] {
            try await world.write(count)
            seals.append(try await world.close())
        }
        #expect(try await world.seals() == seals)
        for (place, early) in seals.enumerated() {
            for late in seals[place...] {
                let holds = try await world.database.read { snapshot in
                    var shelf = SealStore.shelf(in: snapshot)
                    return try ConsistencyProof(from: early.size, to: late.size, from: &shelf)
                        .holds(from: early.head.root, to: late.head.root)
                }
                #expect(holds, "\(early.number) to \(late.number)")
            }
        }
        guard case .good(_, let sealed) = try await world.check() else { Issue.record("broken"); return }
        #expect(sealed == seals.last?.size)
    }

    @Test func `a day is closed at its hour, once, and later when the machine was off`() async throws {
        let world = try await SealWorld(.sqlite)
        // What was there yesterday is overdue.
        try await world.runner.tend()
        #expect(try await world.seals().count == 1)
        try await world.receive()
        try await world.runner.tend()
        #expect(try await world.seals().count == 1)
        world.clock.advance(seconds: 9 * 3600 + 60)
        try await world.runner.tend()
        try await world.runner.tend()
        #expect(try await world.seals().count == 2)
        // A quiet day needs no seal; a day in which it was off is closed in the morning.
        world.clock.advance(seconds: 86_400)
        try await world.runner.tend()
        #expect(try await world.seals().count == 2)
        try await world.receive()
        world.clock.advance(seconds: 86_400)
        try await world.runner.tend()
        #expect(try await world.seals().count == 3)
        let check = try #require(try await world.database.read { try SealWatchStore.lastCheck(in: $0) })
        #expect(check.verdict == "good")
    }

    @Test(arguments: Engine.tested)
    func `the database refuses to change or to lose a seal`(engine: Engine) async throws {
        let world = try await SealWorld(engine)
        try await world.close()
        for statement: SQL in [
            "UPDATE seal SET size = size + 1", "DELETE FROM seal", "UPDATE seal_node SET hash = hash",
            "DELETE FROM seal_node",
        ] where engine == .postgresql || !statement.rendered.text.contains("seal_node") {
            await #expect(throws: StorageError.self) {
                try await world.database.write { tx in _ = try tx.execute(statement) }
            }
        }
    }

    @Test func `the key is made once, for its owner alone, and openssl verifies what it signs`() async throws {
        let world = try await SealWorld(.sqlite)
        let seal = try await world.close()
        let path = world.settings.keyFile
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try SealKey.atHome(in: path).publicKey == seal.key)
        try Data(seal.key.pem.utf8).write(to: world.folder.url.appending(path: "public.pem"))
        try Data(seal.note.text.utf8).write(to: world.folder.url.appending(path: "text"))
        try Data(seal.note.signature).write(to: world.folder.url.appending(path: "signature"))
        #expect(try OpenSSL.run([
            "pkeyutl", "-verify", "-pubin", "-inkey", world.folder.path("public.pem"), "-rawin",
            "-in", world.folder.path("text"), "-sigfile", world.folder.path("signature"),
        ]).code == 0)
        #expect(try OpenSSL.run(["pkey", "-in", path, "-noout"]).code == 0)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: Problem.self) { try SealKey.atHome(in: path) }
    }

    // MARK: The file

    @Test func `a torn line is finished, a lost file is written again, nothing else is touched`() async throws {
        let world = try await SealWorld(.sqlite)
        try await world.close()
        try await world.receive()
        try await world.close()
        let whole = world.fileText
        for cut in [0, 1, 200, whole.utf8.count - 1] {
            try Data(whole.utf8.prefix(cut)).write(to: URL(filePath: world.settings.sealFile))
            let standing = world.settings.file.catchUp(with: try await world.seals())
            guard case .behind = standing else { Issue.record("\(standing)"); continue }
            #expect(world.fileText == whole)
        }
        try FileManager.default.removeItem(atPath: world.settings.sealFile)
        try await world.runner.tell(problem: "")
        #expect(world.fileText == whole)
        #expect(try world.settings.file.seals() == (try await world.seals()))
    }

    @Test func `a file that contradicts the database stops the sealing and stays as it is`() async throws {
        let world = try await SealWorld(.sqlite)
        try await world.close()
        try await world.receive()
        let second = try await world.close()
        let whole = world.fileText
        let changed = whole.replacing("\"seal\":2", with: "\"seal\":3")
        for (text, standing) in [
            (changed, SealFile.Standing.differs(line: 2)), (whole + whole, .ahead), (whole + "x", .ahead),
        ] {
            try Data(text.utf8).write(to: URL(filePath: world.settings.sealFile))
            #expect(world.settings.file.standing(to: try await world.seals()) == standing)
            try await world.write(1)
            await #expect(throws: Problem.self) { try await world.close() }
            #expect(world.fileText == text)
            guard case .broken(.file, _) = try await world.check() else { Issue.record("not seen"); continue }
        }
        #expect(try await world.seals().last == second)
    }
}

/// The system's program.
enum OpenSSL {
    static func run(_ arguments: [String]) throws -> (code: Int32, out: String) {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}

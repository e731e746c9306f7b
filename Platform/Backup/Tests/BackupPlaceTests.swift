import Base
import Foundation
import Testing

@testable import Backup

/// Places with parts of every size, plain and sealed.
@Suite struct BackupPlaceTests {
    private static let passphrase = "đủ dài để không đoán được"

    /// A folder of its own, gone with the test.
    private final class Folder {
        let path = NSTemporaryDirectory() + "motcua-backup-\(UUID().uuidString)"

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }

        func file(_ name: String, _ bytes: [UInt8]) throws -> String {
            try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
            return "\(path)/\(name)"
        }
    }

    private func place(_ folder: Folder, encrypted: Bool) throws -> BackupPlace {
        try BackupPlace.openOrMake(
            "\(folder.path)/place", passphrase: encrypted ? Self.passphrase : nil, logRounds: 10)
    }

    private func refusal(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return (error as? Problem)?.code ?? "\(error)" }
        return nil
    }

    private static let sizes = [0, 1, PartFile.chunkBytes - 1, PartFile.chunkBytes, PartFile.chunkBytes * 2 + 7]

    @Test(arguments: sizes, [false, true])
    func `a part comes back as it went in`(size: Int, encrypted: Bool) throws {
        let folder = try Folder()
        let place = try place(folder, encrypted: encrypted)
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try place.begin("one")
        let part = try place.add("database", from: try folder.file("source", bytes), to: "one")
        #expect(part.bytes == size)
        let manifest = BackupManifest(
            program: "1", at: "", engine: "sqlite", migrations: ["a"], journalNumber: 1, journalDigest: "",
            database: part, files: part, filesCount: 0)
        try place.finish("one", manifest, through: folder.path + "/scratch")
        #expect(try place.names() == ["one"])
        #expect(try place.manifest(of: "one") == manifest)
        try place.extract("database", of: "one", part, to: folder.path + "/target")
        #expect(FileManager.default.contents(atPath: folder.path + "/target") == Data(bytes))
    }

    @Test(arguments: [0, 7, 8, 40, 44, 60, 1 << 20, (1 << 20) + 100])
    func `one changed byte anywhere in a sealed part is noticed`(at index: Int) throws {
        let folder = try Folder()
        let place = try place(folder, encrypted: true)
        try place.begin("one")
        let bytes = [UInt8](repeating: 7, count: PartFile.chunkBytes + 500)
        let part = try place.add("database", from: try folder.file("source", bytes), to: "one")
        let path = "\(place.path)/backups/one.partial/database"
        var sealed = [UInt8](FileManager.default.contents(atPath: path)!)
        sealed[index] ^= 1
        try Data(sealed).write(to: URL(filePath: path))
        try FileManager.default.moveItem(
            atPath: "\(place.path)/backups/one.partial", toPath: "\(place.path)/backups/one")
        let target = folder.path + "/out"
        #expect(refusal { try place.extract("database", of: "one", part, to: target) } == "backup-damaged")
    }

    @Test(arguments: [false, true])
    func `a file is kept once, under a name that an encrypted place does not tell`(encrypted: Bool) throws {
        let folder = try Folder()
        let place = try place(folder, encrypted: encrypted)
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let content = { (take: ([UInt8]) throws -> Void) in
            try take(Array("a".utf8))
            try take(Array("bc".utf8))
        }
        #expect(try place.keep(digest, content) == 3)
        #expect(try place.keep(digest, content) == 0)
        let names = FileManager.default.enumerator(atPath: place.path)!.compactMap { $0 as? String }
        #expect(names.contains { $0.hasSuffix(digest) } != encrypted)
        var back: [UInt8] = []
        try place.restore(digest) { back += $0 }
        #expect(back == Array("abc".utf8))
        let other = String(repeating: "0", count: 64)
        #expect(refusal { _ = try place.keep(other, content) } == "backup-source-damaged")
        #expect(!place.holds(other))
    }

    @Test func `a place wants its own passphrase, and a new one a long one`() throws {
        let folder = try Folder()
        let place = try place(folder, encrypted: true)
        #expect(try BackupPlace.isEncrypted(at: place.path) == true)
        #expect(refusal { _ = try BackupPlace.open(place.path, passphrase: nil) } == "backup-passphrase-needed")
        #expect(refusal { _ = try BackupPlace.open(place.path, passphrase: "wrong one, long") }
            == "backup-passphrase-wrong")
        #expect(refusal { _ = try BackupPlace.open(folder.path, passphrase: nil) } == "backup-none")
        #expect(refusal { _ = try BackupPlace.openOrMake(folder.path, passphrase: nil) } == "backup-place-strange")
        let new = folder.path + "/new"
        #expect(refusal { _ = try BackupPlace.openOrMake(new, passphrase: "short") } == "backup-passphrase-short")
        _ = try BackupPlace.openOrMake(new, passphrase: nil)
        #expect(refusal { _ = try BackupPlace.openOrMake(new, passphrase: Self.passphrase) } == "backup-not-encrypted")
    }
}

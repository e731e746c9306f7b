import Base
import Foundation
import Keys
import TestKit
import Testing

@testable import Blobs

/// Files that are sealed on the disk; what `DiskBlobStoreTests` says of plain ones holds for them, too.
@Suite struct SealedFileTests {
    private static let day = LocalDate(iso8601: "2026-11-22")!
    private let folder = Folder()
    private let first = DataKey.fresh(number: 1, on: day)
    private let second = DataKey.fresh(number: 2, on: day)

    private func store(_ keys: DataKey...) throws -> DiskBlobStore {
        try DiskBlobStore(directory: folder.path, keys: Keyring(keys), bytesFreeMin: 0)
    }

    private func onDisk(_ digest: String) throws -> Data {
        let path = try #require(folder.files.first { $0.hasSuffix(digest) })
        return try #require(FileManager.default.contents(atPath: "\(folder.path)/\(path)"))
    }

    @Test(arguments: [0, 1, 65_536 - 6, 65_536 - 5, 65_536 - 4, 131_072 - 5, 200_000])
    func aSealedFileComesBackWholeAndShowsNothingOnTheDisk(more: Int) async throws {
        let store = try store(first)
        let bytes = Array("%PDF-".utf8) + (0..<more).map { UInt8(truncatingIfNeeded: $0 * 31) }
        let staged = try await store.stage(upload(bytes), name: "a", bytesMax: 1_000_000)
        #expect(staged.size == bytes.count && staged.type == .pdf)
        #expect(try await store.bytes(of: staged.digest) == bytes)
        var pieces: [UInt8] = []
        for try await piece in try await store.stream(of: staged.digest) { pieces += piece }
        #expect(pieces == bytes)
        #expect(try onDisk(staged.digest).range(of: Data("%PDF-".utf8)) == nil)
        #expect(try store.keyNumber(of: staged.digest) == 1)
    }

    @Test(arguments: ["byte", "short", "swapped", "key"])
    func aChangedFileIsDamagedAndNeverShown(how: String) async throws {
        let bytes = Array("%PDF-".utf8) + [UInt8](repeating: 7, count: 200_000)
        let staged = try await store(first).stage(upload(bytes), name: "a", bytesMax: 1_000_000)
        let path = "\(folder.path)/\(try #require(folder.files.first { $0.hasSuffix(staged.digest) }))"
        var sealed = [UInt8](try onDisk(staged.digest))
        let (head, piece) = (SealedFileHead.byteCount, 65_536 + 16)
        switch how {
        case "byte": sealed[head + 100] ^= 1
        case "short": sealed.removeLast(sealed.count - head - 2 * piece)
        case "swapped":
            let one = Array(sealed[head..<head + piece])
            sealed.replaceSubrange(head..<head + piece, with: sealed[head + piece..<head + 2 * piece])
            sealed.replaceSubrange(head + piece..<head + 2 * piece, with: one)
        default: break
        }
        try Data(sealed).write(to: URL(filePath: path))
        let store = try how == "key" ? store(second) : store(first)
        await #expect(throws: BlobError.damaged(staged.digest)) { try await store.bytes(of: staged.digest) }
        await #expect(throws: BlobError.damaged(staged.digest)) {
            for try await _ in try await store.stream(of: staged.digest) {}
        }
    }

    @Test func aPlainFileIsReadAndSealedWhenKeysComeAndAnewWhenTheyChange() async throws {
        let bytes = Array("%PDF-".utf8) + [UInt8](repeating: 7, count: 100_000)
        let digest = try await store().stage(upload(bytes), name: "a", bytesMax: 1_000_000).digest
        for (keys, number) in [([first], 1), ([first, second], 2)] {
            let store = try DiskBlobStore(directory: folder.path, keys: Keyring(keys), bytesFreeMin: 0)
            #expect(try await store.bytes(of: digest) == bytes)
            #expect(try store.reseal(digest))
            #expect(try !store.reseal(digest))
            #expect(try store.keyNumber(of: digest) == number)
        }
        #expect(try await store(second).bytes(of: digest) == bytes)
        #expect(folder.files.count == 1)
    }

    @Test func whatIsTakenBackMustBeTheFileOfItsDigest() async throws {
        let store = try store(first)
        let digest = try await store.stage(upload(Samples.pdf), name: "a", bytesMax: 1_000_000).digest
        #expect(throws: BlobError.damaged(digest)) { try store.takeBack(digest) { try $0(Array("other".utf8)) } }
        #expect(try await store.bytes(of: digest) == Samples.pdf)
        #expect(throws: BlobError.missing("../x")) { try store.takeBack("../x") { _ in } }
        var read: [UInt8] = []
        try store.read(digest) { read += $0 }
        #expect(read == Samples.pdf)
    }
}

import Base
import Foundation
import Keys
import Testing

@testable import Blobs

@Suite struct DiskBlobStoreTests {
    let folder = Folder()

    func store(bytesFreeMin: Int64 = 0) throws -> DiskBlobStore {
        try DiskBlobStore(directory: folder.path, bytesFreeMin: bytesFreeMin)
    }

    @Test func aFileComesBackByItsDigestWholeAndInPieces() async throws {
        let store = try store()
        let bytes = Samples.pdf + (0..<300_000).map { UInt8(truncatingIfNeeded: $0 * 31) }
        let staged = try await store.stage(upload(bytes), name: "Đơn.pdf", bytesMax: 1_000_000)
        #expect(staged.type == .pdf && staged.size == bytes.count && staged.name == "Đơn.pdf")
        #expect(folder.files == ["\(staged.digest.prefix(2))/\(staged.digest.dropFirst(2).prefix(2))/\(staged.digest)"])
        #expect(try await store.bytes(of: staged.digest) == bytes)
        var pieces: [UInt8] = []
        for try await piece in try await store.stream(of: staged.digest) { pieces += piece }
        #expect(pieces == bytes)
    }

    @Test func theDigestIsSHA256() async throws {
        let staged = try await store().stage(upload(Array("%PDF-".utf8)), name: "a", bytesMax: 10)
        #expect(staged.digest == "38523c087796e5d5dd1cf9bad1fb026781a838dd9dd2cf8af58b9f6502a46778")
    }

    @Test func theSameContentIsStoredOnceHoweverManyBringItAtOnce() async throws {
        let store = try store()
        let digests = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await store.stage(upload(Samples.jpeg, pieces: 3), name: "\(number)", bytesMax: 100).digest
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(digests.count == 1)
        #expect(folder.files.count == 1)
    }

    @Test func readingStopsAtTheLimitAndNothingStays() async throws {
        let store = try store()
        let endless = AsyncThrowingStream<[UInt8], any Error> { Samples.pdf }
        let problem = await #expect(throws: Problem.self) {
            try await store.stage(endless, name: "a.pdf", bytesMax: 3_145_728)
        }
        #expect(problem?.code == "file-too-large" && problem?.status == 413 && problem?.arguments["max"] == "3 MB")
        #expect(folder.files.isEmpty)
    }

    @Test func aFileOfExactlyTheLimitIsTaken() async throws {
        let staged = try await store().stage(upload(Samples.png), name: "a", bytesMax: Samples.png.count)
        #expect(staged.size == Samples.png.count)
    }

    @Test func aWrongStartEndsTheUploadEarly() async throws {
        let store = try store()
        let endless = AsyncThrowingStream<[UInt8], any Error> { Array("<!doctype html>".utf8) }
        let problem = await #expect(throws: Problem.self) { try await store.stage(endless, name: "a", bytesMax: .max) }
        #expect(problem?.code == "file-type")
        #expect(folder.files.isEmpty)
    }

    @Test func anEmptyFileIsRefused() async throws {
        let store = try store()
        let problem = await #expect(throws: Problem.self) { try await store.stage(upload([]), name: "a", bytesMax: 9) }
        #expect(problem?.code == "file-empty")
        #expect(folder.files.isEmpty)
    }

    @Test func aBrokenLineLeavesNothing() async throws {
        struct LineLost: Error {}
        let store = try store()
        let broken = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(Samples.pdf)
            continuation.finish(throwing: LineLost())
        }
        await #expect(throws: LineLost.self) { try await store.stage(broken, name: "a", bytesMax: 900) }
        #expect(folder.files.isEmpty)
    }

    @Test func aFullDiskIsSaidAndNothingStays() async throws {
        let store = try store(bytesFreeMin: .max)
        let problem = await #expect(throws: Problem.self) {
            try await store.stage(upload(Samples.pdf), name: "a", bytesMax: 900)
        }
        #expect(problem?.code == "disk-full" && problem?.status == 507)
        #expect(folder.files.isEmpty)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func theSystemsNoSpaceLeftBecomesTheProblem() throws {
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let problem = #expect(throws: Problem.self) { try Disk.write([1], to: full) }
        #expect(problem?.code == "disk-full")
    }

    @Test func aDamagedByteIsFoundAndTheNextUploadMendsIt() async throws {
        let store = try store()
        let staged = try await store.stage(upload(Samples.pdf), name: "a", bytesMax: 900)
        var bytes = Samples.pdf
        bytes[9] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder.path)/\(try #require(folder.files.first))"))
        await #expect(throws: BlobError.damaged(staged.digest)) { try await store.bytes(of: staged.digest) }
        await #expect(throws: BlobError.damaged(staged.digest)) { try await store.stream(of: staged.digest) }
        _ = try await store.stage(upload(Samples.pdf), name: "a", bytesMax: 900)
        #expect(try await store.bytes(of: staged.digest) == Samples.pdf)
    }

    @Test(arguments: [
        "../../etc/passwd", "", "/etc/passwd", String(repeating: "A", count: 64), String(repeating: "0", count: 63),
        "../" + String(repeating: "0", count: 61), String(repeating: "0", count: 64), "incoming",
    ])
    func whatIsNoDigestOfOursIsMissing(digest: String) async throws {
        let store = try store()
        await #expect(throws: BlobError.missing(digest)) { try await store.bytes(of: digest) }
        await #expect(throws: BlobError.missing(digest)) { try await store.stream(of: digest) }
    }

    @Test func leftoversOfDeadProcessesAreSweptAndLivingUploadsStay() async throws {
        let store = try store()
        try Data([1]).write(to: URL(fileURLWithPath: "\(folder.path)/incoming/leftover"))
        let living = try IncomingFile(in: "\(folder.path)/incoming", keys: Keyring())
        defer { living.discard() }
        _ = try DiskBlobStore(directory: folder.path)
        #expect(folder.files.count == 1 && folder.files.first != "incoming/leftover")
        _ = store
    }
}

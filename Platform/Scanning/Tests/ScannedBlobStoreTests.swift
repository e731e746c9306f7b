import Base
import Blobs
import Crypto
import Logging
import Scanning
import Synchronization
import TestKit
import Testing

/// Files behind a scanner: what it finds stays out, what it did not see stays closed.
@Suite struct ScannedBlobStoreTests {
    private let folder: TestFolder
    private let disk: DiskBlobStore
    private let scanner = Scanner()
    private let clock = SteppedClock(at: Instant(iso8601: "2026-11-23T08:00:00+07:00")!)
    private let store: ScannedBlobStore

    private static let good = Array("%PDF-1.7 a paper".utf8)
    private static let bad = Array("%PDF-1.7 EVIL".utf8)

    init() throws {
        folder = try TestFolder()
        disk = try DiskBlobStore(directory: folder.path("blobs"), bytesFreeMin: 0)
        store = ScannedBlobStore(
            disk, scanner: scanner, clock: clock.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func stage(_ bytes: [UInt8], by store: some BlobStore) async throws -> StagedFile {
        let pieces = stride(from: 0, to: bytes.count, by: 3).map { Array(bytes[$0..<min($0 + 3, bytes.count)]) }
        let chunks = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for piece in pieces { continuation.yield(piece) }
            continuation.finish()
        }
        return try await store.stage(chunks, name: "Đơn.pdf", bytesMax: 1000)
    }

    @Test func `what is malicious never gets in, and its sender is told by name`() async throws {
        let problem = await #expect(throws: Problem.self) { try await stage(Self.bad, by: store) }
        #expect(problem?.code == "file-infected" && problem?.status == 422)
        #expect(problem?.arguments["name"] == "Đơn.pdf")
        let digest = Hex.text(SHA256.hash(data: Self.bad))
        #expect(try !disk.holds(digest))
    }

    @Test func `what was clean on its way in is opened without another look, for a day`() async throws {
        let digest = try await stage(Self.good, by: store).digest
        #expect(scanner.looks == 1)
        #expect(try await store.bytes(of: digest) == Self.good)
        clock.advance(seconds: 86_399)
        for try await _ in try await store.stream(of: digest) {}
        #expect(scanner.looks == 1)
        clock.advance(seconds: 1)
        #expect(try await store.bytes(of: digest) == Self.good)
        #expect(scanner.looks == 2)
    }

    @Test func `with the scanner away files come in, and nobody opens them until it has looked`() async throws {
        for way in [Scanner.Way.awayAtOnce, .awayInTheMiddle, .awayAtTheEnd] {
            scanner.way = way
            let (good, bad) = (try await stage(Self.good, by: store), try await stage(Self.bad, by: store))
            for digest in [good.digest, bad.digest] {
                let problem = await #expect(throws: Problem.self) { try await store.bytes(of: digest) }
                #expect(problem?.code == "file-unchecked" && problem?.status == 503)
                #expect(problem?.retryAfterSeconds == 60)
                await #expect(throws: Problem.self) { _ = try await store.stream(of: digest) }
            }
            scanner.way = .there
            #expect(try await store.bytes(of: good.digest) == Self.good)
            for _ in 1...2 {
                let problem = await #expect(throws: Problem.self) { try await store.bytes(of: bad.digest) }
                #expect(problem?.code == "file-dangerous" && problem?.status == 403)
            }
            clock.advance(seconds: 86_400)
        }
    }

    @Test func `what was there before the scanner is looked at before it is opened`() async throws {
        let (good, bad) = (try await stage(Self.good, by: disk), try await stage(Self.bad, by: disk))
        #expect(try await store.bytes(of: good.digest) == Self.good)
        let problem = await #expect(throws: Problem.self) { try await store.bytes(of: bad.digest) }
        #expect(problem?.code == "file-dangerous")
    }

    @Test func `faults of the store stay what they are, and no look stays open`() async throws {
        let nowhere = String(repeating: "0", count: 64)
        await #expect(throws: BlobError.missing(nowhere)) { try await store.bytes(of: nowhere) }
        let wrong = await #expect(throws: Problem.self) { try await stage(Array("<html>".utf8), by: store) }
        #expect(wrong?.code == "file-type")
        #expect(scanner.open == 0)
    }
}

/// Finds `EVIL`.
private final class Scanner: FileScanner {
    enum Way: Sendable { case there, awayAtOnce, awayInTheMiddle, awayAtTheEnd }

    private struct State {
        var way = Way.there
        var looks = 0
        var open = 0
    }

    private let state = Mutex(State())

    var way: Way {
        get { state.withLock { $0.way } }
        set { state.withLock { $0.way = newValue } }
    }
    var looks: Int { state.withLock { $0.looks } }
    var open: Int { state.withLock { $0.open } }

    func begin() async throws -> any FileScan {
        guard way != .awayAtOnce else { throw ScanFault.away("nobody there") }
        state.withLock { state in
            state.looks += 1
            state.open += 1
        }
        return Look(self)
    }

    private func end() { state.withLock { $0.open -= 1 } }

    private final class Look: FileScan {
        private let scanner: Scanner
        private let seen = Mutex<[UInt8]>([])
        private let isOver = Mutex(false)

        init(_ scanner: Scanner) { self.scanner = scanner }

        func take(_ bytes: [UInt8]) async throws {
            guard scanner.way != .awayInTheMiddle else {
                end()
                throw ScanFault.cutOff
            }
            seen.withLock { $0 += bytes }
        }

        func verdict() async throws -> ScanVerdict {
            end()
            guard scanner.way != .awayAtTheEnd else { throw ScanFault.cutOff }
            let text = seen.withLock { String(decoding: $0, as: UTF8.self) }
            return text.contains("EVIL") ? .infected("Test.Evil") : .clean
        }

        func giveUp() async { end() }

        private func end() {
            let isFirst = isOver.withLock { isOver in
                defer { isOver = true }
                return !isOver
            }
            if isFirst { scanner.end() }
        }
    }
}

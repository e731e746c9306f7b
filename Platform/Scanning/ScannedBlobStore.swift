import Base
import Blobs
import Logging
import Synchronization

/// A store of files behind a scanner. What it finds malicious never gets in; what it has not looked at may come in, for
/// nobody's paper is refused because a program is away, but is opened by nobody until it has been looked at.
///
/// A verdict holds for a day and is forgotten with the process: signatures get better, so a paper that is opened years
/// later, or was taken in before there was a scanner, is looked at again before it is.
package struct ScannedBlobStore: BlobStore {
    static let verdictSeconds: Int64 = 86_400
    /// How many files that were found clean are remembered; then the memory begins anew.
    static let rememberedMax = 20_000

    private let store: any BlobStore
    private let scanner: any FileScanner
    private let clock: Clock
    private let logger: Logger
    private let clean = CleanFiles()

    package init(_ store: any BlobStore, scanner: any FileScanner, clock: Clock, logger: Logger) {
        self.store = store
        self.scanner = scanner
        self.clock = clock
        self.logger = logger
    }

    /// - Throws: beside what the store throws: `Problem` `file-infected` (422).
    package func stage(
        _ chunks: any AsyncSequence<[UInt8], any Error> & Sendable, name: String, bytesMax: Int, types: [FileType]
    ) async throws -> StagedFile {
        let look = PassingLook(name: FileName.shown(name), logger: logger)
        do {
            await look.begin(with: scanner)
            let watched = WatchedChunks(chunks: chunks, look: look)
            let staged = try await store.stage(watched, name: name, bytesMax: bytesMax, types: types)
            if await look.isClean { clean.remember(staged.digest, at: clock.now) }
            return staged
        } catch {
            await look.giveUp()
            throw error
        }
    }

    package func bytes(of digest: String) async throws -> [UInt8] {
        try await admit(digest)
        return try await store.bytes(of: digest)
    }

    package func stream(of digest: String) async throws -> AsyncThrowingStream<[UInt8], any Error> {
        try await admit(digest)
        return try await store.stream(of: digest)
    }

    package func remove(_ digest: String, writtenBefore moment: Instant) async throws {
        try await store.remove(digest, writtenBefore: moment)
    }

    /// - Throws: `Problem` `file-dangerous` (403), `file-unchecked` (503); what reading the file throws.
    private func admit(_ digest: String) async throws {
        guard !clean.holds(digest, at: clock.now) else { return }
        let verdict: ScanVerdict
        do {
            let scan = try await scanner.begin()
            do {
                for try await bytes in try await store.stream(of: digest) { try await scan.take(bytes) }
                verdict = try await scan.verdict()
            } catch {
                await scan.giveUp()
                throw error
            }
        } catch let fault as ScanFault {
            logger.warning("a file stays closed, the virus scanner did not look at it: \(fault)")
            throw Problem("file-unchecked", status: 503, detail: "\(fault)", retryAfterSeconds: 60)
        }
        guard verdict == .clean else {
            logger.error("a kept file is malicious: \(digest), \(verdict)")
            throw Problem("file-dangerous", status: 403, detail: "\(verdict)")
        }
        clean.remember(digest, at: clock.now)
    }
}

/// A look at a file on its way in. A scanner that is away, or goes away, does not keep the file out.
private actor PassingLook {
    private let name: String
    private let logger: Logger
    private var scan: (any FileScan)?
    private(set) var isClean = false

    init(name: String, logger: Logger) {
        self.name = name
        self.logger = logger
    }

    func begin(with scanner: any FileScanner) async {
        do { scan = try await scanner.begin() } catch { note(error) }
    }

    func take(_ bytes: [UInt8]) async {
        guard let scan else { return }
        do { try await scan.take(bytes) } catch { note(error) }
    }

    /// - Throws: `Problem` `file-infected`.
    func end() async throws {
        guard let scan else { return }
        self.scan = nil
        let verdict: ScanVerdict
        do { verdict = try await scan.verdict() } catch { return note(error) }
        guard case .infected(let what) = verdict else { return isClean = true }
        logger.warning("a file was refused: \(what)")
        throw Problem("file-infected", arguments: ["name": name], detail: what)
    }

    func giveUp() async {
        await scan?.giveUp()
        scan = nil
    }

    private func note(_ error: any Error) {
        logger.warning("a file came in without a look of the virus scanner: \(error)")
        scan = nil
    }
}

/// The pieces of a file, each shown to the scanner before the store gets it; the end comes only after the verdict.
private struct WatchedChunks: AsyncSequence, Sendable {
    let chunks: any AsyncSequence<[UInt8], any Error> & Sendable
    let look: PassingLook

    func makeAsyncIterator() -> Iterator { Iterator(rest: chunks.makeAsyncIterator(), look: look) }

    struct Iterator: AsyncIteratorProtocol {
        var rest: any AsyncIteratorProtocol<[UInt8], any Error>
        let look: PassingLook

        mutating func next() async throws -> [UInt8]? {
            guard let bytes = try await rest.next(isolation: nil) else {
                try await look.end()
                return nil
            }
            await look.take(bytes)
            return bytes
        }
    }
}

/// The digests of files that were found clean of late.
private final class CleanFiles: Sendable {
    private let found = Mutex<[String: Instant]>([:])

    func holds(_ digest: String, at now: Instant) -> Bool {
        found.withLock { $0[digest].map { now.seconds(since: $0) < ScannedBlobStore.verdictSeconds } ?? false }
    }

    func remember(_ digest: String, at now: Instant) {
        found.withLock { found in
            if found.count >= ScannedBlobStore.rememberedMax { found = [:] }
            found[digest] = now
        }
    }
}

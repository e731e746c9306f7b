import Base
import Crypto
import Foundation
import Keys

/// Files in a folder: `ab/cd/<digest>`, written first under `incoming/` and renamed when they are whole and on disk.
///
/// Several processes may use one folder. A file is never changed after its rename.
package struct DiskBlobStore: BlobStore {
    /// Up to this size a file is checked whole before the first byte is sent; above it a wrong one ends in an error.
    package static let checkedFirstBytesMax = 20_971_520
    /// What one read takes from disk.
    static let chunkBytes = 65_536

    private let directory: String
    private let bytesFreeMin: Int64
    private let keys: Keyring

    /// Makes the folder where it is missing, and sweeps what dead processes left in `incoming/`.
    /// - Parameter keys: what files are sealed with; without a key in it they lie plain.
    /// - Parameter bytesFreeMin: the last bytes of the disk are kept for the database: below, `stage` says `disk-full`.
    /// - Throws: `BlobError.disk`, `Problem` `disk-full` (507).
    package init(directory: String, keys: Keyring = Keyring(), bytesFreeMin: Int64 = 67_108_864) throws {
        self.keys = keys
        self.directory = directory
        self.bytesFreeMin = bytesFreeMin
        try Disk.makeFolder(directory)
        try Disk.makeFolder(incoming)
        try IncomingFile.sweep(incoming)
    }

    package func stage(
        _ chunks: any AsyncSequence<[UInt8], any Error> & Sendable, name: String, bytesMax: Int, types: [FileType]
    ) async throws -> StagedFile {
        let name = FileName.shown(name)
        let file = try await Disk.blocking { [incoming, keys] in try IncomingFile(in: incoming, keys: keys) }
        defer { file.discard() }
        let (digest, size, head) = try await fill(
            file, with: chunks, name: name, bytesMax: bytesMax, types: types)
        guard size > 0 else { throw Problem("file-empty", arguments: ["name": name]) }
        let type = try await Disk.blocking {
            try file.finish()
            return try FileType.sniffed(head: head, size: size, among: types) { try file.bytes(at: $0, count: $1) }
        }
        guard let type else { throw Self.refusal(of: name) }
        try await Disk.blocking { [directory] in try file.publish(as: digest, in: directory) }
        return StagedFile(name: name, digest: digest, size: size, type: type)
    }

    package func bytes(of digest: String) async throws -> [UInt8] {
        let path = try path(of: digest)
        let bytes = try await Disk.blocking { [keys] in try StoredFile(path, digest: digest, keys: keys).rest() }
        guard Hex.text(SHA256.hash(data: bytes)) == digest else { throw BlobError.damaged(digest) }
        return bytes
    }

    package func stream(of digest: String) async throws -> AsyncThrowingStream<[UInt8], any Error> {
        let path = try path(of: digest)
        let file = try await Disk.blocking { [keys] in
            let file = try StoredFile(path, digest: digest, keys: keys)
            if file.size <= Self.checkedFirstBytesMax {
                while try file.next() != nil {}
                try file.rewind()
            }
            return file
        }
        return AsyncThrowingStream { try await Disk.blocking { try file.next() } }
    }

    package func remove(_ digest: String, writtenBefore moment: Instant) async throws {
        let path = try path(of: digest)
        try await Disk.blocking {
            var entry = stat()
            guard stat(path, &entry) == 0 else { return }
            guard Int64(entry.st_mtim.tv_sec) < moment.microseconds / 1_000_000 else { return }
            guard unlink(path) == 0 || errno == ENOENT else { throw Disk.failure("remove \(digest)") }
        }
    }

    private var incoming: String { "\(directory)/incoming" }

    /// Takes the stream in, and stops reading at once when it is too long or can be none of the allowed types.
    private func fill(
        _ file: IncomingFile, with chunks: any AsyncSequence<[UInt8], any Error> & Sendable, name: String,
        bytesMax: Int, types: [FileType]
    ) async throws -> (digest: String, size: Int, head: [UInt8]) {
        var hash = SHA256()
        var size = 0
        var head: [UInt8] = []
        var sizeChecked = 0
        try checkSpace()
        for try await chunk in chunks where !chunk.isEmpty {
            size += chunk.count
            guard size <= bytesMax else {
                throw Problem("file-too-large", status: 413, arguments: ["name": name, "max": FileName.size(bytesMax)])
            }
            let headMissing = FileType.headBytes - head.count
            if headMissing > 0 {
                head += chunk.prefix(headMissing)
                guard FileType.isPossible(head: head, among: types) else { throw Self.refusal(of: name) }
            }
            if size - sizeChecked >= Self.spaceCheckedEveryBytes {
                try checkSpace()
                sizeChecked = size
            }
            hash.update(data: chunk)
            try await Disk.blocking { try file.append(chunk) }
        }
        return (Hex.text(hash.finalize()), size, head)
    }

    private static let spaceCheckedEveryBytes = 4_194_304

    private func checkSpace() throws {
        guard try Disk.bytesFree(at: directory) >= bytesFreeMin else {
            throw Disk.full("less than \(bytesFreeMin) bytes free at \(directory)")
        }
    }

    private static func refusal(of name: String) -> Problem {
        Problem("file-type", status: 415, arguments: ["name": name])
    }

    /// How many bytes are free on the disk of a folder.
    package static func bytesFree(at folder: String) throws -> Int64 { try Disk.bytesFree(at: folder) }

    // MARK: For backup and restore, and for a change of keys

    /// Gives the content piece by piece.
    /// - Throws: `BlobError.missing`; `.damaged` in place of the end; what `body` throws.
    package func read(_ digest: String, _ body: ([UInt8]) throws -> Void) throws {
        let file = try StoredFile(try path(of: digest), digest: digest, keys: keys)
        while let bytes = try file.next() { try body(bytes) }
    }

    /// Takes a file in that must be the one of its digest, durably.
    /// - Parameter fill: gives the content, piece by piece, to what it is handed.
    /// - Throws: `BlobError.damaged` when it is another file; what `fill` throws.
    package func takeBack(_ digest: String, _ fill: (_ take: ([UInt8]) throws -> Void) throws -> Void) throws {
        _ = try path(of: digest)
        let file = try IncomingFile(in: incoming, keys: keys)
        defer { file.discard() }
        var hash = SHA256()
        try fill { bytes in
            hash.update(data: bytes)
            try file.append(bytes)
        }
        try file.finish()
        guard Hex.text(hash.finalize()) == digest else { throw BlobError.damaged(digest) }
        try file.publish(as: digest, in: directory)
    }

    package func holds(_ digest: String) throws -> Bool {
        FileManager.default.fileExists(atPath: try path(of: digest))
    }

    /// The number of the key that a file is sealed with; nil when it lies plain.
    /// - Throws: `BlobError.missing`.
    package func keyNumber(of digest: String) throws -> Int? {
        let descriptor = open(try path(of: digest), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BlobError.missing(digest) }
        defer { close(descriptor) }
        return SealedFileHead(try Disk.read(descriptor, at: 0, count: SealedFileHead.byteCount))?.keyNumber
    }

    /// Seals a file with the key that writes, unless it is. The old file stays until the new one is whole.
    /// - Returns: whether there was anything to do.
    /// - Throws: `BlobError.missing`, `.damaged`: then the file stays as it is.
    package func reseal(_ digest: String) throws -> Bool {
        guard let key = keys.writing, try keyNumber(of: digest) != key.number else { return false }
        try takeBack(digest) { take in try read(digest, take) }
        return true
    }

    /// Only 64 lower-case hexadecimal digits make a path, so that none can be smuggled in.
    /// - Throws: `BlobError.missing` when the text is no digest.
    private func path(of digest: String) throws -> String {
        let digits = Array(digest.utf8)
        guard digits.count == 64, digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            throw BlobError.missing(digest)
        }
        return "\(Disk.folder(of: digest, in: directory))/\(digest)"
    }
}

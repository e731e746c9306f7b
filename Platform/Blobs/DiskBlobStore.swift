import Base
import Crypto

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

    /// Makes the folder where it is missing, and sweeps what dead processes left in `incoming/`.
    /// - Parameter bytesFreeMin: the last bytes of the disk are kept for the database: below, `stage` says `disk-full`.
    /// - Throws: `BlobError.disk`, `Problem` `disk-full` (507).
    package init(directory: String, bytesFreeMin: Int64 = 67_108_864) throws {
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
        let file = try await Disk.blocking { [incoming] in try IncomingFile(in: incoming) }
        defer { file.discard() }
        let (digest, size, head) = try await fill(
            file, with: chunks, name: name, bytesMax: bytesMax, types: types)
        guard size > 0 else { throw Problem("file-empty", arguments: ["name": name]) }
        let type = try await Disk.blocking {
            try FileType.sniffed(head: head, size: size, among: types) { try file.bytes(at: $0, count: $1) }
        }
        guard let type else { throw Self.refusal(of: name) }
        try await Disk.blocking { [directory] in try file.publish(as: digest, in: directory) }
        return StagedFile(name: name, digest: digest, size: size, type: type)
    }

    package func bytes(of digest: String) async throws -> [UInt8] {
        let path = try path(of: digest)
        let bytes = try await Disk.blocking { try StoredFile(path, digest: digest).rest() }
        guard Hex.text(SHA256.hash(data: bytes)) == digest else { throw BlobError.damaged(digest) }
        return bytes
    }

    package func stream(of digest: String) async throws -> AsyncThrowingStream<[UInt8], any Error> {
        let path = try path(of: digest)
        let file = try await Disk.blocking {
            let file = try StoredFile(path, digest: digest)
            if file.size <= Self.checkedFirstBytesMax {
                while try file.next() != nil {}
                try file.rewind()
            }
            return file
        }
        return AsyncThrowingStream { try await Disk.blocking { try file.next() } }
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

    /// Where the bytes of a digest lie, or would: for copying them to a backup and back.
    ///
    /// Only 64 lower-case hexadecimal digits make a path, so that none can be smuggled in.
    /// - Throws: `BlobError.missing` when the text is no digest.
    package func path(of digest: String) throws -> String {
        let digits = Array(digest.utf8)
        guard digits.count == 64, digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            throw BlobError.missing(digest)
        }
        return "\(Disk.folder(of: digest, in: directory))/\(digest)"
    }
}

import Base
import Crypto
import Foundation
import Synchronization

/// A kept file while it is read; it checks what it gives out against the digest and closes itself.
final class StoredFile: Sendable {
    let size: Int
    private let digest: String
    private let descriptor: Int32
    private let progress = Mutex(Progress())

    private struct Progress {
        var offset = 0
        var hash = SHA256()
    }

    init(_ path: String, digest: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.digest = digest
        var state = stat()
        guard descriptor >= 0 else {
            size = 0
            throw errno == ENOENT ? BlobError.missing(digest) : Disk.failure("open \(path)")
        }
        size = fstat(descriptor, &state) == 0 ? Int(state.st_size) : 0
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The whole file, unchecked: for who checks it anyway.
    func rest() throws -> [UInt8] { try Disk.read(descriptor, at: 0, count: size) }

    /// The next piece, nil after the last.
    /// - Throws: `BlobError.damaged` in place of the end when the bytes were not those of the digest.
    func next() throws -> [UInt8]? {
        try progress.withLock { progress in
            let bytes = try Disk.read(descriptor, at: progress.offset, count: DiskBlobStore.chunkBytes)
            guard !bytes.isEmpty else {
                guard Hex.text(progress.hash.finalize()) == digest else { throw BlobError.damaged(digest) }
                return nil
            }
            progress.offset += bytes.count
            progress.hash.update(data: bytes)
            return bytes
        }
    }

    func rewind() throws { progress.withLock { $0 = Progress() } }
}

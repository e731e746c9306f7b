import Base
import Crypto
import Foundation
import Keys
import Synchronization

/// A kept file while it is read; it checks what it gives out against the digest and closes itself.
final class StoredFile: Sendable {
    private let digest: String
    private let descriptor: Int32
    private let kept: KeptBytes
    private let progress = Mutex(Progress())

    private struct Progress {
        var offset = 0
        var hash = SHA256()
    }

    /// - Throws: `BlobError.missing`; `.damaged` when it is sealed with a key that is not there.
    init(_ path: String, digest: String, keys: Keyring) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? BlobError.missing(digest) : Disk.failure("open \(path)")
        }
        do { kept = try KeptBytes(descriptor, keys: keys) } catch {
            close(descriptor)
            throw error is KeyFault ? BlobError.damaged(digest) : error
        }
        (self.digest, self.descriptor) = (digest, descriptor)
    }

    deinit { close(descriptor) }

    /// Of the content.
    var size: Int { kept.size }

    /// The whole file, unchecked: for who checks it anyway.
    func rest() throws -> [UInt8] { try read(at: 0, count: size) }

    private func read(at offset: Int, count: Int) throws -> [UInt8] {
        do { return try kept.read(at: offset, count: count) } catch is CryptoKitError {
            throw BlobError.damaged(digest)
        }
    }

    /// The next piece, nil after the last.
    /// - Throws: `BlobError.damaged` in place of the end when the bytes were not those of the digest.
    func next() throws -> [UInt8]? {
        try progress.withLock { progress in
            let bytes = try read(at: progress.offset, count: DiskBlobStore.chunkBytes)
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

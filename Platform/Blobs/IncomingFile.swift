import Foundation
import Keys
import Synchronization

/// A file on its way in, sealed piece by piece as it comes: nothing of it is on the disk in plain. Its writer holds a
/// lock on it, so that a file without a lock is one whose process has died: that is safer than a process number in the
/// name, which the system gives out again.
final class IncomingFile: Sendable {
    private struct Filling {
        var pending: [UInt8] = []
        var pieces: UInt64 = 0
        var isWhole = false
    }

    private let path: String
    private let descriptor: Int32
    private let keys: Keyring
    private let cipher: ChunkCipher?
    private let filling = Mutex(Filling())

    init(in folder: String, keys: Keyring) throws {
        self.keys = keys
        let head = keys.writing.map { SealedFileHead(for: $0) }
        cipher = try head?.cipher(keys)
        (path, descriptor) = try Self.make(in: folder)
        if let head { try Disk.write(head.bytes, to: descriptor) }
    }

    private static func make(in folder: String) throws -> (path: String, descriptor: Int32) {
        while true {
            let path = "\(folder)/\(UUID().uuidString.lowercased())"
            let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw Disk.failure("make a file in \(folder)") }
            // Between the two calls the sweep of another process may have taken the file for a dead one: make another.
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0, hasName(descriptor) {
                return (path, descriptor)
            }
            close(descriptor)
        }
    }

    func append(_ bytes: [UInt8]) throws {
        guard let cipher else { return try Disk.write(bytes, to: descriptor) }
        try filling.withLock { filling in
            filling.pending += bytes
            // The last piece is known as such only when nothing comes after it.
            var start = 0
            while filling.pending.count - start > SealedFileHead.chunkBytes {
                let piece = filling.pending[start..<start + SealedFileHead.chunkBytes]
                try write(piece, cipher, isLast: false, &filling)
                start += SealedFileHead.chunkBytes
            }
            filling.pending.removeFirst(start)
        }
    }

    /// Nothing more comes.
    func finish() throws {
        guard let cipher else { return }
        try filling.withLock { filling in
            guard !filling.isWhole else { return }
            filling.isWhole = true
            try write(filling.pending[...], cipher, isLast: true, &filling)
            filling.pending = []
        }
    }

    private func write(
        _ piece: ArraySlice<UInt8>, _ cipher: ChunkCipher, isLast: Bool, _ filling: inout Filling
    ) throws {
        try Disk.write(Array(cipher.seal(piece, number: filling.pieces, isLast: isLast)), to: descriptor)
        filling.pieces += 1
    }

    /// Of what has come, after `finish`.
    func bytes(at offset: Int, count: Int) throws -> [UInt8] {
        try KeptBytes(descriptor, keys: keys).read(at: offset, count: count)
    }

    /// Makes the file durable under its digest: first the bytes, then the name, then the folders above it.
    ///
    /// A file that is there already is replaced by the same bytes; that costs no space and mends a damaged one.
    func publish(as digest: String, in directory: String) throws {
        guard fsync(descriptor) == 0 else { throw Disk.failure("sync \(path)") }
        let folder = Disk.folder(of: digest, in: directory)
        try Disk.makeFolder(folder)
        guard rename(path, "\(folder)/\(digest)") == 0 else { throw Disk.failure("keep \(digest)") }
        try Disk.syncFolder(folder)
        try Disk.syncFolder("\(directory)/\(digest.prefix(2))")
        try Disk.syncFolder(directory)
    }

    /// Lets go of the file and removes it, unless it has been published and so has another name by now.
    func discard() {
        unlink(path)
        close(descriptor)
    }

    /// Removes the files that no living process writes.
    static func sweep(_ folder: String) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Disk.failure("list \(folder)")
        }
        for name in names {
            let path = "\(folder)/\(name)"
            let descriptor = open(path, O_RDWR | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
            close(descriptor)
        }
    }

    private static func hasName(_ descriptor: Int32) -> Bool {
        var state = stat()
        return fstat(descriptor, &state) == 0 && state.st_nlink > 0
    }
}

import Foundation

/// A file on its way in. Its writer holds a lock on it, so that a file without a lock is one whose process has died:
/// that is safer than a process number in the name, which the system gives out again.
struct IncomingFile: Sendable {
    private let path: String
    private let descriptor: Int32

    init(in folder: String) throws {
        while true {
            let path = "\(folder)/\(UUID().uuidString.lowercased())"
            let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw Disk.failure("make a file in \(folder)") }
            // Between the two calls the sweep of another process may have taken the file for a dead one: make another.
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0, Self.hasName(descriptor) {
                self.path = path
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    func append(_ bytes: [UInt8]) throws { try Disk.write(bytes, to: descriptor) }

    func bytes(at offset: Int, count: Int) throws -> [UInt8] {
        try Disk.read(descriptor, at: offset, count: count)
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

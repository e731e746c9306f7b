import Base
import Dispatch
import Foundation

/// The few calls of the system that files need, with their errors as Swift errors.
enum Disk {
    /// Threads for calls that wait for the disk, so that the tasks of the rest of the program do not wait with them.
    private static let queue = DispatchQueue(label: "blobs", attributes: .concurrent)

    static func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    /// `ab/cd` below `directory`: at most 256 names in each of the upper folders.
    static func folder(of digest: String, in directory: String) -> String {
        "\(directory)/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))"
    }

    static func makeFolder(_ path: String) throws {
        var partial = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            partial += "/\(part)"
            guard mkdir(partial, 0o700) == 0 || errno == EEXIST || errno == EISDIR else {
                throw failure("make the folder \(partial)")
            }
        }
        var state = stat()
        guard stat(path, &state) == 0, state.st_mode & S_IFMT == S_IFDIR else {
            throw failure("use the folder \(path)")
        }
    }

    /// Makes the names in a folder durable.
    static func syncFolder(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open the folder \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync the folder \(path)") }
    }

    static func bytesFree(at path: String) throws -> Int64 {
        var state = statvfs()
        guard statvfs(path, &state) == 0 else { throw failure("measure \(path)") }
        return Int64(clamping: UInt64(state.f_bavail) * UInt64(state.f_frsize))
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
                let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure("write") }
                written += count
            }
        }
    }

    /// At most `count` bytes from `offset`; fewer only at the end of the file.
    static func read(_ descriptor: Int32, at offset: Int, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let got = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                guard got >= 0 else { throw failure("read") }
                if got == 0 { break }
                filled += got
            }
        }
    }

    /// What the last call failed with: a full disk is said to the person, everything else to the log.
    static func failure(_ what: String) -> any Error {
        let code = errno
        let words = "\(what): \(String(cString: strerror(code)))"
        return code == ENOSPC || code == EDQUOT ? full(words) : BlobError.disk(words)
    }

    static func full(_ detail: String) -> Problem { Problem("disk-full", status: 507, detail: detail) }
}

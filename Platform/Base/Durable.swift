import Foundation

/// Writing that has reached the disk when it returns.
package enum Durable {
    /// A new file with these rights; false when there is one, or it could not be written whole.
    package static func write(_ bytes: [UInt8], to path: String, mode: mode_t) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { return false }
        defer { close(file) }
        return add(bytes, to: file)
    }

    /// Adds to an open file and waits for the disk.
    package static func add(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return fsync(file) == 0
    }

    /// The name of a new file has reached the disk, too.
    package static func sync(folder: String) {
        let file = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }
}

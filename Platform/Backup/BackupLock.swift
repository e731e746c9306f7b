import Base
import Foundation
import Synchronization

/// One backup at a time into a place: two would tidy away each other's parts. The kernel lets go when the process ends,
/// however it ends.
package final class BackupLock: Sendable {
    static let name = ".motcua-backup.lock"

    private let descriptor: Mutex<Int32>

    /// - Parameter path: of the place, made when there is none.
    /// - Throws: `backup-busy` when another process holds it; `backup-unwritable`.
    package init(at path: String) throws(Problem) {
        let unwritable = Problem("backup-unwritable", arguments: ["path": path])
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw unwritable }
        let descriptor = open("\(path)/\(Self.name)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable }
        // A file system of the network that knows no locks must not keep anybody from saving.
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close(descriptor)
            throw Problem("backup-busy", status: 409, arguments: ["path": path])
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    package func release() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            flock(descriptor, LOCK_UN)
            close(descriptor)
            descriptor = -1
        }
    }
}

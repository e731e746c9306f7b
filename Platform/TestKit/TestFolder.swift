import Foundation
import Synchronization

/// A folder for one test, removed with the last reference to it or with the process; what a killed run left is swept
/// away by the next one.
package final class TestFolder: TestPlace {
    private static let prefix = "motcua-test-"
    private static let root = FileManager.default.temporaryDirectory
    private static let swept = Mutex(false)

    package let url: URL

    package init() throws {
        Self.sweepOnce()
        url = Self.root.appending(path: "\(Self.prefix)\(getpid())-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    package func path(_ name: String) -> String { url.appending(path: name).path }

    /// The name carries the process id: what belongs to no living process was left by a killed test run.
    private static func sweepOnce() {
        let first = swept.withLock { swept in
            defer { swept = true }
            return !swept
        }
        guard first else { return }
        atexit { TestFolder.remove { $0 == getpid() } }
        remove { process in kill(process, 0) != 0 && errno == ESRCH }
    }

    private static func remove(ofProcess isMeant: (pid_t) -> Bool) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let owner = name.dropFirst(prefix.count).prefix { $0 != "-" }
            guard let process = pid_t(owner), isMeant(process) else { continue }
            TestPostgres.stopServer(leftIn: root.appending(path: name))
            try? FileManager.default.removeItem(at: root.appending(path: name))
        }
    }
}

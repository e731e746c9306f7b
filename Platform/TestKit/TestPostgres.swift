import Foundation
import Storage
import StoragePostgreSQL

/// A PostgreSQL server of Debian's packages, in a folder and on a port of its own, for tests only.
///
/// `@unchecked Sendable`: `process` is touched only with `lock` held.
package final class TestPostgres: @unchecked Sendable {
    /// One for the whole test process, started when first asked for and ended with the process.
    package static var shared: TestPostgres { get async throws { try await sharedStart.value } }
    private static let sharedStart = Task { try await onOwnThread { try TestPostgres() } }

    private let folder: TestFolder
    private let port: Int
    private let lock = NSLock()
    private var process: Process?

    /// A server apart, for tests that stop it. Blocks for some seconds.
    /// - Throws: `StorageError.unavailable` when PostgreSQL is not installed or does not start.
    package init() throws {
        folder = try TestFolder()
        port = try Self.freePort()
        try FileManager.default.createDirectory(atPath: folder.path("data"), withIntermediateDirectories: true)
        if getuid() == 0 { try Self.run(["/usr/bin/chown", "postgres", folder.path("data")]) }
        // The C locale sorts by code point and folds only ASCII, as SQLite does.
        try Self.run(
            try Self.command("initdb") + [
                "-D", folder.path("data"), "-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8",
                "--no-sync",
            ])
        try start()
        try PostgreSQLDatabase.runOutsideTransaction("CREATE ROLE \(Self.role) LOGIN", url: ownerURL)
    }

    deinit { stop() }

    /// The role that tests work as: it owns its databases and is no superuser, as the guide for deployments has it, so
    /// that the walls of the tables hold for it.
    static let role = "motcua"

    package func url(database: String) -> String { address(of: Self.role, database) }

    /// For what only the server's owner may do. It sees through every wall.
    package var ownerURL: String { address(of: "postgres", "postgres") }

    package func ownerURL(database: String) -> String { address(of: "postgres", database) }

    private func address(of role: String, _ database: String) -> String {
        // A machine that runs many tests at once may take its time.
        "postgres://\(role)@127.0.0.1:\(port)/\(database)?connect_timeout=30"
    }

    /// Makes an empty database, for tests that need its address. Blocks.
    /// - Returns: its address.
    package func makeDatabase(_ name: String) throws -> String {
        try PostgreSQLDatabase.runOutsideTransaction("CREATE DATABASE \(name) OWNER \(Self.role)", url: ownerURL)
        return url(database: name)
    }

    /// Starts the server again after `stop`, and returns when it answers.
    package func start() throws {
        try lock.withLock {
            let process = Process()
            let command = try Self.command("postgres") + [
                "-D", folder.path("data"), "-p", "\(port)", "-k", folder.path("data"),
                "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", "-c", "shared_buffers=64MB",
            ]
            _ = FileManager.default.createFile(atPath: folder.path("log"), contents: nil)
            let log = FileHandle(forWritingAtPath: folder.path("log")) ?? .nullDevice
            process.executableURL = URL(filePath: command[0])
            process.arguments = Array(command.dropFirst())
            process.standardOutput = log
            process.standardError = log
            process.currentDirectoryURL = URL(filePath: "/")
            try process.run()
            self.process = process
        }
        for _ in 0..<600 {
            if (try? PostgreSQLDatabase.runOutsideTransaction("SELECT 1", url: ownerURL)) != nil { return }
            usleep(50_000)
        }
        let log = (try? String(contentsOfFile: folder.path("log"), encoding: .utf8)) ?? ""
        throw StorageError.unavailable("the test server does not start: \(log)")
    }

    /// Fast shutdown: open transactions are broken off, connections cut. Blocks until the server is gone.
    package func stop() {
        lock.withLock {
            guard let process else { return }
            kill(process.processIdentifier, SIGINT)
            process.waitUntilExit()
            self.process = nil
        }
    }

    /// As root the server's programs run as the user `postgres`, for they refuse root.
    private static func command(_ program: String) throws -> [String] {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        guard let newest = versions.compactMap(Int.init).max() else {
            throw StorageError.unavailable("PostgreSQL is not installed in /usr/lib/postgresql")
        }
        let binary = "/usr/lib/postgresql/\(newest)/bin/\(program)"
        guard getuid() == 0 else { return [binary] }
        return ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", binary]
    }

    private static func run(_ command: [String]) throws {
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardOutput = output
        process.standardError = output
        process.currentDirectoryURL = URL(filePath: "/")
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw StorageError.unavailable("\(command[0]): \(said)") }
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &size) == 0
            }
        }
        guard bound else { throw StorageError.unavailable("no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

// How servers end when nobody stopped them: `TestFolder` calls this at the end of the process, or of the next one.
extension TestPostgres {
    /// Ends the server whose data lie in `folder`, by the process id that it wrote there.
    static func stopServer(leftIn folder: URL) {
        let file = folder.appending(path: "data/postmaster.pid")
        guard let text = try? String(contentsOf: file, encoding: .utf8),
            let process = pid_t(text.prefix { $0 != "\n" }),
            let command = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8),
            command.contains(folder.path)
        else { return }
        kill(process, SIGQUIT)
        for _ in 0..<100 where kill(process, 0) == 0 { usleep(20_000) }
    }

    /// What blocks does not stand in the way of the tests' tasks.
    static func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }
}

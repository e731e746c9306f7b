import Foundation
import Storage

/// PostgreSQL's own tools, `pg_dump` and `pg_restore`, of the version that is installed. The password goes through the
/// environment: what stands on a command line can be read by every user of the machine.
///
/// A copy holds the rows of all agencies, so its connection says that there is no wall for it: `pg_dump` as the tables'
/// owner would otherwise refuse, and a connection that says nothing sees nothing.
package struct PostgreSQLDump {
    private let process: Process
    private let said: URL

    /// Begins to write the database, as `snapshot` sees it, in the custom format.
    package static func begin(_ snapshot: Snapshot, of url: String, to file: String) throws -> PostgreSQLDump {
        guard let id: String = try snapshot.row("SELECT pg_export_snapshot() AS id")?["id"] else {
            throw StorageError.engine(code: "dump", message: "the server gives no snapshot")
        }
        let words = [
            "--format=custom", "--no-owner", "--no-privileges", "--enable-row-security", "--snapshot=\(id)",
            "--file=\(file)",
        ]
        return try PostgreSQLDump("pg_dump", words, url: url, said: file + ".said")
    }

    /// Brings a dump into an empty database: all of it, or nothing. Blocks.
    package static func restore(_ file: String, to url: String) throws {
        let words = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", file]
        let restore = try PostgreSQLDump("pg_restore", words, url: url, said: file + ".said")
        restore.process.waitUntilExit()
        try restore.check()
    }

    /// Waits until it is written. The transaction is kept alive meanwhile: the snapshot is its own.
    /// - Throws: `StorageError.engine` with the tool's last line.
    package func wait(in snapshot: Snapshot) throws {
        while process.isRunning {
            _ = try snapshot.row("SELECT 1 AS one")
            usleep(200_000)
        }
        try check()
    }

    private init(_ program: String, _ words: [String], url: String, said: String) throws {
        let (address, password) = Self.withoutPassword(url)
        self.said = URL(filePath: said)
        _ = FileManager.default.createFile(atPath: said, contents: nil)
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program, "--dbname=\(address)", "--no-password"] + words
        var environment = ProcessInfo.processInfo.environment
        if let password { environment["PGPASSWORD"] = password }
        environment["PGOPTIONS"] = "-c motcua.reach=\(TenantReach.everything.setting)"
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: self.said)
        try process.run()
    }

    private func check() throws {
        defer { try? FileManager.default.removeItem(at: said) }
        guard process.terminationStatus != 0 else { return }
        let lines = (try? String(contentsOf: said, encoding: .utf8))?.split(separator: "\n") ?? []
        throw StorageError.engine(code: "dump", message: lines.last.map { String($0) } ?? "pg_dump: not installed?")
    }

    static func withoutPassword(_ url: String) -> (address: String, password: String?) {
        guard var parts = URLComponents(string: url), let password = parts.password else { return (url, nil) }
        parts.password = nil
        return (parts.string ?? url, password)
    }
}

import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite struct SQLiteTests {
    private let folder: TestFolder
    private var path: String { folder.path("one.sqlite") }

    init() throws { folder = try TestFolder() }

    @Test func theWriterSyncsFullyAndWritesAhead() async throws {
        let database = try SQLiteDatabase(path: path)
        let found = try await database.write { tx in
            try ["synchronous", "journal_mode", "foreign_keys", "recursive_triggers"].map { name in
                try tx.rows(SQL(stringLiteral: "PRAGMA \(name)")).first?.values.first
            }
        }
        #expect(found == [.integer(2), .text("wal"), .integer(1), .integer(1)])
    }

    @Test func aSecondServerOnTheSameFileIsRefused() async throws {
        let first = try SQLiteDatabase(path: path)
        #expect(throws: StorageError.inUse("another server already serves \(path)")) { try SQLiteDatabase(path: path) }
        await first.close()
        await (try SQLiteDatabase(path: path)).close()
    }

    @Test(arguments: [true, false])
    func aToolReadsBesideTheServerAndAfterIt(serverRuns: Bool) async throws {
        let server = try SQLiteDatabase(path: path)
        try await Migrator.migrate(server, [counters], at: now)
        try await server.write { try $0.add("a", 7) }
        if !serverRuns { await server.close() }
        let tool = try SQLiteDatabase(path: path, access: .tool)
        #expect(try await tool.amount(of: "a") == 7)
        await #expect(throws: StorageError.self) { try await tool.write { try $0.add("b") } }
        await tool.close()
    }

    @Test func aFolderThatIsMissingIsUnavailable() throws {
        #expect(throws: StorageError.self) { try SQLiteDatabase(path: folder.path("nowhere/one.sqlite")) }
    }

    @Test func writesThatWaitShareOneCommit() async throws {
        let database = try SQLiteDatabase(path: path)
        try await Migrator.migrate(database, [counters], at: now)
        try await database.write { try $0.add("a") }
        let before = database.commitCount
        try await Crowd.run(4000, atOnce: 400) { _ in try await database.increment("a") }
        #expect(try await database.amount(of: "a") == 4000)
        #expect(database.commitCount - before < 1000)
    }

    @Test func aRuleCheckedAtCommitHitsOnlyTheWriteThatBrokeIt() async throws {
        let database = try SQLiteDatabase(path: path)
        try await database.write { tx in
            try tx.script(
                """
                CREATE TABLE parent (id BIGINT PRIMARY KEY);
                CREATE TABLE child (parent BIGINT REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
                """)
        }
        try await Crowd.run(100, atOnce: 100) { index in
            do {
                try await database.write { tx in
                    if index % 10 != 0 { try tx.execute("INSERT INTO parent (id) VALUES (\(index))") }
                    try tx.execute("INSERT INTO child (parent) VALUES (\(index))")
                }
                #expect(index % 10 != 0)
            } catch StorageError.constraintViolation { #expect(index % 10 == 0) }
        }
        let children = try await database.read { try $0.rows("SELECT parent FROM child").count }
        #expect(children == 90)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "mounting needs root"))
    func aFullDiskIsSaidReadsGoOnAndWorkResumes() async throws {
        let disk = try SmallDisk(at: folder.path("disk"), megabytes: 4)
        let database = try SQLiteDatabase(path: disk.path("one.sqlite"))
        try await Migrator.migrate(database, [counters], at: now)
        try await database.write { try $0.add("a", 7) }
        try Data(repeating: 1, count: 2_500_000).write(to: URL(filePath: disk.path("ballast")))
        let text = String(repeating: "x", count: 100_000)
        await #expect(throws: StorageError.full) {
            try await Crowd.run(60, atOnce: 20) { index in
                try await database.write { try $0.add("big-\(index)", Int64(index), note: text) }
            }
        }
        #expect(try await database.amount(of: "a") == 7)
        try FileManager.default.removeItem(atPath: disk.path("ballast"))
        try await database.increment("a")
        #expect(try await database.amount(of: "a") == 8)
        let sound = try await database.read { try $0.row("PRAGMA integrity_check")?.values }
        #expect(sound == [.text("ok")])
        await database.close()
    }
}

/// A file system of a few megabytes in memory, unmounted with the last reference to it.
private final class SmallDisk {
    private let folder: String

    static let isPossible: Bool = {
        guard getuid() == 0, let probe = try? TestFolder() else { return false }
        return (try? SmallDisk(at: probe.path("disk"), megabytes: 1)) != nil
    }()

    init(at folder: String, megabytes: Int) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard mount("tmpfs", folder, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
            throw StorageError.unavailable("no small disk")
        }
    }

    deinit { umount2(folder, Int32(MNT_DETACH)) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }
}

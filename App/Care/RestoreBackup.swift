import Backup
import Base
import Blobs
import Foundation
import Journal
import Keys
import Storage
import StoragePostgreSQL
import StorageSQLite

/// Brings a backup back to an empty place. Nothing stands there before everything was read and checked.
package struct RestoreBackup: Sendable {
    let configuration: Configuration
    let place: String
    let passphrase: String?
    /// Which backup; nil takes the newest.
    let name: String?

    package init(_ configuration: Configuration, place: String, passphrase: String?, name: String? = nil) {
        self.configuration = configuration
        self.place = place
        self.passphrase = passphrase
        self.name = name
    }

    package struct Outcome: Sendable {
        package let name: String
        package let manifest: BackupManifest
    }

    /// - Throws: `Problem` `backup-…`, `restore-…`, `journal-broken`; `StorageError`.
    package func run(progress: @escaping @Sendable (CareStep) -> Void) async throws -> Outcome {
        let place = try BackupPlace.open(place, passphrase: passphrase)
        let names = try place.names()
        guard let chosen = name ?? names.last, names.contains(chosen) else {
            throw Problem("backup-empty", status: 404, arguments: ["path": self.place, "name": name ?? ""])
        }
        let manifest = try place.manifest(of: chosen)
        try checkFits(manifest)
        let digests = try place.files(of: chosen, manifest)
        for digest in digests where !place.holds(digest) {
            throw Problem("backup-part-missing", status: 404, arguments: ["part": digest])
        }
        let target = try RestoreTarget(configuration)
        do {
            let keys = try restoreKeys(of: chosen, manifest, from: place, to: target)
            try restoreFiles(digests, from: place, to: target, keys, progress)
            progress(.database)
            try place.extract("database", of: chosen, manifest.database, to: target.databaseFile)
            try await takeIn(manifest, target, keys, progress)
            try target.finish()
        } catch {
            target.abandon()
            throw error
        }
        return Outcome(name: chosen, manifest: manifest)
    }

    private func checkFits(_ manifest: BackupManifest) throws(Problem) {
        let engine = configuration[Settings.database].isEmpty ? Engine.sqlite : .postgresql
        guard manifest.engine == engine.rawValue else {
            throw Problem("backup-other-engine", status: 409, arguments: ["engine": manifest.engine])
        }
        let known = Set(Features.migrations.map(\.name))
        guard manifest.migrations.allSatisfy(known.contains) else {
            throw Problem("backup-newer-data", status: 409, arguments: ["program": manifest.program])
        }
    }

    /// Those that are there; otherwise those that came along with the backup.
    private func restoreKeys(
        of name: String, _ manifest: BackupManifest, from place: BackupPlace, to target: RestoreTarget
    ) throws -> Keyring {
        let there = try Keyring(configuration.keyFile)
        guard there.keys.isEmpty, let part = manifest.keys else { return there }
        try place.extract("keys", of: name, part, to: target.keyFile)
        return try Keyring(KeyFile(target.keyFile))
    }

    private func restoreFiles(
        _ digests: [String], from place: BackupPlace, to target: RestoreTarget, _ keys: Keyring,
        _ progress: @Sendable (CareStep) -> Void
    ) throws {
        let store = try DiskBlobStore(directory: target.blobsFolder, keys: keys)
        for (index, digest) in digests.enumerated() {
            if index % 100 == 0 { progress(.files(done: index, of: digests.count)) }
            try store.takeBack(digest) { take in try place.restore(digest, take) }
        }
    }

    /// Hands the database over to its engine, and checks that it is the one that was backed up.
    private func takeIn(
        _ manifest: BackupManifest, _ target: RestoreTarget, _ keys: Keyring,
        _ progress: @Sendable (CareStep) -> Void
    ) async throws {
        let database: any Database
        switch configuration[Settings.database] {
        case "": database = try SQLiteDatabase(path: target.databaseFile, access: .tool)
        case let url:
            database = try PostgreSQLDatabase(url: url)
            guard try await Migrator.isEmpty(database) else {
                await database.close()
                throw Problem("restore-not-empty", status: 409, arguments: ["place": "PostgreSQL"])
            }
            try PostgreSQLDump.restore(target.databaseFile, to: url)
        }
        do {
            progress(.journal)
            let head = JournalHead(number: manifest.journalNumber, digest: manifest.journalDigest)
            let found = try await database.read { try Journal.head(in: $0) }
            guard found == head else { throw Problem("backup-damaged", status: 409, arguments: ["part": "database"]) }
            try await Journal.verify(database, anchor: head).orThrow()
            try await KeyAdmission(keys, tables: []).check(database)
            await database.close()
        } catch {
            await database.close()
            throw error
        }
    }
}

/// Where a backup comes back to. The folders grow under other names beside the right ones, and get those at the end.
struct RestoreTarget {
    private let data: String
    private let blobs: String
    private let isSQLite: Bool
    private let ownKeys: String
    private let work: String
    private static let suffix = ".restoring"
    private static let aside = ".before-restore"
    /// Whoever sets up a new machine may write these first.
    private static let settings: Set<String> = ["motcua.conf", Configuration.keyFileName]

    /// - Throws: `restore-not-empty` when anything is there already.
    init(_ configuration: Configuration) throws {
        data = configuration[Settings.data]
        blobs = configuration.blobsFolder
        isSQLite = configuration[Settings.database].isEmpty
        ownKeys = configuration.keyFile.path
        work = data + Self.suffix
        if !FileManager.default.fileExists(atPath: data) {
            // An interrupted restore had just set the settings aside.
            _ = rename(data + Self.aside, data)
        }
        guard Self.entries(data).isSubset(of: Self.settings) else { throw Self.notEmpty(data) }
        guard !hasOwnBlobs || Self.entries(blobs).isEmpty else { throw Self.notEmpty(blobs) }
        // What an interrupted restore has left is its own.
        for folder in [work, blobs + Self.suffix] { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: work, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private var hasOwnBlobs: Bool { blobs != "\(data)/blobs" }
    var blobsFolder: String { hasOwnBlobs ? blobs + Self.suffix : "\(work)/blobs" }
    private var hasOwnKeys: Bool { ownKeys != "\(data)/\(Configuration.keyFileName)" }
    /// Where keys go that came along.
    var keyFile: String { "\(work)/\(Configuration.keyFileName)" }
    var databaseFile: String { isSQLite ? "\(work)/motcua.sqlite" : "\(work)/dump" }

    func finish() throws {
        if isSQLite {
            for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: databaseFile + end) }
        } else {
            try FileManager.default.removeItem(atPath: databaseFile)
        }
        if hasOwnBlobs { try Self.move(blobsFolder, to: blobs) }
        if hasOwnKeys, FileManager.default.fileExists(atPath: keyFile) { try Self.move(keyFile, to: ownKeys) }
        let first = Self.entries(data)
        guard !first.isEmpty else { return try Self.move(work, to: data) }
        // What was there first stays, and is never in one place only.
        for name in first {
            try? FileManager.default.removeItem(atPath: "\(work)/\(name)")
            try FileManager.default.copyItem(atPath: "\(data)/\(name)", toPath: "\(work)/\(name)")
        }
        try? FileManager.default.removeItem(atPath: data + Self.aside)
        try Self.move(data, to: data + Self.aside)
        do { try Self.move(work, to: data) } catch {
            _ = rename(data + Self.aside, data)
            throw error
        }
        try? FileManager.default.removeItem(atPath: data + Self.aside)
    }

    func abandon() {
        for folder in [work, blobs + Self.suffix] { try? FileManager.default.removeItem(atPath: folder) }
    }

    private static func entries(_ folder: String) -> Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    }

    private static func notEmpty(_ folder: String) -> Problem {
        Problem("restore-not-empty", status: 409, arguments: ["place": folder])
    }

    /// `rename` replaces an empty folder and nothing else.
    private static func move(_ folder: String, to place: String) throws {
        guard rename(folder, place) == 0 else { throw notEmpty(place) }
    }
}

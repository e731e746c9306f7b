import Backup
import Base
import Blobs
import Files
import Foundation
import Journal
import Keys
import Storage
import StoragePostgreSQL
import StorageSQLite

/// Copies everything that the commune has into a backup place, while the server goes on: the database as it is at one
/// moment, and every attached file that it names. What was written is read back before the backup counts.
package struct TakeBackup: Sendable {
    let configuration: Configuration
    let place: String
    let passphrase: String?
    /// How many backups stay; nil keeps all.
    let keep: Int?
    /// Reads all attached files of the place again, not only the new ones.
    let readsAll: Bool

    package init(
        _ configuration: Configuration, place: String, passphrase: String?, keep: Int? = nil, readsAll: Bool = false
    ) {
        self.configuration = configuration
        self.place = place
        self.passphrase = passphrase
        self.keep = keep
        self.readsAll = readsAll
    }

    /// Whether the place asks for a passphrase; nil when there is none yet.
    /// - Throws: `Problem` `backup-newer`, `backup-damaged`.
    package static func isEncrypted(at place: String) throws -> Bool? { try BackupPlace.isEncrypted(at: place) }

    package struct Outcome: Sendable {
        package let name: String
        package let manifest: BackupManifest
        package let newFiles: Int
        package let newBytes: Int
        /// Digests of attached files that the live data has lost or damaged: the backup is without them.
        package let lost: [String]
        package let isEncrypted: Bool
        /// Older backups that are gone.
        package let removed: [String]
    }

    /// - Throws: `Problem` `backup-…` (`backup-busy` while another one writes there), `journal-broken`; `StorageError`.
    package func run(progress: @escaping @Sendable (CareStep) -> Void) async throws -> Outcome {
        let now = Clock.system.now
        let (place, lock) = try BackupPlace.openOrMakeAlone(place, passphrase: passphrase)
        defer { lock.release() }
        let house = try await Storehouse.open(configuration, to: .look, clock: .system)
        do {
            let outcome = try await copy(house, to: place, at: now, progress)
            await house.database.close()
            return outcome
        } catch {
            await house.database.close()
            throw error
        }
    }

    private func copy(
        _ house: Storehouse, to place: BackupPlace, at now: Instant, _ progress: @Sendable (CareStep) -> Void
    ) async throws -> Outcome {
        let scratch = try Scratch(in: configuration[Settings.data])
        defer { scratch.remove() }
        let name = Self.name(at: now, after: try place.names())
        try place.begin(name)
        progress(.database)
        let moment = try await DatabaseCopy(house, configuration).take(to: scratch.path("database"))
        progress(.journal)
        try await moment.verify(at: scratch.path("database"), house)
        let kept = try keepFiles(moment.digests, of: house, in: place, progress)
        let digests = moment.digests.filter { !kept.lost.contains($0) }
        let database = try place.add("database", from: scratch.path("database"), to: name)
        try Data(digests.map { "\($0)\n" }.joined().utf8).write(to: URL(filePath: scratch.path("files")))
        let manifest = BackupManifest(
            program: Version.text, at: now.iso8601, engine: house.database.engine.rawValue,
            migrations: moment.migrations, journalNumber: moment.head.number, journalDigest: moment.head.digest,
            database: database, files: try place.add("files", from: scratch.path("files"), to: name),
            filesCount: digests.count,
            keys: try keepKeys(in: place, of: name))
        try place.finish(name, manifest, through: scratch.path("manifest"))
        let removed = try keep.map { try place.keepNewest($0) } ?? []
        let note = BackupNote(
            at: now.iso8601, place: self.place, journalNumber: moment.head.number, journalDigest: moment.head.digest)
        try note.write(in: configuration)
        return Outcome(
            name: name, manifest: manifest, newFiles: kept.files, newBytes: kept.bytes, lost: kept.lost,
            isEncrypted: place.isEncrypted, removed: removed)
    }

    /// What is lost in the live data does not keep the rest from being saved.
    private func keepFiles(
        _ digests: [String], of house: Storehouse, in place: BackupPlace, _ progress: @Sendable (CareStep) -> Void
    ) throws -> (files: Int, bytes: Int, lost: [String]) {
        var (files, bytes, lost) = (0, 0, [String]())
        for (index, digest) in digests.enumerated() {
            if index % 100 == 0 { progress(.files(done: index, of: digests.count)) }
            do {
                let written = try place.keep(digest) { take in try house.blobs.read(digest, take) }
                files += written > 0 ? 1 : 0
                bytes += written
                if written == 0, readsAll { try place.check(digest) }
            } catch let problem as Problem where problem.code == "backup-source-damaged" {
                lost.append(digest)
            } catch is BlobError {
                lost.append(digest)
            }
        }
        return (files, bytes, lost)
    }

    /// Beside what it opens a key protects nothing: it goes only where a passphrase guards it.
    private func keepKeys(in place: BackupPlace, of name: String) throws -> BackupManifest.Part? {
        let file = configuration.keyFile
        guard place.isEncrypted, try !file.read().isEmpty else { return nil }
        return try place.add("keys", from: file.path, to: name)
    }

    /// `20261123-090000`, the time of Việt Nam: sorts by time.
    /// - Parameter taken: a second one within the second is called by the next.
    static func name(at now: Instant, after taken: [String]) -> String {
        let name = name(at: now)
        return taken.contains(name) ? Self.name(at: now.adding(seconds: 1), after: taken) : name
    }

    private static func name(at now: Instant) -> String {
        let digits = now.iso8601.prefix(19).filter { $0.isNumber || $0 == "T" }
        return digits.replacing("T", with: "-")
    }
}

/// What a long command is at, for the line that shows it.
package enum CareStep: Sendable, Equatable {
    case database
    case journal
    case files(done: Int, of: Int)
    case invariants(Invariants.Part)
}

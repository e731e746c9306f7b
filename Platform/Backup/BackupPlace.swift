import Base
import Foundation

/// A folder with any number of backups of one installation. Attached files are kept once, by their content, whichever
/// backups need them; so each backup after the first adds only what is new.
///
/// ```
/// motcua-backup.json         the format, and the lock when the place is encrypted
/// objects/ab/cd/<name>       attached files
/// backups/20261123-090000/   database, files (list of digests), manifest; a `.partial` one was interrupted
/// ```
package struct BackupPlace: Sendable {
    private struct Front: Codable {
        let format: Int
        let lock: Vault.Lock?
    }

    package let path: String
    private let vault: Vault?

    package var isEncrypted: Bool { vault != nil }

    // MARK: Opening

    /// Whether a place at `path` asks for a passphrase; nil when there is no place yet.
    /// - Throws: `backup-newer`, `backup-damaged`.
    package static func isEncrypted(at path: String) throws -> Bool? { try front(at: path).map { $0.lock != nil } }

    /// The place at `path`.
    /// - Throws: `backup-none`, `backup-newer`, `backup-passphrase-needed`, `backup-passphrase-wrong`.
    package static func open(_ path: String, passphrase: String?) throws -> BackupPlace {
        guard let front = try front(at: path) else {
            throw Problem("backup-none", status: 404, arguments: ["path": path])
        }
        guard let lock = front.lock else { return BackupPlace(path: path, vault: nil) }
        guard let passphrase else { throw Problem("backup-passphrase-needed", status: 403) }
        return BackupPlace(path: path, vault: try Vault(lock, passphrase: passphrase))
    }

    /// The place at `path`, made when there is none; with a passphrase a new place is encrypted.
    /// - Throws: `backup-place-strange` when the folder holds other things; `backup-not-encrypted` when a passphrase is
    ///   given for a place that was made without.
    package static func openOrMake(
        _ path: String, passphrase: String?, logRounds: Int = Vault.standardLogRounds
    ) throws -> BackupPlace {
        if let front = try front(at: path) {
            guard passphrase == nil || front.lock != nil else {
                throw Problem("backup-not-encrypted", status: 409, arguments: ["path": path])
            }
            return try open(path, passphrase: passphrase)
        }
        guard isFree(path) else { throw Problem("backup-place-strange", status: 409, arguments: ["path": path]) }
        let place = BackupPlace(
            path: path, vault: try passphrase.map { try Vault(new: $0, logRounds: logRounds) })
        try place.makeFolder("backups")
        try place.makeFolder("objects")
        let front = Front(format: BackupManifest.formatNow, lock: place.vault?.lock)
        try place.writeDurably(try JSONEncoder.readable.encode(front), to: frontName)
        return place
    }

    /// The same, and nobody else writes there meanwhile.
    /// - Throws: besides, `backup-busy`.
    package static func openOrMakeAlone(_ path: String, passphrase: String?) throws -> (BackupPlace, BackupLock) {
        // Nothing is left in a folder that is no place for backups.
        guard try front(at: path) != nil || isFree(path) else {
            throw Problem("backup-place-strange", status: 409, arguments: ["path": path])
        }
        let lock = try BackupLock(at: path)
        return (try openOrMake(path, passphrase: passphrase), lock)
    }

    private static func isFree(_ path: String) -> Bool {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).allSatisfy { $0 == BackupLock.name }
    }

    private static let frontName = "motcua-backup.json"

    private static func front(at path: String) throws -> Front? {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(frontName)") else { return nil }
        guard let version = try? JSONDecoder().decode(FormatOnly.self, from: data) else {
            throw Problem.backupDamaged(frontName)
        }
        guard version.format <= BackupManifest.formatNow else {
            throw Problem("backup-newer", status: 409, arguments: ["found": "\(version.format)"])
        }
        guard let front = try? JSONDecoder().decode(Front.self, from: data) else {
            throw Problem.backupDamaged(frontName)
        }
        return front
    }

    private struct FormatOnly: Codable { let format: Int }

    // MARK: Attached files

    /// Takes a file in unless it is there.
    /// - Parameter content: gives it piece by piece to what it is handed; not asked when the file is there.
    /// - Returns: how many bytes were written; 0 when it was there.
    /// - Throws: `backup-source-damaged` when the content is not that of the digest; what `content` throws. Nothing is
    ///   kept then.
    package func keep(
        _ digest: String, _ content: (_ take: ([UInt8]) throws -> Void) throws -> Void
    ) throws -> Int {
        let target = objectPath(digest)
        guard !FileManager.default.fileExists(atPath: "\(path)/\(target)") else { return 0 }
        try makeFolder(folder(of: target))
        let written = try PartFile.write(to: "\(path)/\(target)", vault: vault, content)
        guard written.digest == digest, try reread(target).digest == digest else {
            try? FileManager.default.removeItem(atPath: "\(path)/\(target)")
            throw Problem.backupSourceDamaged(digest)
        }
        return written.size
    }

    package func holds(_ digest: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/\(objectPath(digest))")
    }

    /// Reads one attached file to its end.
    /// - Throws: `backup-part-missing`, `backup-damaged`.
    package func check(_ digest: String) throws {
        let target = objectPath(digest)
        guard try reread(target).digest == digest else { throw Problem.backupDamaged(target) }
    }

    /// Gives the content of an attached file piece by piece; whether it is the right one is known at the end.
    /// - Throws: `backup-part-missing`, `backup-damaged`; what `take` throws.
    package func restore(_ digest: String, _ take: ([UInt8]) throws -> Void) throws {
        let source = objectPath(digest)
        let read = try PartFile.read("\(path)/\(source)", part: source, vault: vault) { try take(Array($0)) }
        guard read.digest == digest else { throw Problem.backupDamaged(source) }
    }

    private func objectPath(_ digest: String) -> String {
        let name = vault?.name(of: digest) ?? digest
        return "objects/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)"
    }

    // MARK: Backups

    /// The finished backups, the oldest first.
    package func names() throws -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/backups")) ?? []
        return all.filter { !$0.hasSuffix(".partial") && !$0.hasPrefix(".") }.sorted()
    }

    /// Begins a backup; it counts only after `finish`.
    package func begin(_ name: String) throws {
        try? FileManager.default.removeItem(atPath: "\(path)/backups/\(name).partial")
        try makeFolder("backups/\(name).partial")
    }

    /// Takes a part of a begun backup in, and reads it back.
    package func add(_ part: String, from source: String, to name: String) throws -> BackupManifest.Part {
        let target = "backups/\(name).partial/\(part)"
        let written = try PartFile.write(from: source, to: "\(path)/\(target)", vault: vault)
        guard try reread(target).digest == written.digest else { throw Problem.backupDamaged(target) }
        return BackupManifest.Part(digest: written.digest, bytes: written.size)
    }

    /// Writes the manifest and makes the backup count, durably.
    package func finish(_ name: String, _ manifest: BackupManifest, through scratch: String) throws {
        try JSONEncoder.readable.encode(manifest).write(to: URL(filePath: scratch))
        _ = try add("manifest", from: scratch, to: name)
        guard rename("\(path)/backups/\(name).partial", "\(path)/backups/\(name)") == 0 else {
            throw Problem("backup-unwritable", arguments: ["path": "\(path)/backups/\(name)"])
        }
        syncFolder("backups")
    }

    /// - Throws: `backup-part-missing`, `backup-damaged`, `backup-newer`.
    package func manifest(of name: String) throws -> BackupManifest {
        let part = "backups/\(name)/manifest"
        var data = Data()
        try PartFile.read("\(path)/\(part)", part: part, vault: vault) { data += $0 }
        guard let version = try? JSONDecoder().decode(FormatOnly.self, from: data) else {
            throw Problem.backupDamaged(part)
        }
        guard version.format <= BackupManifest.formatNow else {
            throw Problem("backup-newer", status: 409, arguments: ["found": "\(version.format)"])
        }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data) else {
            throw Problem.backupDamaged(part)
        }
        return manifest
    }

    /// Writes a part's content to a file outside.
    package func extract(_ part: String, of name: String, _ expected: BackupManifest.Part, to target: String) throws {
        let source = "backups/\(name)/\(part)"
        guard try extract(source, to: target).digest == expected.digest else { throw Problem.backupDamaged(source) }
    }

    /// The digests of the attached files of a backup.
    package func files(of name: String, _ manifest: BackupManifest) throws -> [String] {
        let part = "backups/\(name)/files"
        var data = Data()
        let read = try PartFile.read("\(path)/\(part)", part: part, vault: vault) { data += $0 }
        guard read.digest == manifest.files.digest else { throw Problem.backupDamaged(part) }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map { String($0) }
    }

    /// Keeps the newest `count` backups, and the attached files that they need.
    /// - Returns: the names of the backups that are gone.
    package func keepNewest(_ count: Int) throws -> [String] {
        let old = try names().dropLast(count)
        guard !old.isEmpty else { return [] }
        for name in old { try FileManager.default.removeItem(atPath: "\(path)/backups/\(name)") }
        var needed: Set<String> = []
        for name in try names() {
            needed.formUnion(try files(of: name, try manifest(of: name)).map(objectPath))
        }
        let objects = FileManager.default.enumerator(atPath: "\(path)/objects")
        while let next = objects?.nextObject() as? String {
            let object = "objects/\(next)"
            guard next.split(separator: "/").count == 3, !needed.contains(object) else { continue }
            try FileManager.default.removeItem(atPath: "\(path)/\(object)")
        }
        return Array(old)
    }

    // MARK: Files

    private func reread(_ part: String) throws -> (digest: String, size: Int) {
        try PartFile.read("\(path)/\(part)", part: part, vault: vault) { _ in }
    }

    private func extract(_ part: String, to target: String) throws -> (digest: String, size: Int) {
        guard FileManager.default.createFile(atPath: target, contents: nil, attributes: [.posixPermissions: 0o600]),
            let output = FileHandle(forWritingAtPath: target)
        else { throw Problem("backup-unwritable", arguments: ["path": target]) }
        defer { try? output.close() }
        let read = try PartFile.read("\(path)/\(part)", part: part, vault: vault) { try output.write(contentsOf: $0) }
        try output.synchronize()
        return read
    }

    private func makeFolder(_ name: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: "\(path)/\(name)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Problem("backup-unwritable", arguments: ["path": "\(path)/\(name)"])
        }
    }

    private func folder(of part: String) -> String { part.split(separator: "/").dropLast().joined(separator: "/") }

    private func writeDurably(_ data: Data, to name: String) throws {
        do {
            try data.write(to: URL(filePath: "\(path)/\(name)"), options: .atomic)
        } catch {
            throw Problem("backup-unwritable", arguments: ["path": "\(path)/\(name)"])
        }
        syncFolder(".")
    }

    private func syncFolder(_ name: String) {
        let descriptor = Foundation.open("\(path)/\(name)", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

extension JSONEncoder {
    fileprivate static var readable: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

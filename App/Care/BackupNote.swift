import Base
import Foundation
import Journal

/// What the data folder remembers of its last backup: when, where, and how far the journal was. The journal's digest,
/// noted outside the database, later shows whether the chain up to there was written anew.
struct BackupNote: Codable, Sendable {
    let at: String
    let place: String
    let journalNumber: Int64
    let journalDigest: String

    var head: JournalHead { JournalHead(number: journalNumber, digest: journalDigest) }

    private static let name = "last-backup.json"

    func write(in configuration: Configuration) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = URL(filePath: "\(configuration[Settings.data])/\(Self.name)")
        try encoder.encode(self).write(to: file, options: .atomic)
    }

    /// Nil when no backup was ever taken from this folder, or its note cannot be read.
    static func read(in configuration: Configuration) -> BackupNote? {
        FileManager.default.contents(atPath: "\(configuration[Settings.data])/\(name)").flatMap {
            try? JSONDecoder().decode(BackupNote.self, from: $0)
        }
    }
}

/// A folder for what a command writes on the way; of its own, and gone at its end.
struct Scratch {
    private let folder: String
    private static let prefix = ".backup-"

    /// Also removes what dead processes have left.
    init(in data: String) throws {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: data)) ?? [] where name.hasPrefix(Self.prefix) {
            let process = Int32(name.dropFirst(Self.prefix.count)) ?? 0
            if process > 0, kill(process, 0) != 0, errno == ESRCH { try? files.removeItem(atPath: "\(data)/\(name)") }
        }
        folder = "\(data)/\(Self.prefix)\(getpid())"
        try? files.removeItem(atPath: folder)
        try files.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }
    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

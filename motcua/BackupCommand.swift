import App
import ArgumentParser
import Web

/// A copy of everything, while the server goes on.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Sao lưu toàn bộ dữ liệu, cả khi đang phục vụ. / Back up everything, also while serving.",
        discussion: """
            Các lần sau chỉ thêm phần mới. Với --passphrase-file, nơi sao lưu mới được mã hóa. / Later ones add only \
            what is new. With --passphrase-file a new place is encrypted.
            Ví dụ / Example: motcua backup /mnt/backup --data ./data --keep 30
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var secret: PassphraseOptions
    @Argument(help: "Nơi sao lưu. / Where the backups are.") var place: String
    @Option(help: "Chỉ giữ lại số bản mới nhất này. / Keep only so many.") var keep: Int?
    @Flag(help: "Đọc lại cả những tệp đã sao lưu trước đây. / Read all files of the place again.") var checkAll = false

    func validate() throws {
        guard keep.map({ $0 >= 1 }) ?? true else { throw ValidationError("--keep: 1….") }
    }

    func run() async throws {
        try await common.saying { t in
            let deed = TakeBackup(try common.configuration(), place: place,
                passphrase: try secret.passphrase(isNeeded: try TakeBackup.isEncrypted(at: place) ?? false, t),
                keep: keep, readsAll: checkAll)
            let line = CareLine(t, isShown: Terminal.isInteractive && !common.json)
            let outcome = try await deed.run { line.show($0) }
            line.wipe()
            let manifest = outcome.manifest
            if common.json {
                print(try Terminal.json([
                    "backup": outcome.name, "at": manifest.at, "encrypted": outcome.isEncrypted,
                    "journal": manifest.journalNumber, "digest": manifest.journalDigest, "files": manifest.filesCount,
                    "newFiles": outcome.newFiles, "newBytes": outcome.newBytes,
                    "databaseBytes": manifest.database.bytes, "removed": outcome.removed,
                    "lost": outcome.lost,
                ] as [String: Any]))
            } else {
                print(t("app.backup.done", [
                    "name": outcome.name, "files": "\(manifest.filesCount)", "new": "\(outcome.newFiles)",
                    "entries": "\(manifest.journalNumber)", "digest": manifest.journalDigest,
                ]))
                if manifest.keys == nil {
                    print(t("app.backup.no-keys", ["file": try common.configuration().keyFile.path]))
                }
            }
            if let first = outcome.lost.first {
                throw CommandFault.failed(t("app.backup.lost", ["count": "\(outcome.lost.count)", "first": first]))
            }
        }
    }
}

/// Brings a backup back to an empty place.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Khôi phục một bản sao lưu vào nơi còn trống. / Restore a backup into an empty place.",
        discussion: "Ví dụ / Example: motcua restore /mnt/backup --data ./restored")

    @OptionGroup var common: CommonOptions
    @OptionGroup var secret: PassphraseOptions
    @Argument(help: "Nơi sao lưu. / Where the backups are.") var place: String
    @Option(help: "Bản sao lưu nào; mặc định: mới nhất. / Which backup; the newest if not given.") var backup: String?

    func run() async throws {
        try await common.saying { t in
            let deed = RestoreBackup(try common.configuration(), place: place,
                passphrase: try secret.passphrase(isNeeded: try TakeBackup.isEncrypted(at: place) ?? false, t),
                name: backup)
            let line = CareLine(t, isShown: Terminal.isInteractive && !common.json)
            let outcome = try await deed.run { line.show($0) }
            line.wipe()
            let manifest = outcome.manifest
            if common.json {
                print(try Terminal.json([
                    "backup": outcome.name, "at": manifest.at, "journal": manifest.journalNumber,
                    "digest": manifest.journalDigest, "files": manifest.filesCount,
                ] as [String: Any]))
            } else {
                print(t("app.restore.done", [
                    "name": outcome.name, "at": manifest.at, "files": "\(manifest.filesCount)",
                    "entries": "\(manifest.journalNumber)", "digest": manifest.journalDigest,
                ]))
            }
        }
    }
}

/// The passphrase of an encrypted place: from a file, or asked for.
struct PassphraseOptions: ParsableArguments {
    @Option(help: "Tệp chứa mật khẩu sao lưu ở dòng đầu. / File with the passphrase in its first line.")
    var passphraseFile: String?

    func passphrase(isNeeded: Bool, _ t: Strings) throws -> String? {
        if let passphraseFile {
            let text = String(decoding: try FileBytes.read(passphraseFile), as: UTF8.self)
            return String(text.prefix { !$0.isNewline })
        }
        guard isNeeded, Terminal.isInteractive else { return nil }
        return Terminal.askSecretly(t("app.backup.passphrase"))
    }
}

/// The line that says what a long command is at.
struct CareLine: Sendable {
    let t: Strings
    let isShown: Bool

    init(_ t: Strings, isShown: Bool) {
        self.t = t
        self.isShown = isShown
    }

    func show(_ step: CareStep) {
        guard isShown else { return }
        switch step {
        case .database: Terminal.progress(t("app.care.database"))
        case .journal: Terminal.progress(t("app.care.journal"))
        case .files(let done, let all):
            Terminal.progress(t("app.care.files", ["done": "\(done)", "all": "\(all)"]))
        case .invariants(let part): Terminal.progress(t("app.care.\(part.rawValue)"))
        }
    }

    func wipe() { if isShown { Terminal.progress("") } }
}

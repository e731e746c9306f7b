import App
import ArgumentParser
import Base
import Foundation
import Proof
import Sealing
import Web

/// The seals from the command line.
struct SealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Niêm phong nhật ký: đóng, xem, đối chiếu, khóa. / Seals over the journal: close, list, check, key.",
        subcommands: [Close.self, List.self, Check.self, Key.self])

    /// Seals at once, whatever the hour.
    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Niêm phong ngay. / Seal now.", discussion: "Ví dụ / Example: motcua seal close --data ./data")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                guard let seal = try await SealingBeside.close(try common.configuration()) else {
                    throw CommandFault.failed(t("app.seal.empty"))
                }
                print(common.json ? try Terminal.json(SealCommand.object(seal)) : SealCommand.line(seal))
            }
        }
    }

    /// All seals, the oldest first; with `--notes` as other programs read them.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê các lần niêm phong. / List the seals.",
            discussion: "Ví dụ / Example: motcua seal list --data ./data --json")

        @OptionGroup var common: CommonOptions
        @Flag(help: "In nguyên văn có chữ ký (C2SP). / Print the signed notes (C2SP).") var notes = false

        func run() async throws {
            try await common.saying { _ in
                let seals = try await Looking.at(try common.configuration()) { database in
                    try await database.read { try SealStore.all(in: $0) }
                }
                if common.json { return print(try Terminal.json(seals.map(SealCommand.object))) }
                print(seals.map { notes ? $0.note.note : SealCommand.line($0) }.joined(separator: "\n"))
            }
        }
    }

    /// Reads the whole journal and holds it against every seal, of the database and of the file; exit code 1 names the
    /// first entry that was hit.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đối chiếu nhật ký với các lần niêm phong. / Hold the journal against the seals.",
            discussion: "Ví dụ / Example: motcua seal check --data ./data --json")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let file = SealFile(configuration.seals.sealFile)
                let verdict = try await Looking.at(configuration) { try await CheckSeals($0, file: file).run() }
                switch verdict {
                case .good(let entries, let sealed):
                    if common.json {
                        print(try Terminal.json(["good": true, "entries": entries, "sealed": sealed]))
                    } else {
                        print(t("app.seal.good", ["entries": "\(entries)", "sealed": "\(sealed)"]))
                    }
                case .broken(let fault, let entries):
                    if common.json {
                        var object: [String: Any] = ["good": false, "entries": entries, "fault": fault.word]
                        object["entry"] = fault.entry
                        object["lastEntry"] = fault.lastEntry
                        object["seal"] = fault.seal
                        print(try Terminal.json(object))
                    }
                    throw CommandFault.failed(t("sealing.check.\(fault.word)", [
                        "entry": "\(fault.entry ?? 0)", "last": "\(fault.lastEntry ?? 0)",
                        "seal": "\(fault.seal ?? 0)",
                    ]))
                }
            }
        }
    }

    /// The public half, to hang up and to send on.
    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "In khóa công khai. / Print the public key.",
            discussion: "Ví dụ / Example: motcua seal key --data ./data > khoa.pem")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                let path = try common.configuration().seals.keyFile
                guard let key = try SealKey.read(path)?.publicKey else {
                    throw CommandFault.failed(t("app.seal.no-key", ["file": path]))
                }
                if common.json {
                    return print(try Terminal.json(["key": key.base64, "fingerprint": key.fingerprint]))
                }
                // Alone on stdout, so that it can go into a file as it is.
                print(key.pem, terminator: "")
                Terminal.complain(key.fingerprint)
            }
        }
    }

    fileprivate static func line(_ seal: Seal) -> String {
        "\(seal.number)  \(seal.at.iso8601)  \(seal.size)  \(seal.head.root.hex)"
    }

    fileprivate static func object(_ seal: Seal) -> [String: Any] {
        ["seal": seal.number, "at": seal.at.iso8601, "entries": seal.size, "root": seal.head.root.hex,
            "chain": seal.chain, "origin": seal.head.origin, "note": seal.note.note, "key": seal.key.base64]
    }
}

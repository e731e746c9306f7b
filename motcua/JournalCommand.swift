import App
import ArgumentParser
import Journal

/// The journal from the command line.
struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Nhật ký: kiểm tra, xem. / The journal: verify, list.",
        subcommands: [Verify.self, List.self])

    /// Recomputes the whole chain; exit code 1 names the first entry that is wrong.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tính lại cả chuỗi nhật ký. / Recompute the whole chain.",
            discussion: "Ví dụ / Example: motcua journal verify --data ./data --json")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let verdict = try await Looking.at(configuration) { try await Journal.verify($0) }
                switch verdict {
                case .intact(let head):
                    if common.json {
                        print(try Terminal.json(["intact": true, "entries": head.number, "digest": head.digest]))
                    } else {
                        print(t("app.journal.intact", ["entries": "\(head.number)", "digest": head.digest]))
                    }
                case .broken(let fault):
                    if common.json { print(try Terminal.json(["intact": false, "entry": fault.number])) }
                    throw CommandFault.failed(t("app.journal.\(fault.word)", ["number": "\(fault.number)"]))
                }
            }
        }
    }

    /// The newest entries, oldest of them first, as a log is read.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "In các mục nhật ký mới nhất. / Print the newest entries.",
            discussion: "Ví dụ / Example: motcua journal list --data ./data --last 20")

        @OptionGroup var common: CommonOptions
        @Option(help: "Số mục. / How many.") var last = 50

        func validate() throws {
            guard (1...Journal.entriesMax).contains(last) else {
                throw ValidationError("--last: 1…\(Journal.entriesMax).")
            }
        }

        func run() async throws {
            try await common.saying { _ in
                let configuration = try common.configuration()
                let count = last
                let entries = try await Looking.at(configuration) { database in
                    try await database.read {
                        let head = try Journal.head(in: $0).number
                        return try Journal.entries(after: max(0, head - Int64(count)), limit: count, in: $0)
                    }
                }
                print(common.json ? try Terminal.json(entries.map(object)) : entries.map(line).joined(separator: "\n"))
            }
        }

        private func line(_ entry: JournalEntry) -> String {
            let facts = entry.facts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            return "\(entry.number)  \(entry.at.iso8601)  \(entry.kind)  \(entry.subjectKind) \(entry.subject)  "
                + "\(entry.actorName) (\(entry.actorRole))  \(facts)"
        }

        private func object(_ entry: JournalEntry) -> [String: Any] {
            ["number": entry.number, "at": entry.at.iso8601, "kind": entry.kind, "subjectKind": entry.subjectKind,
                "subject": entry.subject, "agency": entry.agency?.description ?? "",
                "actor": entry.actor?.description ?? "", "actorName": entry.actorName, "actorRole": entry.actorRole,
                "facts": entry.facts, "digest": entry.digest]
        }
    }
}

import App
import ArgumentParser
import External
import Identity
import Storage
import Web

/// Dossiers that live in other systems.
struct ExternalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "external",
        abstract: "Hồ sơ ngoài hệ thống: nhập từ tệp. / Dossiers of other systems: import a file.",
        subcommands: [Import.self])

    /// All or nothing, repeatable; faults are told by line and field.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Nhập tệp HoSo của cổng quốc gia. / Import a file in the national portal's field names.",
            discussion: "Ví dụ / Example: motcua external import ho-so.json --source DVCQG --data ./data --dry-run")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Tệp JSON hoặc JSON từng dòng. / JSON or JSON lines.") var file: String
        @Option(help: "Hệ thống nguồn. / The system that they live in.") var source = "DVCQG"
        @Flag(help: "Chỉ cho biết sẽ thay đổi gì. / Only say what would change.") var dryRun = false

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let (bytes, source) = (try FileBytes.read(file), try ExternalSource.checked(source))
                let read = { @Sendable (snapshot: Snapshot) throws -> ImportExternal in
                    ImportExternal(try ExternalFile.read(
                        bytes, source: source, among: try AgencyStore.served(in: snapshot), own: nil))
                }
                do {
                    let outcome = dryRun
                        ? try await Looking.at(configuration) { try await $0.read { try read($0).outcome(in: $0) } }
                        : try await ChangingBeside.at(configuration, .importExternal, command: "external import") {
                            try read($0).run(in: $0, act: $1)
                        }
                    try tell(outcome, t)
                } catch let faults as ExternalFaults {
                    throw CommandFault(failures: faults.faults.map { fault in
                        let sentence = t("external.fault.\(fault.code)", ["value": fault.value])
                        return t("app.external.place", [
                            "line": "\(fault.line)", "field": fault.field, "sentence": sentence,
                        ])
                    })
                }
            }
        }

        private func tell(_ outcome: ImportExternal.Outcome, _ t: Strings) throws {
            let counts = ["added": outcome.added.count, "changed": outcome.changed.count,
                "unchanged": outcome.unchanged, "older": outcome.older.count]
            guard common.json else {
                return print(t(dryRun ? "app.external.dry" : "app.external.done", counts.mapValues { "\($0)" }))
            }
            print(try Terminal.json(counts.merging(["dryRun": dryRun ? 1 : 0]) { $1 }))
        }
    }
}

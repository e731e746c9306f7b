import App
import ArgumentParser
import Base
import Catalogue
import Web

/// The catalogue of procedures from the command line.
struct CatalogueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Danh mục thủ tục: nhập từ tệp, thử tìm. / The catalogue: import a file, try the search.",
        subcommands: [Import.self, SearchTrialCommand.self])

    /// All or nothing, repeatable; faults are told by line and field.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Nhập danh mục từ tệp JSON. / Import a catalogue file.",
            discussion: "Ví dụ / Example: motcua catalogue import procedures.json --data ./data --dry-run")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Tệp JSON. / JSON file.") var file: String
        @Flag(help: "Chỉ cho biết sẽ thay đổi gì. / Only say what would change.") var dryRun = false
        @Flag(help: "Thủ tục không có trong tệp: ghi là đã bãi bỏ. / Mark as withdrawn what the file lacks.")
        var withdrawMissing = false
        @Option(help: "Ngày có hiệu lực, YYYY-MM-DD; mặc định hôm nay. / In effect from; today if not given.")
        var effectiveFrom: String?

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                var date = Clock.system.now.localDate
                if let effectiveFrom {
                    guard let given = LocalDate(iso8601: effectiveFrom) else {
                        throw CommandFault.wrongUse(t("app.catalogue.date", ["value": effectiveFrom]))
                    }
                    date = given
                }
                let content = try CatalogueFile.read(try FileBytes.read(file))
                let deed = ImportCatalogue(content.records, effectiveFrom: date, withdrawMissing: withdrawMissing)
                let outcome = try await Installing.importCatalogue(configuration, deed, dryRun: dryRun)
                for remark in content.remarks where !common.json { Terminal.complain(remark.text(t)) }
                try tell(outcome, content.remarks, t)
            }
        }

        private func tell(_ outcome: ImportCatalogue.Outcome, _ remarks: [CatalogueFault], _ t: Strings) throws {
            let counts = [
                "added": outcome.added.count, "changed": outcome.changed.count, "unchanged": outcome.unchanged.count,
                "withdrawn": outcome.withdrawn.count,
            ]
            guard common.json else {
                return print(t(dryRun ? "app.catalogue.dry" : "app.catalogue.done", counts.mapValues { "\($0)" }))
            }
            var answer: [String: Any] = ["dryRun": dryRun, "remarks": remarks.map { $0.text(t) }]
            for (word, count) in counts { answer[word] = count }
            print(try Terminal.json(answer))
        }
    }
}

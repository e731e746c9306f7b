import App
import ArgumentParser
import Base
import Catalogue
import Web

/// How well the search answers questions with known answers: for whoever adds synonyms, and for `make bench`.
struct SearchTrialCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try-search",
        abstract: "Thử tìm thủ tục bằng câu hỏi có sẵn đáp án. / Try the search with questions of known answers.",
        discussion: """
            Mỗi dòng: câu hỏi, phím Tab, mã thủ tục. / A line: question, Tab, procedure codes.
            Ví dụ / Example: motcua catalogue try-search cau-hoi.tsv --json
            """)

    /// Suggestions shown at once while somebody types.
    private static let suggestions = 8

    @OptionGroup var common: CommonOptions
    @Argument(help: "Tệp câu hỏi. / Files of questions.") var files: [String]
    @Flag(help: "Danh mục và từ đồng nghĩa đang dùng ở --data, không phải bản đi kèm. / Those in use at --data.")
    var installed = false

    func run() async throws {
        try await common.saying { t in
            let search = try await search()
            var answer: [String: Any] = [:]
            var lines: [String] = []
            for file in files {
                let trial = try SearchTrial(String(decoding: try FileBytes.read(file), as: UTF8.self))
                let outcome = trial.run(on: search)
                let times = Self.times(of: trial.beginnings, on: search)
                answer[file] = Self.object(outcome, times)
                lines += Self.lines(file, outcome, times, t)
            }
            print(common.json ? try Terminal.json(answer) : lines.joined(separator: "\n"))
        }
    }

    private func search() async throws -> ProcedureSearch {
        let today = Clock.system.now.localDate
        guard installed else {
            return try CatalogueIndex.builtIn(on: today).search
        }
        return try await Looking.at(try common.configuration()) { database in
            try await database.read { try LiveCatalogue().index(on: today, in: $0).search }
        }
    }

    /// Milliseconds that each beginning of a question took, the fastest first.
    private static func times(of texts: [String], on search: ProcedureSearch) -> [Double] {
        let clock = ContinuousClock()
        return texts.map { text in
            let taken = clock.measure { _ = search.hits(for: text, limit: suggestions) }
            return Double(taken.components.attoseconds) / 1e15 + Double(taken.components.seconds) * 1000
        }.sorted()
    }

    private static func percentile(_ share: Double, _ times: [Double]) -> Double {
        times.isEmpty ? 0 : times[min(times.count - 1, Int(Double(times.count) * share))]
    }

    private static func object(_ outcome: SearchTrial.Outcome, _ times: [Double]) -> [String: Any] {
        [
            "questions": outcome.questions, "first": outcome.first, "firstThree": outcome.firstThree,
            "shareFirst": outcome.share(outcome.first), "shareFirstThree": outcome.share(outcome.firstThree),
            "suggestions": times.count, "suggestMillisecondsP50": percentile(0.5, times),
            "suggestMillisecondsP99": percentile(0.99, times), "suggestMillisecondsMax": times.last ?? 0,
            "misses": outcome.misses.map { miss in
                ["question": miss.question.text, "right": miss.question.codes.sorted(), "found": miss.found,
                    "place": miss.place ?? 0] as [String: Any]
            },
        ]
    }

    private static func lines(
        _ file: String, _ outcome: SearchTrial.Outcome, _ times: [Double], _ t: Strings
    ) -> [String] {
        func percent(_ count: Int) -> String { tenths(outcome.share(count) * 100) }
        let head = t("app.search-trial.share", [
            "file": file, "questions": "\(outcome.questions)", "first": percent(outcome.first),
            "three": percent(outcome.firstThree),
        ])
        let speed = t("app.search-trial.speed", [
            "p50": tenths(percentile(0.5, times)), "p99": tenths(percentile(0.99, times)),
            "max": tenths(times.last ?? 0), "count": "\(times.count)",
        ])
        let misses = outcome.misses.map { miss in
            t("app.search-trial.miss", [
                "question": miss.question.text, "right": miss.question.codes.sorted().joined(separator: ","),
                "found": miss.found.joined(separator: ","), "place": miss.place.map { "\($0)" } ?? "–",
            ])
        }
        return [head, speed] + misses
    }

    private static func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}

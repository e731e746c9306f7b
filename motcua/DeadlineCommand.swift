import App
import ArgumentParser
import Base
import Deadlines
import Web

/// Due dates from the command line.
struct DeadlineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadline",
        abstract: "Hạn giải quyết: vì sao là ngày đó. / Due dates: why that day.",
        subcommands: [Explain.self, Measure.self])

    /// The due date with every day counted or skipped.
    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tính hạn và giải thích từng ngày. / Count a due date and explain it day by day.",
            discussion: """
                Thời hạn / Terms: same-day, 16h, 5wd, 30d, 2mo.
                Dừng tính / Stops: \(Stop.Ground.allCases.map(\.rawValue).joined(separator: ", ")).
                Ví dụ / Example: motcua deadline explain --accepted 2026-11-23T09:00 --term 1wd
                                 motcua deadline explain --accepted 2026-11-16T09:00 --term 5wd \\
                                   --stop 2026-11-18T09:00/2026-11-20T09:00:supplement --extend 3 --json
                                 motcua deadline explain ho-so.json
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Tệp JSON có mọi dữ kiện; - là đầu vào chuẩn. / JSON file with all inputs; - is stdin.")
        var file: String?
        @Option(help: "Lúc tiếp nhận, ví dụ 2026-11-23T09:00. / Moment of acceptance.") var accepted: String?
        @Option(help: "Thời hạn. / Term.") var term: String?
        @Flag(help: "Xã miền núi, biên giới, hải đảo: thêm 10 ngày. / Remote commune: ten days more.")
        var remote = false
        @Option(help: "Thời hạn riêng cho xã ấy. / The remote commune's own term.") var remoteTerm: String?
        @Option(help: "Dừng tính: TỪ/ĐẾN:căn cứ, thêm :restarts nếu tính lại từ đầu. / FROM/TO:ground[:restarts].")
        var stop: [String] = []
        @Option(help: "Gia hạn, một lần: số ngày, thêm wd hoặc d. / Extension, once: days, perhaps wd or d.")
        var extend: [String] = []
        @Option(help: "Tệp lịch làm việc. / Calendar file. [của --data, hoặc lịch có sẵn / of --data, or built-in]")
        var calendar: String?
        @Option(help: "Lúc xử lý xong. / When it was resolved.") var finished: String?
        @Option(help: "Xét tại lúc này. / Judge at this moment.") var now: String?

        func run() async throws {
            try await common.saying { t in
                let configuration = try common.configuration()
                let question = try self.question(t)
                var own = try calendar.map { try CalendarDocument.read(try FileBytes.read($0)) }
                // Named data has a calendar of its own.
                if own == nil, question.calendar == nil, common.data != nil || common.database != nil {
                    own = try await Looking.at(configuration) { database in
                        try await database.read { try Features.calendar.current(in: $0) }
                    }
                }
                let answer = try DeadlineAnswer(question, in: own ?? question.calendar ?? .vietnam)
                print(common.json ? try Terminal.json(answer.object(t)) : answer.text(t))
            }
        }

        private func question(_ t: Strings) throws -> CaseDocument {
            if let file {
                guard accepted == nil, term == nil, stop.isEmpty, extend.isEmpty, !remote, remoteTerm == nil,
                    finished == nil, now == nil
                else { throw CommandFault.wrongUse(t("app.deadline.file-or-flags")) }
                return try CaseDocument(file == "-" ? FileBytes.standardInput() : FileBytes.read(file))
            }
            guard let accepted, let term else { throw CommandFault.wrongUse(t("app.deadline.needs")) }
            guard extend.count <= 1 else { throw CommandFault.wrongUse(t("problem.extension-only-once")) }
            let rule = try asked(t) {
                TermRule(try Term(reading: term), remote: try remoteTerm.map { try Term(reading: $0) })
            }
            let resolved = try rule.term(isRemote: remote)
            let matter = DeadlineCase(term: resolved, acceptedAt: try moment(accepted, "--accepted", t),
                stops: try asked(t) { try stop.map { try CaseDocument.stop($0) } },
                extended: try asked(t) { try extend.first.map { try CaseDocument.extended($0, of: resolved) } })
            return CaseDocument(matter, isRemote: remote,
                finished: try finished.map { try moment($0, "--finished", t) },
                now: try now.map { try moment($0, "--now", t) })
        }

        private func moment(_ text: String, _ flag: String, _ t: Strings) throws -> Instant {
            guard let moment = CaseDocument.moment(text) else {
                throw CommandFault.wrongUse(t("app.deadline.moment", ["flag": flag, "text": text]))
            }
            return moment
        }

        /// What cannot be read on the command line is wrong use, not a failure.
        private func asked<Value>(_ t: Strings, _ read: () throws -> Value) throws -> Value {
            do { return try read() } catch let problem as Problem {
                throw CommandFault.wrongUse(t("problem.\(problem.code)", problem.arguments))
            }
        }
    }

    /// How many due dates a second; for `Benchmarks/07-deadlines.sh`.
    struct Measure: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đo tốc độ tính hạn. / Measure how fast due dates are counted.",
            discussion: "Ví dụ / Example: motcua deadline measure --count 1000000 --json")

        @OptionGroup var common: CommonOptions
        @Option(help: "Số hạn cần tính. / Due dates to count.") var count = 1_000_000

        func validate() throws {
            guard (1...1_000_000_000).contains(count) else { throw ValidationError("--count 1…1000000000.") }
        }

        func run() async throws {
            try await common.saying { t in
                _ = try common.configuration()
                let trial = DeadlineTrial(count: count)
                let clock = ContinuousClock()
                var sum: UInt64 = 0
                let taken = try clock.measure { sum = try trial.run(in: .vietnam) }
                let seconds = Double(taken.components.seconds) + Double(taken.components.attoseconds) / 1e18
                print(common.json
                    ? try Terminal.json(["count": count, "seconds": seconds, "sum": String(sum)] as [String: Any])
                    : t("app.deadline.measured", [
                        "count": t.formats.number(count), "seconds": t.formats.number(seconds, decimals: 3),
                    ]))
            }
        }
    }
}

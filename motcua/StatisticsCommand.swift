import App
import ArgumentParser
import Base
import Reporting
import Web

/// The figures from the command line.
struct StatisticsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: "Số liệu: xem, đối chiếu, cộng lại. / Figures: show, check, rebuild.",
        subcommands: [Show.self, Check.self, Rebuild.self])

    /// The numbers of the pages, by field and channel.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "In số liệu của một kỳ. / Print the figures of a period.",
            discussion: "Ví dụ / Example: motcua statistics show --from 2026-07-01 --to 2026-09-30 --json")

        @OptionGroup var common: CommonOptions
        @Option(help: "Từ ngày, ví dụ 2025-07-01 [đầu năm]. / First day [1 January].") var from: String?
        @Option(help: "Đến ngày [hôm nay]. / Last day [today].") var to: String?
        @Option(help: "Mã thống kê của xã [tất cả]. / Statistics code of a commune [all].") var agency: String?

        func validate() throws {
            for (name, text) in [("--from", from), ("--to", to)] {
                guard text == nil || text.flatMap({ LocalDate(iso8601: $0) }) != nil else {
                    throw ValidationError("\(name): yyyy-mm-dd.")
                }
            }
            guard (from == nil) == (to == nil) else { throw ValidationError("--from … --to ….") }
            guard from == nil || period != nil else { throw ValidationError("--from ≤ --to, ≤ 10 năm / years.") }
        }

        private var period: ReportPeriod? {
            let days = [from, to].compactMap { $0.flatMap { LocalDate(iso8601: $0) } }
            guard let first = days.first, let last = days.last else { return nil }
            return ReportPeriod(from: first, through: last)
        }

        func run() async throws {
            try await common.saying { t in
                let answer = try await Statistics.show(try common.configuration(), agency: agency, period: period)
                print(common.json ? try json(answer) : text(answer, t))
                if answer.lag > 0 { Terminal.complain(t("reporting.lag", ["number": t.formats.number(answer.lag)])) }
            }
        }

        private func json(_ answer: Statistics.Answer) throws -> String {
            let report = answer.report
            return try Terminal.json([
                "from": report.period.first.iso8601, "to": report.period.last.iso8601,
                "agency": answer.agency?.statisticsCode ?? "", "total": report.total.named,
                "fields": report.byKey.map { ["field": $0.key, "figures": $0.summary.named] as [String: Any] },
                "channels": report.byChannel.map {
                    ["channel": $0.channel.rawValue, "figures": $0.summary.named] as [String: Any]
                },
                "uncounted": Int(answer.lag),
            ] as [String: Any])
        }

        private func text(_ answer: Statistics.Answer, _ t: Strings) -> String {
            let report = answer.report
            let span = t("reporting.span", [
                "first": t.formats.date(report.period.first), "last": t.formats.date(report.period.last),
            ])
            let heading = [answer.agency?.name, span].compactMap { $0 }.joined(separator: " · ")
            let columns = ["received", "online", "settled", "early", "onTime", "late", "open", "openLate", "digitised"]
            let titles = ["received", "online", "settled", "early", "on-time", "late", "open", "open-late",
                "digitised-share"].map { t("reporting.column.\($0)") }
            func row(_ name: String, _ summary: FigureSummary) -> [String] {
                [name] + columns.map { t.formats.number(summary.named[$0] ?? 0) }
            }
            let total = report.total
            return """
                \(heading)
                \(Terminal.table([t("reporting.field")] + titles,
                    report.byKey.map { row($0.key, $0.summary) } + [row(t("reporting.total"), total)]))
                \(t("reporting.online-share")): \(t.formats.share(total.online, of: total.received))
                \(t("reporting.in-time-share")): \(t.formats.share(total.inTime, of: total.settled))
                \(t("reporting.digitised-share")): \(t.formats.share(total.counts[.digitised], of: total.received))
                """
        }
    }

    /// Exit code 1 when the kept figures are not what the journal adds up to.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đối chiếu số liệu với nhật ký. / Compare the figures with the journal.",
            discussion: "Ví dụ / Example: motcua statistics check --data ./data")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                let outcome = try await Statistics.check(
                    try common.configuration(), progress: progress(common, t, "app.statistics.checking"))
                endProgress(common)
                if common.json {
                    print(try Terminal.json([
                        "equal": outcome.isEqual, "entries": outcome.through, "uncounted": outcome.lag,
                        "differences": outcome.differences,
                    ] as [String: Any]))
                } else if outcome.isEqual {
                    print(t("app.statistics.equal", ["entries": t.formats.number(outcome.through)]))
                }
                if let first = outcome.differences.first {
                    throw CommandFault.failed(t("app.statistics.differs", [
                        "count": "\(outcome.differences.count)", "first": first,
                    ]))
                }
            }
        }
    }

    /// Beside running servers on PostgreSQL; pages show the old figures until the new ones are whole.
    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cộng lại mọi số liệu từ nhật ký. / Count all figures anew from the journal.",
            discussion: """
                Bị ngắt giữa chừng thì chạy lại để tiếp tục. / Broken off, run it again and it goes on.
                Ví dụ / Example: motcua statistics rebuild --data ./data
                """)

        @OptionGroup var common: CommonOptions
        @Flag(help: "Bỏ phần đã cộng dở. / Forget what was begun.") var anew = false

        func run() async throws {
            try await common.saying { t in
                let entries = try await Statistics.rebuild(
                    try common.configuration(), anew: anew, progress: progress(common, t, "app.statistics.counting"))
                endProgress(common)
                print(common.json
                    ? try Terminal.json(["entries": entries])
                    : t("app.statistics.rebuilt", ["entries": t.formats.number(entries)]))
            }
        }
    }
}

/// A line on stderr that says how far it is, where somebody reads it.
private func progress(_ common: CommonOptions, _ t: Strings, _ key: String) -> @Sendable (Int64, Int64) -> Void {
    guard Terminal.isInteractive, !common.json else { return { _, _ in } }
    return { done, all in
        Terminal.progress(t(key, ["done": t.formats.number(done), "all": t.formats.number(all)]))
    }
}

private func endProgress(_ common: CommonOptions) {
    if Terminal.isInteractive, !common.json { Terminal.progress("") }
}

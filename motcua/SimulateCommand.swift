import App
import ArgumentParser
import Reporting
import Simulation

/// Plays a published season through the deeds of a real office, on new data. Does not serve.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Chạy lại một mùa hồ sơ đã công bố bằng dữ liệu giả định. / Play a published season.",
        discussion: """
            Mùa / Profiles: \(PublishedSeasons.names.joined(separator: ", "))
            Ví dụ / Example: motcua simulate --profile huong-hiep-2025 --data ./season --check end
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Tên mùa. / Name of the season.") var profile: String
    @Option(help: "Số hạt giống: cùng số, cùng nhật ký. / The same seed makes the same journal.") var seed = 1
    @Option(help: "Hệ số nhân số hồ sơ. / Factor for the number of dossiers.") var scale = 1.0
    @Option(help: "Kiểm tra bất biến: every-day, end, none. / When the invariants are checked.")
    var check = PlaySeason.Check.everyDay

    func validate() throws {
        guard PublishedSeasons.names.contains(profile) else {
            throw ValidationError("--profile: \(PublishedSeasons.names.joined(separator: ", ")).")
        }
        guard seed >= 0 else { throw ValidationError("--seed: 0….") }
        guard scale > 0, scale <= 100 else { throw ValidationError("--scale: >0…100.") }
    }

    func run() async throws {
        try await common.saying { t in
            let configuration = try common.configuration()
            guard let season = try PublishedSeasons.season(profile) else { return }
            let shows = Terminal.isInteractive && !common.json
            let play = PlaySeason(season.scaled(by: scale), seed: seed, check: check)
            let outcome: PlaySeason.Outcome
            do {
                outcome = try await Installing.simulate(configuration, play) { step in
                    guard shows, let day = step.day else { return }
                    Terminal.progress(t("app.simulate.progress", [
                        "date": day.description, "done": "\(step.dossiers)", "all": "\(step.all)",
                    ]))
                }
            } catch let broken as PlaySeason.Broken {
                if shows { Terminal.progress("") }
                throw CommandFault(failures: broken.violations.map {
                    t("app.simulate.broken", ["part": $0.part.rawValue, "subject": $0.subject, "rule": $0.rule])
                })
            }
            if shows { Terminal.progress("") }
            try say(outcome, season: play.profile)
        }
    }

    private func say(_ outcome: PlaySeason.Outcome, season: SeasonProfile) throws {
        let t = common.strings
        let figures = outcome.figures
        let counts: [(key: String, count: Int)] = [
            ("received", figures.received), ("online", figures.online), ("settled", figures.settled),
            ("early", figures.counts[.early]), ("on-time", figures.counts[.onTime]), ("late", figures.counts[.late]),
            ("open-in-time", figures.openInTime), ("open-late", figures.openLate),
            ("digitised", figures.counts[.digitised]),
        ]
        if common.json {
            var answer: [String: Any] = [
                "profile": season.name, "seed": seed, "from": season.first.iso8601, "through": season.last.iso8601,
                "dossiers": outcome.dossiers, "deeds": outcome.deeds, "entries": outcome.head.number,
                "digest": outcome.head.digest,
            ]
            for (key, count) in counts { answer[key] = count }
            return print(try Terminal.json(answer))
        }
        print(t("app.simulate.done", [
            "profile": season.name, "source": season.source, "deeds": "\(outcome.deeds)",
            "entries": "\(outcome.head.number)", "digest": outcome.head.digest,
        ]))
        print(Terminal.table(
            [t("app.simulate.what"), t("app.simulate.count")],
            counts.map { [t("app.simulate.\($0.key)"), "\($0.count)"] }))
    }
}

extension PlaySeason.Check: ExpressibleByArgument {}

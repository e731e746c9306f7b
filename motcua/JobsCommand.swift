import App
import ArgumentParser
import Jobs

/// How the work after the commit stands.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Xem công việc nền và việc bị hỏng. / Show jobs and dead letters.",
        discussion: "Ví dụ / Example: motcua jobs --data ./data --json")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.saying { t in
            let configuration = try common.configuration()
            let (counts, dead) = try await Looking.at(configuration) { database in
                try await database.read { (try Jobs.counts(in: $0), try Jobs.dead(in: $0)) }
            }
            if common.json {
                let numbers = Dictionary(uniqueKeysWithValues: JobState.allCases.map { ($0.rawValue, counts[$0] ?? 0) })
                print(try Terminal.json([
                    "counts": numbers,
                    "dead": dead.map {
                        ["id": $0.id.description, "kind": $0.kind, "attempts": $0.attempts, "error": $0.lastError,
                            "diedAt": $0.diedAt.iso8601] as [String: Any]
                    },
                ] as [String: Any]))
            } else {
                for state in JobState.allCases {
                    print("\(t("administration.jobs.\(state.rawValue)")): \(counts[state] ?? 0)")
                }
                for job in dead { print("\(job.id)  \(job.kind)  \(job.diedAt.iso8601)  \(job.lastError)") }
            }
        }
    }
}

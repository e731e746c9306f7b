import Access
import Base
import Jobs
import Web

/// The jobs of the installation: how many wait, which were given up, and the button that lets one run again.
enum JobPages {
    static let path = "/quan-tri/cong-viec"

    static let routes: [Route] = [
        .get(path, .administrationSee) { try await page($0) },
        .post("\(path)/:id/chay-lai", .administrationSee) { request in
            let id: JobID = try request.id("id")
            return try await request.once(lane: .free) { tx in
                try Jobs.retry(id, in: tx, at: request.now)
                return .redirect(to: path, notice: "job-retried")
            }
        },
    ]

    private static func page(_ request: WebRequest) async throws -> Answer {
        let t = request.strings
        let (counts, dead, open) = try await request.site.database.read {
            (try Jobs.counts(in: $0), try Jobs.dead(in: $0), try Jobs.open(in: $0))
        }
        return .page(Page(title: t("administration.jobs"), density: .officer, section: path, main: """
            \(Components.backLink(to: AdministrationPages.path, t, label: t("administration.title")))
            <h1>\(t("administration.jobs"))</h1>
            \(Components.summaryList(JobState.allCases.map { state in
                .init(t("administration.jobs.\(state.rawValue)"), "\(counts[state] ?? 0)")
            }, t))
            <h2>\(t("administration.jobs.open"))</h2>
            \(openTable(open, t))
            <h2>\(t("administration.jobs.dead"))</h2>
            \(deadTable(dead, request))
            """))
    }

    private static func openTable(_ jobs: [OpenJob], _ t: Strings) -> HTML {
        Components.table(
            caption: t("administration.jobs.open"),
            columns: [
                .init(t("administration.jobs.kind")), .init(t("administration.jobs.state")),
                .init(t("administration.jobs.progress"), .number), .init(t("administration.jobs.attempt"), .number),
                .init(t("administration.jobs.due")),
            ],
            rows: jobs.map { job in
                .init([
                    "<code>\(job.kind)</code>", "\(t("administration.jobs.\(job.state.rawValue)"))",
                    "\(job.percent) %", "\(job.attempt)", "\(t.formats.dateTime(job.dueAt))",
                ])
            }, hidesCaption: true, folds: false, empty: Components.emptyState(t("administration.jobs.none")))
    }

    private static func deadTable(_ jobs: [DeadJob], _ request: WebRequest) -> HTML {
        let t = request.strings
        return Components.table(
            caption: t("administration.jobs.dead"),
            columns: [
                .init(t("administration.jobs.kind")), .init(t("administration.jobs.died")),
                .init(t("administration.jobs.attempt"), .number), .init(t("administration.jobs.error")),
                .init(t("administration.jobs.retry"), .action),
            ],
            rows: jobs.map { job in
                .init([
                    "<code>\(job.kind)</code>", "\(t.formats.dateTime(job.diedAt))", "\(job.attempts)",
                    "\(job.lastError)",
                    Components.action(t("administration.jobs.retry"), to: "\(path)/\(job.id)/chay-lai", request),
                ], tone: .late)
            }, hidesCaption: true, folds: false, empty: Components.emptyState(t("administration.jobs.none-dead")))
    }
}

import Access
import Base
import Dossiers
import Identity
import Storage
import Web

/// `/quan-tri/thong-bao`: where each channel leads, what waits, what failed and why; send again, try the line.
enum NoticePages {
    static let path = "/quan-tri/thong-bao"

    static let routes: [Route] = [
        .get(path, .noticeSee) { try await list($0, nil) },
        .post("\(path)/thu", .noticeManage, trial),
        .post("\(path)/:id/gui-lai", .noticeManage) { request in
            let deed = SendAgain(try request.id("id"))
            return try await request.once { tx in
                try deed.run(in: tx, act: request.act)
                return .redirect(to: path, notice: "notice-again")
            }
        },
    ]

    private static func list(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let t = request.strings
        let state = Notice.State(rawValue: request.query["loc"])
        let number = max(1, Int(request.query["trang"]) ?? 1)
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let (notices, counts, lines) = try await request.site.database.read { snapshot in
            (try NoticeStore.page(state, of: agency, number: number, in: snapshot),
                try NoticeStore.counts(of: agency, in: snapshot), try NoticeStore.lines(in: snapshot))
        }
        let form = FormView(request, problem)
        let whole = state.map { counts[$0] ?? 0 } ?? counts.values.reduce(0, +)
        let pages = (whole + NoticeStore.pageSize - 1) / NoticeStore.pageSize
        let tabs = [Components.Tab(t("notices.all"), to: path, isCurrent: state == nil)]
            + Notice.State.allCases.map { one in
                Components.Tab(t("notices.state.\(one.rawValue)"), to: "\(path)?loc=\(one.rawValue)",
                    count: counts[one] ?? 0, isCurrent: one == state)
            }
        let filter = state.map { "loc=\($0.rawValue)&" } ?? ""
        return .page(Page(title: form.title(t("notices.title")), density: .officer, section: path, main: """
            \(form.summary)
            \(Components.backLink(to: "/quan-tri", t, label: t("administration.title")))
            <h1>\(t("notices.title"))</h1>
            <p>\(t("notices.lead"))</p>
            \(Components.summaryList(lines.map { line in
                .init(t("notices.channel.\(line.channel.rawValue)"), "<code>\(line.leadsTo)</code>")
            }, t))
            \(Components.tabs(t("notices.title"), tabs))
            \(table(notices, request))
            \(Components.pagination(page: number, of: pages, t) { "\(path)?\(filter)trang=\($0)" })
            <h2>\(t("notices.trial"))</h2>
            \(Components.form(action: "\(path)/thu", request) { """
                \(form.text("to", label: t("notices.trial.to"), hint: t("notices.trial.to.hint"), width: .half))
                \(Components.button(t("notices.trial.button"), .secondary, icon: .send))
                """ })
            """), status: problem?.status ?? 200)
    }

    private static func table(_ notices: [Notice], _ request: WebRequest) -> HTML {
        let t = request.strings
        return Components.table(
            caption: t("notices.title"),
            columns: [
                .init(t("notices.when")), .init(t("notices.to")), .init(t("notices.about")),
                .init(t("notices.standing")), .init(t("notices.problem")), .init(t("notices.again"), .action),
            ],
            rows: notices.map { one in
                let about = t("notices.title.\(one.about)")
                let what: HTML = one.dossier.map { "<a href=\"/ho-so/\($0)\">\(about)</a>" } ?? "\(about)"
                let again: HTML = one.state == .sent
                    ? .empty : Components.action(t("notices.again"), to: "\(path)/\(one.id)/gui-lai", request)
                return Components.TableRow(
                    [
                        "\(t.formats.dateTime(one.createdAt))",
                        "\(t("notices.recipient.\(one.recipient.kind)")) <code>\(one.maskedAddress)</code>", what,
                        NoticeViews.standing(one, t), "\(one.lastProblem)", again,
                    ], tone: one.state == .failed || one.state == .givenUp ? .late : nil)
            }, hidesCaption: true, folds: true,
            empty: Components.emptyState(t("notices.none"), text: t("notices.none.text")))
    }

    @Sendable private static func trial(_ request: WebRequest) async throws -> Answer {
        let t = request.strings
        guard let way = TrialNotice.way(to: request.form["to"]) else {
            return try await list(request, .invalid([FieldFault("to", "notices-address")]))
        }
        return try await request.once(lane: .free) { tx in
            try TrialNotice(way.channel, to: way.address, wording: NoticeWording(t: t, publicURL: ""))
                .run(in: tx, act: request.act)
            return .redirect(to: path, notice: "notice-trial")
        }
    }
}

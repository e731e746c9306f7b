import Access
import Base
import Calendars
import Identity
import Storage
import Web

/// Xử lý hàng loạt from the lists of the desk: the deed, what became of each dossier, and its undoing for a minute.
struct BulkPages {
    static let undoPath = "/ban-lam-viec/hoan-tac"

    let live: LiveCalendar
    var shelves: [DossierShelf] = []

    var routes: [Route] {
        [
            .post(BulkForm.path, "dossier.see", act).reads(.list, of: "worklist", record: nil),
            .get(BulkForm.path, "dossier.see", show),
            .post(Self.undoPath, "dossier.see", takeBack),
        ]
    }

    /// The permission is that of the deed, which the form names.
    private func act(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        guard let deed = BulkDeed(rawValue: form["deed"]), let permission = deed.action.permission(for: request.caller)
        else { throw Problem.notFound }
        let permit = try request.site.policy.permit(permission, to: request.caller)
        let many = ActOnMany(deed, form.all("dossier").compactMap { ID($0) }, office: ID(form["office"]),
            assignee: ID(form["assignee"]), calendar: live)
        let desk = DeskPages(live: live, shelves: shelves)
        let again: (Problem) async throws -> Answer = { problem in
            let (page, shown) = try await desk.page(request, problem: problem)
            var answer = Answer.page(page, status: problem.status)
            answer.shown = shown
            return answer
        }
        return try await request.once(orAnswer: again) { tx in
            let run = try many.run(in: tx, act: Act(permit: permit, at: request.now, requestID: request.requestID))
            return .redirect(to: Self.address(of: run.number, list: form["viec"]))
        }
    }

    private func takeBack(_ request: WebRequest) async throws -> Answer {
        guard let number = Int(request.form["lan"]) else { throw Problem.notFound }
        let list = request.form["viec"]
        return try await request.once(orAgain: { try await page(number, list: list, request, problem: $0) }) { tx in
            try TakeBackMany(number).run(in: tx, act: request.act)
            return .redirect(to: Self.address(of: number, list: list))
        }
    }

    private func show(_ request: WebRequest) async throws -> Answer {
        guard let number = Int(request.query["lan"]) else { return .redirect(to: "/ban-lam-viec") }
        return .page(try await page(number, list: request.query["viec"], request, problem: nil))
    }

    private static func address(of number: Int, list: String) -> String {
        let tail = Worklist(rawValue: list).map { "&viec=\($0.rawValue)" } ?? ""
        return "\(BulkForm.path)?lan=\(number)\(tail)"
    }

    // MARK: What became of each

    private func page(_ number: Int, list: String, _ request: WebRequest, problem: Problem?) async throws -> Page {
        let account = request.caller.account
        let run = try await request.site.database.read { snapshot in
            try account.flatMap { try BulkRunStore.run(number, of: $0, in: snapshot) }
        }
        guard let run else { throw Problem.notFound }
        let t = request.strings
        let desk = "/ban-lam-viec\(Worklist(rawValue: list).map { "?viec=\($0.rawValue)" } ?? "")"
        let title = t("dossier.bulk.result", ["deed": t("dossier.bulk.do.\(run.deed.rawValue)")])
        let main: HTML = """
            \(Components.backLink(to: desk, t, label: t("dossier.bulk.back")))
            <h1>\(title)</h1>
            \(DossierWords.refusal(problem, t))\(summary(of: run, list: list, request))
            \(items(of: run, title, t))
            """
        return Page(title: title, density: .officer, section: "/ban-lam-viec", main: main)
    }

    private func summary(of run: BulkRun, list: String, _ request: WebRequest) -> HTML {
        let t = request.strings
        if run.takenBackAt != nil {
            let back = run.count { $0 == .takenBack }
            return Components.notice(.info, live: true) {
                "<p>\(t("dossier.bulk.taken-back", ["count": "\(back)"]))</p>"
            }
        }
        let done = run.count { $0 == .done }
        let words = t("dossier.bulk.count", ["done": "\(done)", "not": "\(run.items.count - done)"])
        let undo: HTML = run.isUndoable(at: request.now)
            ? Components.action(t("dossier.bulk.undo", ["count": "\(done)"]), to: Self.undoPath, request, .secondary,
                fields: [("lan", "\(run.number)"), ("viec", list)], attributes: " data-key=\"u\"")
            : .empty
        return Components.notice(done == run.items.count ? .good : .warn, live: true) { "<p>\(words)</p>\(undo)" }
    }

    /// What needs a look comes first.
    private func items(of run: BulkRun, _ title: String, _ t: Strings) -> HTML {
        let sorted = run.items.filter { Self.reason($0) != nil } + run.items.filter { Self.reason($0) == nil }
        let rows = sorted.map { item in
            let link = "/ho-so/\(item.dossier)"
            let reason = Self.reason(item).map { t($0.key, $0.arguments) } ?? ""
            return Components.TableRow(
                ["<a href=\"\(link)\">\(item.code)</a>", Self.tag(item.outcome, t), "\(reason)"], link: link)
        }
        return Components.table(
            caption: title,
            columns: [.init(t("dossier.code"), .code), .init(t("dossier.bulk.outcome")),
                .init(t("dossier.bulk.reason"))],
            rows: rows, hidesCaption: true, folds: true)
    }

    private static func reason(_ item: BulkRun.Item) -> BulkRun.Reason? {
        switch item.outcome {
        case .done, .takenBack: nil
        case .refused(let reason), .kept(let reason): reason
        }
    }

    private static func tag(_ outcome: BulkRun.Item.Outcome, _ t: Strings) -> HTML {
        switch outcome {
        case .done: Components.tag(t("dossier.bulk.done"), .good)
        case .refused: Components.tag(t("dossier.bulk.refused"), .warn)
        case .takenBack: Components.tag(t("dossier.bulk.back-again"))
        case .kept: Components.tag(t("dossier.bulk.kept"), .warn)
        }
    }
}

import Base
import Deadlines
import Storage
import Web

/// How dossiers of other systems look on the desk and in the search.
extension DeskPages {
    /// A shelf's tab on the desk, or nil when this officer has no such shelf.
    static func tab(_ shelf: DossierShelf, count: Int?, isCurrent: Bool, _ t: Strings) -> Components.Tab? {
        count.map { Components.Tab(t(shelf.title), to: "/ban-lam-viec?viec=\(shelf.word)", count: $0,
            isCurrent: isCurrent) }
    }

    /// How many open ones each shelf holds for the officer, by the shelves' words.
    static func shelfCounts(
        _ shelves: [DossierShelf], _ request: WebRequest, in snapshot: Snapshot
    ) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for shelf in shelves {
            guard let permit = shelf.permit(of: request) else { continue }
            counts[shelf.word] = try shelf.counts(permit, request.now, snapshot).open
        }
        return counts
    }

    /// `/ban-lam-viec?viec=…` of a shelf: what is open there, due today, or late.
    func shelfPage(_ shelf: DossierShelf, _ request: WebRequest) async throws -> (page: Page, shown: [String]) {
        guard let permit = shelf.permit(of: request) else { throw Problem.notFound }
        let part = DossierShelf.Part(rawValue: request.query["phan"]) ?? .open
        let number = max(1, Int(request.query["trang"]) ?? 1)
        let horizon = try WorklistHorizon(now: request.now, calendar: live.current(for: request.permit.agency))
        let (worklists, others, counts, page) = try await request.site.database.read { snapshot in
            (try WorklistStore.counts(for: request.permit, horizon: horizon, in: snapshot),
                try Self.shelfCounts(shelves, request, in: snapshot),
                try shelf.counts(permit, request.now, snapshot),
                try shelf.list(part, number, permit, request.now, snapshot))
        }
        let t = request.strings
        let path = "/ban-lam-viec?viec=\(shelf.word)"
        let parts = DossierShelf.Part.allCases.map { one in
            Components.Tab(t("dossier.shelf.\(one.rawValue)"), to: "\(path)&phan=\(one.rawValue)", count: counts[one],
                isCurrent: one == part)
        }
        let pages = (page.total + DossierShelf.pageSize - 1) / DossierShelf.pageSize
        let whole = Page(title: t(shelf.title), density: .officer, section: "/ban-lam-viec", main: """
            <div class="page-head"><h1>\(t("dossier.desk.title"))</h1></div>
            \(Components.tabs(t("dossier.desk.lists"), tabs(worklists, others, current: shelf.word, request)))
            <p class="lead">\(t("dossier.shelf.lead")) <a href="\(shelf.home)">\(t("dossier.shelf.all"))</a></p>
            \(Components.tabs(t(shelf.title), parts))
            \(shelfTable(page.items, caption: t(shelf.title), request,
                empty: Components.emptyState(t("\(shelf.title).none"), icon: .check)))
            \(Components.pagination(page: number, of: pages, t) { "\(path)&phan=\(part.rawValue)&trang=\($0)" })
            """)
        return (whole, page.items.map { "\($0.source) \($0.code)" })
    }

    /// What a search found on the shelves, each under its own heading; empty when nothing.
    func found(
        _ query: DossierQuery, _ standing: SearchStanding?, _ request: WebRequest, in snapshot: Snapshot
    ) throws -> [(shelf: DossierShelf, page: DossierShelf.Page)] {
        guard query != .nothing || standing != nil else { return [] }
        return try shelves.compactMap { shelf in
            guard let permit = shelf.permit(of: request) else { return nil }
            let page = try shelf.find(query, standing, permit, request.now, snapshot)
            return page.items.isEmpty ? nil : (shelf, page)
        }
    }

    func sections(
        _ found: [(shelf: DossierShelf, page: DossierShelf.Page)], _ request: WebRequest
    ) -> HTML {
        let t = request.strings
        let sections = found.map { shelf, page -> HTML in
            let more: HTML = page.total > page.items.count
                ? "<p class=\"hint\">\(t("dossier.search.newest", ["count": "\(page.items.count)"]))</p>" : .empty
            return """
                <section><h2>\(t(shelf.title))</h2>
                \(shelfTable(page.items, caption: t("dossier.search.found", ["count": t.formats.number(page.total)]),
                    request, empty: .empty))\(more)</section>
                """
        }
        return "\(sections)"
    }

    private func shelfTable(
        _ items: [DossierShelf.Item], caption: String, _ request: WebRequest, empty: HTML
    ) -> HTML {
        let t = request.strings
        let left = DaysLeft(until: items.filter { $0.finished == nil }.compactMap(\.due), at: request.now,
            calendar: live.current(for: request.permit.agency))
        let rows = items.map { item in
            let judged = Punctuality(due: item.due, finished: item.finished, today: left.today)
            let date: HTML = item.due.map { "\(t.formats.date($0))" as HTML } ?? .empty
            return Components.TableRow(
                [
                    "<a href=\"\(item.link)\">\(item.code)</a> \(Components.tag(item.source))",
                    "\(item.applicant)", "<span class=\"procedure\">\(item.subject)</span>",
                    Components.tag(t(item.state), item.tone), "\(date) \(remaining(item, judged, left, t))",
                ], link: item.link, tone: judged == .openLate ? .late : nil)
        }
        return Components.table(
            caption: caption,
            columns: [.init(t("dossier.code"), .code), .init(t("dossier.applicant")), .init(t("dossier.procedure")),
                .init(t("dossier.state")), .init(t("dossier.due-at"))],
            rows: rows, folds: true, empty: empty)
    }

    /// As `DossierWords.remaining` says it of ours.
    private func remaining(
        _ item: DossierShelf.Item, _ judged: Punctuality, _ left: DaysLeft, _ t: Strings
    ) -> HTML {
        guard item.finished == nil, let due = item.due, let days = left.days(until: due) else { return .empty }
        return DossierWords.remaining(days, isLate: judged.isLate, t)
    }
}

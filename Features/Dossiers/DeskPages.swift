import Access
import Base
import Calendars
import Catalogue
import Deadlines
import Identity
import Storage
import Web

/// Bàn làm việc: the lists an officer works from, the search, and the leader's queue.
struct DeskPages {
    let live: LiveCalendar
    /// What other features put on the desk and into the search.
    var shelves: [DossierShelf] = []

    var routes: [Route] {
        [
            .get("/ban-lam-viec", "dossier.see", desk).reads(.list, of: "worklist", record: nil),
            .get("/ban-lam-viec/tiep", "dossier.see", next),
            .get("/tim-ho-so", "dossier.see", search).reads(.list, record: nil),
            .get("/ky-duyet", "dossier.decide", toDecide).reads(.list, of: "worklist", record: nil),
        ]
    }

    func desk(_ request: WebRequest) async throws -> Answer {
        let listed: (page: Page, shown: [String])
        if let shelf = shelves.first(where: { $0.word == request.query["viec"] }) {
            listed = try await shelfPage(shelf, request)
        } else {
            listed = try await page(request, problem: nil)
        }
        var answer = Answer.page(listed.page)
        answer.shown = listed.shown
        return answer
    }

    /// - Parameter problem: why what was to be done to several dossiers of the list was refused.
    /// - Returns: the page, and which dossiers it shows.
    func page(_ request: WebRequest, problem: Problem?) async throws -> (page: Page, shown: [String]) {
        let horizon = try WorklistHorizon(now: request.now, calendar: live.current(for: request.permit.agency))
        let place = problem == nil ? request.query : request.form
        let asked = Worklist(rawValue: place["viec"])
        let number = max(1, Int(place["trang"]) ?? 1)
        let (list, counts, others, page, names, steps, bulk) = try await request.site.database.read { snapshot in
            let counts = try WorklistStore.counts(for: request.permit, horizon: horizon, in: snapshot)
            let list = asked ?? Self.first(of: counts, for: request)
            let page = try WorklistStore.page(list, number: number, total: counts[list], for: request.permit,
                horizon: horizon, in: snapshot)
            let bulk = page.dossiers.isEmpty
                ? nil : try BulkForm.of(list, number: number, request, problem, in: snapshot)
            return (list, counts, try Self.shelfCounts(shelves, request, in: snapshot), page,
                try Self.names(of: page.dossiers, in: snapshot),
                try CurrentStepStore.steps(of: page.dossiers, in: live.current, snapshot), bulk)
        }
        let t = request.strings
        let tabs = tabs(counts, others, current: list.rawValue, request)
        let pages = (page.total + WorklistStore.pageSize - 1) / WorklistStore.pageSize
        let intake: HTML = request.site.policy.allows("dossier.receive", to: request.caller)
            ? Components.buttonLink(t("dossier.counter.title"), to: "/quay", icon: .file, attributes: " data-key=\"c\"") : .empty
        let form = FormView(request, problem)
        let caption = t("dossier.list.\(list.rawValue)")
        let rows = table(page.dossiers, names, steps, of: list, caption: caption, bulk: bulk, request,
            empty: Components.emptyState(t("dossier.list.\(list.rawValue).empty"), text: t("dossier.list.empty.hint")))
        let main: HTML = """
            \(form.summary)\(DossierWords.refusal(problem, t))
            <div class="page-head"><h1>\(t("dossier.desk.title"))</h1>\(intake)</div>
            \(StandInNotice.html(for: request.caller, t))
            \(Components.tabs(t("dossier.desk.lists"), tabs))
            \(bulk?.around(rows) ?? rows)
            \(Components.pagination(page: number, of: pages, t) { "/ban-lam-viec?viec=\(list.rawValue)&trang=\($0)" })
            \(LiveDossiers.deskBand(list, isWhole: pages <= 1, t))
            """
        let whole = Page(
            title: form.title(t("dossier.desk.title")), density: .officer, section: "/ban-lam-viec", main: main)
        return (whole, page.dossiers.map(\.id.description))
    }

    /// The worklists of this officer, then the shelves.
    func tabs(
        _ counts: [Worklist: Int], _ others: [String: Int], current: String, _ request: WebRequest
    ) -> [Components.Tab] {
        let t = request.strings
        let own = Self.lists(for: request).map { candidate in
            Components.Tab(t("dossier.list.\(candidate.rawValue)"), to: "/ban-lam-viec?viec=\(candidate.rawValue)",
                count: counts[candidate] ?? 0, key: candidate.rawValue, isCurrent: candidate.rawValue == current)
        }
        return own + shelves.compactMap { Self.tab($0, count: others[$0.word], isCurrent: $0.word == current, t) }
    }

    /// Việc tiếp theo: the dossier after this one in the list that the officer works through, from its start again at
    /// its end; back to the desk when the list is done.
    func next(_ request: WebRequest) async throws -> Answer {
        let horizon = try WorklistHorizon(now: request.now, calendar: live.current(for: request.permit.agency))
        let last = ID<Dossier>(request.query["sau"])
        let (list, found) = try await request.site.database.read { snapshot in
            let counts = try WorklistStore.counts(for: request.permit, horizon: horizon, in: snapshot)
            let list = Worklist(rawValue: request.query["viec"]) ?? Self.first(of: counts, for: request)
            let from = try last.map { try DossierStore.dossier($0, for: request.permit, in: snapshot) }
            let next = try WorklistStore.next(after: from, in: list, for: request.permit, horizon: horizon, snapshot)
            return (list, next)
        }
        return .redirect(to: "\(found.map { "/ho-so/\($0)" } ?? "/ban-lam-viec")?viec=\(list.rawValue)")
    }

    func search(_ request: WebRequest) async throws -> Answer {
        if let filter = DossierFilter(request.query) { return try await filtered(filter, request) }
        let typed = request.query.has("ma") ? request.query["ma"] : request.query["q"]
        let query = DossierQuery(typed)
        let standing = SearchStanding(rawValue: request.query["trang-thai"])
        let (own, names, steps, others) = try await request.site.database.read { snapshot in
            let own = try DossierSearchStore.dossiers(
                query, standing.map { ($0, at: request.now) }, for: request.permit, in: snapshot)
            return (own, try Self.names(of: own, in: snapshot),
                try CurrentStepStore.steps(of: own, in: live.current, snapshot),
                try found(query, standing, request, in: snapshot))
        }
        if case .code = query, let only = own.first { return .redirect(to: "/ho-so/\(only.id)") }
        let t = request.strings
        let values = FormValues([(name: "q", value: typed), (name: "trang-thai", value: standing?.rawValue ?? "")])
        let form = FormView(t, values: values)
        let hint = t("dossier.search.hint")
        let empty: HTML = query == .nothing && standing == nil
            ? Components.emptyState(t("dossier.search.start"), text: hint, icon: .search)
            : Components.emptyState(t("dossier.search.none", ["query": typed]), text: hint, icon: .search)
        let isOnlyElsewhere = own.isEmpty && !others.isEmpty
        let main: HTML = """
            <h1>\(t("dossier.search.title"))</h1>
            \(Components.filterForm(action: "/tim-ho-so") { """
                \(form.select("trang-thai", label: t("dossier.state"),
                    SearchStanding.allCases.map { .init($0.rawValue, t("dossier.standing.\($0.rawValue)")) },
                    none: t("dossier.standing.all")))
                \(form.search("q", label: t("dossier.search.label"), hint: hint))
                """ })
            \(if: !isOnlyElsewhere, table(own, names, steps,
                caption: t("dossier.search.found", ["count": "\(own.count)"]), request, empty: empty))
            \(if: own.count == DossierSearchStore.resultsMax,
                "<p class=\"hint\">\(t("dossier.search.newest", ["count": "\(own.count)"]))</p>")
            \(sections(others, request))
            """
        var answer = Answer.page(
            Page(title: t("dossier.search.title"), density: .officer, section: "/tim-ho-so", main: main))
        answer.shown = own.map(\.id.description)
        return answer
    }

    /// The leader's queue, made for a phone: each with what, who, due and draft; sign, or open to send back.
    func toDecide(_ request: WebRequest) async throws -> Answer {
        let horizon = try WorklistHorizon(now: request.now, calendar: live.current(for: request.permit.agency))
        let (page, names, results, steps) = try await request.site.database.read { snapshot in
            let page = try WorklistStore.page(.toDecide, number: 1, for: request.permit, horizon: horizon, in: snapshot)
            return (page, try Self.names(of: page.dossiers, in: snapshot),
                try DossierPartsStore.proposals(of: page.dossiers.map(\.id), in: snapshot),
                try CurrentStepStore.steps(of: page.dossiers, in: live.current, snapshot))
        }
        let t = request.strings
        let left = DaysLeft(page.dossiers, at: request.now, calendar: live.current(for: request.permit.agency))
        let cards = page.dossiers.map { dossier -> HTML in
            let proposal = results[dossier.id]
            return """
                <li class="sign-card"><p class="code">\(dossier.code.text)</p>
                <h2><a href="/ho-so/\(dossier.id)?viec=\(Worklist.toDecide.rawValue)">\
                \(names[dossier.procedure] ?? dossier.procedureCode)</a></h2>
                <p>\(dossier.applicantName) \(DossierWords.remaining(dossier, left, t))</p>
                \(steps[dossier.id]?.words(at: request.now, t))
                <p class="draft">\(DossierWords.lines(proposal?.text ?? ""))</p>
                <p class="hint">\(t("dossier.decide.proposed-by", ["name": proposal?.by ?? ""]))\
                \(if: proposal?.hasFile == true,
                    " · <a href=\"/ho-so/\(dossier.id)/ket-qua\">\(t("dossier.result.file"))</a>")</p>
                <div class="button-row">\(Components.action(t("dossier.do.approve"), to: "/ho-so/\(dossier.id)/duyet",
                    request, .primary, icon: .sign, fields: [("back", "/ky-duyet")]))
                \(Components.buttonLink(t("dossier.decide.open"), to: "/ho-so/\(dossier.id)", .secondary))</div></li>
                """
        }
        let main: HTML = """
            <h1>\(t("dossier.decide.title"))</h1>
            <p class="lead">\(t("dossier.decide.count", ["count": "\(page.total)"]))</p>
            \(if: cards.isEmpty, Components.emptyState(t("dossier.decide.empty"), icon: .check))
            \(if: !cards.isEmpty, "<ul class=\"sign-list\" data-list>\(cards)</ul>")
            """
        var answer = Answer.page(
            Page(title: t("dossier.decide.title"), density: .officer, section: "/ky-duyet", main: main))
        answer.shown = page.dossiers.map(\.id.description)
        return answer
    }

    /// What the procedures of some rows are called, in the versions that they were filed under.
    static func names(of dossiers: [Dossier], in snapshot: Snapshot) throws -> [ID<Procedure>: String] {
        try ProcedureStore.names(of: Set(dossiers.map(\.procedure)), in: snapshot)
    }

    func table(
        _ dossiers: [Dossier], _ names: [ID<Procedure>: String], _ steps: [ID<Dossier>: CurrentStep],
        of list: Worklist? = nil, caption: String, bulk: BulkForm? = nil, _ request: WebRequest, empty: HTML
    ) -> HTML {
        let t = request.strings
        let left = DaysLeft(dossiers, at: request.now, calendar: live.current(for: request.permit.agency))
        let rows = dossiers.map { dossier in
            let link = "/ho-so/\(dossier.id)\(list.map { "?viec=\($0.rawValue)" } ?? "")"
            let due: HTML = dossier.dueAt.map { "\(t.formats.date($0.localDate))" as HTML } ?? .empty
            return Components.TableRow(
                [
                    """
                    \(bulk?.box(for: dossier))<a href="\(link)">\(dossier.code.text)</a>\(inPlaceOf(dossier, request))
                    """,
                    "\(dossier.applicantName)",
                    """
                    <span class="procedure">\(names[dossier.procedure] ?? dossier.procedureCode)</span>
                    <span class="field-of">\(dossier.field)</span>
                    """,
                    "\(t("dossier.channel.\(dossier.channel.rawValue)"))", DossierWords.tag(dossier.state, t),
                    """
                    \(due) \(DossierWords.remaining(dossier, left, t))\
                    \(steps[dossier.id]?.words(at: request.now, t))
                    """,
                ], link: link,
                tone: dossier.punctuality(at: request.now) == .openLate && dossier.state.isBeingResolved ? .late : nil)
        }
        return Components.table(
            caption: caption,
            columns: [.init(t("dossier.code"), .code), .init(t("dossier.applicant")), .init(t("dossier.procedure")),
                .init(t("dossier.channel")), .init(t("dossier.state")), .init(t("dossier.due-at"))],
            rows: rows, hidesCaption: false, folds: true, empty: empty)
    }

    /// Whose dossier the officer has here, where it is not their own.
    private func inPlaceOf(_ dossier: Dossier, _ request: WebRequest) -> HTML {
        guard let absent = request.caller.staff?.standsIn(for: dossier.assignee) else { return .empty }
        return "<br><span class=\"hint\">\(request.strings("dossier.list.in-place-of", ["name": absent.name]))</span>"
    }

    /// The lists that make sense for what this officer may do.
    private static func lists(for request: WebRequest) -> [Worklist] {
        func may(_ permission: Permission) -> Bool { request.site.policy.allows(permission, to: request.caller) }
        return Worklist.allCases.filter { list in
            switch list {
            case .toAccept, .toReturn: may("dossier.receive")
            case .mine: may("dossier.work")
            case .toReview: may("dossier.review")
            case .legs: may("dossier.take-leg")
            case .unclaimed: may("dossier.work") || may("dossier.assign") || may("dossier.receive")
            case .toDecide: may("dossier.decide") || may("dossier.assign")
            case .toPublish: may("dossier.publish")
            case .dueToday, .dueSoon, .overdue, .stepOverdue, .awaitingCitizen, .elsewhere: true
            }
        }
    }

    /// Where the officer begins: the first of their lists that has something in it.
    private static func first(of counts: [Worklist: Int], for request: WebRequest) -> Worklist {
        let mine = lists(for: request)
        return mine.first { (counts[$0] ?? 0) > 0 } ?? mine.first ?? .overdue
    }
}

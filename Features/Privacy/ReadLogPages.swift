import Access
import Base
import Dossiers
import Identity
import Storage
import Web

/// `/nhat-ky-cua-toi`: what an official has looked at; `/quan-tri/nhat-ky-truy-cap`: who of the centre looked at what.
enum ReadLogPages {
    static let ownPath = "/nhat-ky-cua-toi"
    static let path = "/quan-tri/nhat-ky-truy-cap"
    static let sheetPath = "\(path)/bang-tinh"
    private static let linesPerPage = 50
    private static let daysShown = 7

    static let routes: [Route] = [
        .get(ownPath, .readingOwn, own),
        .get(path, .readingSee, centre).reads(.log, of: "reading", record: nil),
        .get(sheetPath, .readingSee, sheet).reads(.log, of: "reading", record: nil),
    ]

    // MARK: One's own

    @Sendable private static func own(_ request: WebRequest) async throws -> Answer {
        guard let account = request.caller.account else { throw Problem.forbidden }
        var search = ReadSearch(account: account, limit: linesPerPage)
        search.after = ID(request.query["truoc"])
        let lines = try await request.site.database.read { [search] in
            try ReadLogStore.lines(matching: search, in: $0)
        }
        let t = request.strings
        return .page(Page(title: t("privacy.own"), density: .officer, section: ownPath, main: """
            \(Components.backLink(to: "/tai-khoan", t, label: t("identity.own-account")))
            <h1>\(t("privacy.own"))</h1>
            <p>\(t("privacy.own.lead"))</p>
            \(ReadLogViews.table(lines, names: false, t))
            \(older(lines, "\(ownPath)?", t))
            """))
    }

    // MARK: The centre's

    /// What the form of the page asks for.
    private struct Asked {
        let person: String
        let officer: AccountID?
        let from: TypedDate
        let through: TypedDate

        init(_ query: FormValues) {
            person = query["nguoi"]
            officer = AccountID(query["can-bo"])
            from = query.date("tu")
            through = query.date("den")
        }

        /// Always of the reader's own agency: what is out of reach is not there.
        func search(_ request: WebRequest, limit: Int, in snapshot: Snapshot) throws -> ReadSearch {
            guard let agency = request.permit.agency else { throw Problem.notFound }
            var search = ReadSearch(agency: agency, account: officer, limit: limit)
            if !person.isEmpty {
                search.records = try DossierSearchStore.dossiers(
                    DossierQuery(person), for: request.permit, in: snapshot).map(\.id.description)
            }
            if case .date(let day) = from { search.from = Instant(day) }
            if case .date(let day) = through { search.before = Instant(day.adding(days: 1)) }
            search.after = ID(request.query["truoc"])
            return search
        }

        /// The same question as an address, without the page.
        func address(_ query: FormValues) -> String {
            Set(query.names).sorted().filter { $0 != "truoc" && !query[$0].isEmpty }
                .map { "\($0)=\(PercentCoding.encoded(query[$0]))&" }.joined()
        }
    }

    @Sendable private static func centre(_ request: WebRequest) async throws -> Answer {
        let (t, asked) = (request.strings, Asked(request.query))
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let (lines, members, days, wrong) = try await request.site.database.read {
            [today = request.now.localDate] snapshot in
            let days = try ReadLogStore.days(limit: daysShown, in: snapshot)
            return (
                try ReadLogStore.lines(
                    matching: try asked.search(request, limit: linesPerPage, in: snapshot), in: snapshot),
                try StaffStore.members(of: agency, on: today, in: snapshot), days,
                try CheckReadDays.run(days, in: snapshot)
            )
        }
        let form = FormView(t, values: request.query)
        let question = asked.address(request.query)
        return .page(Page(title: t("privacy.log"), density: .officer, section: path, main: """
            \(Components.backLink(to: "/quan-tri", t, label: t("administration.title")))
            <h1>\(t("privacy.log"))</h1>
            <p>\(t("privacy.log.lead"))</p>
            \(ReadLogViews.standing(days, wrong, t))
            \(Components.filterForm(action: path) { """
                \(form.search("nguoi", label: t("privacy.person"), hint: t("privacy.person.hint")))
                \(form.select("can-bo", label: t("privacy.officer"),
                    members.map { .init($0.account.description, $0.name) }, none: t("privacy.officer.all")))
                \(form.date("tu", label: t("privacy.from"), isOptional: true))
                \(form.date("den", label: t("privacy.through"), isOptional: true))
                \(Components.button(t("privacy.show"), .secondary))
                """ })
            \(Components.buttonRow([
                Components.buttonLink(t("privacy.sheet"), to: "\(sheetPath)?\(question)", .plain, icon: .download)
            ]))
            \(ReadLogViews.table(lines, names: true, t))
            \(older(lines, "\(path)?\(question)", t))
            """))
    }

    @Sendable private static func sheet(_ request: WebRequest) async throws -> Answer {
        let asked = Asked(request.query)
        let lines = try await request.site.database.read { snapshot in
            try ReadLogStore.lines(
                matching: try asked.search(request, limit: ReadLogStore.linesMax, in: snapshot), in: snapshot)
        }
        return .file(
            ReadLogViews.sheet(lines, request.strings), type: "text/csv; charset=utf-8",
            name: "nhat-ky-truy-cap-\(request.now.localDate.iso8601).csv", attachment: true)
    }

    /// A link to what came before the last line shown.
    private static func older(_ lines: [ReadLine], _ address: String, _ t: Strings) -> HTML {
        guard lines.count == linesPerPage, let last = lines.last else { return .empty }
        return Components.buttonLink(t("privacy.older"), to: "\(address)truoc=\(last.id)", .secondary)
    }
}

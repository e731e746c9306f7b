import Base
import Web

/// `/thu-tuc`: find a procedure by words, life event, field, audience or online level; and the suggestions while
/// typing.
struct ProcedureListPages: Sendable {
    let catalogue: LiveCatalogue

    var routes: [Route] {
        [
            .publicPage("/thu-tuc", .readCatalogue, stamp: LiveCatalogue.stamp, list).paced(.search),
            .get("/thu-tuc/goi-y", .readCatalogue, suggest).paced(.search),
        ]
    }

    @Sendable private func list(_ request: WebRequest) async throws -> Answer {
        let index = try await catalogue.index(for: request)
        let t = request.strings
        let filter = ProcedureFilter(request.query)
        let main = filter.isEmpty ? start(index, t) : results(filter, index, page: Int(request.query["trang"]) ?? 1, t)
        return .page(Page(title: t("catalogue.title"), density: .citizen, section: "/thu-tuc", main: """
            <h1>\(filter.event?.title(t) ?? t("catalogue.title"))</h1>
            \(CatalogueViews.search(t, query: filter.query))
            \(main)
            """))
    }

    /// Before anything was asked for: pictures first, then the fields.
    private func start(_ index: CatalogueIndex, _ t: Strings) -> HTML {
        let fields = index.fields.map { field -> HTML in
            "<li><a href=\"/thu-tuc?linh-vuc=\(field.slug)\">\(field.name)</a> (\(field.count))</li>"
        }
        return """
            <h2>\(t("catalogue.events"))</h2>\(CatalogueViews.lifeEvents(t))
            <h2>\(t("catalogue.common"))</h2>\(CatalogueViews.list(index.common.map { ($0, []) }, t))
            <h2>\(t("catalogue.fields"))</h2><ul class="columns">\(fields)</ul>
            """
    }

    private func results(_ filter: ProcedureFilter, _ index: CatalogueIndex, page: Int, _ t: Strings) -> HTML {
        let found = filter.results(in: index)
        guard !found.isEmpty else { return nothing(filter, index, t) }
        let pages = (found.count + CatalogueLimits.resultsPerPage - 1) / CatalogueLimits.resultsPerPage
        let page = min(max(page, 1), pages)
        let shown = found.dropFirst((page - 1) * CatalogueLimits.resultsPerPage).prefix(CatalogueLimits.resultsPerPage)
        return """
            \(narrowing(filter, index, t))
            <h2>\(t("catalogue.found", ["count": t.formats.number(found.count)]))</h2>
            \(CatalogueViews.list(Array(shown), t))
            \(Components.pagination(page: page, of: pages, t) { filter.address(page: $0) })
            """
    }

    /// The filters, closed until wanted: most people never need them.
    private func narrowing(_ filter: ProcedureFilter, _ index: CatalogueIndex, _ t: Strings) -> HTML {
        let wording = ProcedureWording(t: t)
        let form = FormView(t, values: FormValues([
            (name: "linh-vuc", value: filter.field), (name: "doi-tuong", value: filter.audience?.rawValue ?? ""),
            (name: "muc", value: filter.level?.rawValue ?? ""),
        ]))
        let kept = [(name: "q", value: filter.query),
            (name: "su-kien", value: filter.event?.key ?? "")].filter { !$0.value.isEmpty }
        let isOpen = !filter.field.isEmpty || filter.audience != nil || filter.level != nil
        return """
            <details class="narrow"\(if: isOpen, " open")><summary>\(t("catalogue.narrow"))</summary>
            \(Components.filterForm(action: "/thu-tuc") { """
                \(Components.hidden(kept))
                \(form.select("linh-vuc", label: t("catalogue.field"),
                    index.fields.map { .init($0.slug, $0.name) }, none: t("catalogue.all")))
                \(form.select("doi-tuong", label: t("catalogue.audience"),
                    Audience.allCases.map { .init($0.rawValue, wording.audience($0)) }, none: t("catalogue.all")))
                \(form.select("muc", label: t("catalogue.level"),
                    OnlineLevel.allCases.map { .init($0.rawValue, wording.level($0)) }, none: t("catalogue.all")))
                \(Components.button(t("catalogue.narrow.do"), .secondary))
                """ })</details>
            """
    }

    /// Nothing found: say what helps, and show the pictures.
    private func nothing(_ filter: ProcedureFilter, _ index: CatalogueIndex, _ t: Strings) -> HTML {
        """
        \(Components.emptyState(t("catalogue.nothing"), text: t("catalogue.nothing.text"), icon: .search,
            action: Components.buttonLink(t("catalogue.nothing.all"), to: "/thu-tuc", .secondary)))
        <h2>\(t("catalogue.events"))</h2>\(CatalogueViews.lifeEvents(t))
        """
    }

    /// `[{"text":…,"detail":…,"href":…}]`
    @Sendable private func suggest(_ request: WebRequest) async throws -> Answer {
        let index = try await catalogue.index(for: request)
        let wording = ProcedureWording(t: request.strings)
        let hits = index.search.hits(for: request.query["q"], limit: CatalogueLimits.suggestionsMax)
        return try .suggestions(hits.map { hit in
            Suggestion(
                text: hit.procedure.name, detail: "\(hit.procedure.field) · \(wording.time(hit.procedure.time))",
                href: "/thu-tuc/\(hit.procedure.code)")
        })
    }
}

extension LiveCatalogue {
    /// The catalogue as it is in force when the request is answered.
    package func index(for request: WebRequest) async throws -> CatalogueIndex {
        let date = request.now.localDate
        return try await request.site.database.read { try self.index(on: date, in: $0) }
    }
}

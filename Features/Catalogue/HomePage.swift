import Base
import Web

/// `/`: what do you need? Words, pictures, the code of a dossier, what people come for most.
struct HomePage: Sendable {
    let catalogue: LiveCatalogue

    var routes: [Route] { [.publicPage("/", .readCatalogue, stamp: LiveCatalogue.stamp, show)] }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let index = try await catalogue.index(for: request)
        let t = request.strings
        return .page(Page(title: t("catalogue.home.title"), density: .citizen, section: "/", main: """
            <h1>\(t("catalogue.home.question"))</h1>
            \(CatalogueViews.search(t))
            <h2>\(t("catalogue.events"))</h2>
            \(CatalogueViews.lifeEvents(t))
            <h2>\(t("catalogue.home.look-up"))</h2>
            \(Components.filterForm(action: "/tra-cuu") { """
                \(FormView(t).text("ma", label: t("catalogue.home.code"), hint: t("catalogue.home.code.hint"),
                    kind: .code))
                \(Components.button(t("catalogue.home.look-up.do"), .secondary))
                """ })
            <h2>\(t("catalogue.common"))</h2>
            \(CatalogueViews.list(index.common.prefix(12).map { ($0, []) }, t))
            <p><a href="/thu-tuc">\
            \(t("catalogue.home.all", ["count": t.formats.number(index.procedures.count)]))</a></p>
            <p><a href="/so-lieu">\(t("catalogue.home.figures"))</a></p>
            """))
    }
}

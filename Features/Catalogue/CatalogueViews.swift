import Base
import Web

/// The pieces that several pages share: the search box, the life events, a list of procedures.
package enum CatalogueViews {
    /// The box in which people say what they need; answers on `/thu-tuc`, suggests while they type.
    package static func search(_ t: Strings, query: String = "") -> HTML {
        let form = FormView(t, values: FormValues([(name: "q", value: query)]))
        return Components.filterForm(action: "/thu-tuc", className: "filter", attributes: " role=\"search\"") {
            form.search("q", label: t("catalogue.search.label"), hint: t("catalogue.search.hint"),
                suggestions: "/thu-tuc/goi-y")
        }
    }

    /// Sự kiện trong đời, with pictures.
    package static func lifeEvents(_ t: Strings) -> HTML {
        Components.cards(LifeEvent.all.map { event in
            Components.Card(event.icon, event.title(t), text: event.hint(t), to: "/thu-tuc?su-kien=\(event.key)")
        })
    }

    /// - Parameter words: folded words to mark in the names.
    static func list(_ items: [(procedure: Procedure, words: Set<String>)], _ t: Strings) -> HTML {
        let wording = ProcedureWording(t: t)
        let lines = items.map { item -> HTML in
            let procedure = item.procedure
            return """
                <li><p><a href="/thu-tuc/\(procedure.code)">\
                \(MarkedText.html(procedure.name, words: item.words))</a></p>\
                <p class="hint">\(procedure.field) · \(wording.time(procedure.time)) · \
                \(procedure.isFiledOnline ? t("catalogue.can-online") : t("catalogue.counter-only"))</p></li>
                """
        }
        return "<ul class=\"results\">\(lines)</ul>"
    }
}

extension Components {
    /// One line of a summary: what was asked, what was answered, and where to change it.
    package struct SummaryRow: Sendable {
        let key: String
        let value: HTML
        let change: String?

        /// - Parameter change: the address of the page that asks this again; nil when it cannot be changed.
        package init(_ key: String, _ value: HTML, change: String? = nil) {
            self.key = key
            self.value = value
            self.change = change
        }
    }

    /// Answers to check before sending, or the facts of a thing.
    package static func summaryList(_ rows: [SummaryRow], _ t: Strings) -> HTML {
        let lines = rows.map { row -> HTML in
            let change = row.change.map { path -> HTML in
                """
                <dd class="change"><a href="\(path)">\(t("web.change"))<span class="hidden"> \(row.key)</span></a></dd>
                """
            }
            return "<div><dt>\(row.key)</dt><dd>\(row.value)</dd>\(change)</div>"
        }
        return "<dl class=\"summary\">\(lines)</dl>"
    }
}

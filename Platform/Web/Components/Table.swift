extension Components {
    /// A column of a table.
    package struct Column: Sendable {
        package enum Kind: String, Sendable { case text, number, date, code, action }

        let title: String
        let kind: Kind
        let sortKey: String?

        /// - Parameter sortKey: makes the heading a link that sorts by this key; needs `Sorting`.
        package init(_ title: String, _ kind: Kind = .text, sortKey: String? = nil) {
            self.title = title
            self.kind = kind
            self.sortKey = sortKey
        }
    }

    /// One row: a cell for each column. With `link`, the whole row answers a click and `Enter`; the first cell should
    /// hold the same link for everybody else.
    package struct TableRow: Sendable {
        let cells: [HTML]
        let link: String?
        let tone: Tone?

        package init(_ cells: [HTML], link: String? = nil, tone: Tone? = nil) {
            self.cells = cells
            self.link = link
            self.tone = tone
        }
    }

    /// How a table is sorted now, and the address that sorts it otherwise (`key`, `descending`).
    package struct Sorting: Sendable {
        let key: String
        let isDescending: Bool
        let address: @Sendable (String, Bool) -> String

        package init(by key: String, descending: Bool, address: @escaping @Sendable (String, Bool) -> String) {
            self.key = key
            isDescending = descending
            self.address = address
        }
    }

    /// A table with its caption. One that folds becomes cards on a phone; others scroll sideways in their box.
    /// - Parameter empty: stands in the table's place when there are no rows.
    package static func table(
        caption: String, columns: [Column], rows: [TableRow], sorting: Sorting? = nil, hidesCaption: Bool = false,
        folds: Bool = true, empty: HTML = .empty
    ) -> HTML {
        if rows.isEmpty, !empty.isEmpty { return empty }
        let heads = columns.map { head($0, sorting) }
        let body = rows.map { row -> HTML in
            let cells = zip(columns, row.cells).map { column, cell -> HTML in
                "<td\(kindClass(column.kind)) data-label=\"\(column.title)\">\(cell)</td>"
            }
            let link: HTML = row.link.map { " data-row=\"\($0)\"" } ?? .empty
            let tone: HTML = row.tone.map { " class=\"row-\($0.rawValue)\"" } ?? .empty
            return "<tr\(tone)\(link)>\(cells)</tr>\n"
        }
        return """
            <div class="table-box\(if: folds, " folds")" role="region" aria-label="\(caption)" tabindex="0"><table>\
            <caption\(if: hidesCaption, " class=\"hidden\"")>\(caption)</caption><thead><tr>\(heads)</tr></thead>
            <tbody>\(body)</tbody></table></div>
            """
    }

    private static func head(_ column: Column, _ sorting: Sorting?) -> HTML {
        guard let key = column.sortKey, let sorting else {
            return "<th scope=\"col\"\(kindClass(column.kind))>\(column.title)</th>"
        }
        let isCurrent = key == sorting.key
        let order: HTML = sorting.isDescending ? "descending" : "ascending"
        let address = sorting.address(key, isCurrent ? !sorting.isDescending : false)
        return """
            <th scope="col"\(kindClass(column.kind))\(if: isCurrent, " aria-sort=\"\(order)\"")>\
            <a class="sort" href="\(address)">\(column.title)</a></th>
            """
    }

    private static func kindClass(_ kind: Column.Kind) -> HTML { kind == .text ? "" : " class=\"\(kind.rawValue)\"" }
}

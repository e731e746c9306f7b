extension Components {
    /// One view of several on the same things.
    package struct Tab: Sendable {
        let title: String
        let path: String
        let count: Int?
        /// By which `Components.watch` finds the count.
        let key: String
        let isCurrent: Bool

        package init(_ title: String, to path: String, count: Int? = nil, key: String = "", isCurrent: Bool) {
            self.title = title
            self.path = path
            self.count = count
            self.key = key
            self.isCurrent = isCurrent
        }
    }

    /// Tabs are links: each view has its own address.
    package static func tabs(_ label: String, _ tabs: [Tab]) -> HTML {
        let items = tabs.map { tab -> HTML in
            let key: HTML = tab.key.isEmpty ? .empty : " data-count=\"\(tab.key)\""
            return """
                <li><a href="\(tab.path)"\(if: tab.isCurrent, " aria-current=\"page\"")>\(tab.title)\
                \(tab.count.map { " <span class=\"count\"\(key)>\($0)</span>" as HTML })</a></li>
                """
        }
        return "<nav class=\"tabs\" aria-label=\"\(label)\"><ul>\(items)</ul></nav>"
    }
}

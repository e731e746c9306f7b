extension Components {
    /// Which page of a list this is.
    /// - Parameter address: the address of page `number`, counted from 1.
    package static func pagination(
        page: Int, of pages: Int, _ t: Strings, address: (_ number: Int) -> String
    ) -> HTML {
        guard pages > 1 else { return .empty }
        let numbers = shown(page, of: pages)
        var items: [HTML] = []
        var last = 0
        for number in numbers {
            if number > last + 1 { items.append("<li class=\"gap\">…</li>") }
            items.append(number == page
                ? "<li><a href=\"\(address(number))\" aria-current=\"page\">\(number)</a></li>"
                : "<li><a href=\"\(address(number))\" aria-label=\"\(t("web.page", ["number": "\(number)"]))\">\(number)</a></li>")
            last = number
        }
        return """
            <nav class="pages" aria-label="\(t("web.pages"))"><ul>\
            \(if: page > 1, "<li><a rel=\"prev\" href=\"\(address(page - 1))\">\(Icon.back.html)\(t("web.previous"))</a></li>")\
            \(items)\
            \(if: page < pages, "<li><a rel=\"next\" href=\"\(address(page + 1))\">\(t("web.next"))\(Icon.next.html)</a></li>")\
            </ul></nav>
            """
    }

    /// To the thing before and after this one, by name.
    package static func pager(
        previous: (title: String, path: String)?, next: (title: String, path: String)?, _ t: Strings
    ) -> HTML {
        let before: HTML? = previous.map {
            "<a class=\"pager-prev\" rel=\"prev\" href=\"\($0.path)\">\(Icon.back.html)<span>\(t("web.previous"))<b>\($0.title)</b></span></a>"
        }
        let after: HTML? = next.map {
            "<a class=\"pager-next\" rel=\"next\" href=\"\($0.path)\"><span>\(t("web.next"))<b>\($0.title)</b></span>\(Icon.next.html)</a>"
        }
        return "<nav class=\"pager\" aria-label=\"\(t("web.pages"))\">\(before)\(after)</nav>"
    }

    private static func shown(_ page: Int, of pages: Int) -> [Int] {
        Set([1, page - 1, page, page + 1, pages]).filter { (1...pages).contains($0) }.sorted()
    }
}

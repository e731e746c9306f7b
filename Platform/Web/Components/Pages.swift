extension Components {
    /// Which page of a list this is.
    /// - Parameter address: the address of page `number`, counted from 1.
    package static func pagination(
        page: Int, of pages: Int, _ t: Strings, address: (_ number: Int) -> String
    ) -> HTML {
        guard pages > 1 else { return .empty }
        var items: [HTML] = []
        var last = 0
        for number in shown(page, of: pages) {
            if number > last + 1 { items.append("<li class=\"gap\">…</li>") }
            let name: HTML = number == page
                ? " aria-current=\"page\"" : " aria-label=\"\(t("web.page", ["number": "\(number)"]))\""
            items.append("<li><a href=\"\(address(number))\"\(name)>\(number)</a></li>")
            last = number
        }
        let before: HTML = """
            <li><a rel="prev" href="\(address(page - 1))">\(Icon.back.html)\(t("web.previous"))</a></li>
            """
        let after: HTML = """
            <li><a rel="next" href="\(address(page + 1))">\(t("web.next"))\(Icon.next.html)</a></li>
            """
        return """
            <nav class="pages" aria-label="\(t("web.pages"))"><ul>\
            \(if: page > 1, before)\(items)\(if: page < pages, after)</ul></nav>
            """
    }

    /// To the thing before and after this one, by name.
    package static func pager(
        previous: (title: String, path: String)?, next: (title: String, path: String)?, _ t: Strings
    ) -> HTML {
        let before = previous.map { title, path -> HTML in
            """
            <a class="pager-prev" rel="prev" href="\(path)">\(Icon.back.html)\
            <span>\(t("web.previous"))<b>\(title)</b></span></a>
            """
        }
        let after = next.map { title, path -> HTML in
            """
            <a class="pager-next" rel="next" href="\(path)"><span>\(t("web.next"))<b>\(title)</b></span>\
            \(Icon.next.html)</a>
            """
        }
        return "<nav class=\"pager\" aria-label=\"\(t("web.pages"))\">\(before)\(after)</nav>"
    }

    private static func shown(_ page: Int, of pages: Int) -> [Int] {
        Set([1, page - 1, page, page + 1, pages]).filter { (1...pages).contains($0) }.sorted()
    }
}

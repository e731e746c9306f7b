import Access

/// The frame around every page: head, header, menus, footer. Three densities, one look.
package enum Layout {
    /// The whole document for `page` as `context`'s caller sees it.
    package static func document(_ page: Page, in context: PageContext) -> HTML {
        switch page.density {
        case .citizen: sheet(page, in: context, styles: ["app.css"], scripts: ["app.js"], body: citizen(page, context))
        case .officer:
            sheet(
                page, in: context, styles: ["app.css", "officer.css"], scripts: ["app.js", "officer.js"],
                body: officer(page, context))
        case .paper: sheet(page, in: context, styles: ["paper.css"], scripts: [], body: paper(page))
        }
    }

    /// Where the search box of officer pages and the barcode reader send a dossier code, as `?ma=`.
    package static let codeSearchPath = "/tim-ho-so"

    private static func sheet(
        _ page: Page, in context: PageContext, styles: [String], scripts: [String], body: HTML
    ) -> HTML {
        let t = context.strings
        let place = context.placeName.isEmpty ? t("web.site") : "\(t("web.site")) \(context.placeName)"
        return """
            <!doctype html>
            <html lang="\(t.language.tag)" class="\(page.density.className)">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(page.title) – \(place)</title>
            <meta name="color-scheme" content="light dark"><meta name="format-detection" content="telephone=no">
            <link rel="icon" href="\(context.assetURL("mark.svg"))" type="image/svg+xml">
            \(styles.map { "<link rel=\"stylesheet\" href=\"\(context.assetURL($0))\">" as HTML })
            \(scripts.map { "<script type=\"module\" src=\"\(context.assetURL($0))\"></script>" as HTML })
            </head>
            <body>\(body)\(page.density == .paper ? .empty : lock(context))\(Icon.sprite(for: body.text))</body>
            </html>

            """
    }

    // MARK: Citizens

    private static func citizen(_ page: Page, _ context: PageContext) -> HTML {
        let t = context.strings
        return """
            <a class="skip" href="#noi-dung">\(t("web.skip"))</a>\(demoBanner(context))
            <header class="site-head"><div class="wide site-bar">\(languages(context))\(account(context))</div>
            <div class="wide site-name">\(name(context))
            <button type="button" class="menu-button" popovertarget="menu">\(Icon.menu.html)\(t("web.menu"))</button>
            <nav id="menu" class="menu" popover aria-label="\(t("web.menu"))"><ul>\
            \(context.navigation.map { entry($0, page, context) })</ul></nav></div></header>
            <main id="noi-dung" class="wide" tabindex="-1">\(notice(context))\(page.main)</main>
            <footer class="site-foot"><div class="wide">\
            <div><p class="foot-name">\(t("web.site"))</p><p>\(context.placeName)</p>\
            \(context.contactLines.map { "<p>\($0)</p>" as HTML })</div>\
            <div><h2>\(t("web.help.title"))</h2><p>\(t("web.help.text"))</p>\
            <p><a href="/du-lieu-ca-nhan">\(t("web.help.privacy"))</a></p>\
            <p><a href="\(WeaknessChannel.pagePath)">\(t("web.help.weakness"))</a></p></div>\
            </div></footer>
            """
    }

    // MARK: Officers

    private static func officer(_ page: Page, _ context: PageContext) -> HTML {
        let t = context.strings
        return """
            <a class="skip" href="#noi-dung">\(t("web.skip"))</a>\(demoBanner(context))
            <header class="desk-head"><div class="wide desk-bar">\(name(context))
            \(search(context))
            \(account(context))</div>
            <nav class="wide desk-menu" aria-label="\(t("web.menu"))"><ul>\
            \(context.navigation.map { entry($0, page, context) })</ul></nav></header>
            <main id="noi-dung" class="wide" tabindex="-1">\(notice(context))\(page.main)</main>
            <footer class="desk-foot"><div class="wide">\(languages(context))\
            <p><kbd>?</kbd> \(t("web.keys.hint"))</p>\(requestLine(context))</div></footer>\
            \(Components.keyHints(t))
            """
    }

    /// Nothing to search for those whose roles know no dossiers.
    private static func search(_ context: PageContext) -> HTML {
        guard context.navigation.contains(where: { $0.path == codeSearchPath }) else { return .empty }
        let t = context.strings
        return """
            <form class="desk-search" action="\(codeSearchPath)" method="get" role="search">
            <label for="tim-ma">\(t("web.desk.search"))</label>
            <input id="tim-ma" name="ma" type="search" data-key="/" autocomplete="off" spellcheck="false" \
            placeholder="\(t("web.desk.search-example"))">
            <button class="button secondary">\(Icon.search.html)<span class="hidden">\(t("web.search"))</span></button>
            </form>
            """
    }

    private static func paper(_ page: Page) -> HTML { "<main id=\"noi-dung\" class=\"paper\">\(page.main)</main>" }

    // MARK: Parts

    private static func name(_ context: PageContext) -> HTML {
        """
        <a class="brand" href="/">\(mark)<span><span class="brand-what">\(context.strings("web.site"))</span> \
        <span class="brand-where">\(context.placeName)</span></span></a>
        """
    }

    /// The mark of the house: one door (một cửa) with the star above it.
    private static let mark: HTML = """
        <svg class="mark" viewBox="0 0 32 40" aria-hidden="true">\
        <path class="mark-door" d="M1 40V16a15 15 0 0 1 30 0v24z"/>\
        <path class="mark-star" d="M16 7l2.2 6.7h7l-5.7 4.1l2.2 6.7L16 20.4l-5.7 4.1l2.2-6.7l-5.7-4.1h7z"/>\
        <path class="mark-step" d="M7 40V31h18v9z"/></svg>
        """

    private static func entry(_ entry: NavigationEntry, _ page: Page, _ context: PageContext) -> HTML {
        let isCurrent = entry.path == page.section ?? context.path
        let count = context.counts[entry.path].flatMap { $0 > 0 ? $0 : nil }
        let waiting: HTML = count.map { count in
            " <span class=\"count\">\(count)<span class=\"hidden\"> \(context.strings("web.menu.new"))</span></span>"
        } ?? .empty
        return """
            <li><a href="\(entry.path)"\(if: isCurrent, " aria-current=\"page\"")>\
            \(context.strings(entry.title))\(waiting)</a></li>
            """
    }

    private static func languages(_ context: PageContext) -> HTML {
        guard context.languages.count > 1 else { return .empty }
        let links = context.languages.map { tag, name -> HTML in
            tag == context.strings.language.tag
                ? "<li><span lang=\"\(tag)\" aria-current=\"true\">\(name)</span></li>"
                : """
                <li><a lang="\(tag)" hreflang="\(tag)" href="\(context.path)?ngon-ngu=\(tag)">\(name)</a></li>
                """
        }
        return """
            <nav class="languages" aria-label="\(context.strings("web.languages"))"><ul>\(links)</ul></nav>
            """
    }

    private static func account(_ context: PageContext) -> HTML {
        let t = context.strings
        guard context.caller.account != nil else {
            return """
                <div class="account"><a href="/dang-nhap">\(Icon.person.html)\(t("web.sign-in"))</a></div>
                """
        }
        return """
            <div class="account"><a href="/tai-khoan">\(Icon.person.html)\(context.caller.name)</a>\
            <form method="post" action="/dang-xuat"><input type="hidden" name="csrf" value="\(context.csrfToken)">\
            <input type="hidden" name="once" value="\(OnceKey.fresh())">\
            <button class="plain">\(t("web.sign-out"))</button></form></div>
            """
    }

    /// Covers the page when nobody was there for too long; a script opens it. What was being typed stays under it.
    private static func lock(_ context: PageContext) -> HTML {
        guard let seconds = context.lockSeconds else { return .empty }
        let t = context.strings
        return """
            <dialog id="khoa" class="lock" data-lock="\(seconds)" data-no-line="\(t("web.lock.no-line"))" \
            aria-labelledby="khoa-ten"><h2 id="khoa-ten">\(t("web.lock.title"))</h2>
            <p>\(t("web.lock.lead", ["name": context.caller.name]))</p>
            <form class="form" method="post" action="\(SessionDoor.unlockPath)">\
            <input type="hidden" name="csrf" value="\(context.csrfToken)">\
            <div class="field"><label for="khoa-mat-khau">\(t("web.lock.password"))</label>
            <input id="khoa-mat-khau" name="password" type="password" autocomplete="current-password"></div>
            <p class="error" role="alert"></p>
            <div class="button-row"><button class="button primary">\(t("web.lock.open"))</button>
            <a class="button plain" href="/dang-nhap">\(t("web.lock.other"))</a></div></form></dialog>
            """
    }

    private static func notice(_ context: PageContext) -> HTML {
        guard let notice = context.notice else { return .empty }
        return Components.notice(.good, live: true) { "<p>\(notice)</p>" }
    }

    private static func demoBanner(_ context: PageContext) -> HTML {
        guard context.isDemo else { return .empty }
        return """
            <aside class="demo" aria-label="\(context.strings("web.demo.name"))">\
            <p class="wide">\(Icon.info.html)\(context.strings("web.demo"))</p></aside>
            """
    }

    private static func requestLine(_ context: PageContext) -> HTML {
        guard !context.requestID.isEmpty else { return .empty }
        return "<p>\(context.strings("web.request", ["id": context.requestID]))</p>"
    }
}

extension Page.Density {
    fileprivate var className: String {
        switch self {
        case .citizen: "citizen"
        case .officer: "officer"
        case .paper: "paper"
        }
    }
}

extension Components {
    /// Something the person should know, in a band with a mark: `.good` after a deed, `.warn` before one, `.late` when
    /// it went wrong, `.info` otherwise.
    /// - Parameter live: read out by a screen reader when the page opens.
    package static func notice(
        _ tone: Tone = .info, title: String? = nil, live: Bool = false, _ content: () -> HTML
    ) -> HTML {
        let role: HTML = live ? " role=\"\(tone == .late ? "alert" : "status")\"" : .empty
        return """
            <div class="notice \(tone.rawValue)"\(role)>\(tone.icon.html)<div>\
            \(title.map { "<p class=\"notice-title\">\($0)</p>" as HTML })\(content())</div></div>
            """
    }

    /// The state of a thing in a word. The shape before the word differs with the tone.
    package static func tag(_ word: String, _ tone: Tone = .neutral) -> HTML {
        "<span class=\"tag \(tone.rawValue)\">\(word)</span>"
    }

    /// What to show where nothing is yet: what will stand here, and what to do to begin.
    package static func emptyState(_ title: String, text: String = "", icon: Icon = .inbox, action: HTML = .empty)
        -> HTML
    {
        """
        <div class="empty">\(icon.html)<p class="empty-title">\(title)</p>\
        \(if: !text.isEmpty, "<p>\(text)</p>")\(action)</div>
        """
    }

    /// Above the page's heading: one step back.
    package static func backLink(to path: String, _ t: Strings, label: String? = nil) -> HTML {
        "<a class=\"back\" href=\"\(path)\">\(Icon.back.html)\(label ?? t("web.back"))</a>"
    }

    /// Where the page stands: the last crumb is the page itself and no link.
    package static func breadcrumbs(_ crumbs: [(title: String, path: String)], _ current: String, _ t: Strings) -> HTML
    {
        """
        <nav class="crumbs" aria-label="\(t("web.crumbs"))"><ol>\
        \(crumbs.map { "<li><a href=\"\($0.path)\">\($0.title)</a></li>" as HTML })\
        <li aria-current="page">\(current)</li></ol></nav>
        """
    }

    /// A part of the page that renews itself from server-sent events: `html` replaces it, `reload` fetches the page
    /// anew. Without a script it stays as it was drawn.
    package static func live(_ path: String, _ t: Strings, _ content: () -> HTML) -> HTML {
        """
        <div data-live="\(path)" data-live-lost="\(t("web.live.lost"))">\(content())</div>
        """
    }

    /// What a page with rows says about its list; `{n}` in the sentences is how many.
    package struct WatchedList: Sendable {
        let fresh: String
        let gone: String
        let isWhole: Bool

        package init(fresh: String, gone: String, isWhole: Bool) {
            self.fresh = fresh
            self.gone = gone
            self.isWhole = isWhole
        }
    }

    /// Says at the edge of the window what others have done since the page was drawn, with a link to look at it. It
    /// listens to a `Route.live`. Without a script it is nothing.
    package static func watch(_ path: String, again: String, list: WatchedList? = nil) -> HTML {
        let words: HTML = list.map {
            """
             data-watch-fresh="\($0.fresh)" data-watch-gone="\($0.gone)"\(if: $0.isWhole, " data-watch-whole=\"1\"")
            """
        } ?? .empty
        return """
            <div class="watch" role="status" data-watch="\(path)" data-watch-again="\(again)"\(words)></div>
            """
    }

    /// The button that reads the page's main text aloud; shown only where the device has a Vietnamese voice.
    package static func readAloud(_ t: Strings) -> HTML {
        """
        <button type="button" class="button secondary aloud" data-aloud="#noi-dung" data-stop="\(t("web.aloud.stop"))" \
        hidden>\(Icon.speaker.html)<span>\(t("web.aloud"))</span></button>
        """
    }
}

extension Tone {
    var icon: Icon {
        switch self {
        case .neutral, .info: .info
        case .good: .check
        case .warn, .late: .warning
        }
    }
}

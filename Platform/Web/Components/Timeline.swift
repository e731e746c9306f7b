extension Components {
    /// One thing that happened, or will.
    package struct Moment: Sendable {
        package enum State: String, Sendable { case past = "", now, good, warn, late }

        let what: String
        let when: String
        let text: HTML
        let state: State

        /// - Parameters:
        ///   - when: finished words, with who did it: "thứ Tư, 25/11/2026 lúc 10:30 · Hồ Thị Mai".
        ///   - text: more about it, or empty.
        package init(_ what: String, when: String, text: HTML = .empty, state: State = .past) {
            self.what = what
            self.when = when
            self.text = text
            self.state = state
        }
    }

    /// What happened, in the order given; `now` marks where things stand.
    package static func timeline(_ moments: [Moment]) -> HTML {
        let items = moments.map { moment -> HTML in
            """
            <li class="\(moment.state.rawValue)"><p class="what">\(moment.what)</p>\
            <p class="when">\(moment.when)</p>\(moment.text)</li>
            """
        }
        return "<ol class=\"timeline\">\(items)</ol>"
    }

    /// How far along a form of several pages is: only for forms whose steps are known beforehand.
    /// - Parameter current: counted from 1.
    package static func steps(_ titles: [String], current: Int, _ t: Strings) -> HTML {
        let items = titles.enumerated().map { index, title -> HTML in
            let state = index + 1 < current ? "done" : index + 1 == current ? "current" : "later"
            return """
                <li class="\(state)"\(if: index + 1 == current, " aria-current=\"step\"")>\
                \(if: state == "done", Icon.check.html)<span>\(title)</span>\
                <span class="hidden"> (\(t("web.step.\(state)")))</span></li>
                """
        }
        return """
            <p class="step-count">\(t("web.step.count", ["number": "\(current)", "total": "\(titles.count)"]))</p>\
            <ol class="steps">\(items)</ol>
            """
    }

    /// How much of something is done.
    package static func progress(_ label: String, done: Int, of total: Int, _ t: Strings) -> HTML {
        let words = t("web.progress", ["done": t.formats.number(done), "total": t.formats.number(total)])
        return """
            <div class="progress"><p><span>\(label)</span> <span>\(words)</span></p>\
            <progress value="\(done)" max="\(max(total, 1))" aria-label="\(label)">\(words)</progress></div>
            """
    }
}

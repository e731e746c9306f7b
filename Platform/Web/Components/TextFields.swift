extension FormView {
    /// How wide a box looks: it hints at how much is expected.
    package enum Width: String, Sendable { case full, half, code, short }

    /// What kind of text a box takes; sets the phone's keyboard and never judges.
    package enum TextKind: String, Sendable {
        case text, number, phone = "tel", email, password
        /// Codes: upper case, no spelling help.
        case code
    }

    /// One line of text.
    /// - Parameters:
    ///   - initial: shown when nothing was typed yet.
    ///   - autocomplete: the browser's own word (`name`, `tel`, `bday-day`, `current-password`) so nobody types twice.
    package func text(
        _ field: String, label: String, hint: String? = nil, kind: TextKind = .text, width: Width = .full,
        initial: String = "", autocomplete: String? = nil, isOptional: Bool = false, attributes: HTML = .empty
    ) -> HTML {
        let naming = Naming(label: label, hint: hint, isOptional: isOptional)
        let typed = kind == .password ? "" : values.has(field) ? value(field) : initial
        return box(
            field,
            """
            \(labelled(field, naming))\
            <input id="\(id(field))" name="\(field)"\(kind.attributes) class="\(width.rawValue)" value="\(typed)"\
            \(autocomplete.map { " autocomplete=\"\($0)\"" as HTML })\(described(field, naming))\(attributes)>\
            \(if: kind == .password, reveal(field))
            """)
    }

    /// Whoever types a password on a telephone may look at it; the script brings the button out.
    private func reveal(_ field: String) -> HTML {
        let (show, hide) = (strings("web.password.show"), strings("web.password.hide"))
        return """
            <button type="button" class="button plain" data-reveal="\(id(field))" data-show="\(show)" \
            data-hide="\(hide)" hidden>\(show)</button>
            """
    }

    /// Several lines of text.
    package func textArea(
        _ field: String, label: String, hint: String? = nil, rows: Int = 4, initial: String = "",
        isOptional: Bool = false, attributes: HTML = .empty
    ) -> HTML {
        let naming = Naming(label: label, hint: hint, isOptional: isOptional)
        return box(
            field,
            """
            \(labelled(field, naming))\
            <textarea id="\(id(field))" name="\(field)" rows="\(rows)"\(described(field, naming))\(attributes)>
            \(values.has(field) ? value(field) : initial)</textarea>
            """)
    }

    /// A box for words to search, with its button. `suggestions` answers `GET ?q=` with
    /// `[{"text":…,"detail":…,"href":…}]`; a choice opens its `href`.
    package func search(
        _ field: String, label: String, hint: String? = nil, suggestions: String? = nil, attributes: HTML = .empty
    ) -> HTML {
        let naming = Naming(label: label, hint: hint)
        let suggests: HTML = suggestions.map { " data-suggest=\"\($0)\"" } ?? .empty
        return box(
            field, className: "search",
            """
            \(labelled(field, naming))<div class="search-box">\
            <input id="\(id(field))" name="\(field)" type="search" value="\(value(field))" autocomplete="off" \
            enterkeyhint="search"\(suggests)\(described(field, naming))\(attributes)>\
            <button class="button primary">\(Icon.search.html)<span>\(strings("web.search"))</span></button></div>
            """)
    }
}

extension FormView.TextKind {
    fileprivate var attributes: HTML {
        switch self {
        case .text: " type=\"text\""
        case .number: " type=\"text\" inputmode=\"numeric\""
        case .phone: " type=\"tel\""
        case .email: " type=\"email\" spellcheck=\"false\""
        case .password: " type=\"password\" autocapitalize=\"none\" spellcheck=\"false\""
        case .code: " type=\"text\" autocapitalize=\"characters\" spellcheck=\"false\""
        }
    }
}

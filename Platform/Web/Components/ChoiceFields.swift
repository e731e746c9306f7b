extension FormView {
    /// One answer of several to choose from.
    package struct Choice: Sendable {
        package let value: String
        package let label: String
        package var hint: String?

        package init(_ value: String, _ label: String, hint: String? = nil) {
            self.value = value
            self.label = label
            self.hint = hint
        }
    }

    /// One of up to seven answers, all in sight.
    /// - Parameters:
    ///   - heading: the label becomes the page's `h1`: one question a page.
    ///   - inline: side by side, for two or three short answers.
    package func radios(
        _ field: String, label: String, _ choices: [Choice], hint: String? = nil, initial: String = "",
        isOptional: Bool = false, heading: Bool = false, inline: Bool = false
    ) -> HTML {
        let chosen = values.has(field) ? value(field) : initial
        return choiceGroup(
            field, "radio", choices, Naming(label: label, hint: hint, isOptional: isOptional),
            heading: heading, inline: inline
        ) { $0 == chosen }
    }

    /// Any number of answers. The values come back under the one name, see `FormValues.all`.
    package func checkboxes(
        _ field: String, label: String, _ choices: [Choice], hint: String? = nil, initial: Set<String> = [],
        isOptional: Bool = false, heading: Bool = false, inline: Bool = false
    ) -> HTML {
        let chosen = hasFaults || values.has(field) ? Set(values.all(field)) : initial
        return choiceGroup(
            field, "checkbox", choices, Naming(label: label, hint: hint, isOptional: isOptional),
            heading: heading, inline: inline
        ) { chosen.contains($0) }
    }

    /// One box to tick, whose label is the whole statement.
    package func checkbox(
        _ field: String, label: String, hint: String? = nil, value: String = "1", initial: Bool = false
    ) -> HTML {
        let naming = Naming(label: label, hint: hint)
        let isOn = hasFaults || values.has(field) ? values.all(field).contains(value) : initial
        return box(
            field, className: "tick",
            """
            \(faultLine(field))<div class="choice"><input type="checkbox" id="\(id(field))" name="\(field)" \
            value="\(value)"\(if: isOn, " checked")\(described(field, naming))>\
            <label for="\(id(field))">\(label)</label>\(self.hint(field, naming))</div>
            """)
    }

    /// One of many answers, out of sight until opened. Prefer `radios` up to seven.
    /// - Parameter none: the words of the empty first answer; nil leaves it out.
    package func select(
        _ field: String, label: String, _ choices: [Choice], hint: String? = nil, initial: String = "",
        none: String? = nil, isOptional: Bool = false, attributes: HTML = .empty
    ) -> HTML {
        let naming = Naming(label: label, hint: hint, isOptional: isOptional)
        let chosen = values.has(field) ? value(field) : initial
        let options = choices.map { choice -> HTML in
            "<option value=\"\(choice.value)\"\(if: choice.value == chosen, " selected")>\(choice.label)</option>"
        }
        return box(
            field,
            """
            \(labelled(field, naming))\
            <select id="\(id(field))" name="\(field)"\(described(field, naming))\(attributes)>\
            \(none.map { "<option value=\"\">\($0)</option>" as HTML })\(options)</select>
            """)
    }

    /// Fields that answer one question together.
    package func group(_ label: String, hint: String? = nil, heading: Bool = false, _ content: () -> HTML) -> HTML {
        """
        <fieldset class="group">\(legend(label, heading: heading))\
        \(hint.map { "<p class=\"hint\">\($0)</p>" as HTML })\(content())</fieldset>
        """
    }

    func legend(_ label: String, heading: Bool, optional: HTML = .empty) -> HTML {
        heading
            ? "<legend class=\"as-heading\"><h1>\(label)\(optional)</h1></legend>"
            : "<legend>\(label)\(optional)</legend>"
    }

    private func choiceGroup(
        _ field: String, _ type: HTML, _ choices: [Choice], _ naming: Naming, heading: Bool, inline: Bool,
        isChosen: (String) -> Bool
    ) -> HTML {
        let items = choices.enumerated().map { index, choice -> HTML in
            let id = index == 0 ? self.id(field) : "\(self.id(field))-\(index + 1)"
            let hint: HTML? = choice.hint.map { "<p class=\"hint\" id=\"\(id)-them\">\($0)</p>" }
            return """
                <div class="choice"><input type="\(type)" id="\(id)" name="\(field)" value="\(choice.value)"\
                \(if: isChosen(choice.value), " checked")\(if: hint != nil, " aria-describedby=\"\(id)-them\"")>\
                <label for="\(id)">\(choice.label)</label>\(hint)</div>
                """
        }
        return box(
            field,
            """
            <fieldset\(describedGroup(field, naming))>\
            \(legend(naming.label, heading: heading, optional: optional(naming)))\
            \(hint(field, naming))\(faultLine(field))\
            <div class="choices\(if: inline, " inline")">\(items)</div></fieldset>
            """)
    }
}

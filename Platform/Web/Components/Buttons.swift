extension Components {
    /// A button that sends the form around it.
    /// - Parameter attributes: more attributes, beginning with a space: ` data-key="n"`.
    package static func button(
        _ label: String, _ kind: ButtonKind = .primary, icon: Icon? = nil, name: String? = nil, value: String = "",
        attributes: HTML = .empty
    ) -> HTML {
        let pair: HTML = name.map { " name=\"\($0)\" value=\"\(value)\"" } ?? .empty
        return "<button class=\"button \(kind.rawValue)\"\(pair)\(attributes)>\(icon?.html)\(label)</button>"
    }

    /// A link that looks like a button: it leads somewhere and changes nothing.
    package static func buttonLink(
        _ label: String, to path: String, _ kind: ButtonKind = .primary, icon: Icon? = nil, attributes: HTML = .empty
    ) -> HTML {
        "<a class=\"button \(kind.rawValue)\" href=\"\(path)\"\(attributes)>\(icon?.html)\(label)</a>"
    }

    /// Buttons side by side, the main one first; on a phone one under the other.
    package static func buttonRow(_ buttons: [HTML]) -> HTML { "<div class=\"button-row\">\(buttons)</div>" }

    /// A one-button form: claims, calls, opens something in one press.
    package static func action(
        _ label: String, to path: String, _ request: WebRequest, _ kind: ButtonKind = .secondary, icon: Icon? = nil,
        fields: [(name: String, value: String)] = [], attributes: HTML = .empty
    ) -> HTML {
        form(action: path, request, className: "one-button") {
            "\(hidden(fields))\(button(label, kind, icon: icon, attributes: attributes))"
        }
    }

    /// Values that travel with a form unseen.
    package static func hidden(_ fields: [(name: String, value: String)]) -> HTML {
        "\(fields.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML })"
    }
}

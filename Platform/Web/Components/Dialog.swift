extension Components {
    /// A link that asks before a deed. Without a script it leads to the page at `path`, which asks the same; with one
    /// it opens the dialog `id` of this page.
    package static func opener(
        _ label: String, of id: String, orPage path: String, _ kind: ButtonKind = .danger, icon: Icon? = nil
    ) -> HTML {
        buttonLink(label, to: path, kind, icon: icon, attributes: " data-dialog=\"\(id)\"")
    }

    /// A question over the page. `content` holds the form whose main button does the deed and names the thing.
    package static func dialog(id: String, title: String, _ t: Strings, _ content: () -> HTML) -> HTML {
        """
        <dialog id="\(id)" aria-labelledby="\(id)-ten"><h2 id="\(id)-ten">\(title)</h2>\(content())\
        <form method="dialog"><button class="button plain">\(t("web.cancel"))</button></form></dialog>
        """
    }
}

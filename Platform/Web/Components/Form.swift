extension Components {
    /// A form that changes something. It carries the token against forged requests and a fresh one-time key, and asks
    /// the browser not to judge: the server does, in the person's language.
    /// - Parameter draft: where the draft saves itself while the person types (`POST`, answers 204); nil for none.
    package static func form(
        action path: String, _ request: WebRequest, multipart: Bool = false, draft: String? = nil,
        className: String = "form", attributes: HTML = .empty, _ content: () -> HTML
    ) -> HTML {
        form(
            action: path, csrf: request.csrfToken, once: OnceKey.fresh(), multipart: multipart, draft: draft,
            className: className, attributes: attributes, content)
    }

    /// The same from the bare token and key.
    package static func form(
        action path: String, csrf: String, once: String, multipart: Bool = false, draft: String? = nil,
        className: String = "form", attributes: HTML = .empty, _ content: () -> HTML
    ) -> HTML {
        let encoding: HTML = multipart ? " enctype=\"multipart/form-data\"" : .empty
        let saves: HTML = draft.map { " data-draft=\"\($0)\"" } ?? .empty
        return """
            <form class="\(className)" method="post" action="\(path)"\(encoding)\(saves)\(attributes) novalidate>\
            <input type="hidden" name="csrf" value="\(csrf)"><input type="hidden" name="once" value="\(once)">
            \(content())
            </form>
            """
    }

    /// A form that only asks: filters and searches, whose answer is an address that can be kept and sent on.
    package static func filterForm(
        action path: String, className: String = "filter", attributes: HTML = .empty, _ content: () -> HTML
    ) -> HTML {
        """
        <form class="\(className)" method="get" action="\(path)"\(attributes) novalidate>
        \(content())
        </form>
        """
    }

    /// Where a form with `draft` says when it was saved, or that it was not. Place it beside the main button.
    package static func draftState(_ t: Strings, savedAt: String? = nil) -> HTML {
        """
        <p class="draft-state" role="status" data-draft-state data-saved="\(t("web.draft.saved"))" \
        data-unsaved="\(t("web.draft.unsaved"))" data-saving="\(t("web.draft.saving"))">\
        \(savedAt.map { t("web.draft.saved", ["time": $0]) } ?? t("web.draft.hint"))</p>
        """
    }
}

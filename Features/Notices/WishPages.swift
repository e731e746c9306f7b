import Access
import Base
import Mandates
import Web

/// `/thong-bao-cua-toi`: what a citizen was told, and what they want to be told by.
struct WishPages {
    static let path = "/thong-bao-cua-toi"

    var routes: [Route] {
        [
            .get(Self.path, "notice.wish", show),
            .post(Self.path, "notice.wish", keep),
        ]
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let t = request.strings
        guard let account = request.caller.account else { throw Problem.notFound }
        let (kept, notices) = try await request.site.database.read {
            (try NoticeWishStore.wish(of: account, in: $0), try NoticeStore.mine(account, in: $0))
        }
        if notices.contains(where: \.isNew) {
            // Seen by having been shown; of no legal weight, so there is no entry in the journal.
            try await request.site.database.write(lane: .free) {
                try NoticeStore.markSeen(by: account, at: request.now, in: $0)
            }
        }
        let wish = kept ?? NoticeWish(takesMail: true, takesTexts: true)
        let form = FormView(request, nil)
        return .page(Page(title: t("notices.mine"), density: .citizen, section: Self.path, main: """
            <h1>\(t("notices.mine"))</h1>
            \(Self.list(notices, t))
            <h2>\(t("notices.wish.title"))</h2>
            <p>\(t("notices.wish.lead"))</p>
            \(Components.form(action: Self.path, request) { """
                \(form.checkbox("mail", label: t("notices.wish.mail"), hint: t("notices.wish.mail.hint"),
                    initial: wish.takesMail))
                \(form.checkbox("texts", label: t("notices.wish.texts"), hint: t("notices.wish.texts.hint"),
                    initial: wish.takesTexts))
                \(form.select("language", label: t("notices.wish.language"), Self.languages(wish, t),
                    hint: t("notices.wish.language.hint"),
                    initial: wish.language.isEmpty ? t.language.tag : wish.language))
                \(Components.button(t("notices.keep")))
                """ })
            """))
    }

    /// Each with the dossier it is about, and where it went.
    private static func list(_ notices: [(notice: Notice, isNew: Bool)], _ t: Strings) -> HTML {
        if notices.isEmpty { return "<p class=\"hint\">\(t("notices.mine.none"))</p>" }
        let items = notices.map { one, isNew -> HTML in
            let title = t("notices.title.\(one.about)")
            let place = one.dossier.map { "/ho-so-cua-toi/\($0)" }
                ?? MandateNews(rawValue: one.about).map { _ in MandatePages.path }
            let what: HTML = place.map { "<a href=\"\($0)\">\(title)</a>" } ?? "\(title)"
            return """
                <li class="my-card">\(what) \(if: isNew, Components.tag(t("web.menu.new"), .info))
                <p class="hint"><code>\(one.maskedAddress)</code> \(NoticeViews.standing(one, t))</p></li>
                """
        }
        return "<ul class=\"my-list\">\(items)</ul>"
    }

    /// Vietnamese and English, the one in which the page is read, and the one that was kept.
    private static func languages(_ wish: NoticeWish?, _ t: Strings) -> [FormView.Choice] {
        var choices = ["vi", "en"].map { FormView.Choice($0, t("notices.wish.language.\($0)")) }
        for (tag, name) in [(t.language.tag, t("web.language")), (wish?.language ?? "", wish?.language ?? "")]
        where !tag.isEmpty && !choices.contains(where: { $0.value == tag }) {
            choices.append(FormView.Choice(tag, name))
        }
        return choices
    }

    @Sendable private func keep(_ request: WebRequest) async throws -> Answer {
        guard let account = request.caller.account else { throw Problem.notFound }
        let wish = NoticeWish(
            takesMail: request.form.has("mail"), takesTexts: request.form.has("texts"),
            language: Self.languages(nil, request.strings).first { $0.value == request.form["language"] }?.value ?? "")
        return try await request.once(lane: .free) { tx in
            try NoticeWishStore.keep(wish, of: account, in: tx)
            return .redirect(to: Self.path, notice: "wish-kept")
        }
    }
}

import Dossiers
import Storage
import Web

/// Thông báo đã gửi: what people were told about one dossier, by which channel, and whether it has arrived. On the
/// officer's page and the citizen's; addresses are masked on both.
enum NoticePanel {
    static func html(_ dossier: Dossier, _ request: WebRequest) async throws -> HTML {
        let t = request.strings
        let notices = try await request.site.database.read { try NoticeStore.notices(of: dossier.id, in: $0) }
        let isCitizen = request.caller.citizen != nil
        guard isCitizen || !notices.isEmpty else { return .empty }
        let items = notices.map { one -> HTML in
            """
            <li><b>\(t("notices.title.\(one.about)"))</b> \(t("notices.recipient.\(one.recipient.kind)")) \
            <code>\(one.maskedAddress)</code> \(NoticeViews.standing(one, t))</li>
            """
        }
        let choose: HTML = isCitizen ? "<p><a href=\"\(WishPages.path)\">\(t("notices.wish.link"))</a></p>" : .empty
        return """
            <section><h2>\(t("notices.panel"))</h2>\(if: !items.isEmpty, "<ul class=\"plain\">\(items)</ul>")\
            \(choose)</section>
            """
    }
}

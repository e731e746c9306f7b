import Dossiers
import Storage
import Web

/// Thông báo đã gửi: what people were told about one dossier, by which channel, and whether it has arrived. In the
/// story of the officer's page and of the citizen's; addresses are masked on both.
enum NoticePanel {
    static let teller = StoryTeller(for: [.officer, .citizen]) { folder, request in
        let notices = try await request.site.database.read { try NoticeStore.notices(of: folder.dossier.id, in: $0) }
        return notices.map { line($0, request.strings) }
    }

    /// Where a citizen says how they want to be told.
    static func wish(_ t: Strings) -> HTML { "<p><a href=\"\(WishPages.path)\">\(t("notices.wish.link"))</a></p>" }

    /// What has arrived stands where it arrived, what has not where it was made.
    private static func line(_ one: Notice, _ t: Strings) -> StoryLine {
        let state: Components.Moment.State =
            switch one.state {
            case .waiting: .past
            case .sent: .good
            case .failed, .givenUp: .warn
            }
        let what = t("notices.story", ["what": t("notices.title.\(one.about)")])
        return StoryLine(at: one.sentAt ?? one.createdAt, what, text: """
            <p>\(t("notices.recipient.\(one.recipient.kind)")) <code>\(one.maskedAddress)</code> \
            \(NoticeViews.standing(one, t))</p>
            """, state: state)
    }
}

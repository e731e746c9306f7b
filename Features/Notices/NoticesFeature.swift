import Access
import Base
import Calendars
import Dossiers
import Storage
import Web

extension Permission {
    /// See what was sent for the own agency, and whether it arrived.
    static let noticeSee: Permission = "notice.see"
    /// Send again, try a channel.
    package static let noticeManage: Permission = "notice.manage"
    /// Be reminded of dossiers.
    static let reminderSee: Permission = "reminder.see"
    /// The director's board, and calls about dossiers.
    package static let boardSee: Permission = "board.see"
}

/// Watching: citizens are told, officials are reminded, the director sees what is late.
package enum NoticesFeature {
    package static func make(calendar: LiveCalendar) -> Feature {
        Feature(
            name: "notices", migrations: migrations,
            sealed: [NoticeStore.sealed], grants: grants,
            routes: NoticePages.routes + ReminderPages().routes + BoardPages(calendar: calendar).routes
                + WishPages().routes,
            followers: [DossierMoves.follower], navigation: navigation)
    }

    /// What was sent, in the story of a dossier.
    package static let teller = NoticePanel.teller

    /// What stands on the pages of a dossier: the way to one's wishes, and who was called.
    package static let panels: [DossierPanel] = [
        DossierPanel(for: [.citizen]) { NoticePanel.wish($1.strings) },
        DossierPanel(for: [.officer]) { try await CallPanel.html($0.dossier, $1) },
    ]

    /// What was sent and said about one dossier, when the dossier itself is destroyed.
    package static let forget: @Sendable (ID<Dossier>, Transaction) throws -> Void = { id, tx in
        try NoticeStore.forget(id, in: tx)
        try CallStore.forget(id, in: tx)
    }

    /// What was sent to an account, the newest first; and how it wants to be told.
    package static func told(_ account: AccountID, in snapshot: Snapshot) throws -> [Notice] {
        try NoticeStore.told(account, in: snapshot)
    }

    /// Reminders to officials, which after a time say nothing that the dossier's own story does not.
    package static let reminders = AgeingRows("staff_reminder", by: "created_at")

    package static func wish(of account: AccountID, in snapshot: Snapshot) throws -> NoticeWish? {
        try NoticeWishStore.wish(of: account, in: snapshot)
    }

    private static let navigation: [NavigationEntry] = [
        .init(.citizen, title: "notices.mine", path: WishPages.path, permission: "notice.wish", order: 25,
            count: { try NoticeStore.unseen(by: $0, in: $1) }),
        .init(.officer, title: "notices.board.nav", path: BoardPages.path, permission: .boardSee, order: 5),
        .init(.officer, title: "notices.reminder.nav", path: ReminderPages.path, permission: .reminderSee, order: 15),
        .init(.administrator, title: "notices.nav", path: NoticePages.path, permission: .noticeSee, order: 870,
            icon: .send, about: "notices.nav.about"),
    ]

    package static let grants: [AccessPolicy.Grant] = [
        .staff(.noticeSee, [.administrator]),
        .staff(.noticeManage, [.administrator]),
        .staff(.reminderSee, [.specialist, .officeHead, .centreDirector, .centreDeputy]),
        .staff(.boardSee, [.centreDirector, .centreDeputy, .leader, .inspector]),
        .citizens("notice.wish"),
    ]
}

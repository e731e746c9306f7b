import Access
import Storage

/// What citizens have said about being told.
enum NoticeWishStore {
    /// Nil while somebody has said nothing.
    static func wish(of account: AccountID, in snapshot: Snapshot) throws -> NoticeWish? {
        try snapshot.row("""
            SELECT takes_mail, takes_texts, language FROM notice_wish WHERE account_id = \(account)
            """).map {
            try NoticeWish(takesMail: $0["takes_mail"], takesTexts: $0["takes_texts"], language: $0["language"])
        }
    }

    static func keep(_ wish: NoticeWish, of account: AccountID, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO notice_wish (account_id, takes_mail, takes_texts, language)
            VALUES (\(account), \(wish.takesMail), \(wish.takesTexts), \(wish.language))
            ON CONFLICT (account_id) DO UPDATE SET takes_mail = \(wish.takesMail), takes_texts = \(wish.takesTexts),
                language = \(wish.language)
            """)
    }
}

import Access
import Base
import Identity
import Journal
import Storage

/// What the owner of an account is told of it because somebody else did it: that is how they learn of a wrong done in
/// their name.
package enum AccountNews: String, Sendable, CaseIterable {
    /// Đã cấp lại mật khẩu tại quầy
    case resetAtCounter = "account-reset"

    package var entryKind: String {
        switch self {
        case .resetAtCounter: "account.reset-at-counter"
        }
    }

    /// Nil for what nobody is told.
    init?(entryKind: String) {
        guard let news = Self.allCases.first(where: { $0.entryKind == entryKind }) else { return nil }
        self = news
    }
}

extension TellCitizens {
    /// To the address and to the telephone, whatever the owner wishes to be told of otherwise.
    func tell(_ news: AccountNews, _ entry: JournalEntry, at now: Instant, in tx: Transaction) throws {
        guard let account = AccountID(entry.subject), let at = entry.agency,
            let agency = try AgencyStore.agency(at, in: tx)?.name,
            let profile = try CitizenStore.profile(of: account, in: tx),
            now.seconds(since: entry.at) <= Self.oldestSeconds
        else { return }
        let language = try NoticeWishStore.wish(of: account, in: tx)?.language ?? ""
        let ways = [
            way(mail: [profile.email?.text], phone: [], nil), way(mail: [], phone: [profile.phone?.digits], nil),
        ]
        for way in ways.compactMap(\.self) {
            let words = tongues[language].words(news, agency: agency, by: way.channel)
            try NoticeStore.add(
                Notice(id: ID(at: now), cause: "entry-\(entry.number)", dossier: nil, about: news.rawValue, agency: at,
                    recipient: .owner, channel: way.channel, address: way.address, subject: words.subject,
                    body: words.body, createdAt: now, notBefore: quiet.earliest(at: now), account: account), in: tx)
        }
    }
}

extension NoticeWording {
    func words(_ news: AccountNews, agency: String, by channel: NoticeChannel) -> Words {
        let places = ["agency": agency]
        switch channel {
        case .mail: return letter(from: agency, about: news.rawValue, t("notices.news.\(news.rawValue)", places))
        case .sms, .zalo: return Words(subject: "", body: Self.plain(t("notices.short.\(news.rawValue)", places)))
        }
    }

    /// A letter of one sentence that is about no dossier.
    func letter(from agency: String, about title: String, _ what: String) -> Words {
        Words(
            subject: t("notices.letter.subject", ["agency": agency, "what": t("notices.title.\(title)")]),
            body: t("notices.letter.body", ["agency": agency, "what": what]))
    }
}

import Access
import Base
import Identity
import Journal
import Mandates
import Storage

/// What an officer has decided about a paper of authority is told to both sides: the agent learns whether to go on, and
/// the person that somebody acts for them, also where they have never been here.
extension TellCitizens {
    func tell(_ news: MandateNews, _ entry: JournalEntry, at now: Instant, in tx: Transaction) throws {
        guard entry.subjectKind == Mandate.subjectKind, let id = MandateID(entry.subject),
            now.seconds(since: entry.at) <= Self.oldestSeconds
        else { return }
        let mandate = try MandateStore.mandate(id, for: permit, in: tx)
        let agency = try AgencyStore.agency(mandate.agency, in: tx)?.name ?? ""
        var reached: [Way] = []
        for (recipient, account, phone) in people(of: mandate) {
            let wish = try account.flatMap { try NoticeWishStore.wish(of: $0, in: tx) }
            let profile = try account.flatMap { try CitizenStore.profile(of: $0, in: tx) }
            guard let way = way(mail: [profile?.email?.text], phone: [profile?.phone?.digits, phone], wish),
                !reached.contains(way)
            else { continue }
            reached.append(way)
            let words = tongues[wish?.language ?? ""].words(news, to: recipient, agency: agency, by: way.channel)
            try NoticeStore.add(
                Notice(id: ID(at: now), cause: "entry-\(entry.number)", dossier: nil, about: news.rawValue,
                    agency: mandate.agency, recipient: recipient, channel: way.channel, address: way.address,
                    subject: words.subject, body: words.body, createdAt: now,
                    notBefore: quiet.earliest(at: now), account: account), in: tx)
        }
    }

    /// An organisation is told through its founder, who is the agent: nobody else speaks for it yet. The number that
    /// the agent has written for the person counts while there is no account: if it is a stranger's, the message
    /// names nobody.
    private func people(of mandate: Mandate) -> [(Notice.Recipient, AccountID?, String?)] {
        let agent: (Notice.Recipient, AccountID?, String?) = (.agent, mandate.agent, nil)
        guard mandate.kind != .member else { return [agent] }
        return [agent, (.principal, mandate.principalAccount, mandate.principal.phone)]
    }
}

extension NoticeWording {
    /// Nobody is named, and the reason stays in the house: it is read where one has signed in.
    func words(
        _ news: MandateNews, to recipient: Notice.Recipient, agency: String, by channel: NoticeChannel
    ) -> Words {
        let places = ["agency": agency, "link": "\(publicURL)\(MandatePages.path)"]
        let key = "\(news.rawValue).\(recipient.kind)"
        switch channel {
        case .mail: return letter(from: agency, about: news.rawValue, t("notices.news.\(key)", places))
        case .sms, .zalo: return Words(subject: "", body: Self.plain(t("notices.short.\(key)", places)))
        }
    }
}

import Access
import Base
import Catalogue
import Dossiers
import Identity
import Journal
import Storage

/// Follows the journal and writes into the outbox what citizens are to be told. The outbox and the place in the journal
/// change in one transaction, so that each entry is told once, also when the program dies in between.
struct TellCitizens: Sendable {
    static let batch = 200
    /// What is told from the first start on; of what happened before, nobody is told late.
    static let consumer = JournalConsumer("notices.citizens", from: .next)
    /// Older news is no news: entries that somebody brings in with their old dates.
    static let oldestSeconds: Int64 = 5 * 86_400

    let tongues: NoticeTongues
    let quiet: QuietHours
    let hasZalo: Bool
    /// May read every dossier: the program itself.
    let permit: Permit

    /// - Returns: how many entries were taken, and what could not be told because a record could not be read.
    func step(at now: Instant, in tx: Transaction) throws -> (taken: Int, broken: [String]) {
        var broken: [String] = []
        let taken = try Journal.advance(consumer: Self.consumer, in: tx, limit: Self.batch) { entry, tx in
            do { try tell(entry, at: now, in: tx) } catch {
                // A record that cannot be read stops nobody else's news; a database that fails stops the step.
                guard tx.failure == nil else { throw error }
                broken.append("entry \(entry.number): \(error)")
            }
        }
        return (taken, broken)
    }

    private func tell(_ entry: JournalEntry, at now: Instant, in tx: Transaction) throws {
        if let news = MandateNews(entryKind: entry.kind) { return try tell(news, entry, at: now, in: tx) }
        if let news = AccountNews(entryKind: entry.kind) { return try tell(news, entry, at: now, in: tx) }
        if entry.kind == ShowToFiler.hiddenKind, let id = ID<Dossier>(entry.subject) {
            return try NoticeStore.takeBack(from: .filer, of: id, in: tx)
        }
        guard entry.subjectKind == Dossier.subjectKind, let id = ID<Dossier>(entry.subject) else { return }
        if entry.kind == DossierAction.takeBack.entryKind {
            let undone = entry.facts["undone"]?.split(separator: " ") ?? []
            guard undone.contains(where: { $0 == DossierAction.accept.entryKind }) else { return }
            return try NoticeStore.takeBack(.accepted, of: id, in: tx)
        }
        guard let news = CitizenNews(entryKind: entry.kind), DossierFacts(entry).concernsPerson,
            now.seconds(since: entry.at) <= Self.oldestSeconds
        else { return }
        // The acceptance of what was filed online can be taken back for a minute: nobody is told before.
        let mayTakeBack = news == .accepted && entry.facts["channel"] == Channel.online.rawValue
        let due = mayTakeBack ? now.adding(seconds: TakeBack.secondsMax + 15) : now
        let dossier = try DossierStore.dossier(id, for: permit, in: tx)
        let procedure = try ProcedureStore.names(of: [dossier.procedure], in: tx)[dossier.procedure]
        let agency = try AgencyStore.agency(dossier.agency, in: tx)?.name ?? ""
        for (recipient, way, language) in try ways(to: dossier, in: tx) {
            let words = tongues[language].words(
                news, entry, procedure: procedure ?? dossier.procedureCode, agency: agency, by: way.channel)
            try NoticeStore.add(
                Notice(id: ID(at: now), cause: "entry-\(entry.number)", dossier: id, about: news.rawValue,
                    agency: dossier.agency, recipient: recipient, channel: way.channel, address: way.address,
                    subject: words.subject, body: words.body, createdAt: now,
                    notBefore: quiet.earliest(at: due), account: account(of: recipient, dossier)), in: tx)
        }
    }

    private func account(of recipient: Notice.Recipient, _ dossier: Dossier) -> AccountID? {
        switch recipient {
        case .filer: dossier.filerAccount
        case .applicant: dossier.ownerAccount
        case .agent, .principal, .owner, .staff, .trial: nil
        }
    }

    struct Way: Sendable, Equatable {
        let channel: NoticeChannel
        let address: String
    }

    /// Whom to tell, how, and in which language: whoever brought the dossier, and its owner where that is another
    /// person elsewhere. Each as they chose in their own account; of an owner without one no language is known. Who may
    /// not see the dossier any more is told nothing of it.
    private func ways(to dossier: Dossier, in tx: Transaction) throws -> [(Notice.Recipient, Way, String)] {
        let parties = try DossierPartsStore.parties(of: dossier.id, in: tx)
        let wish = try dossier.filerAccount.flatMap { try NoticeWishStore.wish(of: $0, in: tx) }
        let profile = try dossier.filerAccount.flatMap { try CitizenStore.profile(of: $0, in: tx) }
        let filer = parties[.filer] ?? parties[.applicant]
        var ways: [(Notice.Recipient, Way, String)] = []
        let mails = [filer?.email, profile?.email?.text]
        if dossier.isSeenByFiler, let way = way(mail: mails, phone: [filer?.phone, profile?.phone?.digits], wish) {
            let filedIn = try DossierPartsStore.content(of: dossier.id, in: tx).language
            ways.append((.filer, way, wish.flatMap { $0.language.isEmpty ? nil : $0.language } ?? filedIn))
        }
        if parties[.filer] != nil || dossier.ownerAccount != nil, let applicant = parties[.applicant] {
            let owner = try dossier.ownerAccount.flatMap { try CitizenStore.profile(of: $0, in: tx) }
            let theirs = try dossier.ownerAccount.flatMap { try NoticeWishStore.wish(of: $0, in: tx) }
            if let way = way(mail: [applicant.email, owner?.email?.text],
                phone: [applicant.phone, owner?.phone?.digits], theirs), !ways.contains(where: { $0.1 == way })
            {
                ways.append((.applicant, way, theirs?.language ?? ""))
            }
        }
        return ways
    }

    /// By e-mail when there is an address, otherwise to the telephone. The first that is given counts.
    func way(mail: [String?], phone: [String?], _ wish: NoticeWish?) -> Way? {
        let wish = wish ?? NoticeWish(takesMail: true, takesTexts: true)
        let mails = mail.compactMap(\.self).filter(MailMessage.isAddress)
        if wish.takesMail, let address = mails.first { return Way(channel: .mail, address: address) }
        let phones = phone.compactMap { $0.flatMap(PhoneNumber.init)?.international }
        guard wish.takesTexts, let number = phones.first else { return nil }
        return Way(channel: hasZalo ? .zalo : .sms, address: number)
    }
}

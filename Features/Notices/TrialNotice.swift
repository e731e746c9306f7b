import Access
import Base
import Identity
import Storage

/// Puts a message without content into the outbox, to see whether a channel stands.
package struct TrialNotice: Sendable {
    let channel: NoticeChannel
    let address: String
    let wording: NoticeWording

    init(_ channel: NoticeChannel, to address: String, wording: NoticeWording) {
        self.channel = channel
        self.address = address
        self.wording = wording
    }

    /// By what is reached who typed this: an e-mail address or a mobile number; nil for neither.
    package static func way(to typed: String) -> (channel: NoticeChannel, address: String)? {
        if let number = PhoneNumber(typed) { return (.sms, number.international) }
        return EmailAddress(typed) != nil && MailMessage.isAddress(typed) ? (.mail, typed) : nil
    }

    func run(in tx: Transaction, act: Act) throws {
        guard let agency = act.permit.agency else { throw Problem.notFound }
        try NoticeStore.add(notice(of: agency, at: act.at), in: tx)
    }

    func notice(of agency: AgencyID, at now: Instant) -> Notice {
        let (id, words) = (ID<Notice>(at: now), wording.trial())
        let isMail = channel == .mail
        return Notice(id: id, cause: "trial-\(id)", dossier: nil, about: NoticeKinds.trial, agency: agency,
            recipient: .trial, channel: channel, address: address,
            subject: isMail ? words.subject : "", body: isMail ? words.body : NoticeWording.plain(words.body),
            createdAt: now, notBefore: now)
    }
}

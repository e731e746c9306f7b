import Access
import Base
import Identity

/// A code for a telephone: at once and past the outbox, where others read.
package enum CodeNotice {
    /// Nil where no gateway for messages was chosen: a file in the working folder reaches nobody.
    package static func send(by settings: NoticeSettings, publicURL: String) -> CodeLine.Send? {
        guard settings.sms != nil || settings.zalo != nil else { return nil }
        let lines = NoticeLines(settings, publicURL: publicURL)
        let channel: NoticeChannel = settings.sms == nil ? .zalo : .sms
        return { number, text, now in
            let id = ID<Notice>(at: now)
            let notice = Notice(id: id, cause: "code-\(id)", dossier: nil, about: NoticeKinds.trial,
                agency: AgencyID(at: now), recipient: .trial, channel: channel, address: number.international,
                subject: "", body: NoticeWording.plain(text), createdAt: now, notBefore: now)
            switch await lines.send(notice, at: now) {
            case .sent: return true
            case .later, .lineDown, .refused: return false
            }
        }
    }
}

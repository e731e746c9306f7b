import Base
import Web

/// How a notice stands, in the words that all pages share.
enum NoticeViews {
    /// Channel and standing: `E-mail · Đã gửi 23/11/2026 09:00`.
    static func standing(_ one: Notice, _ t: Strings) -> HTML {
        let tone: Tone =
            switch one.state {
            case .waiting: one.attempts > 0 ? .warn : .neutral
            case .sent: .good
            case .failed, .givenUp: .late
            }
        let moment = one.sentAt ?? (one.state == .waiting ? one.notBefore : nil)
        return """
            \(t("notices.channel.\(one.channel.rawValue)")) \
            \(Components.tag(t("notices.state.\(one.state.rawValue)"), tone)) \
            \(moment.map { "<span class=\"hint\">\(t.formats.dateTime($0))</span>" as HTML })
            """
    }
}

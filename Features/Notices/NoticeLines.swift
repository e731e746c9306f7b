import Access
import Base
import Web
import Webhooks

/// How one try to send ended.
enum NoticeOutcome: Sendable, Equatable {
    /// The other side has taken it, under this name.
    case sent(String)
    /// It may be taken later.
    case later(String)
    /// The channel itself does not work now: no other notice needs to try at once.
    case lineDown(String)
    /// It will never be taken: a wrong address.
    case refused(String)
}

/// The ways out of the house, one for each channel.
package struct NoticeLines: Sendable {
    typealias Send = @Sendable (Notice, Instant) async -> NoticeOutcome

    struct Line: Sendable {
        /// As the administrator sees it; never a secret.
        let leadsTo: String
        let send: Send
    }

    let lines: [NoticeChannel: Line]
    /// Whether Zalo is asked before a text message is sent.
    let hasZalo: Bool

    init(lines: [NoticeChannel: Line], hasZalo: Bool) {
        self.lines = lines
        self.hasZalo = hasZalo
    }

    /// - Parameter publicURL: its host names our mails.
    package init(_ settings: NoticeSettings, publicURL: String) {
        let sink = FileSink(folder: settings.folder)
        let outward = OutwardLine(allowed: settings.allowed)
        var lines: [NoticeChannel: Line] = [:]
        for channel in NoticeChannel.allCases {
            lines[channel] = Line(leadsTo: settings.folder) { notice, now in sink.send(notice, at: now) }
        }
        if let server = settings.mail {
            let line = MailLine(server: server, host: MailMessage.host(of: publicURL))
            lines[.mail] = Line(leadsTo: server.url) { notice, now in await line.send(notice, at: now) }
        }
        for (channel, gateway) in [(NoticeChannel.sms, settings.sms), (.zalo, settings.zalo)] {
            guard let gateway else { continue }
            let line = GatewayLine(gateway: gateway, line: outward)
            lines[channel] = Line(leadsTo: gateway.url) { notice, _ in await line.send(notice) }
        }
        self.init(lines: lines, hasZalo: settings.zalo != nil)
    }

    func send(_ notice: Notice, at now: Instant) async -> NoticeOutcome {
        guard let line = lines[notice.channel] else { return .lineDown("no line") }
        return await line.send(notice, now)
    }
}

/// `motcua notice test`: one message at once, past the outbox.
package enum NoticeTrial {
    /// - Returns: whether it was taken, and under which name or why not.
    package static func run(
        by channel: NoticeChannel, to address: String, over lines: NoticeLines, t: Strings, at now: Instant
    ) async -> (isWell: Bool, words: String) {
        let trial = TrialNotice(channel, to: address, wording: NoticeWording(t: t, publicURL: ""))
        switch await lines.send(trial.notice(of: AgencyID(at: now), at: now), at: now) {
        case .sent(let name): return (true, name)
        case .later(let problem), .lineDown(let problem), .refused(let problem): return (false, problem)
        }
    }
}

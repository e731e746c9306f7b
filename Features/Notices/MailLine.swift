import Base
import CCurl
import Dispatch

/// The line to the mail server: libcurl speaks SMTP, TLS and the ways of signing in; we say what and judge the answer.
struct MailLine: Sendable {
    private static let connectSeconds = 15
    /// Shorter than a claim, see `NoticeRunner.claimSeconds`.
    static let wholeSeconds = 60

    let server: MailServer
    /// How we greet the server, and the right half of a Message-ID.
    let host: String

    /// libcurl sets itself up once, before the first line.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func send(_ notice: Notice, at now: Instant) async -> NoticeOutcome {
        guard MailMessage.isAddress(notice.address) else { return .refused("address") }
        guard Self.isReady else { return .lineDown("libcurl") }
        let text = MailMessage(notice, from: server.from, host: host, at: now).text
        let to = notice.address
        // It blocks, so it stands on a thread of its own.
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: post(text, to: to)) }
        }
    }

    private func post(_ text: String, to address: String) -> NoticeOutcome {
        var status = 0
        var problem = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = withTexts(["\(server.url)/\(host)", server.user, server.password, server.authorities,
            "<\(server.from)>", "<\(address)>", text]
        ) { texts in
            var mail = motcua_mail()
            (mail.url, mail.user, mail.password, mail.authorities) = (texts[0], texts[1], texts[2], texts[3])
            (mail.from, mail.to, mail.text) = (texts[4], texts[5], texts[6])
            mail.length = text.utf8.count
            mail.encryption = Int32(encryption)
            mail.connect_seconds = Self.connectSeconds
            mail.whole_seconds = Self.wholeSeconds
            return motcua_mail_send(&mail, &problem, &status)
        }
        if code == 0 { return .sent("SMTP \(status)") }
        let bytes = problem.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return Self.judged(code: Int(code), status: status, words: String(decoding: bytes, as: UTF8.self))
    }

    private var encryption: Int {
        switch server.encryption {
        case .none: 0
        case .ifOffered: 1
        case .required: 2
        }
    }

    /// A server that could not be reached, or that does not know us, is a matter of the line; its "no" to this mail
    /// (5xx to the receiver or the text, RFC 5321 section 4.2.1) is final, its "later" (4xx) is not.
    static func judged(code: Int, status: Int, words: String) -> NoticeOutcome {
        let words = "\(words.isEmpty ? "curl \(code)" : words)\(status > 0 ? " (\(status))" : "")"
        let signIn: Set = [530, 534, 535, 538]
        guard code == Int(CURLE_SEND_ERROR.rawValue) || code == Int(CURLE_WEIRD_SERVER_REPLY.rawValue) else {
            return .lineDown(words)
        }
        switch status {
        case 500..<600 where !signIn.contains(status): return .refused(words)
        case 400..<500: return .later(words)
        default: return .lineDown(words)
        }
    }

    /// The texts as C knows them, for as long as `body` runs.
    private func withTexts<Value>(
        _ texts: [String], _ held: [UnsafePointer<CChar>] = [], _ body: ([UnsafePointer<CChar>]) -> Value
    ) -> Value {
        guard let first = texts.first else { return body(held) }
        return first.withCString { withTexts(Array(texts.dropFirst()), held + [$0], body) }
    }
}

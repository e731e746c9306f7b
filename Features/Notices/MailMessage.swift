import Base
import Foundation

/// One mail as it goes over the wire (RFC 5322, RFC 2047): plain text in UTF-8, lines ended by CR LF, nothing of it
/// outside ASCII. What a person wrote cannot begin a header, for every header's value is encoded.
struct MailMessage: Sendable, Equatable {
    let from: String
    let to: String
    let subject: String
    let body: String
    /// Derived from the notice alone: a receiver, or its mail server, can tell a repetition after a crash of ours.
    let messageID: String
    let at: Instant

    init(_ notice: Notice, from: String, host: String, at now: Instant) {
        self.from = from
        to = notice.address
        subject = notice.subject
        body = notice.body
        messageID = "<\(notice.id)@\(host)>"
        at = now
    }

    /// The host of an address as mails may name it; a name of no meaning for what is none.
    static func host(of url: String) -> String {
        let host = URLComponents(string: url)?.percentEncodedHost ?? ""
        let isPlain = host.wholeMatch(of: /[A-Za-z0-9.-]+/) != nil
        return isPlain ? host : "motcua.invalid"
    }

    /// Whether an address may stand between angle brackets of the SMTP dialogue: ASCII, no space, no quoting.
    static func isAddress(_ text: String) -> Bool {
        text.utf8.count <= 254
            && text.wholeMatch(of: /[A-Za-z0-9.!#$%&'*+\/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*/) != nil
    }

    var text: String {
        let headers = [
            "Date: \(Self.date(at))", "From: \(from)", "To: \(to)", "Subject: \(Self.encoded(subject))",
            "Message-ID: \(messageID)", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64", "Auto-Submitted: auto-generated",
        ]
        return headers.joined(separator: "\r\n") + "\r\n\r\n" + Self.wrapped(body) + "\r\n"
    }

    /// Base64 in lines of 76; line breaks inside are CR LF as the standard of text wants.
    private static func wrapped(_ body: String) -> String {
        let text = body.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        return Data(text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn,
            .endLineWithLineFeed])
    }

    /// Encoded words of at most 75 bytes, cut between characters.
    static func encoded(_ text: String) -> String {
        let isPlain = text.utf8.count <= 60 && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && !text.contains("=?")
        if isPlain { return text }
        var words: [String] = []
        var part = ""
        for scalar in text.unicodeScalars {
            // 45 bytes become 60 signs of Base64, and "=?UTF-8?B?" with "?=" are 12.
            if part.utf8.count + String(scalar).utf8.count > 45 {
                words.append(part)
                part = ""
            }
            part.unicodeScalars.append(scalar)
        }
        words.append(part)
        return words.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// `Mon, 23 Nov 2026 09:00:00 +0700`
    private static func date(_ moment: Instant) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (day, time) = (moment.localDate, moment.localTime)
        // Day 0, 1 January 1970, was a Thursday.
        let weekday = days[((day.dayNumber + 3) % 7 + 7) % 7]
        return "\(weekday), \(twoDigits(day.day)) \(months[day.month - 1]) \(day.year) "
            + "\(twoDigits(time.hour)):\(twoDigits(time.minute)):\(twoDigits(time.second)) +0700"
    }
}

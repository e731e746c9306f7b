import Access
import Base

/// What a handler answers with. The dispatcher adds layout, security headers, cookies and compression.
package struct Answer: Sendable {
    package enum Body: Sendable {
        case page(Page)
        case bytes([UInt8], contentType: String)
        /// Chunks sent as they come, for files.
        case stream(AsyncThrowingStream<[UInt8], any Error>, contentType: String, length: Int?)
        /// Server-sent events until the client leaves or the server stops.
        case events(AsyncStream<ServerEvent>)
        case empty
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: Body
    /// Signs somebody in or out together with this answer: the dispatcher makes or ends the session and its cookie.
    package var sessionChange: SessionChange?
    /// Set by `away(to:)` alone: only then may `Location` name another site.
    private(set) var leadsAway = false
    /// The ids of the records that a list shows, for the log of readings; see `Route.reads`.
    package var shown: [String] = []
    /// When the form was sent first, in an answer that `WebRequest.once` gives once more; nil where the deed was done.
    package internal(set) var keptSince: Instant?

    package enum SessionChange: Sendable, Equatable {
        /// The ticket names what opened the session, for a feature that may have to end it: `Sessions.end(ticket:)`.
        case signIn(AccountID, ticket: String? = nil)
        /// The password was given again: the locked session goes on, with the tokens of its open forms.
        case unlock
        case signOut
    }

    package init(status: Int = 200, headers: [(name: String, value: String)] = [], body: Body) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func page(_ page: Page, status: Int = 200) -> Answer { Answer(status: status, body: .page(page)) }

    /// 303 to a page of this site. `notice` is the key `notice.<word>` of a sentence to show there once.
    package static func redirect(to path: String, notice: String? = nil) -> Answer {
        var target = path
        if let notice { target += (path.contains("?") ? "&" : "?") + "da-xong=" + notice }
        return Answer(status: 303, headers: [("Location", target)], body: .empty)
    }

    /// 303 to another site, to sign in there: an address that the program has made from its settings, never from what a
    /// visitor typed. It cannot answer a form: the content policy keeps what forms send inside the site.
    /// - Precondition: `https://…` or `http://…`, ASCII without blanks.
    package static func away(to address: String) -> Answer {
        precondition(isAway(address), "a redirect must not lead there")
        var answer = Answer(status: 303, headers: [("Location", address)], body: .empty)
        answer.leadsAway = true
        return answer
    }

    /// Whether `away(to:)` takes the address.
    package static func isAway(_ address: String) -> Bool {
        (address.hasPrefix("https://") || address.hasPrefix("http://")) && address.utf8.count <= 8000
            && address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    }

    package static func json(_ bytes: [UInt8], status: Int = 200) -> Answer {
        Answer(status: status, body: .bytes(bytes, contentType: "application/json; charset=utf-8"))
    }

    /// A file made for the person: `attachment` offers to save it, otherwise the browser shows it. Its name goes in two
    /// ways (RFC 6266): as plain letters for old programs, and whole when it has others.
    package static func file(_ bytes: [UInt8], type: String, name: String, attachment: Bool = false) -> Answer {
        let plain = String(name.unicodeScalars.map { scalar -> Character in
            (32...126).contains(scalar.value) && scalar != "\"" && scalar != "\\" ? Character(scalar) : "_"
        })
        var disposition = "\(attachment ? "attachment" : "inline"); filename=\"\(plain)\""
        if !name.utf8.allSatisfy({ $0 < 128 }) {
            disposition += "; filename*=UTF-8''\(PercentCoding.encoded(VietnameseText.tidied(name)))"
        }
        return Answer(headers: [("Content-Disposition", disposition)], body: .bytes(bytes, contentType: type))
    }
}

/// One thing that an open page is told.
package struct ServerEvent: Sendable, Equatable {
    package let id: String?
    package let name: String
    package let data: String

    package init(id: String? = nil, name: String, data: String) {
        self.id = id
        self.name = name
        self.data = data
    }
}

/// The content of a page; the layout around it is drawn by the dispatcher for whoever asks.
package struct Page: Sendable {
    package enum Density: Sendable {
        /// Citizens: 18 px, one column, large targets.
        case citizen
        /// Officers: 15 px, wide, everything within reach.
        case officer
        /// Nothing but the paper: print pages and displays.
        case paper
    }

    package var title: String
    package var density: Density
    /// The path of the navigation entry to mark as current.
    package var section: String?
    package var main: HTML

    package init(title: String, density: Density, section: String? = nil, main: HTML) {
        self.title = title
        self.density = density
        self.section = section
        self.main = main
    }
}

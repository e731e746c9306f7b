import Access
import Base
import Blobs
import Crypto
import Foundation
import Journal
import Storage

/// A request as a handler sees it: already identified, allowed, within limits, its form read.
package struct WebRequest: Sendable {
    package let method: Route.Method
    /// The path without the query, as the browser asked for it.
    package let path: String
    /// The values of the path's `:name` parts, percent-decoded.
    package let parameters: [String: String]
    package let query: FormValues
    package let form: FormValues
    /// Files of a multipart form by field name, already streamed to `Blobs`, in the order sent.
    package let files: [String: [StagedFile]]
    /// The body of a JSON request.
    package let json: [UInt8]
    /// Proof that the caller may use this route.
    package let permit: Permit
    package let strings: Strings
    package let now: Instant
    /// Ties a page, its log lines and its journal entries together; 16 hexadecimal digits.
    package let requestID: String
    /// The peer's address, for throttling and the log.
    package let clientAddress: String
    /// By their names in lower case.
    package let headers: [String: String]
    package let site: Site
    package let sessions: Sessions
    /// Whose session is locked in this browser; nil when none is.
    package var locked: Caller?
    /// What was sent while the session was locked, to be sent again when it is open.
    package var held: HeldForm?
    let browser: BrowserSecret
    let formTokens: FormTokens

    /// Goes into every form as the hidden field `csrf`, see `Components.form`. Reading it marks the page as not to be
    /// kept, and gives a visitor's browser its secret cookie: read it only where a form is drawn.
    package var csrfToken: String {
        browser.markUsed()
        return formTokens.token(for: browser.value)
    }

    /// A mark of the browser that the database may hold: what waits there for this browser alone (a sign-in between
    /// password and code). The secret itself is nowhere but in its cookie.
    package var browserDigest: String {
        browser.markUsed()
        return Hex.text(SHA256.hash(data: Data("step:\(browser.value)".utf8)))
    }

    /// Which of the caller's own sessions this is, see `OpenSession.key`; one that nobody has, for a visitor.
    package var sessionKey: String { Sessions.key(ofToken: browser.value) }

    /// Whether a script or a program asks, which wants a problem as a document and not as a page.
    package var wantsDocument: Bool {
        let accepted = headers["accept"] ?? ""
        return accepted.contains("json") && !accepted.contains("text/html")
    }

    package var caller: Caller { permit.caller }
    package var act: Act { Act(permit: permit, at: now, requestID: requestID) }

    /// A path parameter as an id; what is no id is not there.
    package func id<Subject>(_ name: String) throws(Problem) -> ID<Subject> {
        guard let id = ID<Subject>(parameters[name] ?? "") else { throw .notFound }
        return id
    }
}

/// Values of a form or a query, several per name allowed, in the order sent. Text is NFC and without outer space.
package struct FormValues: Sendable, Equatable {
    let pairs: [(name: String, value: String)]

    package init(_ pairs: [(name: String, value: String)]) { self.pairs = pairs }
    package static let none = FormValues([])

    /// The first value, or the empty text.
    package subscript(_ name: String) -> String { pairs.first { $0.name == name }?.value ?? "" }
    package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }
    package func has(_ name: String) -> Bool { pairs.contains { $0.name == name } }
    package var names: [String] { pairs.map(\.name) }

    package static func == (left: FormValues, right: FormValues) -> Bool {
        left.pairs.elementsEqual(right.pairs) { $0.name == $1.name && $0.value == $1.value }
    }
}

/// What every handler shares: built once by the application.
package struct Site: Sendable {
    package private(set) var database: any Database
    package let blobs: any BlobStore
    package let clock: Clock
    package let policy: AccessPolicy
    /// Shown on every page when the data is a demonstration.
    package let isDemo: Bool
    /// Where people reach this installation, for the codes on paper: `https://motcua.example`, without a slash at the end.
    package let publicURL: String
    /// Where somebody tells of a weakness of the site.
    package let weaknesses: WeaknessChannel
    /// What open pages are told from. Somebody must run it; until then it is silent.
    package let journal: JournalStream

    package init(
        database: any Database, blobs: any BlobStore, clock: Clock, policy: AccessPolicy, isDemo: Bool = false,
        publicURL: String = "http://127.0.0.1:8080", weaknesses: WeaknessChannel = WeaknessChannel()
    ) {
        self.database = database
        self.blobs = blobs
        self.clock = clock
        self.policy = policy
        self.isDemo = isDemo
        self.publicURL = publicURL
        self.weaknesses = weaknesses
        journal = JournalStream(database: database)
    }

    /// The site for one request: an official's sees the rows of the own agency and nothing else, whatever a store
    /// forgets to ask (`RowWall`). Doors that are open to everybody answer an official as they answer the public: what
    /// they show is shown of every agency.
    func walled(for permit: Permit) -> Site {
        policy.allows(permit.permission, to: .anonymous) ? self : walled(for: permit.caller)
    }

    func walled(for caller: Caller) -> Site {
        guard let agency = caller.staff?.agency else { return self }
        var walled = self
        walled.database = database.reaching(.agency(agency))
        return walled
    }
}

import Access
import Base
import Blobs
import Storage

/// One door of the house. The table of all routes is the list from which the access tests are generated.
package struct Route: Sendable {
    package enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", delete = "DELETE" }

    /// Which body a request may carry. Larger ones are refused with 413.
    package enum Body: Sendable, Equatable {
        case none
        /// `application/x-www-form-urlencoded`, `multipart/form-data` without files, at most 256 kB.
        case form
        /// `multipart/form-data` whose files stream to `Blobs`; the limit is per file, in bytes. Papers, unless the
        /// door asks for another type.
        case files(bytesPerFileMax: Int, types: [FileType] = FileType.papers)
        /// A JSON document of the API, at most 256 kB.
        case json
        /// One file, raw, of one of these media types; it streams to `Blobs`.
        case file(bytesMax: Int, types: [String])
    }

    package let method: Method
    /// `/ho-so/:id`: a part that begins with a colon matches one path segment.
    package let path: String
    package let permission: Permission
    package let body: Body
    package let handler: @Sendable (WebRequest) async throws -> Answer
    /// Set for doors of the API: they know their callers by tokens and not by cookies, and describe themselves.
    package var api: APIOperation?
    /// A word that changes whenever the page does, apart from path, query and language. With it the page may be drawn
    /// once for all visitors who have not signed in.
    package var stamp: (@Sendable (Instant, Snapshot) throws -> String)?
    /// Asked by an open page, not by the person: it does not keep the session from ending when nobody is there.
    package private(set) var isQuiet = false
    /// See `call`.
    package private(set) var isCall = false
    /// See `paced`.
    var ownPace: Pace?
    /// What it shows of people; nil for a door behind which nobody's papers are. See `reads`.
    package internal(set) var reading: Reading?

    package static func get(
        _ path: String, _ permission: Permission, _ handler: @escaping @Sendable (WebRequest) async throws -> Answer
    ) -> Route {
        Route(method: .get, path: path, permission: permission, body: .none, handler: handler)
    }

    /// A page that is the same for every visitor while `stamp` is: a catalogue, not a form.
    package static func publicPage(
        _ path: String, _ permission: Permission, stamp: @escaping @Sendable (Instant, Snapshot) throws -> String,
        _ handler: @escaping @Sendable (WebRequest) async throws -> Answer
    ) -> Route {
        Route(method: .get, path: path, permission: permission, body: .none, handler: handler, stamp: stamp)
    }

    /// Where an open page listens for `Answer.live`. Being open does not count as being there.
    package static func live(
        _ path: String, _ permission: Permission, _ handler: @escaping @Sendable (WebRequest) async throws -> Answer
    ) -> Route {
        Route(method: .get, path: path, permission: permission, body: .none, handler: handler, isQuiet: true)
    }

    /// Another server calls, with a form, and proves by what it sends who it is: no cookie is looked at, no form's
    /// token is asked for, and nobody is signed in.
    package static func call(
        _ path: String, _ permission: Permission, _ handler: @escaping @Sendable (WebRequest) async throws -> Answer
    ) -> Route {
        Route(method: .post, path: path, permission: permission, body: .form, handler: handler, isCall: true)
            .paced(.program)
    }

    /// A page that changes something: it must carry the CSRF token, and does its change through `WebRequest.once`.
    package static func post(
        _ path: String, _ permission: Permission, body: Body = .form,
        _ handler: @escaping @Sendable (WebRequest) async throws -> Answer
    ) -> Route {
        Route(method: .post, path: path, permission: permission, body: body, handler: handler)
    }
}

import Access

/// One door of the house. The table of all routes is the list from which the access tests are generated.
package struct Route: Sendable {
    package enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", delete = "DELETE" }

    /// Which body a request may carry. Larger ones are refused with 413.
    package enum Body: Sendable, Equatable {
        case none
        /// `application/x-www-form-urlencoded`, `multipart/form-data` without files, at most 256 kB.
        case form
        /// `multipart/form-data` whose files stream to `Blobs`; the limit is per file, in bytes.
        case files(bytesPerFileMax: Int)
        /// A JSON document of the API, at most 256 kB.
        case json
    }

    package let method: Method
    /// `/ho-so/:id`: a part that begins with a colon matches one path segment.
    package let path: String
    package let permission: Permission
    package let body: Body
    package let handler: @Sendable (WebRequest) async throws -> Answer
    /// Asked by an open page, not by the person: it does not keep the session from ending when nobody is there.
    var isQuiet = false

    package static func get(
        _ path: String, _ permission: Permission, _ handler: @escaping @Sendable (WebRequest) async throws -> Answer
    ) -> Route {
        Route(method: .get, path: path, permission: permission, body: .none, handler: handler)
    }

    /// Where an open page listens for `Answer.live`. Being open does not count as being there.
    package static func live(
        _ path: String, _ permission: Permission, _ handler: @escaping @Sendable (WebRequest) async throws -> Answer
    ) -> Route {
        Route(method: .get, path: path, permission: permission, body: .none, handler: handler, isQuiet: true)
    }

    /// A page that changes something: it must carry the CSRF token, and does its change through `WebRequest.once`.
    package static func post(
        _ path: String, _ permission: Permission, body: Body = .form,
        _ handler: @escaping @Sendable (WebRequest) async throws -> Answer
    ) -> Route {
        Route(method: .post, path: path, permission: permission, body: body, handler: handler)
    }
}

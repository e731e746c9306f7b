import Base
import Blobs
import Crypto
import Foundation

/// One request to the API, checked against the operation's description.
package struct APICall: Sendable {
    package let request: WebRequest
    /// The parameters of the query.
    package let query: APIInput
    /// The JSON body; empty for operations without one.
    package let body: APIInput
    let operation: String

    /// The file of an upload, already durable, under the name that the query gives it.
    /// - Throws: `bad-form` when the operation takes none.
    package func file() throws(Problem) -> StagedFile {
        guard let staged = request.files["file"]?.first else { throw .badForm }
        return StagedFile(name: FormReader.shownName(query.text("name")), digest: staged.digest, size: staged.size,
            type: staged.type)
    }

    /// How many items of a list are wanted.
    package var limit: Int { query.integer("limit") ?? APIOperation.limitStandard }

    /// Where the last page ended, as the handler wrote it down with `cursor`; nil at the beginning.
    /// - Throws: `invalid-form` for a text that is no cursor of this list with these filters.
    package func place() throws(Problem) -> [String]? {
        guard query.has("after") else { return nil }
        let wrong = Problem.invalid([FieldFault("after", "api.cursor")])
        guard let bytes = SecretText.bytes(query.text("after")), let text = String(validating: bytes, as: UTF8.self)
        else { throw wrong }
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, parts[0] == fingerprint else { throw wrong }
        return Array(parts.dropFirst())
    }

    /// The same for lists whose place is one id.
    package func placeID<Subject>() throws(Problem) -> ID<Subject>? {
        guard let place = try place() else { return nil }
        guard place.count == 1, let id = ID<Subject>(place[0]) else {
            throw Problem.invalid([FieldFault("after", "api.cursor")])
        }
        return id
    }

    /// The same for lists whose place is one number, not below 0.
    package func placeNumber() throws(Problem) -> Int64? {
        guard let place = try place() else { return nil }
        guard place.count == 1, let number = Int64(place[0]), number >= 0 else {
            throw Problem.invalid([FieldFault("after", "api.cursor")])
        }
        return number
    }

    /// Names a place in this list. Opaque to callers; it holds no secret and gives no right.
    package func cursor(_ parts: String...) -> String {
        SecretText.text(Array(([fingerprint] + parts).joined(separator: "\n").utf8))
    }

    /// Ties a cursor to the list and its filters: with others it would name a place that means nothing.
    private var fingerprint: String {
        let filters = request.query.pairs.filter { $0.name != "after" && $0.name != "limit" }
            .map { "\($0.name)=\($0.value)" }.sorted().joined(separator: "&")
        return Hex.text(SHA256.hash(data: Data("\(operation)?\(filters)".utf8)).prefix(6))
    }
}

/// One page of a list.
package struct APIPage<Item: Sendable>: Sendable {
    package let items: [Item]
    /// Made by `APICall.cursor`; nil at the end.
    package let next: String?

    package init(_ items: [Item], next: String?) {
        self.items = items
        self.next = next
    }

    /// Items of which one more than `limit` was asked for, to see whether there is a next page.
    package init(_ found: [Item], limit: Int, cursor: (Item) -> String) {
        items = Array(found.prefix(limit))
        next = found.count > limit ? items.last.map(cursor) : nil
    }
}

import Access
import Base

/// What a door shows of people's papers. A route says it of itself (`Route.reads`), so that no handler can forget it,
/// and a test can ask every route.
package struct Reading: Sendable, Equatable {
    package enum What: String, Sendable, CaseIterable {
        /// The record's own page, or the record whole for a program.
        case page
        /// A scan or another file of it.
        case file
        /// A form of the law with its people in it.
        case paper
        /// Many records at once: what a search found, a register.
        case list
        /// What others did or read.
        case log
    }

    package let what: What
    /// The kind of record, by the journal's word: `dossier`, `log` …
    package let kind: String
    /// The part of the path that names the record; nil where the answer names those it shows (`Answer.shown`).
    let record: String?
    /// The part of the path that names a piece of the record: a file.
    let part: String?
}

/// One look at people's papers, about to be answered.
package struct ReadAct: Sendable {
    package let reading: Reading
    /// The records shown, by their ids: the one of the path, or those that the answer names.
    package let records: [String]
    /// The id of the file, where one was asked for; otherwise empty.
    package let part: String
    /// The door's pattern: `/ho-so/:id`.
    package let door: String
    /// Who, when, in which request.
    package let act: Act
    /// The peer's address.
    package let address: String

    package init(
        _ reading: Reading, records: [String], part: String, door: String, act: Act, address: String
    ) {
        self.reading = reading
        self.records = records
        self.part = part
        self.door = door
        self.act = act
        self.address = address
    }
}

/// Writes a look down, durably, before the answer leaves. What it throws is answered in place of the page: nothing is
/// shown that could not be written down.
package typealias ReadRecorder = @Sendable (ReadAct) async throws -> Void

extension Route {
    /// The same door, which shows something of people and is therefore written down each time.
    /// - Parameters:
    ///   - record: the `:name` of the path that names the record; nil where the answer names them.
    ///   - part: the `:name` of a file.
    package func reads(
        _ what: Reading.What, of kind: String = "dossier", record: String? = "id", part: String? = nil
    ) -> Route {
        for name in [record, part].compactMap({ $0 }) {
            precondition(path.split(separator: "/").contains(":\(name)"), "\(path) has no :\(name)")
        }
        var route = self
        route.reading = Reading(what: what, kind: kind, record: record, part: part)
        return route
    }
}

extension [Route] {
    /// The same doors. Those that take a form draw the page of a record around it when they refuse it: a look, too.
    package func drawingAgain(_ kind: String = "dossier") -> [Route] {
        map { $0.method == .get || $0.reading != nil ? $0 : $0.reads(.page, of: kind) }
    }
}

extension APIOperation {
    /// See `Route.reads`.
    package func reads(
        _ what: Reading.What, of kind: String = "dossier", record: String? = "id", part: String? = nil
    ) -> APIOperation {
        var operation = self
        operation.reading = Reading(what: what, kind: kind, record: record, part: part)
        return operation
    }
}

extension ReadAct {
    /// What the answer to a request shows; nil for a door that shows nothing of people. A form that is refused is
    /// shown again in its page, with the record around it.
    init?(_ route: Route, _ request: WebRequest, _ answer: Answer) {
        let isShownAgain = if route.method != .get, case .page = answer.body { true } else { false }
        guard let reading = route.reading, answer.status == 200 || isShownAgain else { return nil }
        let named = reading.record.flatMap { request.parameters[$0] }
        self.init(
            reading, records: named.map { [$0] } ?? answer.shown,
            part: reading.part.flatMap { request.parameters[$0] } ?? "", door: route.path, act: request.act,
            address: request.clientAddress)
    }
}

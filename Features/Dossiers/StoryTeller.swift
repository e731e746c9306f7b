import Base
import Web

/// A moment that another feature weaves into the story of a dossier: what was sent to the person, and whether it has
/// arrived.
package struct StoryLine: Sendable {
    let at: Instant
    let what: String
    let text: HTML
    let state: Components.Moment.State

    /// - Parameters:
    ///   - what: a finished sentence.
    ///   - text: more about it, or empty.
    package init(at: Instant, _ what: String, text: HTML = .empty, state: Components.Moment.State = .past) {
        self.at = at
        self.what = what
        self.text = text
        self.state = state
    }
}

/// Who knows such moments of a dossier.
package struct StoryTeller: Sendable {
    let readers: Set<DossierPanel.Reader>
    let lines: @Sendable (DossierFolder, WebRequest) async throws -> [StoryLine]

    /// - Parameter lines: in any order. The reader may see the dossier.
    package init(
        for readers: Set<DossierPanel.Reader>,
        _ lines: @escaping @Sendable (DossierFolder, WebRequest) async throws -> [StoryLine]
    ) {
        self.readers = readers
        self.lines = lines
    }
}

extension [StoryTeller] {
    func lines(
        for reader: DossierPanel.Reader, _ folder: DossierFolder, _ request: WebRequest
    ) async throws -> [StoryLine] {
        var lines: [StoryLine] = []
        for teller in self where teller.readers.contains(reader) { lines += try await teller.lines(folder, request) }
        return lines
    }
}

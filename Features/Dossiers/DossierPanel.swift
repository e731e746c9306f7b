import Web

/// A section that another feature puts on the page of a dossier: its papers, what was sent to the person.
package struct DossierPanel: Sendable {
    package enum Reader: Sendable, Hashable { case officer, citizen }

    let readers: Set<Reader>
    let html: @Sendable (DossierFolder, WebRequest) async throws -> HTML

    /// - Parameter html: the section with its heading; `.empty` shows nothing. The reader may see the dossier.
    package init(
        for readers: Set<Reader>, _ html: @escaping @Sendable (DossierFolder, WebRequest) async throws -> HTML
    ) {
        self.readers = readers
        self.html = html
    }
}

extension [DossierPanel] {
    /// The sections for one reader, in order.
    func html(for reader: DossierPanel.Reader, _ folder: DossierFolder, _ request: WebRequest) async throws -> HTML {
        var sections: [HTML] = []
        for panel in self where panel.readers.contains(reader) {
            sections.append(try await panel.html(folder, request))
        }
        return "\(sections)"
    }
}

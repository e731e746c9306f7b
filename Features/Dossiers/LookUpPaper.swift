import Web

/// A paper that another feature offers to whoever has found a dossier at `/tra-cuu`: the code and the digits travel
/// with the form, and are asked about again.
package struct LookUpPaper: Sendable {
    /// What stands around the button.
    let section: @Sendable (DossierFolder, WebRequest, _ form: HTML) -> HTML
    let answer: @Sendable (DossierFolder, WebRequest) async throws -> Answer

    /// - Parameters:
    ///   - section: the part of the page; `form` is the button that leads to `answer`.
    ///   - answer: the paper; the reader has shown to know the dossier.
    package init(
        section: @escaping @Sendable (DossierFolder, WebRequest, _ form: HTML) -> HTML,
        answer: @escaping @Sendable (DossierFolder, WebRequest) async throws -> Answer
    ) {
        self.section = section
        self.answer = answer
    }
}

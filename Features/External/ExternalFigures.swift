/// How many dossiers of other systems an agency resolves; counted apart from its own.
package struct ExternalFigures: Sendable, Equatable {
    package var received = 0
    package var settled = 0
    /// At the end of the period.
    package var open = 0

    package var isEmpty: Bool { self == ExternalFigures() }
}

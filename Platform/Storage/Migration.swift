/// One step of the schema: forward only, named, never edited after it has been released.
package struct Migration: Sendable {
    /// `feature/001-what-it-adds`: unique, and steps of one feature run in the order of their names.
    package let name: String
    package let sqlite: String
    package let postgresql: String

    /// One text for both engines.
    package init(_ name: String, _ text: String) {
        self.name = name
        sqlite = text
        postgresql = text
    }

    /// Named twins, where the engines differ.
    package init(_ name: String, sqlite: String, postgresql: String) {
        self.name = name
        self.sqlite = sqlite
        self.postgresql = postgresql
    }

    package func text(for engine: Engine) -> String {
        switch engine {
        case .sqlite: sqlite
        case .postgresql: postgresql
        }
    }
}

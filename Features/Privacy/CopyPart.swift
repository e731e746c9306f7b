import Access
import Base
import Storage
import Web

/// A part of the copy of somebody's data that the owner of its tables brings.
package struct CopyPart: Sendable {
    /// Whose copy it is.
    package struct Asked: Sendable {
        package let account: AccountID
        package let sessions: Sessions
        package let now: Instant
    }

    /// One record: its facts by their names, empty ones left out. `privacy.copy.fact.<name>` says each.
    package struct Entry: Sendable, Equatable {
        let facts: [(name: String, value: String)]

        package init(_ facts: [(String, String?)]) {
            self.facts = facts.compactMap { name, value in
                value.flatMap { $0.isEmpty ? nil : (name, $0) }
            }
        }

        package static func == (one: Entry, other: Entry) -> Bool {
            one.facts.map(\.name) == other.facts.map(\.name) && one.facts.map(\.value) == other.facts.map(\.value)
        }
    }

    /// The member of the values; `privacy.copy.part.<name>` is its heading.
    let name: String
    /// The kinds of records that it is taken from.
    package let kinds: [String]
    let entries: @Sendable (Asked, Snapshot) throws -> [Entry]

    package init(
        _ name: String, of kinds: [String],
        entries: @escaping @Sendable (Asked, Snapshot) throws -> [Entry]
    ) {
        self.name = name
        self.kinds = kinds
        self.entries = entries
    }
}

/// What a copy is put together from, and which kinds of records it says nothing of.
package struct CopyParts: Sendable {
    /// Kinds that every copy brings by itself.
    package static let always = ["dossier", "paper", "account", "rights-request", "read-log", "incident"]

    package let parts: [CopyPart]
    /// Kinds with personal data that are not copied; `privacy.copy.without.<kind>` tells the person why.
    package let without: [String]

    package init(_ parts: [CopyPart], without: [String]) {
        self.parts = parts
        self.without = without
    }
}

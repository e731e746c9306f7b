import Access
import Journal
import Storage
import Web

/// THE list of features, in spine order: what the house can do follows from it.
package enum Features {
    package static let all: [Feature] = [
        Feature(name: "platform", migrations: Journal.migrations + InstallationStore.migrations),
    ]

    /// In the order in which they must be applied.
    package static var migrations: [Migration] { all.flatMap(\.migrations) }

    /// Who may do what.
    package static let policy = AccessPolicy(all.flatMap(\.grants))
}

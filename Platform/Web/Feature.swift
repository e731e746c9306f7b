import Access
import Jobs
import Storage

/// The front door of a feature: what it brings to the house. Each feature has one value of it.
package struct Feature: Sendable {
    package let name: String
    package var migrations: [Migration]
    /// Tables with sealed columns.
    package var sealed: [SealedTable]
    package var grants: [AccessPolicy.Grant]
    package var routes: [Route]
    package var jobs: [JobHandler]
    package var followers: [Follower]
    package var navigation: [NavigationEntry]

    package init(
        name: String, migrations: [Migration] = [], sealed: [SealedTable] = [],
        grants: [AccessPolicy.Grant] = [], routes: [Route] = [],
        jobs: [JobHandler] = [], followers: [Follower] = [], navigation: [NavigationEntry] = []
    ) {
        self.name = name
        self.migrations = migrations
        self.sealed = sealed
        self.grants = grants
        self.routes = routes
        self.jobs = jobs
        self.followers = followers
        self.navigation = navigation
    }
}

/// Work that follows what happens as long as the program runs: figures, for instance. It keeps its own place, so that
/// it may be stopped anywhere and several processes may follow at once.
package struct Follower: Sendable {
    /// `feature.what`
    package let name: String
    /// Takes the next step, in a transaction of its own; true when more is waiting.
    package let step: @Sendable (any Database) async throws -> Bool

    package init(_ name: String, step: @escaping @Sendable (any Database) async throws -> Bool) {
        self.name = name
        self.step = step
    }

    /// Takes steps until nothing is waiting.
    package func catchUp(_ database: any Database) async throws {
        while try await step(database) { try Task.checkCancellation() }
    }
}

/// An entry of the main navigation; shown to whoever holds the permission.
package struct NavigationEntry: Sendable {
    package enum Place: Sendable { case citizen, officer, administrator }

    package let place: Place
    /// Key of the strings.
    package let title: String
    package let path: String
    package let permission: Permission
    /// Lower numbers come first.
    package let order: Int
    /// Stands beside the title where the entries are shown as cards.
    package let icon: Icon
    /// Key of the strings: one sentence on what is done there; nil for none.
    package let about: String?
    /// How many things wait there for this account: shown beside the title, unless it is none. Asked for with every
    /// page, so it must be one cheap question; nil for an entry that counts nothing.
    package let count: (@Sendable (AccountID, Snapshot) throws -> Int)?

    package init(
        _ place: Place, title: String, path: String, permission: Permission, order: Int, icon: Icon = .settings,
        about: String? = nil, count: (@Sendable (AccountID, Snapshot) throws -> Int)? = nil
    ) {
        self.count = count
        self.icon = icon
        self.about = about
        self.place = place
        self.title = title
        self.path = path
        self.permission = permission
        self.order = order
    }
}

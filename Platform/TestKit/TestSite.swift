import Access
import Base
import Blobs
import Logging
import Storage
import Web

/// A whole site for one test: a fresh database, a folder for files, a clock that is moved by hand, and a browser.
package struct TestSite: Sendable {
    package let database: any Database
    package let site: Site
    package let clock: SteppedClock
    package let dispatcher: Dispatcher
    /// A browser that has not been here before.
    package var client: WebClient { WebClient(dispatcher) }
    private let folder: TestFolder

    /// Monday 23 November 2026, 9:00 in Việt Nam (02:00 UTC).
    package static let morning = Instant(microseconds: 1_795_399_200_000_000)

    /// - Parameter migrations: of the platform's parts that the features use (`Journal`, `Jobs`); the web server's own and
    ///   the features' come by themselves.
    /// - Parameter callers: people that exist, by their accounts. `resolveCaller` is for tests that have real accounts.
    package static func make(
        _ engine: Engine, features: [Feature], migrations: [Migration] = [], callers: [Caller] = [],
        resolveCaller: CallerResolver? = nil, settings: WebSettings = WebSettings(),
        at instant: Instant = TestSite.morning
    ) async throws -> TestSite {
        let all = WebTables.migrations + migrations + features.flatMap(\.migrations)
        let database = try await TestDatabase.make(engine, migrations: all)
        return try await make(
            on: database, features: features, callers: callers, resolveCaller: resolveCaller, settings: settings,
            clock: SteppedClock(at: instant))
    }

    /// The same on a database that is already there: a second process of the same installation, or a restart.
    package static func make(
        on database: any Database, features: [Feature], callers: [Caller] = [], resolveCaller: CallerResolver? = nil,
        resolveToken: @escaping TokenResolver = { _, _, _ in nil }, settings: WebSettings = WebSettings(),
        clock: SteppedClock
    ) async throws -> TestSite {
        let folder = try TestFolder()
        let people = Dictionary(callers.compactMap { caller in caller.account.map { ($0, caller) } }) { first, _ in first }
        let site = Site(
            database: database, blobs: try DiskBlobStore(directory: folder.path("blobs"), keys: .test),
            clock: clock.clock,
            policy: AccessPolicy(features.flatMap(\.grants)),
            publicURL: settings.publicOrigin ?? "http://127.0.0.1:8080")
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let dispatcher = try await Dispatcher(
            site: site, routes: features.flatMap(\.routes), navigation: features.flatMap(\.navigation),
            localisation: try Localisation(), resolveCaller: resolveCaller ?? { account, _ in people[account] },
            resolveToken: resolveToken, settings: settings, logger: logger)
        return TestSite(database: database, site: site, clock: clock, dispatcher: dispatcher, folder: folder)
    }

    /// A browser in which somebody is signed in.
    package func client(as account: AccountID) async throws -> WebClient {
        let client = WebClient(dispatcher)
        try await client.signIn(as: account)
        return client
    }
}

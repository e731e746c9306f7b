import Access
import Base
import Blobs
import Deadlines
import Dossiers
import Identity
import Jobs
import Logging
import Mandates
import Notices
import OpenID
import Privacy
import Scanning
import Sealing
import ServiceLifecycle
import Storage
import Web
import Webhooks

/// The whole, put together once.
package struct MotCua: Sendable {
    package let site: Site
    package let dispatcher: Dispatcher
    let jobs: JobRunner
    let webhooks: WebhookRunner
    let notices: NoticeRunner
    /// Nil where nothing was said about seals: in tests.
    let seals: SealRunner?
    let readDays: CloseReadDays
    let purge: CarryOutPurge
    let fade: FadeRecords

    /// - Parameters:
    ///   - house: its database is migrated with `Features.migrations`.
    ///   - languages: folder of further languages; empty for none.
    ///   - address: where people reach it when the settings name no public address.
    ///   - webhookAllow: networks that are not public and may be told all the same.
    ///   - notices: how people are told; files in the working folder when nothing is said.
    ///   - seals: where the key and the seals lie; nil seals nothing.
    ///   - scanner: looks at every file before it comes in and before it is opened; nil where there is none.
    ///   - providers: other systems that sign citizens in.
    ///   - isDevelopment: adds the doors that only those who build this program need.
    /// - Throws: `Problem` `installation-missing` or `installation-interrupted` when there is nothing to serve.
    package static func make(
        _ house: Storehouse, clock: Clock, settings: WebSettings = WebSettings(), languages: String = "",
        address: String = "http://127.0.0.1:8080", isDevelopment: Bool = false, webhookAllow: [NetworkRange] = [],
        notices: NoticeSettings = NoticeSettings(folder: "motcua-notices"), seals: SealSettings? = nil,
        scanner: (any FileScanner)? = nil, providers: [Provider] = [], logger: Logger
    ) async throws -> MotCua {
        let installation = try await house.database.read { try InstallationStore.installation(in: $0) }
        guard let installation else { throw Problem("installation-missing", status: 409) }
        guard installation.isWhole else { throw Problem("installation-interrupted", status: 409) }
        let features = Features.all + (isDevelopment ? [Features.development] : [])
        let policy = AccessPolicy(features.flatMap(\.grants))
        let faults = LifeCycle.faults(policy: policy)
        guard faults.isEmpty else { throw Problem("life-cycle-broken", arguments: ["detail": "\(faults)"]) }
        try await Features.calendar.refresh(from: house.database)
        if !providers.isEmpty {
            Features.providers.choose(providers, line: ProviderLine(allowed: webhookAllow))
        }
        let blobs: any BlobStore = scanner.map {
            ScannedBlobStore(house.blobs, scanner: $0, clock: clock, logger: logger)
        } ?? house.blobs
        let site = Site(
            database: house.database, blobs: blobs, clock: clock, policy: policy, isDemo: installation.isDemo,
            publicURL: settings.publicOrigin ?? address, weaknesses: settings.weaknesses)
        let localisation = try Localisation(folder: languages.isEmpty ? nil : languages)
        if let send = CodeNotice.send(by: notices, publicURL: site.publicURL) { Features.codes.choose(send) }
        let dispatcher = try await Dispatcher(
            site: site, routes: features.flatMap(\.routes), navigation: features.flatMap(\.navigation),
            localisation: localisation,
            resolveCaller: { account, snapshot in
                let today = clock.now.localDate
                guard let caller = try CallerStore.caller(for: account, on: today, in: snapshot) else { return nil }
                return try MandateStore.acting(caller, on: today, in: snapshot)
            },
            resolveToken: { try AccessTokenStore.account(ofToken: $0, at: $1, in: $2) },
            recordReading: ReadLog(database: house.database).record, settings: settings, logger: logger)
        let sealing = try seals.map {
            try SealRunner(database: house.database, policy: policy, clock: clock, settings: $0, logger: logger)
        }
        let jobs = JobRunner(
            database: house.database, handlers: features.flatMap(\.jobs) + (sealing?.jobs ?? []), clock: clock,
            logger: logger)
        let webhooks = WebhookRunner(
            database: house.database, policy: Features.policy, clock: clock,
            line: WebhookLine(allowed: webhookAllow), logger: logger)
        let runner = try NoticeRunner(
            database: house.database, policy: policy, clock: clock, calendar: Features.calendar,
            localisation: localisation, publicURL: site.publicURL, settings: notices, logger: logger)
        return MotCua(
            site: site, dispatcher: dispatcher, jobs: jobs, webhooks: webhooks, notices: runner, seals: sealing,
            readDays: try CloseReadDays(policy: policy),
            purge: try CarryOutPurge(policy: policy, purgers: Features.purgers),
            fade: try FadeRecords(policy: policy, fadings: Features.fadings))
    }

    /// Serves and works until SIGTERM or SIGINT; requests and jobs under way are finished.
    /// - Parameter listening: is told the port once connections are taken.
    package func run(
        host: String, port: Int, logger: Logger, listening: @escaping @Sendable (Int) async -> Void
    ) async throws {
        let following = Features.all.flatMap(\.followers).map { follower in
            ServiceGroupConfiguration.ServiceConfiguration(
                service: BackgroundWork { await follow(follower, logger: logger) })
        }
        let server = WebServer(dispatcher, host: host, port: port, logger: logger, onListening: listening)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                // Stopped from the last to the first: no new request before the work behind them ends.
                services: following + [
                    .init(service: BackgroundWork { await jobs.run() }),
                    .init(service: BackgroundWork { await webhooks.run() }),
                    .init(service: BackgroundWork { await notices.run() }),
                    .init(service: BackgroundWork { await seals?.run() }),
                    .init(service: BackgroundWork { await sweep() }),
                    .init(service: BackgroundWork { await site.journal.run() }), .init(service: server),
                ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    /// Once a second, takes the steps that are waiting. A database that is away is asked again a second later.
    private func follow(_ follower: Follower, logger: Logger) async {
        repeat {
            do { try await follower.catchUp(site.database) } catch is CancellationError { return } catch {
                logger.warning("\(follower.name) waits: \(error)")
            }
        } while (try? await Task.sleep(for: .seconds(1))) != nil
    }

    /// Once an hour, closes the past days of the log of readings, lets go of what goes by itself, and destroys what two
    /// people have decided on.
    private func sweep() async {
        while (try? await Task.sleep(for: .seconds(3600))) != nil {
            let now = site.clock.now
            try? await readDays.run(on: site.database, at: now)
            try? await fade.run(on: site.database, at: now)
            try? await purge.run(on: site.database, blobs: site.blobs, at: now)
            // A demonstration is left alone for months and shown again.
            guard !site.isDemo, let act = try? CommandAct.make(.identityManage, command: "accounts", at: now) else {
                continue
            }
            _ = try? await site.database.write { try CloseUnusedAccounts().run(in: $0, act: act) }
        }
    }
}

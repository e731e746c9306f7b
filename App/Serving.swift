import Base
import Foundation
import Identity
import Journal
import Logging
import NIOCore
import Storage
import Web

/// The server's life, as `motcua serve` leads it.
package enum Serving {
    /// Serves until SIGTERM or SIGINT, then finishes what is under way.
    /// - Parameter ready: is told the address once connections are taken.
    /// - Throws: `Problem` `data-missing`, `installation-interrupted`, `port-in-use`, `clock-behind`; `StorageError`.
    package static func run(
        _ configuration: Configuration, ready: @escaping @Sendable (_ address: String) -> Void
    ) async throws {
        let logger = logger(level: configuration[Settings.logLevel])
        let house = try await Storehouse.open(configuration, to: .change, clock: .system)
        Features.machineWatch.choose(configuration)
        do {
            if try await house.database.read({ try InstallationStore.seesThroughWalls(in: $0) }) == true {
                logger.warning("no wall between agencies: the database's role is a superuser or has BYPASSRLS")
            }
            let app = try await MotCua.make(
                house, clock: try await legalClock(house.database),
                settings: try await webSettings(configuration, house.database),
                languages: configuration[Settings.languages], address: address(configuration),
                isDevelopment: configuration[Settings.development] == "on",
                webhookAllow: configuration[Settings.webhookAllow], notices: configuration.notices,
                seals: configuration.seals, scanner: configuration.scanner,
                providers: try configuration.providers(), logger: logger)
            let (host, port) = (configuration[Settings.host], configuration[Settings.port])
            try await app.run(host: host, port: port, logger: logger) { port in ready(address(host, port) + "/") }
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            await house.database.close()
            throw Problem("port-in-use", arguments: [
                "host": configuration[Settings.host], "port": "\(configuration[Settings.port])",
            ])
        } catch {
            await house.database.close()
            throw error
        }
        await house.database.close()
    }

    /// How far the machine's clock may stand before the last entry: a correction, or a journal from another machine.
    /// More is a dead battery, and would date every paper wrongly.
    private static let secondsBehindMax: Int64 = 86_400

    /// The machine's clock, never before what is on record already.
    private static func legalClock(_ database: any Database) async throws -> Clock {
        let now = Clock.system.now
        let last = try await database.read { try Journal.lastStamp(in: $0) } ?? now
        guard last.seconds(since: now) <= secondsBehindMax else {
            throw Problem("clock-behind", arguments: ["now": now.iso8601, "last": last.iso8601])
        }
        return SteadyClock(after: last).clock
    }

    /// Where people on this machine or in its network reach the server.
    private static func address(_ configuration: Configuration) -> String {
        address(configuration[Settings.host], configuration[Settings.port])
    }

    private static func address(_ host: String, _ port: Int) -> String {
        "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    private static func webSettings(
        _ configuration: Configuration, _ database: any Database
    ) async throws -> WebSettings {
        let served = try await database.read { snapshot -> String in
            guard let agency = try AgencyStore.served(in: snapshot).first else { return "" }
            let province = try agency.parent.flatMap { try AgencyStore.agency($0, in: snapshot)?.name }
            return [agency.name, province].compactMap { $0 }.joined(separator: ", ")
        }
        let origin = configuration[Settings.baseURL]
        return WebSettings(
            publicOrigin: origin.isEmpty ? nil : origin.hasSuffix("/") ? String(origin.dropLast()) : origin,
            trustedProxies: Set(configuration[Settings.trustedProxies]),
            metricsReaders: Set(configuration[Settings.metricsReaders]), placeName: served,
            weaknesses: WeaknessChannel(
                contacts: configuration[Settings.securityContact], days: configuration[Settings.securityDays]),
            sessions: SessionRules(
                staffLockSeconds: Int64(configuration[Settings.sessionIdleMinutes]) * 60,
                citizenIdleSeconds: Int64(configuration[Settings.citizenIdleMinutes]) * 60,
                absoluteSeconds: Int64(configuration[Settings.sessionHours]) * 3600),
            paces: configuration.paces)
    }

    /// One line an event on stderr; what is logged carries no personal data.
    private static func logger(level: String) -> Logger {
        var logger = Logger(label: "motcua") { StreamLogHandler(label: $0, stream: OneLineStream.standardError) }
        logger.logLevel = Logger.Level(rawValue: level) ?? .info
        return logger
    }
}

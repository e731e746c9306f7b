import Access
import Base
import Catalogue
import Identity
import Simulation
import Storage

/// What `motcua init` and `motcua demo` do with the data of a folder or a server.
package enum Installing {
    /// - Parameter catalogue: the bytes of a file; nil takes the built-in catalogue.
    package static func initialise(
        _ configuration: Configuration, _ answers: CommuneAnswers, catalogue: [UInt8]?
    ) async throws -> InitialiseCommune.Outcome {
        let now = Clock.system.now
        let records = try CatalogueFile.read(catalogue ?? CatalogueFile.builtIn).records
        let deed = InitialiseCommune(
            statisticsCode: answers.statisticsCode, identifier: answers.identifier, isRemote: answers.isRemote,
            administratorName: answers.administratorName, administratorLogin: answers.administratorLogin,
            password: try await PasswordHasher().hash(answers.password),
            catalogue: ImportCatalogue(records, effectiveFrom: now.localDate))
        return try await withStorehouse(configuration, to: .make) { house in
            let act = try CommandAct.make(.identitySetUp, command: "init", at: now)
            let publishing = try CommandAct.make(.editCatalogue, command: "init", at: now)
            return try await house.database.write { tx in try deed.run(in: tx, act: act, publishing: publishing) }
        }
    }

    /// Takes a catalogue in, or only says what that would change; the dry run works beside a server.
    package static func importCatalogue(
        _ configuration: Configuration, _ deed: ImportCatalogue, dryRun: Bool
    ) async throws -> ImportCatalogue.Outcome {
        if dryRun {
            return try await Looking.at(configuration) { try await $0.read { try deed.outcome(in: $0) } }
        }
        return try await withStorehouse(configuration, to: .change) { house in
            let act = try CommandAct.make(.editCatalogue, command: "catalogue import", at: Clock.system.now)
            return try await house.database.write { tx in try deed.run(in: tx, act: act) }
        }
    }

    package struct Demo: Sendable {
        package let commune: String
        package let password: String
        package let people: [DemoPeople.SignIn]
        package let dossiers: Int
        /// False when the demonstration was there already.
        package let isNew: Bool
    }

    /// Makes the demonstration, or finds the one that is there and changes nothing.
    /// - Parameter dossiers: how many in all, or nil for the published season and some weeks up to today.
    /// - Throws: `installation-real` on data that `init` has made.
    package static func makeDemo(
        _ configuration: Configuration, seed: Int, dossiers: Int?,
        progress: @escaping @Sendable (PlaySeason.Progress) -> Void
    ) async throws -> Demo {
        if let there = try await existing(configuration) { return try demo(from: there) }
        guard let season = try PublishedSeasons.season(PublishedSeasons.huongHiep) else {
            preconditionFailure("the demonstration's season is a published one")
        }
        // A small demonstration is one of these weeks: its dossiers stand at every step.
        let recent = min(dossiers ?? RecentWeeks.usual, RecentWeeks.usual)
        let profile = dossiers.map { season.scaled(to: $0 - recent) } ?? season
        let play = PlaySeason(profile, recent: recent, seed: seed, check: .none)
        let hash = try await PasswordHasher().hash(DemoPeople.password)
        return try await withStorehouse(configuration, to: .make) { house in
            if let there = try await house.database.read({ try InstallationStore.installation(in: $0) }) {
                return try demo(from: there)
            }
            let outcome = try await play.run(in: house, password: hash, now: Clock.system.now, progress: progress)
            return Demo(commune: DemoPeople.communeName, password: DemoPeople.password, people: DemoPeople.signIns,
                dossiers: outcome.dossiers, isNew: true)
        }
    }

    /// Plays a season on new data.
    /// - Throws: `installation-exists` when the data is somebody's already; `PlaySeason.Broken`.
    package static func simulate(
        _ configuration: Configuration, _ play: PlaySeason,
        progress: @escaping @Sendable (PlaySeason.Progress) -> Void
    ) async throws -> PlaySeason.Outcome {
        if try await existing(configuration) != nil { throw Problem("installation-exists", status: 409) }
        let hash = try await PasswordHasher().hash(DemoPeople.password)
        return try await withStorehouse(configuration, to: .make) { house in
            try await play.run(in: house, password: hash, now: Clock.system.now, progress: progress)
        }
    }

    /// What is there already, looked up beside a server that may be running.
    private static func existing(_ configuration: Configuration) async throws -> Installation? {
        do {
            let house = try await Storehouse.open(configuration, to: .look, clock: .system)
            let found = try await house.database.read { try InstallationStore.installation(in: $0) }
            await house.database.close()
            return found
        } catch let problem as Problem where problem.code == "data-missing" {
            return nil
        }
    }

    private static func demo(from installation: Installation) throws(Problem) -> Demo {
        guard installation.isWhole else { throw Problem("installation-interrupted", status: 409) }
        return switch installation.kind {
        case .real: throw Problem("installation-real", status: 409)
        case .demo(_, let dossiers, _):
            Demo(commune: DemoPeople.communeName, password: DemoPeople.password, people: DemoPeople.signIns,
                dossiers: dossiers, isNew: false)
        }
    }

    private static func withStorehouse<Value: Sendable>(
        _ configuration: Configuration, to purpose: Storehouse.Purpose, _ body: (Storehouse) async throws -> Value
    ) async throws -> Value {
        let house = try await Storehouse.open(configuration, to: purpose, clock: .system)
        do {
            let value = try await body(house)
            await house.database.close()
            return value
        } catch {
            await house.database.close()
            throw error
        }
    }
}

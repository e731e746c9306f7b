import Base
import Identity
import Reporting
import Storage
import Web

/// What `motcua statistics` asks of an installation's figures.
package enum Statistics {
    /// The figures of one agency, or of all that the installation serves.
    package struct Answer: Sendable {
        /// Nil: all agencies together.
        package let agency: Agency?
        package let report: FigureReport
        /// Entries of the journal that a running server has still to count.
        package let lag: Int64
    }

    /// - Parameters:
    ///   - code: statistics code of the agency; nil for all.
    ///   - period: nil for this year up to today.
    /// - Throws: `Problem` `agency-missing`.
    package static func show(
        _ configuration: Configuration, agency code: String?, period: ReportPeriod?
    ) async throws -> Answer {
        let today = Clock.system.now.localDate
        let period = period ?? ReportPeriod(.thisYear, today: today)
        try await catchUp(configuration)
        return try await Looking.at(configuration) { database in
            try await database.read { snapshot in
                let served = try AgencyStore.served(in: snapshot)
                let agency = served.first { $0.statisticsCode == code }
                guard code == nil || agency != nil else { throw Problem("agency-missing", status: 404) }
                let scope = FigureScope(agency.map { [$0.id] } ?? served.map(\.id))
                return Answer(
                    agency: agency,
                    report: try FigureReport.byField(scope, period, today: today, in: snapshot),
                    lag: try FollowJournal.lag(in: snapshot))
            }
        }
    }

    /// Counts everything anew from the journal. On SQLite no server may run; on PostgreSQL it works beside them.
    package static func rebuild(
        _ configuration: Configuration, anew: Bool, progress: @escaping @Sendable (_ done: Int64, _ all: Int64) -> Void
    ) async throws -> Int64 {
        try await changing(configuration) { try await RebuildFigures.run(in: $0, anew: anew, progress: progress) }
    }

    /// Compares the kept figures with the journal; changes no figure that is there.
    package static func check(
        _ configuration: Configuration, progress: @escaping @Sendable (_ done: Int64, _ all: Int64) -> Void
    ) async throws -> CheckFigures.Outcome {
        try await catchUp(configuration)
        return try await Looking.at(configuration) { try await CheckFigures.run(in: $0, progress: progress) }
    }

    /// Counts what no server has counted yet. Where one runs, it does that itself.
    private static func catchUp(_ configuration: Configuration) async throws {
        guard try await Looking.at(configuration, { try await $0.read { try FollowJournal.lag(in: $0) } }) > 0 else {
            return
        }
        do {
            try await changing(configuration) { try await FollowJournal.follower.catchUp($0) }
        } catch StorageError.inUse { return }
    }

    private static func changing<Value: Sendable>(
        _ configuration: Configuration, _ work: (any Database) async throws -> Value
    ) async throws -> Value {
        let house = try await Storehouse.open(configuration, to: .change, clock: .system)
        do {
            let value = try await work(house.database)
            await house.database.close()
            return value
        } catch {
            await house.database.close()
            throw error
        }
    }
}

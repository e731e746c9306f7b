import Base
import Foundation
import Keys
import Storage
import StoragePostgreSQL
import StorageSQLite

extension Engine {
    /// What tests run on: both engines, or only the one that the variable `MOTCUA_TEST_ENGINE` names.
    package static var tested: [Engine] {
        if let name = ProcessInfo.processInfo.environment["MOTCUA_TEST_ENGINE"], let one = Engine(rawValue: name) {
            return [one]
        }
        return [.sqlite, .postgresql]
    }
}

/// A fresh, migrated database of the real engine for one test; it goes away with the last reference to it.
package final class TestDatabase: Database {
    /// The moment at which test databases are migrated.
    package static let migratedAt = Instant(microseconds: 1_763_000_000_000_000)

    private let database: any Database
    private let place: any TestPlace

    private init(_ database: any Database, in place: any TestPlace) {
        self.database = database
        self.place = place
    }

    /// What every test of a suite finds in its database: written once a process, then copied with the tables.
    package struct Preparation: Sendable {
        let name: String
        let fill: @Sendable (any Database) async throws -> Void

        /// - Parameter name: tells preparations over the same migrations apart.
        package init(_ name: String, fill: @escaping @Sendable (any Database) async throws -> Void) {
            self.name = name
            self.fill = fill
        }
    }

    /// - Parameter migrations: in the order in which the app gives them. Migrated once a set, then copied.
    package static func make(
        _ engine: Engine, migrations: [Migration] = [], prepared: Preparation? = nil, statementSecondsMax: Double = 10, waitingMax: Int = 4096
    ) async throws -> any Database {
        switch engine {
        case .sqlite:
            let folder = try TestFolder()
            try await SQLiteImages.shared.copy(of: migrations, prepared, to: folder.path("test.sqlite"))
            var limits = SQLiteDatabase.Limits()
            limits.statementSecondsMax = statementSecondsMax
            limits.waitingMax = waitingMax
            return TestDatabase(
                try SQLiteDatabase(path: folder.path("test.sqlite"), limits: limits, keys: .test), in: folder)
        case .postgresql:
            let place = try await PostgresTemplates.shared.copy(of: migrations, prepared)
            var limits = PostgreSQLDatabase.Limits()
            limits.connections = 4
            limits.statementSecondsMax = statementSecondsMax
            limits.waitingMax = waitingMax
            return TestDatabase(try PostgreSQLDatabase(url: place.url, limits: limits, keys: .test), in: place)
        }
    }

    package var engine: Engine { database.engine }

    package func reaching(_ reach: TenantReach) -> any Database { TestDatabase(database.reaching(reach), in: place) }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Snapshot) throws -> Value
    ) async throws -> Value { try await database.read(body) }

    package func write<Value: Sendable>(
        lane: Lane, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await database.write(lane: lane, body) }

    package func close() async { await database.close() }
}

/// Where a test's data lies; removed when it is let go.
protocol TestPlace: AnyObject, Sendable {}

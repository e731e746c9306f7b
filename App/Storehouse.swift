import Base
import Blobs
import Foundation
import Keys
import Storage
import StoragePostgreSQL
import StorageSQLite

/// The database and the attached files of one installation, opened as far as somebody needs them.
package struct Storehouse: Sendable {
    /// What somebody is going to do. SQLite lets in one that writes at a time; PostgreSQL any number.
    package enum Purpose: Sendable {
        /// `init` and `demo`: makes the data where there is none yet.
        case make
        /// The server, and commands that change something: the data must be there already.
        case change
        /// Commands that change little: work beside a running server too, and migrate nothing then.
        case changeBeside
        /// Commands that only read: work beside a running server, change nothing, migrate nothing.
        case look
    }

    package let database: any Database
    package let blobs: DiskBlobStore

    /// For tests that bring their own; everybody else opens one.
    package init(database: any Database, blobs: DiskBlobStore) {
        self.database = database
        self.blobs = blobs
    }

    /// - Throws: `StorageError.inUse`, `.unavailable`, `.wrongSchema`; `Problem` `data-missing`.
    package static func open(
        _ configuration: Configuration, to purpose: Purpose, clock: Clock
    ) async throws -> Storehouse {
        let address = configuration[Settings.database]
        let place = address.isEmpty ? configuration[Settings.data] : "PostgreSQL"
        let keys = try Keyring(configuration.keyFile)
        let database: any Database = address.isEmpty
            ? try openSQLite(in: configuration[Settings.data], to: purpose, keys)
            : try openPostgreSQL(address, connections: configuration[Settings.connections], keys)
        let admission = KeyAdmission(keys, tables: Features.sealed)
        do {
            switch purpose {
            case .make:
                try await Migrator.migrate(database, Features.migrations, at: clock.now)
                try makeFolder(configuration[Settings.data])
                try await admission.letIn(database, at: clock.now)
            case .change:
                guard try await !Migrator.isEmpty(database) else { throw missing(place) }
                try await Migrator.migrate(database, Features.migrations, at: clock.now)
                // On PostgreSQL nothing but the keys and the files lies there.
                try makeFolder(configuration[Settings.data])
                try await admission.letIn(database, at: clock.now)
            case .changeBeside:
                guard try await !Migrator.isEmpty(database) else { throw missing(place) }
                try await Migrator.check(database, Features.migrations)
                try await admission.check(database)
            case .look:
                guard try await !Migrator.isEmpty(database) else { throw missing(place) }
                try await Migrator.check(database, Features.migrations)
                try await admission.check(database)
            }
            return Storehouse(
                database: database, blobs: try DiskBlobStore(directory: configuration.blobsFolder, keys: keys))
        } catch {
            await database.close()
            throw error
        }
    }

    private static func openSQLite(in folder: String, to purpose: Purpose, _ keys: Keyring) throws -> SQLiteDatabase {
        let path = "\(folder)/motcua.sqlite"
        switch purpose {
        case .make:
            try makeFolder(folder)
            return try SQLiteDatabase(path: path, keys: keys)
        case .change:
            guard FileManager.default.fileExists(atPath: path) else { throw missing(folder) }
            return try SQLiteDatabase(path: path, keys: keys)
        case .changeBeside:
            guard FileManager.default.fileExists(atPath: path) else { throw missing(folder) }
            return try SQLiteDatabase(path: path, access: .guest, keys: keys)
        case .look:
            guard FileManager.default.fileExists(atPath: path) else { throw missing(folder) }
            return try SQLiteDatabase(path: path, access: .tool, keys: keys)
        }
    }

    private static func openPostgreSQL(
        _ address: String, connections: Int, _ keys: Keyring
    ) throws -> PostgreSQLDatabase {
        var limits = PostgreSQLDatabase.Limits()
        limits.connections = connections
        return try PostgreSQLDatabase(url: address, limits: limits, keys: keys)
    }

    private static func missing(_ folder: String) -> Problem {
        Problem("data-missing", status: 404, arguments: ["folder": folder])
    }

    /// Only for its owner: personal data lies in it.
    private static func makeFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Problem("data-folder", arguments: ["folder": folder], detail: "\(error)")
        }
    }
}

import Base
import Crypto

/// Brings the schema to what this program needs: forward only, each step in a transaction of its own together with the
/// row that says so. Two processes may start at the same time: the second waits and finds the work done.
package enum Migrator {
    /// Applies what is missing, in the order given; a step may take longer than the statement time-out.
    /// - Returns: the names of the steps that were applied now.
    /// - Throws: `StorageError.wrongSchema` when the data is newer than this program, an applied step was edited, or
    ///   the schema was changed by hand; nothing is changed then.
    @discardableResult
    package static func migrate(
        _ database: any Database, _ migrations: [Migration], at now: Instant
    ) async throws -> [String] {
        precondition(Set(migrations.map(\.name)).count == migrations.count, "two migrations have one name")
        try await bootstrap(database)
        try await database.read { try refuseStrange(steps(in: $0), migrations, in: $0) }
        var done: [String] = []
        for migration in migrations {
            let isNew = try await database.write(lane: .journal) { tx in
                let earlier = try steps(in: tx)
                try refuseStrange(earlier, migrations, in: tx)
                guard !earlier.contains(where: { $0.name == migration.name }) else { return false }
                try tx.script(migration.text(for: tx.engine))
                try tx.execute(
                    """
                    INSERT INTO motcua_migration (name, digest, applied_at, position, schema_after)
                    VALUES (\(migration.name), \(digest(of: migration, for: tx.engine)), \(now),
                        \((earlier.last?.position ?? 0) + 1), \(try schema(in: tx).description))
                    """)
                return true
            }
            if isNew { done.append(migration.name) }
        }
        return done
    }

    /// Whether nothing of ours is in the database yet.
    package static func isEmpty(_ database: any Database) async throws -> Bool {
        try await database.read { snapshot in
            switch snapshot.engine {
            case .sqlite:
                try snapshot.row("SELECT 1 AS one FROM sqlite_master WHERE name = 'motcua_migration'") == nil
            case .postgresql:
                try snapshot.row("SELECT 1 AS one WHERE to_regclass('motcua_migration') IS NOT NULL") == nil
            }
        }
    }

    /// For programs that only read: refuses data that is not of exactly this program's schema, and changes nothing.
    /// - Throws: `StorageError.wrongSchema`.
    package static func check(_ database: any Database, _ migrations: [Migration]) async throws {
        let missing = try await database.read { snapshot in
            let done = try steps(in: snapshot)
            try refuseStrange(done, migrations, in: snapshot)
            return migrations.map(\.name).filter { name in !done.contains { $0.name == name } }
        }
        guard missing.isEmpty else {
            throw StorageError.wrongSchema(
                "The data is of an older version; it lacks \(missing.joined(separator: ", ")). "
                    + "Start the server once, which brings it up to date.")
        }
    }

    /// Takes the schema as it now stands for right: for an administrator who changed it on purpose.
    package static func acceptSchema(of database: any Database) async throws {
        try await database.write(lane: .journal) { tx in
            try tx.execute(
                """
                UPDATE motcua_migration SET schema_after = \(try schema(in: tx).description)
                WHERE position = (SELECT MAX(position) FROM motcua_migration)
                """)
        }
    }

    /// The names of the steps that the data has, in their order.
    package static func applied(in snapshot: Snapshot) throws -> [String] { try steps(in: snapshot).map(\.name) }

    struct Applied {
        let name: String
        let digest: String
        let position: Int
        let schemaAfter: String
    }

    private static func steps(in snapshot: Snapshot) throws -> [Applied] {
        try snapshot.rows("SELECT name, digest, position, schema_after FROM motcua_migration ORDER BY position").map {
            Applied(
                name: try $0["name"], digest: try $0["digest"], position: try $0["position"],
                schemaAfter: try $0["schema_after"])
        }
    }

    private static func refuseStrange(_ applied: [Applied], _ migrations: [Migration], in snapshot: Snapshot) throws {
        let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.name, $0) })
        let unknown = applied.map(\.name).filter { known[$0] == nil }
        guard unknown.isEmpty else {
            throw StorageError.wrongSchema(
                "The data was written by a newer version of this program (with \(unknown.joined(separator: ", "))). "
                    + "Install that version or a later one; nothing was changed.")
        }
        for step in applied {
            guard let migration = known[step.name], digest(of: migration, for: snapshot.engine) == step.digest else {
                throw StorageError.wrongSchema(
                    "The step \(step.name) was applied to this data in another wording than this program has. "
                        + "A released migration must not be edited: add a new one.")
            }
        }
        guard let last = applied.last, let recorded = SchemaDigest(last.schemaAfter) else { return }
        guard try schema(in: snapshot).agrees(with: recorded) else {
            throw StorageError.wrongSchema(
                "The tables were changed by hand since the step \(last.name). "
                    + "Undo the change, or restore a backup; nothing was changed.")
        }
    }

    /// Our own tables: the list of applied steps and, on PostgreSQL, the lane that journal writers take.
    private static func bootstrap(_ database: any Database) async throws {
        try await database.write(lane: .free) { tx in
            if tx.engine == .postgresql {
                // CREATE TABLE IF NOT EXISTS alone fails when two processes start at once.
                _ = try tx.rows("SELECT pg_advisory_xact_lock(\(bootstrapLock))")
            }
            try tx.script(
                """
                CREATE TABLE IF NOT EXISTS motcua_migration (
                    name TEXT NOT NULL PRIMARY KEY,
                    digest TEXT NOT NULL,
                    applied_at BIGINT NOT NULL,
                    position BIGINT NOT NULL UNIQUE,
                    schema_after TEXT NOT NULL
                );
                CREATE TABLE IF NOT EXISTS motcua_lane (unused BIGINT);
                CREATE TABLE IF NOT EXISTS motcua_retry_lane (unused BIGINT);
                """)
        }
    }

    /// Any number that no other program on the server uses: "motcua" in ASCII.
    private static let bootstrapLock: Int64 = 0x6D6F_7463_7561

    private static func digest(of migration: Migration, for engine: Engine) -> String {
        Hex.text(SHA256.hash(data: Array(migration.text(for: engine).utf8)))
    }

    private static func schema(in snapshot: Snapshot) throws -> SchemaDigest { try SchemaDigest(of: snapshot) }
}

import Base
import Storage

/// The one row that says what the data is. Its primary key lets two commands that start at once make only one.
package enum InstallationStore {
    package static let migrations = [
        Migration("app/001-installation", """
            CREATE TABLE installation (
                id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
                kind TEXT NOT NULL CHECK (kind IN ('real', 'demo')),
                seed BIGINT,
                dossiers BIGINT,
                made_at BIGINT NOT NULL,
                is_whole BIGINT NOT NULL
            );
            """),
        Migration("app/002-installation-profile", "ALTER TABLE installation ADD COLUMN profile TEXT;"),
    ]

    /// Nil when neither `init` nor `demo` has been run on this data.
    package static func installation(in snapshot: Snapshot) throws -> Installation? {
        let row = try snapshot.row("SELECT kind, seed, dossiers, profile, made_at, is_whole FROM installation")
        guard let row else { return nil }
        let kind: String = try row["kind"]
        let demo = Installation.Kind.demo(seed: try row["seed"] ?? 0, dossiers: try row["dossiers"] ?? 0,
            profile: try row["profile"] ?? "")
        return Installation(
            kind: kind == "demo" ? demo : .real, at: try row["made_at"], isWhole: try row["is_whole"])
    }

    /// - Throws: `installation-exists` when the data is somebody's already.
    package static func mark(_ installation: Installation, in tx: Transaction) throws {
        guard try self.installation(in: tx) == nil else { throw Problem("installation-exists", status: 409) }
        let kind: (word: String, seed: Int?, dossiers: Int?, profile: String?) = switch installation.kind {
        case .real: ("real", nil, nil, nil)
        case .demo(let seed, let dossiers, let profile): ("demo", seed, dossiers, profile)
        }
        try tx.execute(
            """
            INSERT INTO installation (id, kind, seed, dossiers, profile, made_at, is_whole)
            VALUES (1, \(kind.word), \(kind.seed), \(kind.dossiers), \(kind.profile), \(installation.at),
                \(installation.isWhole))
            """)
    }

    /// Whether the walls of the tables (`RowWall`) do not hold for the role of this connection, as they hold for no
    /// superuser. Nil where there are none.
    package static func seesThroughWalls(in snapshot: Snapshot) throws -> Bool? {
        switch snapshot.engine {
        case .sqlite: return nil
        case .postgresql:
            return try snapshot.row(
                "SELECT rolsuper OR rolbypassrls AS sees FROM pg_roles WHERE rolname = current_user"
            ).map { try $0["sees"] }
        }
    }

    /// The demonstration has been filled.
    package static func markWhole(in tx: Transaction) throws { try tx.execute("UPDATE installation SET is_whole = 1") }
}

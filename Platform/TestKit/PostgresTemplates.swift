import Foundation
import Keys
import Storage
import StoragePostgreSQL

/// Template databases: a set of migrations is applied once a process, then each test gets a copy made by the server.
actor PostgresTemplates {
    static let shared = PostgresTemplates()

    private var templates: [String: Task<String, any Error>] = [:]
    private var databases = 0

    /// - Returns: the place of a fresh database.
    func copy(of migrations: [Migration], _ prepared: TestDatabase.Preparation?) async throws -> PostgresPlace {
        let server = try await TestPostgres.shared
        let template = try await template(of: migrations, prepared, on: server).value
        databases += 1
        let name = "test_\(databases)"
        try await TestPostgres.onOwnThread {
            try PostgreSQLDatabase.runOutsideTransaction(
                "CREATE DATABASE \(name) OWNER \(TestPostgres.role) TEMPLATE \(template)", url: server.ownerURL)
        }
        return PostgresPlace(server, name)
    }

    private func template(
        of migrations: [Migration], _ prepared: TestDatabase.Preparation?, on server: TestPostgres
    ) -> Task<String, any Error> {
        let key = migrations.map { $0.name + "\u{1}" + $0.postgresql }.joined(separator: "\u{2}") + "\u{3}" + (prepared?.name ?? "")
        if let ready = templates[key] { return ready }
        let name = "template_\(templates.count)"
        let task = Task {
            try await TestPostgres.onOwnThread {
                _ = try server.makeDatabase(name)
            }
            let database = try PostgreSQLDatabase(url: server.url(database: name), keys: .test)
            try await Migrator.migrate(database, migrations, at: TestDatabase.migratedAt)
            try await prepared?.fill(database)
            await database.close()
            return name
        }
        templates[key] = task
        return task
    }
}

/// One database of the shared server, dropped with the last reference to it.
final class PostgresPlace: TestPlace {
    private static let drops = DispatchQueue(label: "drops")

    let url: String
    private let server: TestPostgres
    private let name: String

    init(_ server: TestPostgres, _ name: String) {
        url = server.url(database: name)
        self.server = server
        self.name = name
    }

    deinit {
        Self.drops.async { [server, name] in
            try? PostgreSQLDatabase.runOutsideTransaction("DROP DATABASE \(name) WITH (FORCE)", url: server.ownerURL)
        }
    }
}

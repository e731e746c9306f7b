import App
import Base
import Blobs
import Catalogue
import Identity
import Journal
import Simulation
import Storage
import TestKit

/// An empty installation in which a season is played.
struct SeasonHouse {
    let database: any Database
    private let folder: TestFolder
    let storehouse: Storehouse

    static func make(_ engine: Engine) async throws -> SeasonHouse {
        let database = try await TestDatabase.make(engine, migrations: Features.migrations)
        let folder = try TestFolder()
        let blobs = try DiskBlobStore(directory: folder.path("blobs"))
        return SeasonHouse(database: database, folder: folder, storehouse: Storehouse(database: database, blobs: blobs))
    }

    private init(database: any Database, folder: TestFolder, storehouse: Storehouse) {
        self.database = database
        self.folder = folder
        self.storehouse = storehouse
    }

    /// - Parameter now: the present; the seasons are past.
    func play(_ season: PlaySeason, now: Instant = TestSite.morning) async throws -> PlaySeason.Outcome {
        try await season.run(in: storehouse, password: PasswordHash(of: "MotCua@2026", cost: .trivial), now: now)
    }

    /// The built-in catalogue, published before all seasons.
    static func procedures() async throws -> [Procedure] {
        let day = LocalDate(dayNumber: 18_000)
        let database = try await TestDatabase.make(.sqlite, migrations: Features.migrations,
            prepared: .init("the built-in catalogue") { database in
                let act = try CommandAct.make(.editCatalogue, command: "test", at: Instant(day))
                try await database.write { tx in
                    let records = try CatalogueFile.read(CatalogueFile.builtIn).records
                    _ = try ImportCatalogue(records, effectiveFrom: day).run(in: tx, act: act)
                }
            })
        return try await database.read { try ProcedureStore.all(on: day, in: $0) }
    }
}

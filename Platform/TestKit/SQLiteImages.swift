import Foundation
import Keys
import Storage
import StorageSQLite

/// Ready images: a set of migrations is applied once a process, then each test gets a copy of the file.
actor SQLiteImages {
    static let shared = SQLiteImages()

    private var images: [String: Task<String, any Error>] = [:]
    private var folder: TestFolder?

    func copy(of migrations: [Migration], _ prepared: TestDatabase.Preparation?, to path: String) async throws {
        let key = migrations.map { $0.name + "\u{1}" + $0.sqlite }.joined(separator: "\u{2}") + "\u{3}" + (prepared?.name ?? "")
        let image: Task<String, any Error>
        if let ready = images[key] {
            image = ready
        } else {
            let folder = try folder ?? TestFolder()
            self.folder = folder
            let path = folder.path("image-\(images.count).sqlite")
            image = Task {
                let database = try SQLiteDatabase(path: path, keys: .test)
                try await Migrator.migrate(database, migrations, at: TestDatabase.migratedAt)
                try await prepared?.fill(database)
                await database.close()
                return path
            }
            images[key] = image
        }
        try FileManager.default.copyItem(atPath: try await image.value, toPath: path)
    }
}

import Foundation

/// A demo commune that `motcua demo` made once for this test process; each test gets a copy of the folder.
actor DemoFolder {
    private static let shared = DemoFolder()
    private var made: [Int: Task<Folder, any Error>] = [:]

    /// A folder of a test's own with a demo commune in it.
    static func copy(dossiers: Int = 0) async throws -> Folder {
        let made = try await shared.folder(dossiers)
        let copy = try Folder()
        try FileManager.default.removeItem(atPath: copy.path)
        try FileManager.default.copyItem(atPath: made.path, toPath: copy.path)
        return copy
    }

    private func folder(_ dossiers: Int) async throws -> Folder {
        if let made = made[dossiers] { return try await made.value }
        let task = Task {
            let folder = try Folder()
            let outcome = try await Program.run(
                "demo", "--data", folder.path, "--dossiers", "\(dossiers)", "--seed", "7")
            guard outcome.code == 0 else { throw NoDemo(said: outcome.err) }
            return folder
        }
        made[dossiers] = task
        return try await task.value
    }

    struct NoDemo: Error { let said: String }
}

import Foundation

/// The files of this repository, read once.
struct Repository {
    struct File {
        /// From the root.
        let path: String
        let text: String
        var name: String { String(path.split(separator: "/").last ?? "") }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        /// Tests and what only they use may do what the product must not.
        var isTest: Bool {
            path.contains("/Tests/") || path.hasPrefix("Tests/") || path.hasPrefix("Platform/TestKit/")
        }
        /// `Features/Dossiers` for `Features/Dossiers/Receipt.swift`; `App` for `App/App.swift`.
        var folder: String {
            let parts = path.split(separator: "/")
            let depth = ["Platform", "Features", "Tests"].contains(parts[0]) ? 2 : 1
            return parts.dropLast().prefix(depth).joined(separator: "/")
        }
    }

    struct Source {
        let file: File
        let code: SwiftCode
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every text file that belongs to the repository, sorted by path.
    static let files: [File] = {
        let passedOver: Set = [".git", ".build", ".swiftpm", ".venv", "out", "data", "__pycache__", ".pytest_cache"]
        guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isDirectoryKey])
        else { return [] }
        var files: [File] = []
        for case let url as URL in walk {
            let path = String(url.path.dropFirst(root.path.count + 1))
            if passedOver.contains(url.lastPathComponent) || path.hasPrefix(".build") {
                walk.skipDescendants()
            } else if let bytes = FileManager.default.contents(atPath: url.path),
                let text = String(data: bytes, encoding: .utf8)
            {
                files.append(File(path: path, text: text))
            }
        }
        return files.sorted { $0.path < $1.path }
    }()

    static let sources: [Source] = files.filter { $0.path.hasSuffix(".swift") }
        .map { Source(file: $0, code: SwiftCode($0.text)) }

    /// What is compiled into the program.
    static let product = sources.filter { !$0.file.isTest && $0.file.path != "Package.swift" }

    static func file(_ path: String) -> File? { files.first { $0.path == path } }
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// Names of the folders in `path`.
    static func folders(in path: String) -> [String] {
        Set(files.filter { $0.path.hasPrefix("\(path)/") }.compactMap { file -> String? in
            let parts = file.path.split(separator: "/")
            return parts.count > 2 ? String(parts[1]) : nil
        }).sorted()
    }
}

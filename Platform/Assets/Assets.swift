import CAssets
import Foundation

/// The files inside the executable: strings, styles, scripts, calendars, default papers.
///
/// With `MOTCUA_ASSETS` set to a checkout's folder the files are read from there instead, so that a change to a style
/// or a sentence is seen without building.
package enum Assets {
    /// All paths, from the root of the repository, sorted.
    package static let paths: [String] = embedded.keys.sorted()

    /// The bytes of one file.
    /// - Precondition: the path is in the table of `CAssets`; the tidy test keeps it so.
    package static func bytes(of path: String) -> [UInt8] {
        if let folder, let data = FileManager.default.contents(atPath: "\(folder)/\(path)") { return [UInt8](data) }
        guard let bytes = embedded[path] else { preconditionFailure("no asset \(path)") }
        return [UInt8](bytes)
    }

    package static func text(of path: String) -> String { String(decoding: bytes(of: path), as: UTF8.self) }

    private static let folder = ProcessInfo.processInfo.environment["MOTCUA_ASSETS"]

    /// The C arrays live as long as the program, so that pointing into them is safe.
    private nonisolated(unsafe) static let embedded: [String: UnsafeBufferPointer<UInt8>] = {
        var table: [String: UnsafeBufferPointer<UInt8>] = [:]
        for asset in UnsafeBufferPointer(start: motcua_assets(), count: motcua_assets_count()) {
            table[String(cString: asset.path)] = UnsafeBufferPointer(start: asset.bytes, count: asset.size)
        }
        return table
    }()
}

import Base
import Foundation

/// Files that a person named on the command line.
enum FileBytes {
    /// - Throws: `Problem` `file-unreadable`.
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem("file-unreadable", status: 404, arguments: ["path": path])
        }
        return [UInt8](data)
    }

    /// Everything that is piped in.
    static func standardInput() -> [UInt8] { [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
}

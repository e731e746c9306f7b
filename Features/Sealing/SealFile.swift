import Base
import Foundation

/// The seals outside the database: one line each, only ever added to. Whoever rolls the database back or writes it anew
/// has this file against him, and its copies elsewhere.
package struct SealFile: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// How the file stands to the seals of the database.
    package enum Standing: Sendable, Equatable {
        case agrees
        /// The last seals are missing, perhaps the end of a line: a crash, or data that came back from a backup.
        case behind(Int)
        /// It has seals that the database does not have: the database was rolled back, or lost some.
        case ahead
        /// This line is another one than the database says, counted from 1.
        case differs(line: Int)
        case unreadable

        /// Whether new seals may be added: then nothing was contradicted.
        package var isSound: Bool {
            switch self {
            case .agrees, .behind: true
            case .ahead, .differs, .unreadable: false
            }
        }

        /// For the strings and for programs.
        package var word: String {
            switch self {
            case .agrees: "agrees"
            case .behind: "behind"
            case .ahead: "ahead"
            case .differs: "differs"
            case .unreadable: "unreadable"
            }
        }
    }

    /// The seals of the file.
    /// - Throws: `Problem` `seals-unreadable`; a last line without its end is left out.
    package func seals() throws(Problem) -> [Seal] {
        guard let bytes = bytes() else { throw Problem("seals-unreadable", arguments: ["line": "1"]) }
        let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { Array(bytes[...$0]) } ?? []
        return try Seal.read(lines: whole)
    }

    /// - Parameter seals: all of the database, in order.
    package func standing(to seals: [Seal]) -> Standing {
        bytes().map { Self.standing(of: $0, to: seals) } ?? .unreadable
    }

    /// Adds the lines that the file does not have yet. The file is a beginning of what it should be, or it is not
    /// touched: nothing in it is ever changed, and a line that a crash has cut off is finished.
    /// - Returns: how it stood before.
    @discardableResult
    package func catchUp(with seals: [Seal]) -> Standing {
        let file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { return .unreadable }
        defer { close(file) }
        // One at a time: the server and a command may seal together.
        guard flock(file, LOCK_EX) == 0, let bytes = bytes() else { return .unreadable }
        let standing = Self.standing(of: bytes, to: seals)
        if case .behind = standing {
            let missing = Self.text(seals).dropFirst(bytes.count)
            guard Durable.add(Array(missing), to: file) else { return .unreadable }
            Durable.sync(folder: (path as NSString).deletingLastPathComponent)
        }
        return standing
    }

    /// Empty when there is no file; nil when it cannot be read.
    private func bytes() -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    }

    private static func text(_ seals: [Seal]) -> [UInt8] { seals.flatMap { Array("\($0.line)\n".utf8) } }

    private static func standing(of bytes: [UInt8], to seals: [Seal]) -> Standing {
        let text = text(seals)
        let same = zip(bytes, text).prefix { $0 == $1 }.count
        let lines = bytes[..<same].count { $0 == UInt8(ascii: "\n") }
        if same == bytes.count { return same == text.count ? .agrees : .behind(seals.count - lines) }
        return same == text.count ? .ahead : .differs(line: lines + 1)
    }
}

import Base
import Foundation

/// The file in which the keys of the data lie, for its owner alone, apart from database and backup: one line a key, so
/// that it can be written on paper and typed again.
///
///     1 2026-11-22 9f0c…
package struct KeyFile: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// The keys in the order of their numbers; empty when there is no such file.
    /// - Throws: `Problem` `key-file` when others may read it, or it does not hold keys.
    package func read() throws(Problem) -> [DataKey] {
        guard let found = try? FileManager.default.attributesOfItem(atPath: path) else { return [] }
        guard let mode = found[.posixPermissions] as? Int, mode & 0o077 == 0 else {
            throw fault("others may read it: chmod 600")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw fault("cannot be read") }
        var keys: [DataKey] = []
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            guard let key = Self.key(line), keys.allSatisfy({ $0.number < key.number }) else {
                throw fault("line \(keys.count + 1) is no key: NUMBER DATE 64-DIGITS, in the order of the numbers")
            }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw fault("holds no key") }
        return keys
    }

    /// Puts the keys in the place of those that are there; whole or not at all.
    /// - Throws: `Problem` `key-file`.
    package func write(_ keys: [DataKey]) throws(Problem) {
        let draft = try draft(of: keys)
        guard rename(draft, path) == 0 else {
            unlink(draft)
            throw fault("cannot be written")
        }
        Durable.sync(folder: folder)
    }

    /// Writes the first key, where there is no file yet. Two programs that start at once get the same one.
    /// - Throws: `Problem` `key-file`.
    package func writeFirst(_ key: DataKey) throws(Problem) {
        let draft = try draft(of: [key])
        _ = link(draft, path)
        unlink(draft)
        Durable.sync(folder: folder)
    }

    /// Changes whenever another program has written the file; nil when there is none.
    var stamp: [Int]? {
        var state = stat()
        guard stat(path, &state) == 0 else { return nil }
        return [Int(state.st_ino), Int(state.st_size), state.st_mtim.tv_sec, state.st_mtim.tv_nsec]
    }

    private var folder: String { (path as NSString).deletingLastPathComponent }

    private func draft(of keys: [DataKey]) throws(Problem) -> String {
        let draft = "\(path).\(ID<KeyFile>(at: Clock.system.now))"
        let text = "# MotCua: keys of the data. Without this file phone numbers, personal ids and papers are lost.\n"
            + keys.map { "\($0.number) \($0.madeOn.iso8601) \(Hex.text($0.secret))\n" }.joined()
        guard Durable.write(Array(text.utf8), to: draft, mode: 0o600) else {
            unlink(draft)
            throw fault("cannot be written")
        }
        return draft
    }

    private static func key(_ line: Substring) -> DataKey? {
        let words = line.split(separator: " ")
        guard words.count == 3, let number = Int(words[0]), number > 0, let day = LocalDate(iso8601: String(words[1])),
            let secret = Hex.bytes(String(words[2])), secret.count == DataKey.secretBytes
        else { return nil }
        return DataKey(number: number, madeOn: day, secret: secret)
    }

    private func fault(_ detail: String) -> Problem {
        Problem("key-file", status: 500, arguments: ["file": path, "detail": detail])
    }
}

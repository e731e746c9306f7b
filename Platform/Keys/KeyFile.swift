import Base
import Foundation

/// The file in which the keys of the data lie, for its owner alone, apart from database and backup: one line a key, so
/// that it can be written on paper and typed again.
///
///     1 2026-11-22 9f0c…
package struct KeyFile: Sendable {
    package var path: String { file.path }
    private let file: SecretFile

    package init(_ path: String) { file = SecretFile(path, problem: "key-file") }

    /// The keys in the order of their numbers; empty when there is no such file.
    /// - Throws: `Problem` `key-file` when others may read it, or it does not hold keys.
    package func read() throws(Problem) -> [DataKey] {
        guard let text = try file.read() else { return [] }
        var keys: [DataKey] = []
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            guard let key = Self.key(line), keys.allSatisfy({ $0.number < key.number }) else {
                throw file.fault("line \(keys.count + 1) is no key: NUMBER DATE 64-DIGITS, in the order of the numbers")
            }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw file.fault("holds no key") }
        return keys
    }

    /// Puts the keys in the place of those that are there; whole or not at all.
    /// - Throws: `Problem` `key-file`.
    package func write(_ keys: [DataKey]) throws(Problem) {
        try file.write(Self.text(of: keys))
    }

    /// Writes the first key, where there is no file yet. Two programs that start at once get the same one.
    /// - Throws: `Problem` `key-file`.
    package func writeFirst(_ key: DataKey) throws(Problem) {
        try file.writeFirst(Self.text(of: [key]))
    }

    /// Changes whenever another program has written the file; nil when there is none.
    var stamp: [Int]? {
        var state = stat()
        guard stat(path, &state) == 0 else { return nil }
        return [Int(state.st_ino), Int(state.st_size), state.st_mtim.tv_sec, state.st_mtim.tv_nsec]
    }

    private static func text(of keys: [DataKey]) -> String {
        "# MotCua: keys of the data. Without this file phone numbers, personal ids and papers are lost.\n"
            + keys.map { "\($0.number) \($0.madeOn.iso8601) \(Hex.text($0.secret))\n" }.joined()
    }

    private static func key(_ line: Substring) -> DataKey? {
        let words = line.split(separator: " ")
        guard words.count == 3, let number = Int(words[0]), number > 0, let day = LocalDate(iso8601: String(words[1])),
            let secret = Hex.bytes(String(words[2])), secret.count == DataKey.secretBytes
        else { return nil }
        return DataKey(number: number, madeOn: day, secret: secret)
    }
}

import Base
import Crypto
import Synchronization

/// The keys of an installation in memory (chùm khoá dữ liệu), shared by everything that seals.
///
/// Several programs use one file: a number that is not known here, and a file that has changed, are looked up again.
package final class Keyring: Sendable {
    /// Another program may have added a key; looked at not more often.
    private static let secondsBetweenLooks = 2.0

    private struct State {
        var keys: [DataKey]
        var stamp: [Int]?
        var lookedAt: ContinuousClock.Instant
    }

    package let file: KeyFile?
    private let state: Mutex<State>

    /// The keys of a file; a ring without keys when there is no such file yet.
    /// - Throws: `Problem` `key-file`.
    package init(_ file: KeyFile) throws {
        self.file = file
        state = Mutex(State(keys: try file.read(), stamp: file.stamp, lookedAt: .now))
    }

    /// Keys that lie in no file: for tests, and none for databases in which nothing is sealed.
    package init(_ keys: [DataKey] = []) {
        file = nil
        state = Mutex(State(keys: keys, stamp: nil, lookedAt: .now))
    }

    package var keys: [DataKey] { state.withLock { $0.keys } }

    /// The key that writes; nil in a ring without keys.
    package var writing: DataKey? { upToDate.last }

    /// The keys, after a look whether another program has changed the file meanwhile.
    private var upToDate: [DataKey] {
        state.withLock { state in
            if let file, state.lookedAt.duration(to: .now) > .seconds(Self.secondsBetweenLooks) {
                state.lookedAt = .now
                if file.stamp != state.stamp { Self.read(file, into: &state) }
            }
            return state.keys
        }
    }

    package func key(_ number: Int) -> DataKey? {
        state.withLock { state in
            if let key = state.keys.first(where: { $0.number == number }) { return key }
            if let file { Self.read(file, into: &state) }
            return state.keys.first { $0.number == number }
        }
    }

    /// Reads the file again: after a program has written it.
    package func refresh() {
        guard let file else { return }
        state.withLock { Self.read(file, into: &$0) }
    }

    /// A file that cannot be read just now changes nothing: the keys in memory go on serving.
    private static func read(_ file: KeyFile, into state: inout State) {
        guard let keys = try? file.read(), !keys.isEmpty else { return }
        (state.keys, state.stamp) = (keys, file.stamp)
    }

    // MARK: Texts

    /// `number.text`, the text as base64. The empty text stays empty: that nothing was said is no secret.
    /// - Parameter purpose: what it is; the same is needed to open it.
    /// - Throws: `KeyFault`.
    package func seal(_ text: String, as purpose: String) throws -> String {
        guard !text.isEmpty else { return "" }
        guard let key = writing else { throw KeyFault.noKey }
        return "\(key.number).\(try key.sealed(text, as: purpose))"
    }

    /// What was sealed. A text that nobody has sealed is given back as it is: from the time before there were keys.
    /// - Throws: `KeyFault`.
    package func open(_ text: String, as purpose: String) throws -> String {
        guard let (number, rest) = Self.parts(text) else { return text }
        guard let key = key(number) else { throw KeyFault.unknownKey(number) }
        guard let plain = key.opened(rest, as: purpose) else { throw KeyFault.doesNotOpen(purpose) }
        return plain
    }

    /// Whether a text is sealed with the key that writes now.
    package func isCurrent(_ text: String) -> Bool {
        text.isEmpty || Self.parts(text).map { $0.number == writing?.number } ?? false
    }

    /// The code under which a text is found without being opened; empty for the empty text.
    /// - Throws: `KeyFault.noKey`.
    package func blind(_ text: String, as purpose: String) throws -> String {
        guard !text.isEmpty else { return "" }
        guard let key = writing else { throw KeyFault.noKey }
        return "\(key.number).\(key.blind(text, as: purpose))"
    }

    /// The codes that the text may stand under: one for each key that is still in use.
    package func blinds(_ text: String, as purpose: String) -> [String] {
        upToDate.map { "\($0.number).\($0.blind(text, as: purpose))" }
    }

    /// Nonce and tag alone are 28 bytes, 40 digits.
    private static func parts(_ text: String) -> (number: Int, rest: Substring)? {
        guard let dot = text.utf8.prefix(7).firstIndex(of: UInt8(ascii: ".")), let number = Int(text[..<dot]),
            number > 0
        else { return nil }
        let rest = text[text.index(after: dot)...]
        let isCode = rest.utf8.count >= 40 && rest.utf8.count % 4 == 0 && rest.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): true
            default: false
            }
        }
        return isCode ? (number, rest) : nil
    }
}

/// What sealing and opening can fail with: never by what a person types.
package enum KeyFault: Error, Sendable, Equatable {
    /// The ring is empty: the installation's file of keys has not been opened.
    case noKey
    /// Sealed with a key that is not in the file: a wrong or an old file.
    case unknownKey(Int)
    /// The bytes, or where they stand, were changed.
    case doesNotOpen(String)
}

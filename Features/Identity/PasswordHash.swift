import Base
import Crypto
import CryptoExtras
import Foundation

/// What scrypt costs (RFC 7914): `1 << logRounds` rounds over blocks of `blockSize` times 128 bytes.
package struct ScryptCost: Sendable, Hashable {
    package let logRounds: Int
    package let blockSize: Int
    package let parallelism: Int

    package init(logRounds: Int, blockSize: Int, parallelism: Int) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 32 MB and about 0.12 s on the machine of a commune.
    package static let standard = ScryptCost(logRounds: 15, blockSize: 8, parallelism: 1)
    /// For tests and simulations, where nothing is to be protected.
    package static let trivial = ScryptCost(logRounds: 2, blockSize: 1, parallelism: 1)

    var isBelievable: Bool {
        (1...20).contains(logRounds) && (1...32).contains(blockSize) && (1...16).contains(parallelism)
    }
}

/// A password as it is kept: `scrypt$15,8,1$salt$key`, salt and key hexadecimal. The cost stands in the text, so that
/// it can be raised without breaking older ones.
package struct PasswordHash: Sendable, Hashable {
    static let saltBytes = 16
    static let keyBytes = 32

    package let cost: ScryptCost
    private let salt: [UInt8]
    private let key: [UInt8]

    /// Hashes with a new random salt. Blocks its thread for as long as the cost says: see `PasswordHasher`.
    package init(of password: String, cost: ScryptCost) throws {
        var random = SystemRandomNumberGenerator()
        self.cost = cost
        salt = (0..<PasswordHash.saltBytes).map { _ in UInt8.random(in: 0...255, using: &random) }
        key = try PasswordHash.derive(password, salt: salt, cost: cost)
    }

    /// Reads the kept text; nil when it is not one.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "scrypt" else { return nil }
        let numbers = parts[1].split(separator: ",").compactMap { Int($0) }
        guard numbers.count == 3, let salt = PasswordHash.bytes(parts[2]), let key = PasswordHash.bytes(parts[3]),
            salt.count == PasswordHash.saltBytes, key.count == PasswordHash.keyBytes
        else { return nil }
        cost = ScryptCost(logRounds: numbers[0], blockSize: numbers[1], parallelism: numbers[2])
        guard cost.isBelievable else { return nil }
        self.salt = salt
        self.key = key
    }

    package var text: String {
        "scrypt$\(cost.logRounds),\(cost.blockSize),\(cost.parallelism)$\(Hex.text(salt))$\(Hex.text(key))"
    }

    /// Compares in constant time. Blocks its thread as `init(of:cost:)` does.
    package func matches(_ password: String) throws -> Bool {
        let other = try PasswordHash.derive(password, salt: salt, cost: cost)
        return zip(key, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(_ password: String, salt: [UInt8], cost: ScryptCost) throws -> [UInt8] {
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(from: bytes, salt: salt, outputByteCount: keyBytes,
            rounds: 1 << cost.logRounds, blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    private static func bytes(_ hex: Substring) -> [UInt8]? {
        let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == hex.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

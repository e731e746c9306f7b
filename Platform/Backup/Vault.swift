import Base
import Crypto
import CryptoExtras
import Foundation

/// The key of an encrypted backup place, made from a passphrase. Without it nothing in the place can be read, not even
/// which papers it holds.
package struct Vault: Sendable {
    /// How the key is made; stands in the place, readable, for whoever has the passphrase.
    package struct Lock: Codable, Sendable, Equatable {
        /// scrypt (RFC 7914): `1 << logRounds` rounds over blocks of 8 times 128 bytes, once.
        package let logRounds: Int
        /// 32 random bytes, hexadecimal.
        package let salt: String
        /// Tells a wrong passphrase from a damaged part.
        package let proof: String
    }

    /// 64 MiB and a part of a second: paid once a backup, and for every guess.
    package static let standardLogRounds = 16
    /// Shorter ones are guessed.
    package static let passphraseLengthMin = 12

    private let key: SymmetricKey
    package let lock: Lock

    /// A new place's lock and key.
    /// - Throws: `backup-passphrase-short`.
    package init(new passphrase: String, logRounds: Int = standardLogRounds) throws {
        guard passphrase.count >= Self.passphraseLengthMin else {
            throw Problem("backup-passphrase-short", arguments: ["min": "\(Self.passphraseLengthMin)"])
        }
        let salt = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        key = try Self.key(passphrase, salt: salt, logRounds: logRounds)
        lock = Lock(logRounds: logRounds, salt: Hex.text(salt), proof: Self.proof(of: key))
    }

    /// - Throws: `backup-passphrase-wrong`; `backup-damaged` when the lock makes no sense.
    package init(_ lock: Lock, passphrase: String) throws {
        guard let salt = Hex.bytes(lock.salt), salt.count == 32, (10...22).contains(lock.logRounds) else {
            throw Problem.backupDamaged("motcua-backup.json")
        }
        key = try Self.key(passphrase, salt: salt, logRounds: lock.logRounds)
        guard Self.proof(of: key) == lock.proof else { throw Problem("backup-passphrase-wrong", status: 403) }
        self.lock = lock
    }

    /// Under which name a part is kept: its digest would tell which well-known papers the place holds.
    func name(of digest: String) -> String { Self.code("name:\(digest)", key) }

    /// Each file has a key of its own, so that its parts can be counted from zero.
    func fileKey(salt: [UInt8]) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: Data(salt), info: Data("motcua backup file".utf8), outputByteCount: 32)
    }

    private static func proof(of key: SymmetricKey) -> String { code("proof", key) }

    private static func code(_ text: String, _ key: SymmetricKey) -> String {
        Hex.text(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
    }

    private static func key(_ passphrase: String, salt: [UInt8], logRounds: Int) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Data(passphrase.precomposedStringWithCanonicalMapping.utf8), salt: Data(salt), outputByteCount: 32,
            rounds: 1 << logRounds, blockSize: 8, parallelism: 1, maxMemory: 512 << 20)
    }
}

extension Problem {
    /// - Parameter part: which file of the place.
    static func backupDamaged(_ part: String) -> Problem {
        Problem("backup-damaged", status: 409, arguments: ["part": part])
    }

    /// - Parameter digest: of an attached file that the live data has lost or damaged.
    package static func backupSourceDamaged(_ digest: String) -> Problem {
        Problem("backup-source-damaged", status: 409, arguments: ["digest": digest])
    }

    static func backupMissing(_ part: String) -> Problem {
        Problem("backup-part-missing", status: 404, arguments: ["part": part])
    }
}

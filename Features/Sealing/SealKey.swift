import Base
import Crypto
import Foundation
import Proof

/// The key that seals are signed with. It lies in a file for its owner alone, never in the database: who can change the
/// database cannot seal what he made of it.
package struct SealKey: Sendable {
    /// What stands before the 32 bytes in PKCS #8 (RFC 8410), so that `openssl pkey` reads the file.
    private static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]
    private static let (begin, end) = ("-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----")

    let key: Curve25519.Signing.PrivateKey

    package var publicKey: PublicSealKey { PublicSealKey(key.publicKey) }

    init(_ key: Curve25519.Signing.PrivateKey) { self.key = key }

    /// Takes the key from the file; makes one where there is no file. Two programs that start at once get the same key.
    /// - Throws: `Problem` `seal-key` when the file cannot be read or written, or others may read it.
    package static func atHome(in path: String) throws(Problem) -> SealKey {
        if let key = try read(path) { return key }
        let fresh = Curve25519.Signing.PrivateKey()
        let text = "\(begin)\n\(Data(prefix + [UInt8](fresh.rawRepresentation)).base64EncodedString())\n\(end)\n"
        let file = file(path)
        try file.writeFirst(text)
        guard let key = try read(path) else { throw file.fault("cannot be written") }
        return key
    }

    /// Nil when there is no such file.
    package static func read(_ path: String) throws(Problem) -> SealKey? {
        let file = file(path)
        guard let text = try file.read() else { return nil }
        guard let data = Data(base64Encoded: text.replacing(begin, with: "").replacing(end, with: "")
                .filter { !$0.isWhitespace }),
            data.starts(with: prefix),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: data.dropFirst(prefix.count))
        else { throw file.fault("no Ed25519 key in PEM") }
        return SealKey(key)
    }

    private static func file(_ path: String) -> SecretFile { SecretFile(path, problem: "seal-key") }
}

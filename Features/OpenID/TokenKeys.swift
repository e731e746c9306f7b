import Base
import Crypto
import CryptoExtras
import Foundation

/// The public keys of an issuer (JWK Set, RFC 7517): those that may verify a signature of ours, the rest left aside.
package struct TokenKeys: Sendable {
    static let bytesMax = 262_144
    private static let keysMax = 64
    /// Larger ones only make work.
    private static let rsaBitsMax = 8192

    private enum Material: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
    }

    private struct Key: Sendable {
        let id: String?
        let algorithms: Set<TokenAlgorithm>
        let material: Material
    }

    private let keys: [Key]

    var count: Int { keys.count }

    /// Nil for what is no set of keys. A set may hold keys that we cannot use: they verify nothing.
    package init?(_ bytes: [UInt8]) {
        guard let document = try? JSONReader.read(bytes), let list = document["keys"]?.list else { return nil }
        keys = list.prefix(Self.keysMax).compactMap(Self.key)
    }

    /// Whether there is a key of this name: an unknown one means that the issuer has changed its keys.
    func has(_ keyID: String?, for algorithm: TokenAlgorithm) -> Bool { !candidates(keyID, algorithm).isEmpty }

    func verify(_ token: SignedToken) throws(TokenFault) {
        let candidates = candidates(token.keyID, token.algorithm)
        guard !candidates.isEmpty else { throw .noKey }
        guard candidates.contains(where: { Self.isValid(token, $0.material) }) else { throw .signature }
    }

    /// A token that names no key is tried with a few at most.
    private func candidates(_ keyID: String?, _ algorithm: TokenAlgorithm) -> [Key] {
        let fitting = keys.filter { $0.algorithms.contains(algorithm) }
        guard let keyID else { return Array(fitting.prefix(4)) }
        return fitting.filter { $0.id == keyID }
    }

    private static func isValid(_ token: SignedToken, _ material: Material) -> Bool {
        let digest = SHA256.hash(data: token.signed)
        switch (material, token.algorithm) {
        case (.rsa(let key), .rs256): return isValid(token, digest, key, .insecurePKCS1v1_5)
        case (.rsa(let key), .ps256): return isValid(token, digest, key, .PSS)
        case (.p256(let key), .es256):
            // Two numbers of 32 bytes (RFC 7518, 3.4), never DER.
            guard token.signature.count == 64,
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: token.signature)
            else { return false }
            return key.isValidSignature(signature, for: digest)
        case (.rsa, .es256), (.p256, .rs256), (.p256, .ps256): return false
        }
    }

    private static func isValid(
        _ token: SignedToken, _ digest: SHA256Digest, _ key: _RSA.Signing.PublicKey, _ padding: _RSA.Signing.Padding
    ) -> Bool {
        let signature = _RSA.Signing.RSASignature(rawRepresentation: token.signature)
        return key.isValidSignature(signature, for: digest, padding: padding)
    }

    /// Nil for keys of other kinds, for encrypting, or too weak.
    private static func key(_ node: JSONNode) -> Key? {
        if let use = node["use"] { guard use.text == "sig" else { return nil } }
        if let operations = node["key_ops"] {
            guard operations.list?.contains(where: { $0.text == "verify" }) == true else { return nil }
        }
        let made: (Material, Set<TokenAlgorithm>)?
        switch node["kty"]?.text {
        case "RSA": made = rsa(node).map { (.rsa($0), [.rs256, .ps256]) }
        case "EC": made = p256(node).map { (.p256($0), [.es256]) }
        case .some, nil: made = nil
        }
        guard let (material, fitting) = made else { return nil }
        var algorithms = fitting
        if let name = node["alg"]?.text {
            // A key that is for another way of signing is for no way of ours.
            algorithms = algorithms.filter { $0.rawValue == name }
            guard !algorithms.isEmpty else { return nil }
        }
        return Key(id: node["kid"]?.text, algorithms: algorithms, material: material)
    }

    private static func rsa(_ node: JSONNode) -> _RSA.Signing.PublicKey? {
        guard let modulus = number(node["n"]), let exponent = number(node["e"]),
            (2048...rsaBitsMax).contains(bits(modulus)), exponent.count <= 8, exponent.last.map({ $0 & 1 }) == 1,
            exponent != [1]
        else { return nil }
        return try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
    }

    private static func p256(_ node: JSONNode) -> P256.Signing.PublicKey? {
        guard node["crv"]?.text == "P-256", let x = node["x"]?.text.flatMap({ Base64URL.bytes($0) }),
            let y = node["y"]?.text.flatMap({ Base64URL.bytes($0) }), x.count == 32, y.count == 32
        else { return nil }
        return try? P256.Signing.PublicKey(rawRepresentation: x + y)
    }

    /// Without zeros in front, which some issuers write.
    private static func number(_ node: JSONNode?) -> [UInt8]? {
        guard let bytes = node?.text.flatMap({ Base64URL.bytes($0) }) else { return nil }
        let number = Array(bytes.drop { $0 == 0 })
        return number.isEmpty ? nil : number
    }

    private static func bits(_ number: [UInt8]) -> Int {
        number.count * 8 - (number.first?.leadingZeroBitCount ?? 0)
    }
}

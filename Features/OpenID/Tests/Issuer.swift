import Base
import Crypto
import CryptoExtras
import Foundation

@testable import OpenID

/// Somebody who signs tokens, with keys made on the spot.
struct Issuer: Sendable {
    static let address = "https://vneid.example"
    static let client = "motcua"
    static let nonce = "n-0S6_WzA2Mj"
    static let now = Instant(microseconds: 1_795_399_200_000_000)
    static var seconds: Int64 { now.microseconds / 1_000_000 }

    /// Made once: RSA keys take a while.
    static let rsa: _RSA.Signing.PrivateKey = {
        guard let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048) else { preconditionFailure("no RSA key") }
        return key
    }()

    let id: String
    let p256 = P256.Signing.PrivateKey()

    init(id: String = "k1") { self.id = id }

    // MARK: Tokens

    static func claims(_ changes: [(String, JSONNode.Value?)] = []) -> [(String, JSONNode.Value)] {
        var claims: [(String, JSONNode.Value)] = [
            ("iss", .text(address)), ("sub", .text("0b9d")), ("aud", .text(client)), ("exp", .integer(seconds + 300)),
            ("iat", .integer(seconds - 5)), ("nonce", .text(nonce)),
        ]
        for (name, value) in changes {
            claims.removeAll { $0.0 == name }
            if let value { claims.append((name, value)) }
        }
        return claims
    }

    static func object(_ members: [(String, JSONNode.Value)]) -> JSONNode {
        JSONNode(.object(members.map { JSONNode.Member(name: $0.0, node: JSONNode($0.1)) }))
    }

    func token(
        _ claims: [(String, JSONNode.Value)] = claims(), by algorithm: TokenAlgorithm = .es256,
        header changes: [(String, JSONNode.Value)] = []
    ) throws -> String {
        let names = Set(changes.map(\.0))
        let header: [(String, JSONNode.Value)] = [("alg", .text(algorithm.rawValue)), ("kid", .text(keyID(algorithm)))]
        let whole: [(String, JSONNode.Value)] = header.filter { !names.contains($0.0) } + changes
        let head = Base64URL.text(Self.object(whole).orderedText.utf8)
        let signed = "\(head).\(Base64URL.text(Self.object(claims).orderedText.utf8))"
        return "\(signed).\(Base64URL.text(try signature(of: signed, by: algorithm)))"
    }

    func signature(of signed: String, by algorithm: TokenAlgorithm) throws -> [UInt8] {
        let digest = SHA256.hash(data: Data(signed.utf8))
        switch algorithm {
        case .es256: return [UInt8](try p256.signature(for: digest).rawRepresentation)
        case .rs256:
            return [UInt8](try Self.rsa.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
        case .ps256: return [UInt8](try Self.rsa.signature(for: digest, padding: .PSS).rawRepresentation)
        }
    }

    func keyID(_ algorithm: TokenAlgorithm) -> String { algorithm == .es256 ? "\(id)-ec" : "\(id)-rsa" }

    // MARK: Keys

    var keySet: JSONNode { Self.object([("keys", .list([ecKey(), rsaKey()]))]) }

    var keys: TokenKeys {
        guard let keys = TokenKeys(Array(keySet.orderedText.utf8)) else { preconditionFailure("no keys") }
        return keys
    }

    func ecKey(_ changes: [(String, JSONNode.Value)] = []) -> JSONNode {
        let point = p256.publicKey.rawRepresentation
        let members: [(String, JSONNode.Value)] = [
            ("kty", .text("EC")), ("crv", .text("P-256")), ("kid", .text(keyID(.es256))),
            ("x", .text(Base64URL.text(point.prefix(32)))), ("y", .text(Base64URL.text(point.suffix(32)))),
        ]
        return Self.object(members + changes)
    }

    func rsaKey(_ changes: [(String, JSONNode.Value)] = []) -> JSONNode {
        let (modulus, exponent) = Self.rsaNumbers
        let members: [(String, JSONNode.Value)] = [
            ("kty", .text("RSA")), ("kid", .text(keyID(.rs256))), ("n", .text(Base64URL.text(modulus))),
            ("e", .text(Base64URL.text(exponent))),
        ]
        return Self.object(members + changes)
    }

    private static let rsaNumbers: (modulus: [UInt8], exponent: [UInt8]) = {
        guard let numbers = try? rsa.publicKey.getKeyPrimitives() else { preconditionFailure("no numbers") }
        return ([UInt8](numbers.modulus), [UInt8](numbers.publicExponent))
    }()
}

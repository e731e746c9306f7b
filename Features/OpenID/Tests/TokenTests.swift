import Base
import Crypto
import Foundation
import Testing

@testable import OpenID

/// What is believed of a token, and all that is not (OpenID Connect Core 1.0, 3.1.3.7; RFC 8725).
@Suite struct TokenTests {
    private let issuer = Issuer()

    private func expected(accessToken: String? = nil, algorithms: Set<TokenAlgorithm>? = nil) -> IDToken.Expectation {
        IDToken.Expectation(issuer: Issuer.address, client: Issuer.client, nonce: Issuer.nonce,
            algorithms: algorithms ?? Set(TokenAlgorithm.allCases), accessToken: accessToken)
    }

    private func fault(
        _ text: String, accessToken: String? = nil, algorithms: Set<TokenAlgorithm>? = nil
    ) -> TokenFault? {
        do throws(TokenFault) {
            _ = try IDToken(text, keys: issuer.keys,
                expected: expected(accessToken: accessToken, algorithms: algorithms), at: Issuer.now)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: TokenAlgorithm.allCases)
    func `a token signed in each of the three ways is believed`(algorithm: TokenAlgorithm) throws {
        let token = try IDToken(issuer.token(by: algorithm), keys: issuer.keys, expected: expected(), at: Issuer.now)
        #expect(token.subject == "0b9d")
    }

    /// One claim changed, left out when the value is nil, and why the token is not believed then; nil when it is.
    struct Change: Sendable {
        let name: String
        let value: JSONNode.Value?
        let fault: TokenFault?

        init(_ name: String, _ value: JSONNode.Value?, _ fault: TokenFault? = nil) {
            self.name = name
            self.value = value
            self.fault = fault
        }
    }

    private static let both: JSONNode.Value = .list([JSONNode(.text("motcua")), JSONNode(.text("another"))])

    static let lies: [Change] = [
        Change("iss", .text("https://vneid.example/"), .issuer), Change("iss", nil, .issuer),
        Change("iss", .text("https://VNEID.example"), .issuer),
        Change("aud", .text("another"), .audience), Change("aud", .list([]), .audience),
        Change("aud", nil, .audience), Change("aud", both, .authorizedParty),
        Change("azp", .text("another"), .authorizedParty), Change("azp", .integer(1), .authorizedParty),
        Change("sub", nil, .subject), Change("sub", .text(""), .subject),
        Change("sub", .text(String(repeating: "x", count: 256)), .subject),
        Change("exp", nil, .expired), Change("exp", .text("soon"), .expired),
        Change("exp", .integer(Issuer.seconds - 60), .expired),
        Change("iat", nil, .issuedAt), Change("iat", .integer(Issuer.seconds + 61), .issuedAt),
        Change("iat", .integer(Issuer.seconds - 661), .freshness),
        Change("nbf", .integer(Issuer.seconds + 61), .notYet),
        Change("nonce", nil, .nonce), Change("nonce", .text("n-0S6_WzA2MJ"), .nonce),
        Change("nonce", .text(""), .nonce), Change("at_hash", .text("x"), .accessTokenHash),
    ]

    @Test(arguments: lies)
    func `a token that says something else is not believed`(change: Change) throws {
        let token = try issuer.token(Issuer.claims([(change.name, change.value)]))
        #expect(fault(token) == change.fault)
    }

    static let truths: [Change] = [
        Change("exp", .integer(Issuer.seconds - 59)), Change("iat", .integer(Issuer.seconds + 60)),
        Change("azp", .text("motcua")), Change("aud", .list([JSONNode(.text("motcua"))])),
        Change("exp", .decimal(Double(Issuer.seconds) + 1.5)), Change("nbf", .integer(Issuer.seconds)),
    ]

    @Test(arguments: truths)
    func `clocks may differ by a minute, and an audience may be a list`(change: Change) throws {
        #expect(fault(try issuer.token(Issuer.claims([(change.name, change.value)]))) == nil)
    }

    @Test func `the access token must be the one that the id token was given with`() throws {
        // The example of OpenID Connect Core 1.0, A.3.
        let accessToken = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"
        let token = try issuer.token(Issuer.claims([("at_hash", .text("77QmUPtjPfzWtF2AnpK9RQ"))]))
        #expect(fault(token, accessToken: accessToken) == nil)
        #expect(fault(token, accessToken: accessToken + "x") == .accessTokenHash)
        #expect(fault(token) == .accessTokenHash)
    }

    @Test(arguments: ["none", "None", "HS256", "HS512", "RS1", "RS384", "EdDSA", ""])
    func `no other way of signing is taken`(name: String) throws {
        let header = Base64URL.text(#"{"alg":"\#(name)"}"#.utf8)
        let payload = Base64URL.text(Issuer.object(Issuer.claims()).orderedText.utf8)
        for signature in ["", "AAAA", Base64URL.text(try issuer.signature(of: "\(header).\(payload)", by: .es256))] {
            #expect(fault("\(header).\(payload).\(signature)") == .algorithm)
        }
    }

    @Test func `a public key is no secret for an HMAC`() throws {
        let header = Base64URL.text(#"{"alg":"HS256","kid":"k1-rsa"}"#.utf8)
        let payload = Base64URL.text(Issuer.object(Issuer.claims()).orderedText.utf8)
        let key = SymmetricKey(data: Data(issuer.rsaKey().orderedText.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(header).\(payload)".utf8), using: key)
        #expect(fault("\(header).\(payload).\(Base64URL.text(code))") == .algorithm)
    }

    @Test func `a provider may be held to some of the ways`() throws {
        #expect(fault(try issuer.token(by: .rs256), algorithms: [.es256]) == .algorithm)
        #expect(fault(try issuer.token(by: .es256), algorithms: [.es256]) == nil)
    }

    static let headers: [Change] = [
        Change("crit", .list([JSONNode(.text("b64"))]), .critical), Change("b64", .bool(false), .critical),
        Change("zip", .text("DEF"), .critical), Change("typ", .text("at+jwt"), .header),
        Change("cty", .text("JWT"), .encrypted), Change("kid", .integer(1), .header),
        Change("kid", .text("k2-ec"), .noKey), Change("kid", .text("k1-rsa"), .noKey),
    ]

    @Test(arguments: headers)
    func `what a header asks for and is not understood is refused`(change: Change) throws {
        let value = try #require(change.value)
        #expect(fault(try issuer.token(header: [(change.name, value)])) == change.fault)
    }

    @Test func `keys that a token brings along itself are not looked at`() throws {
        let stranger = Issuer()
        let brought: [(String, JSONNode.Value)] = [
            ("jwk", stranger.ecKey().value), ("jku", .text("https://evil.example")),
        ]
        let token = try stranger.token(header: brought)
        #expect(fault(token) == .signature)
    }

    @Test func `a token without the name of a key is tried with those that fit`() throws {
        let header = Base64URL.text(#"{"alg":"ES256"}"#.utf8)
        let signed = "\(header).\(Base64URL.text(Issuer.object(Issuer.claims()).orderedText.utf8))"
        let token = "\(signed).\(Base64URL.text(try issuer.signature(of: signed, by: .es256)))"
        #expect(fault(token) == nil)
    }

    @Test(arguments: TokenAlgorithm.allCases)
    func `no sign of a token can be changed, left out or doubled`(algorithm: TokenAlgorithm) throws {
        let token = try issuer.token(by: algorithm)
        let keys = issuer.keys
        let signs = Array(token.utf8)
        let alphabet = Array("ABCXYZabcxyz0189-_.=+/ \n".utf8)
        var random = SeededRandom(seed: 41)
        var believed: [String] = []
        for place in signs.indices {
            var changed = signs
            switch random.next() % 3 {
            case 0: changed.remove(at: place)
            case 1: changed.insert(signs[place], at: place)
            default: changed[place] = alphabet[Int(random.next() % UInt64(alphabet.count))]
            }
            guard changed != signs else { continue }
            let text = String(decoding: changed, as: UTF8.self)
            if (try? IDToken(text, keys: keys, expected: expected(), at: Issuer.now)) != nil { believed.append(text) }
        }
        #expect(believed.isEmpty, "seed 41")
    }

    @Test func `texts that are no tokens are refused without harm`() throws {
        var random = SeededRandom(seed: 42)
        for _ in 0..<2_000 {
            let length = Int(random.next() % 80)
            let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(fault(text) != nil, "seed 42")
        }
        #expect(fault(String(repeating: "a", count: SignedToken.bytesMax + 1)) == .tooLong)
        #expect(fault("a.b.c.d.e") == .encrypted)
        #expect(fault("\(try issuer.token()).") == .shape)
        let twice = Base64URL.text(#"{"sub":"a","sub":"b"}"#.utf8)
        let header = Base64URL.text(#"{"alg":"ES256","kid":"k1-ec"}"#.utf8)
        #expect(fault("\(header).\(twice).AAAA") == .payload)
    }

    @Test func `an elliptic signature in DER is not one`() throws {
        let parts = try issuer.token().split(separator: ".")
        let signature = try #require(Base64URL.bytes(parts[2]))
        let der = try P256.Signing.ECDSASignature(rawRepresentation: signature).derRepresentation
        #expect(fault("\(parts[0]).\(parts[1]).\(Base64URL.text(der))") == .signature)
    }
}

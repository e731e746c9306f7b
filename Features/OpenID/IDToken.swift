import Base
import Crypto

/// What an issuer says about somebody who has just signed in there, believed: every check of OpenID Connect Core 1.0,
/// 3.1.3.7 has passed.
package struct IDToken: Sendable {
    /// How far two clocks may differ.
    static let skewSeconds: Int64 = 60
    /// How old a token may be that somebody brings back from signing in.
    static let ageSecondsMax: Int64 = 600
    static let subjectBytesMax = 255

    package let subject: String
    package let claims: JSONNode

    /// What the token must say to be meant for us, here, now.
    package struct Expectation: Sendable {
        let issuer: String
        let client: String
        let nonce: String
        /// Which ways of signing the provider may use.
        let algorithms: Set<TokenAlgorithm>
        /// What came with the token: bound to it when the token says so.
        let accessToken: String?

        package init(
            issuer: String, client: String, nonce: String,
            algorithms: Set<TokenAlgorithm> = Set(TokenAlgorithm.allCases), accessToken: String? = nil
        ) {
            self.issuer = issuer
            self.client = client
            self.nonce = nonce
            self.algorithms = algorithms
            self.accessToken = accessToken
        }
    }

    package init(
        _ text: String, keys: TokenKeys, expected: Expectation, at now: Instant
    ) throws(TokenFault) {
        let token = try SignedToken(text)
        guard expected.algorithms.contains(token.algorithm) else { throw .algorithm }
        try keys.verify(token)
        try self.init(verified: token.payload, expected: expected, at: now)
    }

    /// What stands in a token whose signature is right.
    private init(verified claims: JSONNode, expected: Expectation, at now: Instant) throws(TokenFault) {
        guard claims["iss"]?.text == expected.issuer else { throw .issuer }
        let audience = Self.audience(of: claims)
        guard audience.contains(expected.client), audience.count <= 16 else { throw .audience }
        // One of several for whom it is meant: it must say that we asked for it.
        if claims["azp"] != nil || audience.count > 1 {
            guard claims["azp"]?.text == expected.client else { throw .authorizedParty }
        }
        guard let subject = claims["sub"]?.text, !subject.isEmpty, subject.utf8.count <= Self.subjectBytesMax else {
            throw .subject
        }
        try Self.checkTimes(claims, at: now)
        guard let nonce = claims["nonce"]?.text, Self.areEqual(nonce, expected.nonce) else { throw .nonce }
        if let hash = claims["at_hash"] {
            guard let text = hash.text, let accessToken = expected.accessToken,
                Self.areEqual(text, Self.half(of: accessToken))
            else { throw .accessTokenHash }
        }
        self.subject = subject
        self.claims = claims
    }

    /// For whom a token is meant.
    static func audience(of claims: JSONNode) -> [String] {
        claims["aud"]?.text.map { [$0] } ?? claims["aud"]?.list?.compactMap(\.text) ?? []
    }

    /// The provider's name for the stay that a token began, of a token that was believed before; nil when it has none.
    static func session(of text: String) -> String? {
        guard let name = try? SignedToken(text).payload["sid"]?.text, !name.isEmpty,
            name.utf8.count <= subjectBytesMax
        else { return nil }
        return name
    }

    private static func checkTimes(_ claims: JSONNode, at now: Instant) throws(TokenFault) {
        let seconds = now.microseconds / 1_000_000
        guard let expiry = time(claims["exp"]), seconds < expiry + skewSeconds else { throw .expired }
        guard let issued = time(claims["iat"]), issued <= seconds + skewSeconds else { throw .issuedAt }
        guard seconds - issued <= ageSecondsMax + skewSeconds else { throw .freshness }
        if let begins = claims["nbf"] {
            guard let begin = time(begins), begin <= seconds + skewSeconds else { throw .notYet }
        }
    }

    /// Seconds since 1970; a fraction is cut off, and what no clock says is no time.
    static func time(_ node: JSONNode?) -> Int64? {
        let seconds: Int64?
        switch node?.value {
        case .integer(let number): seconds = number
        case .decimal(let number): seconds = number > 0 && number < 1e11 ? Int64(number) : nil
        case .null, .bool, .text, .list, .object, nil: seconds = nil
        }
        return seconds.flatMap { (0..<100_000_000_000).contains($0) ? $0 : nil }
    }

    /// `at_hash`: the first half of the SHA-256 that all our ways of signing use.
    static func half(of accessToken: String) -> String {
        Base64URL.text(SHA256.hash(data: Array(accessToken.utf8)).prefix(16))
    }

    private static func areEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

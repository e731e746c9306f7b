import Base

/// How a token may be signed. What is not here is not taken: `none` and the HMACs never are, since the one is no
/// signature and the others would make a public key, or a secret that both sides know, the proof.
package enum TokenAlgorithm: String, Sendable, CaseIterable {
    case rs256 = "RS256"
    case ps256 = "PS256"
    case es256 = "ES256"
}

/// Why a token was not taken. For the log and the tests; people are told only that signing in did not work.
package enum TokenFault: String, Error, Sendable, CaseIterable {
    case tooLong, shape, header, algorithm, critical, encrypted, payload
    case noKey = "no-key"
    case signature
    case issuer, audience
    case authorizedParty = "authorized-party"
    case subject
    case expired
    case issuedAt = "issued-at"
    case notYet = "not-yet"
    case nonce
    case accessTokenHash = "access-token-hash"
    case freshness
    case event
    case tokenID = "token-id"
    case replayed
}

/// A JSON Web Signature in its compact form (RFC 7515), taken apart and not yet believed.
struct SignedToken: Sendable {
    static let bytesMax = 32_768
    /// What a token says that it is, when it says so.
    static let usualTypes: Set<String> = ["jwt", "application/jwt"]

    let algorithm: TokenAlgorithm
    /// Which of the issuer's keys; nil when the token does not say.
    let keyID: String?
    let payload: JSONNode
    let signature: [UInt8]
    /// What the signature is over.
    let signed: [UInt8]

    init(_ text: String, types: Set<String> = usualTypes) throws(TokenFault) {
        guard text.utf8.count <= Self.bytesMax else { throw .tooLong }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        // Five parts are an encrypted token (RFC 7516): nobody has been given a key for one.
        guard parts.count != 5 else { throw .encrypted }
        guard parts.count == 3, let headerBytes = Base64URL.bytes(parts[0]),
            let payloadBytes = Base64URL.bytes(parts[1]), let signature = Base64URL.bytes(parts[2])
        else { throw .shape }
        guard let header = try? JSONReader.read(headerBytes), case .object(let members) = header.value,
            let name = header["alg"]?.text
        else { throw .header }
        guard let algorithm = TokenAlgorithm(rawValue: name) else { throw .algorithm }
        // What must be understood and is not (RFC 7515, 4.1.11), packed content.
        guard !members.contains(where: { ["crit", "b64", "zip"].contains($0.name) }) else { throw .critical }
        if let type = header["typ"]?.text {
            guard types.contains(type.lowercased()) else { throw .header }
        }
        if let content = header["cty"], content.text != nil { throw .encrypted }
        if let key = header["kid"], key.text == nil { throw .header }
        guard let payload = try? JSONReader.read(payloadBytes), case .object = payload.value else { throw .payload }
        self.algorithm = algorithm
        keyID = header["kid"]?.text
        self.payload = payload
        self.signature = signature
        signed = Array("\(parts[0]).\(parts[1])".utf8)
    }
}

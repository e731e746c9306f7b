import Base

/// What a provider says when somebody has signed out there, believed: every check of OpenID Connect Back-Channel Logout
/// 1.0, 2.6 has passed but the last, that it was not heard before; that one needs the database.
struct LogoutToken: Sendable {
    static let event = "http://schemas.openid.net/event/backchannel-logout"
    static let types = SignedToken.usualTypes.union(["logout+jwt", "application/logout+jwt"])
    /// A token without an end, as drafts of the standard had it and providers still send it, is good for this long: the
    /// standard's own advice for the end.
    static let secondsWithoutEnd: Int64 = 120

    /// Who has left, and which stay of theirs is over: one of both is always there.
    enum Leaver: Sendable, Equatable {
        case person(subject: String)
        case stay(session: String)
        case both(subject: String, session: String)
    }

    let leaver: Leaver
    /// Tells it from every other of this issuer.
    let id: String
    /// After this it would not be believed any more, so that its id need not be remembered.
    let forgottenAt: Instant

    init(
        _ token: SignedToken, keys: TokenKeys, issuer: String, client: String, algorithms: Set<TokenAlgorithm>,
        at now: Instant
    ) throws(TokenFault) {
        guard algorithms.contains(token.algorithm) else { throw .algorithm }
        try keys.verify(token)
        let claims = token.payload
        guard claims["iss"]?.text == issuer else { throw .issuer }
        let audience = IDToken.audience(of: claims)
        guard audience.contains(client), audience.count <= 16 else { throw .audience }
        let end = try Self.end(of: claims, at: now)
        leaver = try Self.leaver(in: claims)
        guard let event = claims["events"]?[Self.event], case .object = event.value else { throw .event }
        // With one it could be an ID token, and an ID token of somebody's must not sign them out.
        guard claims["nonce"] == nil else { throw .nonce }
        guard let id = claims["jti"]?.text, !id.isEmpty, id.utf8.count <= IDToken.subjectBytesMax else {
            throw .tokenID
        }
        self.id = id
        forgottenAt = Instant(microseconds: (end + 2 * IDToken.skewSeconds) * 1_000_000)
    }

    /// Seconds since 1970 until which it is good.
    private static func end(of claims: JSONNode, at now: Instant) throws(TokenFault) -> Int64 {
        let seconds = now.microseconds / 1_000_000
        guard let issued = IDToken.time(claims["iat"]), issued <= seconds + IDToken.skewSeconds else {
            throw .issuedAt
        }
        let latest = issued + IDToken.ageSecondsMax
        let end: Int64
        if let node = claims["exp"] {
            guard let expiry = IDToken.time(node) else { throw .expired }
            end = expiry
        } else {
            end = issued + secondsWithoutEnd
        }
        guard seconds < end + IDToken.skewSeconds else { throw .expired }
        guard seconds <= latest + IDToken.skewSeconds else { throw .freshness }
        return min(end, latest)
    }

    private static func leaver(in claims: JSONNode) throws(TokenFault) -> Leaver {
        let subject = try name(claims["sub"])
        let session = try name(claims["sid"])
        switch (subject, session) {
        case (let subject?, let session?): return .both(subject: subject, session: session)
        case (let subject?, nil): return .person(subject: subject)
        case (nil, let session?): return .stay(session: session)
        case (nil, nil): throw .subject
        }
    }

    private static func name(_ node: JSONNode?) throws(TokenFault) -> String? {
        guard let node else { return nil }
        guard let name = node.text, !name.isEmpty, name.utf8.count <= IDToken.subjectBytesMax else { throw .subject }
        return name
    }
}

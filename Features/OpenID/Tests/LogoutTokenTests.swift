import Base
import Testing

@testable import OpenID

/// What is believed of a logout token, and all that is not (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6).
@Suite struct LogoutTokenTests {
    private static let issuer = Issuer()
    static let happened: JSONNode.Value = Issuer.object([(LogoutToken.event, .object([]))]).value

    static func claims(_ changes: [(String, JSONNode.Value?)] = []) -> [(String, JSONNode.Value)] {
        Issuer.claims([
            ("nonce", nil), ("exp", .integer(Issuer.seconds + 120)), ("jti", .text("j-1")), ("sid", .text("s-1")),
            ("events", happened),
        ] + changes)
    }

    private func read(
        _ text: String, algorithms: Set<TokenAlgorithm> = Set(TokenAlgorithm.allCases)
    ) throws(TokenFault) -> LogoutToken {
        try LogoutToken(
            try SignedToken(text, types: LogoutToken.types), keys: Self.issuer.keys, issuer: Issuer.address,
            client: Issuer.client, algorithms: algorithms, at: Issuer.now)
    }

    private func fault(_ text: String, algorithms: Set<TokenAlgorithm> = Set(TokenAlgorithm.allCases)) -> TokenFault? {
        do throws(TokenFault) {
            _ = try read(text, algorithms: algorithms)
            return nil
        } catch {
            return error
        }
    }

    struct Change: Sendable {
        let changes: [(String, JSONNode.Value?)]
        let fault: TokenFault?

        init(_ name: String, _ value: JSONNode.Value?, _ fault: TokenFault?) {
            changes = [(name, value)]
            self.fault = fault
        }

        init(_ changes: [(String, JSONNode.Value?)], _ fault: TokenFault?) {
            self.changes = changes
            self.fault = fault
        }
    }

    private static let now = Issuer.seconds

    static let lies: [Change] = [
        Change("iss", .text("https://evil.example"), .issuer), Change("iss", nil, .issuer),
        Change("aud", .text("another"), .audience), Change("aud", nil, .audience), Change("aud", .list([]), .audience),
        Change("iat", nil, .issuedAt), Change("iat", .text("now"), .issuedAt),
        Change("iat", .integer(now + 61), .issuedAt), Change("iat", .integer(now - 661), .freshness),
        Change("exp", .integer(now - 60), .expired), Change("exp", .text("soon"), .expired),
        Change([("exp", nil), ("iat", .integer(now - 180))], .expired),
        Change([("sub", nil), ("sid", nil)], .subject), Change("sub", .text(""), .subject),
        Change("sid", .integer(1), .subject), Change("sid", .text(String(repeating: "x", count: 256)), .subject),
        Change("events", nil, .event), Change("events", .text(LogoutToken.event), .event),
        Change("events", Issuer.object([("https://another.example/event", .object([]))]).value, .event),
        Change("events", Issuer.object([(LogoutToken.event, .bool(true))]).value, .event),
        Change("nonce", .text(Issuer.nonce), .nonce), Change("nonce", .text(""), .nonce),
        Change("jti", nil, .tokenID), Change("jti", .text(""), .tokenID), Change("jti", .integer(7), .tokenID),
        Change("jti", .text(String(repeating: "x", count: 256)), .tokenID),
    ]

    @Test(arguments: lies)
    func `a logout token that says something else is not believed`(change: Change) throws {
        #expect(fault(try Self.issuer.token(Self.claims(change.changes))) == change.fault)
    }

    static let truths: [Change] = [
        Change([], nil), Change("sub", nil, nil), Change("sid", nil, nil), Change("exp", .integer(now - 59), nil),
        Change([("exp", nil), ("iat", .integer(now - 179))], nil), Change("exp", .integer(now + 86_400), nil),
        Change("aud", .list([JSONNode(.text("another")), JSONNode(.text("motcua"))]), nil),
        Change("iat", .integer(now + 60), nil),
    ]

    @Test(arguments: truths)
    func `whom it names, how it ends and how clocks differ may vary`(change: Change) throws {
        #expect(fault(try Self.issuer.token(Self.claims(change.changes))) == nil)
    }

    @Test func `it says who has left, and is remembered until it is worth nothing`() throws {
        let both = try read(Self.issuer.token(Self.claims()))
        #expect(both.leaver == .both(subject: "0b9d", session: "s-1"))
        #expect(both.id == "j-1")
        #expect(both.forgottenAt == Issuer.now.adding(seconds: 240))
        #expect(try read(Self.issuer.token(Self.claims([("sid", nil)]))).leaver == .person(subject: "0b9d"))
        #expect(try read(Self.issuer.token(Self.claims([("sub", nil)]))).leaver == .stay(session: "s-1"))
        // An end far away does not make it older than any token may be.
        let late = try read(Self.issuer.token(Self.claims([("exp", .integer(Self.now + 86_400))])))
        #expect(late.forgottenAt == Issuer.now.adding(seconds: 600 - 5 + 120))
    }

    @Test func `it is signed by the issuer, in a way that was agreed, and says what it is`() throws {
        let claims = Self.claims()
        #expect(fault(try Issuer(id: "k1").token(claims)) == .signature)
        #expect(fault(try Issuer(id: "k9").token(claims)) == .noKey)
        #expect(fault(try Self.issuer.token(claims), algorithms: [.rs256]) == .algorithm)
        for type in ["logout+jwt", "JWT", "application/logout+jwt"] {
            #expect(fault(try Self.issuer.token(claims, header: [("typ", .text(type))])) == nil)
        }
        for header: (String, JSONNode.Value, TokenFault) in [
            ("typ", .text("at+jwt"), .header), ("alg", .text("none"), .algorithm), ("alg", .text("HS256"), .algorithm),
            ("crit", .list([JSONNode(.text("exp"))]), .critical),
        ] {
            #expect(fault(try Self.issuer.token(claims, header: [(header.0, header.1)])) == header.2)
        }
        let parts = try Self.issuer.token(claims).split(separator: ".")
        #expect(fault("\(parts[0]).\(parts[1]).") == .signature)
        #expect(fault("\(parts[0]).\(parts[1])") == .shape)
    }

    @Test func `an ID token signs nobody out, and a logout token signs nobody in`() throws {
        #expect(fault(try Self.issuer.token()) == .event)
        let expected = IDToken.Expectation(issuer: Issuer.address, client: Issuer.client, nonce: Issuer.nonce)
        for type in ["JWT", "logout+jwt"] {
            let text = try Self.issuer.token(Self.claims(), header: [("typ", .text(type))])
            #expect(throws: type == "JWT" ? TokenFault.nonce : .header) {
                _ = try IDToken(text, keys: Self.issuer.keys, expected: expected, at: Issuer.now)
            }
        }
    }
}

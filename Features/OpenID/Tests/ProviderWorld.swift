import Access
import Base
import Foundation
import Identity
import Journal
import Storage
import Synchronization
import TestKit
import Testing
import Web
import Webhooks

@testable import OpenID

/// The demonstration's people, a site, and a provider that is a function: what it says can be changed for each test.
struct ProviderWorld {
    let test: TestSite
    let people: DemoPeople
    let source: Source
    let providers: Providers

    init(
        _ engine: Engine = .sqlite, linking: Provider.Linking = .password, levelMin: Int = 2
    ) async throws {
        let source = Source()
        let hasher = PasswordHasher(cost: .trivial)
        let providers = Providers(
            [Self.provider(linking: linking, levelMin: levelMin)], line: ProviderLine { await source.answer($0) })
        self.source = source
        self.providers = providers
        test = try await TestSite.make(
            engine, features: [
                IdentityFeature.make(hasher: hasher, ways: OpenIDFeature.ways(providers)),
                OpenIDFeature.make(providers, hasher: hasher),
            ], migrations: Journal.migrations, resolveCaller: { try CallerStore.caller(for: $0, in: $1) })
        let act = Act(permit: try test.site.policy.permit(.identitySetUp, to: .system("test")),
            at: TestSite.morning, requestID: "0")
        people = try await test.database.write { try DemoPeople.seed(cost: .trivial, in: $0, act: act) }
    }

    static func provider(
        id: String = "vneid", issuer: String = Issuer.address, linking: Provider.Linking, levelMin: Int
    ) -> Provider {
        Provider(
            id: id, names: ["vi": "VNeID", "en": "VNeID"], issuer: issuer, client: Issuer.client,
            secret: "bí mật: 100%", authentication: .basic, scopes: ["openid", "profile"],
            claims: ClaimMap(names: [
                .name: "HoVaTen", .personalID: "SoDinhDanh", .birthDate: "NgayThangNamSinh", .level: "loAs",
            ]), algorithms: Set(TokenAlgorithm.allCases), levelsAsked: [], levelMin: levelMin, linking: linking,
            isOn: true)
    }

    // MARK: What a person does

    /// Presses the button and is sent away.
    /// - Returns: what the provider was told, by name.
    func leave(_ client: WebClient, next: String = "") async throws -> [String: String] {
        let reply = try await client.get("/dang-nhap/qua/vneid" + (next.isEmpty ? "" : "?tiep=\(next)"))
        let address = try #require(reply.location.flatMap { URLComponents(string: $0) })
        #expect(reply.location?.hasPrefix("\(Issuer.address)/auth?") == true)
        let items = address.queryItems ?? []
        return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
    }

    /// Comes back with a code, as whom the provider knows.
    func comeBack(_ client: WebClient, _ asked: [String: String]) async throws -> WebClient.Reply {
        source.set(nonce: asked["nonce"] ?? "", at: test.clock.clock.now)
        return try await client.get("/dang-nhap/qua/vneid/ve?code=abc&state=\(asked["state"] ?? "")")
    }

    func signIn(_ client: WebClient, next: String = "") async throws -> WebClient.Reply {
        try await comeBack(client, try await leave(client, next: next))
    }

    /// Somebody new takes a new account.
    func register(_ client: WebClient) async throws {
        #expect(try await signIn(client).location == "/dang-nhap/qua/vneid/tiep")
        let reply = try await client.submit(
            "/dang-nhap/qua/vneid/tiep", form: [:], to: "/dang-nhap/qua/vneid/tiep/lap")
        #expect(reply.location == "/ho-so-cua-toi")
    }

    func kinds(of account: AccountID) async throws -> [String] {
        try await test.database.read { try Journal.entries(of: "account", account.description, in: $0).map(\.kind) }
    }

    func account(_ personalID: String) async throws -> AccountID? {
        guard let number = PersonalID(personalID) else { return nil }
        return try await test.database.read { try CitizenStore.profile(personalID: number, in: $0)?.account }
    }
}

/// The provider's side.
final class Source: Sendable {
    struct State {
        var issuer = Issuer()
        var nonce = ""
        var now = TestSite.morning
        /// What the id token says beside the usual.
        var claims: [(String, JSONNode.Value?)] = Source.xoan
        var userinfo: [(String, JSONNode.Value)]?
        var isAway = false
        var namesItself = false
        /// In place of the usual answer of the token endpoint.
        var token: (outcome: OutwardOutcome, answer: String)?
        var asked: [String] = []
        var forms: [String] = []
        var headers: [String] = []
    }

    /// Citizen 0900000102 of the demonstration.
    static let xoan: [(String, JSONNode.Value?)] = [
        ("HoVaTen", .text("Hồ Thị Xoan")), ("SoDinhDanh", .text("045190000102")),
        ("NgayThangNamSinh", .text("19900725")), ("loAs", .text("2")),
    ]
    /// Nobody of the demonstration.
    static let somebodyNew: [(String, JSONNode.Value?)] = [
        ("sub", .text("new")), ("HoVaTen", .text("Hồ Văn Mới")), ("SoDinhDanh", .text("045095000777")),
        ("NgayThangNamSinh", .text("1995-02-03")), ("loAs", .text("2")),
    ]

    private let state = Mutex(State())

    func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    func set(nonce: String, at now: Instant) { change { ($0.nonce, $0.now) = (nonce, now) } }
    var asked: [String] { state.withLock { $0.asked } }
    var forms: [String] { state.withLock { $0.forms } }
    var headers: [String] { state.withLock { $0.headers } }

    func answer(_ question: ProviderLine.Question) async -> (outcome: OutwardOutcome, answer: [UInt8]) {
        state.withLock { state in
            let path = String(question.url.dropFirst(Issuer.address.count))
            state.asked.append(path)
            state.headers += question.headers.map { "\($0.name): \($0.value)" }
            guard !state.isAway else { return (.failed("connect timeout"), []) }
            if let form = question.form { state.forms.append(form) }
            if path == "/token", let token = state.token { return (token.outcome, Array(token.answer.utf8)) }
            guard let node = try? Self.document(path, state) else { return (.answered(404), []) }
            return (.answered(200), Array(node.orderedText.utf8))
        }
    }

    private static func document(_ path: String, _ state: State) throws -> JSONNode? {
        switch path {
        case "/.well-known/openid-configuration":
            let doors = [
                ("authorization_endpoint", "auth"), ("token_endpoint", "token"), ("jwks_uri", "keys"),
                ("userinfo_endpoint", "userinfo"), ("end_session_endpoint", "leave"),
            ]
            var members: [(String, JSONNode.Value)] = [("issuer", .text(Issuer.address))]
            for (name, end) in doors { members.append((name, .text("\(Issuer.address)/\(end)"))) }
            members.append(("authorization_response_iss_parameter_supported", .bool(state.namesItself)))
            return Issuer.object(members)
        case "/keys": return state.issuer.keySet
        case "/token":
            let seconds = state.now.microseconds / 1_000_000
            let times: [(String, JSONNode.Value?)] = [
                ("exp", .integer(seconds + 300)), ("iat", .integer(seconds)), ("nonce", .text(state.nonce)),
                ("at_hash", .text(IDToken.half(of: "at"))),
            ]
            let token = try state.issuer.token(Issuer.claims(times + state.claims))
            return Issuer.object([
                ("access_token", .text("at")), ("token_type", .text("Bearer")), ("id_token", .text(token)),
            ])
        case "/userinfo": return state.userinfo.map(Issuer.object)
        default: return nil
        }
    }
}

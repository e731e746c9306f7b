import Base
import Foundation
import Web
import Webhooks

/// Conversations with providers, over the one checked line out of the house.
package struct ProviderLine: Sendable {
    private static let answerBytesMax = 65_536

    /// One question to a provider: a form that is sent, or nothing but the address.
    struct Question: Sendable {
        let url: String
        let headers: [(name: String, value: String)]
        var form: String?
        let bytesMax: Int
    }

    typealias Ask = @Sendable (Question) async -> (outcome: OutwardOutcome, answer: [UInt8])

    private let ask: Ask
    private let memory = ProviderMemory()

    init(ask: @escaping Ask) { self.ask = ask }

    /// - Parameter allowed: networks that are not public and may be led to all the same, also without https.
    package init(allowed: [NetworkRange] = []) {
        let line = OutwardLine(allowed: allowed)
        self.init { question in
            guard let form = question.form else {
                return await line.get(question.url, headers: question.headers, bytesMax: question.bytesMax)
            }
            return await line.post(
                Array(form.utf8), to: question.url, headers: question.headers,
                type: "application/x-www-form-urlencoded", bytesMax: question.bytesMax)
        }
    }

    /// Why somebody could not be recognised. Told in general words; the cause stands in the journal.
    enum Failure: Error, Sendable, Equatable {
        /// No answer, or none that makes sense: it may be better later.
        case unreachable(String)
        /// It does not take the code: used before, too old, or not for us.
        case refused(String)
        /// What it says cannot be believed.
        case untrusted(String)

        var words: String {
            switch self {
            case .unreachable(let words), .refused(let words), .untrusted(let words): words
            }
        }
    }

    /// Somebody who has been recognised.
    struct Recognised: Sendable {
        let subject: String
        /// Of the id token, and of userinfo where that lacks some.
        let claims: JSONNode
        let idToken: String
    }

    /// Where the provider's doors are.
    func discovery(of provider: Provider, at now: Instant) async throws(Failure) -> Discovery {
        if let kept = memory.discovery(of: provider.issuer, at: now) { return kept }
        guard !memory.isAway(provider.issuer, at: now) else { throw .unreachable("away a moment ago") }
        let bytes: [UInt8]
        do throws(Failure) {
            bytes = try await get(Discovery.address(of: provider.issuer), bytesMax: Discovery.bytesMax)
        } catch {
            memory.noteAway(provider.issuer, at: now)
            throw error
        }
        do throws(Discovery.Fault) {
            let document = try Discovery(bytes, of: provider.issuer) { ReceiverAddress.isShaped($0) }
            memory.keep(document, of: provider.issuer, at: now)
            return document
        } catch {
            throw .untrusted("discovery: \(error.rawValue)")
        }
    }

    /// Exchanges the code for a token, believes it or not, and asks for what it does not say.
    func recognise(
        code: String, verifier: String, nonce: String, redirect: String, by provider: Provider, at now: Instant
    ) async throws(Failure) -> Recognised {
        let discovery = try await discovery(of: provider, at: now)
        let answer = try await exchange(code, verifier, redirect, provider, discovery)
        guard let text = answer["id_token"]?.text else { throw .untrusted("token: no id_token") }
        let accessToken = answer["access_token"]?.text
        let expected = IDToken.Expectation(
            issuer: provider.issuer, client: provider.client, nonce: nonce, algorithms: provider.algorithms,
            accessToken: accessToken)
        let token: IDToken
        do throws(TokenFault) {
            let keys = try await keys(for: try SignedToken(text), provider, discovery, at: now)
            token = try IDToken(text, keys: keys, expected: expected, at: now)
        } catch {
            throw .untrusted("id_token: \(error.rawValue)")
        }
        var claims = token.claims
        if provider.claims.lacks(in: claims), let door = discovery.userinfo, let accessToken {
            claims = try await completed(claims, token.subject, door, accessToken)
        }
        return Recognised(subject: token.subject, claims: claims, idToken: text)
    }

    /// What a provider says about somebody who has signed out there, believed or not.
    func heard(_ text: String, from provider: Provider, at now: Instant) async throws(Failure) -> LogoutToken {
        do throws(TokenFault) {
            let token = try SignedToken(text, types: LogoutToken.types)
            // Nobody is asked for keys because of a token that is not even said to be theirs.
            guard token.payload["iss"]?.text == provider.issuer else { throw .issuer }
            let discovery: Discovery
            do throws(Failure) { discovery = try await self.discovery(of: provider, at: now) } catch { throw .noKey }
            return try LogoutToken(
                token, keys: try await keys(for: token, provider, discovery, at: now), issuer: provider.issuer,
                client: provider.client, algorithms: provider.algorithms, at: now)
        } catch {
            throw .untrusted(error.rawValue)
        }
    }

    private func exchange(
        _ code: String, _ verifier: String, _ redirect: String, _ provider: Provider, _ discovery: Discovery
    ) async throws(Failure) -> JSONNode {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ]
        var headers = [(name: "Accept", value: "application/json")]
        switch provider.authentication {
        case .basic:
            // Both halves are encoded first (RFC 6749, 2.3.1).
            let pair = "\(PercentCoding.encoded(provider.client)):\(PercentCoding.encoded(provider.secret))"
            headers.append(("Authorization", "Basic \(Data(pair.utf8).base64EncodedString())"))
        case .post: fields += [("client_id", provider.client), ("client_secret", provider.secret)]
        }
        let (outcome, bytes) = await ask(Question(
            url: discovery.token, headers: headers, form: Self.form(fields), bytesMax: Self.answerBytesMax))
        let answer = try? JSONReader.read(bytes)
        switch outcome {
        case .answered(200):
            guard let answer else { throw .untrusted("token: no JSON") }
            return answer
        case .answered(400):
            // Only words of the protocol go on record: whatever else the answer says is the provider's own.
            let word = answer?["error"]?.text.map { String($0.prefix(40)) } ?? ""
            throw .refused("token: \(Self.words.contains(word) ? word : "HTTP 400")")
        case .answered, .failed: throw .unreachable("token: \(outcome.words)")
        }
    }

    private static let words: Set<String> = [
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type",
        "invalid_scope",
    ]

    /// The kept keys, or new ones when they are too old or lack the one that the token names.
    private func keys(
        for token: SignedToken, _ provider: Provider, _ discovery: Discovery, at now: Instant
    ) async throws(TokenFault) -> TokenKeys {
        let kept = memory.keys(of: provider.issuer, at: now)
        if let kept, kept.has(token.keyID, for: token.algorithm) { return kept }
        if memory.mayAskForKeys(of: provider.issuer, at: now),
            let bytes = try? await get(discovery.keys, bytesMax: TokenKeys.bytesMax), let keys = TokenKeys(bytes)
        {
            memory.keep(keys, of: provider.issuer, at: now)
            return keys
        }
        guard let kept else { throw .noKey }
        return kept
    }

    /// With what userinfo says about the same person; what is signed counts more.
    private func completed(
        _ claims: JSONNode, _ subject: String, _ door: String, _ accessToken: String
    ) async throws(Failure) -> JSONNode {
        let headers = [
            (name: "Authorization", value: "Bearer \(accessToken)"), (name: "Accept", value: "application/json"),
        ]
        let (outcome, bytes) = await ask(Question(url: door, headers: headers, bytesMax: Self.answerBytesMax))
        guard outcome.isWell else { throw .unreachable("userinfo: \(outcome.words)") }
        guard let said = try? JSONReader.read(bytes), case .object(let more) = said.value,
            case .object(let signed) = claims.value
        else { throw .untrusted("userinfo: no JSON") }
        guard said["sub"]?.text == subject else { throw .untrusted("userinfo: another subject") }
        let names = Set(signed.map(\.name))
        return JSONNode(.object(signed + more.filter { !names.contains($0.name) }))
    }

    private func get(_ url: String, bytesMax: Int) async throws(Failure) -> [UInt8] {
        let headers = [(name: "Accept", value: "application/json")]
        let (outcome, bytes) = await ask(Question(url: url, headers: headers, bytesMax: bytesMax))
        guard outcome.isWell, !bytes.isEmpty else { throw .unreachable(outcome.words) }
        return bytes
    }

    static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0.0)=\(PercentCoding.encoded($0.1))" }.joined(separator: "&")
    }
}

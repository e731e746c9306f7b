import Access
import Base
import Identity
import Journal
import Storage
import Web

/// The way to a provider and back: `/dang-nhap/qua/:provider`, `…/ve`.
struct ProviderPages: Sendable {
    private static let codeBytesMax = 4000

    let providers: Providers

    var routes: [Route] {
        [
            .get("/dang-nhap/qua/:provider", .identitySignIn, leave),
            .get("/dang-nhap/qua/:provider/ve", .identitySignIn, comeBack),
        ]
    }

    private func provider(_ request: WebRequest) throws(Problem) -> Provider {
        try providers.provider(request.parameters["provider"] ?? "")
    }

    private func redirect(_ provider: Provider, _ request: WebRequest) -> String {
        request.site.publicURL + provider.back
    }

    // MARK: Away

    @Sendable private func leave(_ request: WebRequest) async throws -> Answer {
        let provider = try provider(request)
        guard request.caller.staff == nil else { return .redirect(to: "/tai-khoan") }
        let discovery: Discovery
        do throws(ProviderLine.Failure) {
            discovery = try await providers.line.discovery(of: provider, at: request.now)
        } catch {
            return try await trouble(error, provider, request)
        }
        let deed = LeaveForProvider(provider: provider, browser: request.browserDigest, address: request.clientAddress,
            next: SignInWays.next(request.query["tiep"]) ?? "", account: request.caller.citizen?.account)
        let wait = try await request.site.database.write(lane: .free) { [act = request.act] tx in
            try deed.run(in: tx, act: act)
        }
        guard wait == 0 else {
            var answer = trouble("openid-wait", 429, provider, request, ["minutes": "\((wait + 59) / 60)"])
            answer.headers.append(("Retry-After", "\(wait)"))
            return answer
        }
        let address = deed.address(at: discovery, redirect: redirect(provider, request))
        guard Answer.isAway(address) else { return try await trouble(.untrusted("address"), provider, request) }
        return .away(to: address)
    }

    // MARK: Back

    @Sendable private func comeBack(_ request: WebRequest) async throws -> Answer {
        let provider = try provider(request)
        let query = request.query
        let visit = try await request.site.database.write(lane: .free) {
            [state = LeaveForProvider.digest(query["state"]), browser = request.browserDigest, now = request.now] tx in
            try VisitStore.take(state: state, browser: browser, provider: provider.id, at: now, in: tx)
        }
        guard let visit, visit.account == request.caller.account else {
            return trouble("openid-over", 400, provider, request)
        }
        let recognised: ProviderLine.Recognised
        do throws(ProviderLine.Failure) {
            try await checkSender(query, provider, at: request.now)
            if query.has("error") {
                throw .refused(query["error"] == "access_denied" ? "access_denied" : "error")
            }
            recognised = try await providers.line.recognise(
                code: String(query["code"].prefix(Self.codeBytesMax)), verifier: visit.verifier, nonce: visit.nonce,
                redirect: redirect(provider, request), by: provider, at: request.now)
        } catch {
            return try await trouble(error, provider, request)
        }
        guard provider.claims.isPerson(recognised.claims) else {
            return trouble("openid-not-a-person", 403, provider, request)
        }
        let deed = ArriveFromProvider(
            provider: provider, recognised: recognised, visit: visit, address: request.clientAddress,
            sessionSeconds: request.sessions.secondsMax)
        guard deed.person.level >= provider.levelMin else {
            return trouble("openid-level", 403, provider, request, ["level": "\(provider.levelMin)"])
        }
        return try await arrive(deed, request)
    }

    private func arrive(_ deed: ArriveFromProvider, _ request: WebRequest) async throws -> Answer {
        let outcome: ArriveFromProvider.Outcome
        do {
            outcome = try await request.site.database.write { [act = request.act] tx in
                try deed.run(in: tx, act: act)
            }
        } catch let problem as Problem where problem.code == "openid-linked-elsewhere" {
            return trouble(problem.code, problem.status, deed.provider, request)
        }
        request.site.journal.poke()
        switch outcome {
        case .entered(let outcome, let ticket):
            let next = deed.visit.next.isEmpty ? nil : deed.visit.next
            return SignInWays.welcome(outcome, next: next, ticket: ticket)
                ?? trouble("openid-closed", 403, deed.provider, request)
        case .choose: return .redirect(to: deed.provider.choice)
        case .confirm: return .redirect(to: LinkPages.confirmPath)
        }
    }

    /// Whether the answer is from whom we asked (RFC 9207): with several providers, one could send what another gave.
    private func checkSender(
        _ query: FormValues, _ provider: Provider, at now: Instant
    ) async throws(ProviderLine.Failure) {
        let isNamed = try await providers.line.discovery(of: provider, at: now).namesItself
        guard query.has("iss") || isNamed else { return }
        guard query.all("iss") == [provider.issuer] else { throw .untrusted("iss") }
    }

    // MARK: When it does not work

    /// The cause goes on record, without the person: nobody is known yet.
    private func trouble(
        _ failure: ProviderLine.Failure, _ provider: Provider, _ request: WebRequest
    ) async throws -> Answer {
        switch failure {
        case .unreachable: return trouble("openid-unreachable", 503, provider, request)
        case .refused("access_denied"): return trouble("openid-denied", 403, provider, request)
        case .refused, .untrusted:
            try await request.site.database.write { [act = request.act] tx in
                try Journal.append(JournalDraft("account.sign-in-failed", of: "account", "unknown", agency: nil,
                    facts: ["provider": provider.proofName, "cause": failure.words]), by: act, in: tx)
            }
            request.site.journal.poke()
            return trouble("openid-untrusted", 502, provider, request)
        }
    }

    private func trouble(
        _ code: String, _ status: Int, _ provider: Provider, _ request: WebRequest, _ facts: [String: String] = [:]
    ) -> Answer {
        let t = request.strings
        let name = provider.name(in: t.language.tag)
        let words = t("problem.\(code)", facts.merging(["provider": name]) { $1 })
        let isOwn = request.caller.citizen != nil
        return .page(Page(title: t("openid.trouble", ["provider": name]), density: .citizen, main: """
            \(Components.backLink(to: isOwn ? LinkPages.path : "/dang-nhap", t))
            <h1>\(t("openid.trouble", ["provider": name]))</h1>
            \(Components.notice(.late, live: true) { "<p>\(words)</p>" })
            \(if: !isOwn, "<p>\(t("openid.password-stays"))</p>")
            \(Components.buttonRow([
                Components.buttonLink(t("openid.again"), to: provider.start),
                Components.buttonLink(t(isOwn ? "openid.links" : "openid.by-password"),
                    to: isOwn ? LinkPages.path : "/dang-nhap", .secondary),
            ]))
            """), status: status)
    }
}

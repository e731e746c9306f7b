import Access
import Base
import Identity
import Storage
import Web

/// A citizen's own account and the systems that it is tied to: `/tai-khoan/lien-ket`.
struct LinkPages: Sendable {
    static let path = "/tai-khoan/lien-ket"
    static let confirmPath = "\(path)/xac-nhan"
    static let endPath = "\(path)/bo"

    let providers: Providers
    let hasher: PasswordHasher

    var routes: [Route] {
        [
            .get(Self.path, .identitySignIn, show),
            .get(Self.confirmPath, .identitySignIn, confirm),
            .post(Self.confirmPath, .identitySignIn, link),
            .get(Self.endPath, .identitySignIn, ask),
            .post(Self.endPath, .identitySignIn, unlink),
        ]
    }

    private func own(_ request: WebRequest) throws(Problem) -> AccountID {
        guard let account = request.caller.account else { throw Problem("sign-in-needed", status: 401) }
        guard request.caller.citizen != nil else { throw .notFound }
        return account
    }

    private func name(_ issuer: String, _ t: Strings) -> String {
        providers.provider(issuer: issuer)?.name(in: t.language.tag) ?? issuer
    }

    // MARK: Looking

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let account = try own(request)
        let links = try await request.site.database.read { try LinkStore.links(of: account, in: $0) }
        let t = request.strings
        let others = providers.open.filter { provider in !links.contains { $0.issuer == provider.issuer } }
        let rows = links.map { link in
            Components.SummaryRow(name(link.issuer, t), """
                \(t("openid.linked-since", ["date": t.formats.date(link.linkedAt.localDate),
                    "used": t.formats.dateTime(link.usedAt)]))
                <a href="\(Self.endPath)?he-thong=\(PercentCoding.encoded(link.issuer))">\(t("openid.unlink"))\
                <span class="hidden"> \(name(link.issuer, t))</span></a>
                """)
        }
        return .page(Page(title: t("openid.links"), density: .citizen, main: """
            \(Components.backLink(to: "/tai-khoan", t))
            <h1>\(t("openid.links"))</h1>
            <p>\(t("openid.links.lead"))</p>
            \(rows.isEmpty ? "<p>\(t("openid.links.none"))</p>" : Components.summaryList(rows, t))
            \(if: !others.isEmpty, Components.buttonRow(others.map { provider in
                Components.buttonLink(t("openid.link", ["provider": provider.name(in: t.language.tag)]),
                    to: provider.start, .secondary)
            }))
            """))
    }

    // MARK: Tying

    private struct Waiting: Sendable {
        let account: AccountID
        let provider: Provider
        let arrival: ProviderArrival
        let person: ProvenPerson
        /// Whether there is one to ask for.
        let hasPassword: Bool
    }

    private func waiting(_ request: WebRequest) async throws -> Waiting? {
        let account = try own(request)
        let found = try await request.site.database.read {
            [browser = request.browserDigest, now = request.now] snapshot in
            (try VisitStore.arrival(of: browser, at: now, in: snapshot),
                try AccountStanding.hasPassword(account, in: snapshot))
        }
        guard let arrival = found.0, arrival.account == account,
            let claims = try? JSONReader.read(Array(arrival.claims.utf8))
        else { return nil }
        let provider = try providers.provider(arrival.provider)
        return Waiting(account: account, provider: provider, arrival: arrival,
            person: provider.claims.person(claims, source: provider.proofName), hasPassword: found.1)
    }

    @Sendable private func confirm(_ request: WebRequest) async throws -> Answer {
        guard let waiting = try await waiting(request) else { return .redirect(to: Self.path) }
        return .page(page(request, waiting, nil))
    }

    /// The password once more: whoever has got hold of an open session gets no lasting key to the account.
    @Sendable private func link(_ request: WebRequest) async throws -> Answer {
        guard let waiting = try await waiting(request) else { return .redirect(to: Self.path) }
        if waiting.hasPassword {
            do {
                try await ConfirmPassword(hasher: hasher).check(request)
            } catch let problem as Problem where !problem.fields.isEmpty {
                return .page(page(request, waiting, problem), status: problem.status)
            }
        }
        return try await request.once(orAgain: { page(request, waiting, $0) }) { [act = request.act] tx in
            try AcceptProof(waiting.person, for: waiting.account).run(in: tx, act: act)
            try LinkProvider(waiting.provider, waiting.arrival.subject, waiting.account, means: "own-account")
                .run(in: tx, act: act)
            try VisitStore.removeArrival(of: waiting.arrival.browser, in: tx)
            return .redirect(to: Self.path, notice: "openid-linked")
        }
    }

    private func page(_ request: WebRequest, _ waiting: Waiting, _ problem: Problem?) -> Page {
        let t = request.strings
        let form = FormView(request, problem)
        let provider = waiting.provider.name(in: t.language.tag)
        let sentence = problem.flatMap { $0.fields.isEmpty ? t("problem.\($0.code)", $0.arguments) : nil }
        return Page(title: form.title(t("openid.link", ["provider": provider])), density: .citizen, main: """
            \(Components.backLink(to: Self.path, t))
            \(form.summary)
            <h1>\(t("openid.link", ["provider": provider]))</h1>
            \(sentence.map { words in Components.notice(.late, live: true) { "<p>\(words)</p>" } })
            <p>\(t("openid.link.lead", ["provider": provider]))</p>
            \(Components.summaryList(PersonRows.rows(waiting.person, t), t))
            \(Components.form(action: Self.confirmPath, request) { """
                \(if: waiting.hasPassword, form.text("password", label: t("identity.password"), kind: .password,
                    width: .half, autocomplete: "current-password"))
                \(Components.buttonRow([Components.button(t("openid.link.do"))]))
                """ })
            """)
    }

    // MARK: Untying

    @Sendable private func ask(_ request: WebRequest) async throws -> Answer {
        let account = try own(request)
        let issuer = request.query["he-thong"]
        let links = try await request.site.database.read { try LinkStore.links(of: account, in: $0) }
        guard links.contains(where: { $0.issuer == issuer }) else { return .redirect(to: Self.path) }
        return .page(question(request, issuer, nil))
    }

    @Sendable private func unlink(_ request: WebRequest) async throws -> Answer {
        _ = try own(request)
        let issuer = request.form["he-thong"]
        let deed = UnlinkProvider(issuer: issuer, name: providers.provider(issuer: issuer)?.proofName ?? issuer)
        return try await request.once(orAgain: { question(request, issuer, $0) }) { [act = request.act] tx in
            try deed.run(in: tx, act: act)
            return .redirect(to: Self.path, notice: "openid-unlinked")
        }
    }

    private func question(_ request: WebRequest, _ issuer: String, _ problem: Problem?) -> Page {
        let t = request.strings
        let title = t("openid.unlink.title", ["provider": name(issuer, t)])
        return Page(title: title, density: .citizen, main: """
            \(Components.backLink(to: Self.path, t))
            <h1>\(title)</h1>
            \(problem.map { problem in
                Components.notice(.late, live: true) { "<p>\(t("problem.\(problem.code)"))</p>" }
            })
            <p>\(t("openid.unlink.lead"))</p>
            \(Components.action(t("openid.unlink"), to: Self.endPath, request, .danger,
                fields: [(name: "he-thong", value: issuer)]))
            """)
    }
}

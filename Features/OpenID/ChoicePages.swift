import Access
import Base
import Identity
import Storage
import Web

/// Somebody is recognised and has no account tied to that yet: a new one, or one that is there already?
/// `/dang-nhap/qua/:provider/tiep`.
struct ChoicePages: Sendable {
    let providers: Providers
    let hasher: PasswordHasher

    var routes: [Route] {
        let path = "/dang-nhap/qua/:provider/tiep"
        return [
            .get(path, .identitySignIn) { request in
                guard let arrival = try await arrival(request) else { return .redirect(to: "/dang-nhap") }
                return .page(try await page(request, arrival, nil))
            },
            .post("\(path)/lap", .identitySignIn, open),
            .post("\(path)/noi", .identitySignIn, link),
        ]
    }

    /// Somebody who waits at this page, and what the provider has said.
    private struct Waiting: Sendable {
        let provider: Provider
        let arrival: ProviderArrival
        let person: ProvenPerson
    }

    /// Nil when it took too long, or nobody has come.
    private func arrival(_ request: WebRequest) async throws -> Waiting? {
        let provider = try providers.provider(request.parameters["provider"] ?? "")
        let found = try await request.site.database.read { [browser = request.browserDigest, now = request.now] in
            try VisitStore.arrival(of: browser, at: now, in: $0)
        }
        guard let found, found.provider == provider.id, found.account == nil,
            let claims = try? JSONReader.read(Array(found.claims.utf8))
        else { return nil }
        let person = provider.claims.person(claims, source: provider.proofName)
        return Waiting(provider: provider, arrival: found, person: person)
    }

    // MARK: A new account

    @Sendable private func open(_ request: WebRequest) async throws -> Answer {
        guard let waiting = try await arrival(request) else { return .redirect(to: "/dang-nhap") }
        let nobodyKnows = try await hasher.hash(SecretText.random())
        let ticket = SecretText.random()
        let until = ArriveFromProvider.end(from: request.now, request.sessions.secondsMax)
        return try await request.once(orAgain: { try await page(request, waiting, $0) }) { [act = request.act] tx in
            let account = try RegisterProven(waiting.person, password: nobodyKnows).run(in: tx, act: act)
            try LinkProvider(waiting.provider, waiting.arrival.subject, account, means: "registered")
                .run(in: tx, act: act)
            let entering = SignInProven(account, waiting.person, address: request.clientAddress,
                browser: request.browserDigest, ticket: ticket)
            return try enter(waiting, account, try entering.run(in: tx, act: act), ticket, until: until, in: tx)
        }
    }

    private func enter(
        _ waiting: Waiting, _ account: AccountID, _ outcome: SignIn.Outcome, _ ticket: String, until: Instant,
        in tx: Transaction
    ) throws -> Answer {
        try VisitStore.removeArrival(of: waiting.arrival.browser, in: tx)
        try StayStore.insert(ticket, of: account, waiting.provider.issuer, idToken: waiting.arrival.idToken,
            until: until, in: tx)
        let next = waiting.arrival.next.isEmpty ? nil : waiting.arrival.next
        guard let answer = SignInWays.welcome(outcome, next: next, ticket: ticket) else { throw Problem.forbidden }
        return answer
    }

    // MARK: An account that is there

    /// By its password, once: the same throttle and the same answers as at the front door.
    @Sendable private func link(_ request: WebRequest) async throws -> Answer {
        guard let waiting = try await arrival(request) else { return .redirect(to: "/dang-nhap") }
        let ticket = SecretText.random()
        let deed = SignIn(login: request.form["login"], address: request.clientAddress,
            browser: request.browserDigest, ticket: ticket)
        let opening = try await request.site.database.write(lane: .free) { [act = request.act] tx in
            try deed.open(in: tx, act: act)
        }
        switch opening {
        case .wait(let seconds):
            let fault = FieldFault("login", "identity.sign-in-wait", ["minutes": "\((seconds + 59) / 60)"])
            var answer = Answer.page(try await page(request, waiting, .invalid([fault])), status: 429)
            answer.headers.append(("Retry-After", "\(seconds)"))
            return answer
        case .compare(let challenge):
            guard try await hasher.verify(request.form["password"], against: challenge.hash) else {
                _ = try await request.site.database.write { [act = request.act] tx in
                    try deed.close(challenge, isRight: false, in: tx, act: act)
                }
                return try await refusal(request, waiting)
            }
            return try await close(deed, challenge, waiting, ticket, request)
        }
    }

    private func refusal(_ request: WebRequest, _ waiting: Waiting) async throws -> Answer {
        let problem = Problem.invalid([FieldFault("login", "identity.sign-in-refused")])
        return .page(try await page(request, waiting, problem), status: problem.status)
    }

    private func close(
        _ deed: SignIn, _ challenge: SignIn.Challenge, _ waiting: Waiting, _ ticket: String, _ request: WebRequest
    ) async throws -> Answer {
        struct Refused: Error {}
        let until = ArriveFromProvider.end(from: request.now, request.sessions.secondsMax)
        do {
            let answer = try await request.once(orAgain: { try await page(request, waiting, $0) }) {
                [act = request.act] tx in
                let outcome = try deed.close(challenge, isRight: true, in: tx, act: act)
                guard let account = challenge.account, outcome != .refused, outcome != .officeOnly,
                    try AccountStanding.isCitizen(account, in: tx)
                else { throw Refused() }
                // The password is half of it: another way in, and another's name and number, wait for the code.
                guard outcome != .codeNeeded else { throw Problem("openid-code-first", status: 409) }
                try LinkProvider(waiting.provider, waiting.arrival.subject, account, means: "password")
                    .run(in: tx, act: act)
                try AcceptProof(waiting.person, for: account).run(in: tx, act: act)
                return try enter(waiting, account, outcome, ticket, until: until, in: tx)
            }
            return try await deed.mayGive(answer, to: challenge, request) ? answer : .redirect(to: "/dang-nhap")
        } catch is Refused {
            return try await refusal(request, waiting)
        }
    }

    // MARK: The page

    private func page(_ request: WebRequest, _ waiting: Waiting, _ problem: Problem?) async throws -> Page {
        let t = request.strings
        let form = FormView(request, problem)
        let provider = waiting.provider.name(in: t.language.tag)
        let holder = try await request.site.database.read { snapshot in
            try waiting.person.personalID.flatMap { try AcceptProof.holder(of: $0, in: snapshot) }
        }
        let path = waiting.provider.choice
        let sentence = problem.flatMap { $0.fields.isEmpty ? t("problem.\($0.code)", $0.arguments) : nil }
        return Page(title: form.title(t("openid.choice", ["provider": provider])), density: .citizen, main: """
            \(Components.backLink(to: "/dang-nhap", t))
            \(form.summary)
            <h1>\(t("openid.choice", ["provider": provider]))</h1>
            \(sentence.map { words in Components.notice(.late, live: true) { "<p>\(words)</p>" } })
            <p>\(t("openid.choice.lead", ["provider": provider]))</p>
            \(Components.summaryList(PersonRows.rows(waiting.person, t), t))
            <h2>\(t("openid.choice.new"))</h2>
            \(holder.map { holder in Components.notice(.warn) {
                "<p>\(t(holder.isProven ? "openid.choice.proven-elsewhere" : "openid.choice.claimed"))</p>"
            } })
            \(if: holder?.isProven != true, """
                <p>\(t("openid.choice.new.lead"))</p>
                \(Components.action(t("openid.choice.new.do"), to: "\(path)/lap", request, .primary))
                """)
            <h2>\(t("openid.choice.link"))</h2>
            <p>\(t("openid.choice.link.lead", ["provider": provider]))</p>
            \(Components.form(action: "\(path)/noi", request) { """
                \(form.text("login", label: t("identity.login"), width: .half, autocomplete: "username",
                    attributes: " autocapitalize=\"none\" spellcheck=\"false\""))
                \(form.text("password", label: t("identity.password"), kind: .password, width: .half,
                    autocomplete: "current-password"))
                \(Components.buttonRow([Components.button(t("openid.choice.link.do"), .secondary)]))
                """ })
            """)
    }
}

/// What a provider has said of somebody, as a list; numbers masked.
enum PersonRows {
    static func rows(_ person: ProvenPerson, _ t: Strings) -> [Components.SummaryRow] {
        let values: [(String, String?)] = [
            ("identity.name", person.name), ("identity.personal-id", person.personalID?.masked),
            ("identity.birth-date", person.birthDate?.description), ("identity.phone", person.phone?.masked),
            ("identity.address", person.address),
            ("openid.level", person.level > 0 ? "\(person.level)" : nil),
        ]
        return values.compactMap { key, value in
            guard let value, !value.isEmpty else { return nil }
            return Components.SummaryRow(t(key), "\(value)")
        }
    }
}

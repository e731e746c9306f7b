import Access
import Base
import Storage
import Web

/// The doors in and out: `/dang-nhap`, `/dang-xuat`.
struct SignInPages: Sendable {
    let hasher: PasswordHasher
    let ways: SignInWays

    var routes: [Route] {
        [
            .get("/dang-nhap", .identitySignIn, show),
            .post("/dang-nhap", .identitySignIn, signIn),
            .post("/dang-xuat", .identitySignIn, signOut),
        ]
    }

    static let citizenHome = "/ho-so-cua-toi"

    /// Where the day of whoever asks begins, or of whoever the locked session belongs to.
    static func home(_ request: WebRequest) -> String {
        let caller = request.locked ?? request.caller
        return caller.citizen == nil ? StaffHome.path(of: caller, under: request.site.policy) : citizenHome
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let isAtWork = request.caller.staff?.roles.isEmpty == false
        if isAtWork || request.caller.citizen != nil { return .redirect(to: Self.home(request)) }
        return page(request, nil, next: SignInWays.next(request.query["tiep"]))
    }

    @Sendable private func signIn(_ request: WebRequest) async throws -> Answer {
        let next = SignInWays.next(request.form["tiep"])
        let (login, password) = (request.form["login"], request.form["password"])
        var faults: [FieldFault] = []
        if login.isEmpty { faults.append(FieldFault("login", "identity.login-missing")) }
        if password.isEmpty { faults.append(FieldFault("password", "identity.password-missing")) }
        guard faults.isEmpty else { return page(request, .invalid(faults), next: next) }

        let deed = SignIn(login: login, address: request.clientAddress, browser: request.browserDigest)
        let opening = try await request.site.database.write(lane: .free) { [act = request.act] tx in
            try deed.open(in: tx, act: act)
        }
        switch opening {
        case .wait(let seconds): return Self.wait(seconds, field: "login") { page(request, $0, next: next) }
        case .compare(let challenge):
            let isRight = try await hasher.verify(password, against: challenge.hash)
            guard isRight, let answer = try await close(deed, challenge, request, next: next) else {
                _ = try await request.site.database.write { [act = request.act] tx in
                    try deed.close(challenge, isRight: false, in: tx, act: act)
                }
                return page(request, .invalid([FieldFault("login", "identity.sign-in-refused")]), next: next)
            }
            return answer
        }
    }

    /// Nil when the account is closed or its password was changed while this one was compared.
    private func close(
        _ deed: SignIn, _ challenge: SignIn.Challenge, _ request: WebRequest, next: String?
    ) async throws -> Answer? {
        let enter: @Sendable (Transaction) throws -> Answer = {
            [act = request.act, policy = request.site.policy] tx in
            let outcome = try deed.close(challenge, isRight: true, in: tx, act: act)
            let home = try StaffHome.path(after: outcome, on: act.at.localDate, under: policy, in: tx)
            guard let answer = SignInWays.welcome(outcome, next: next ?? home) else { throw Refused() }
            return answer
        }
        do {
            let answer = try await request.once(enter)
            return try await deed.mayGive(answer, to: challenge, request)
                ? answer : try await request.site.database.write(enter)
        } catch is Refused {
            return nil
        }
    }

    private struct Refused: Error {}

    /// - Parameter next: nil only for citizens, who all begin at one page.
    static func welcome(
        _ account: AccountID, first: SignIn.Errand?, next: String?, ticket: String? = nil
    ) -> Answer {
        let path = switch first {
        case .choosePassword: "/tai-khoan/mat-khau"
        case .setUpSecondFactor: SecondFactorPages.path
        case nil: next ?? citizenHome
        }
        var answer = Answer.redirect(to: path)
        answer.sessionChange = .signIn(account, ticket: ticket)
        return answer
    }

    @Sendable private func signOut(_ request: WebRequest) async throws -> Answer {
        var answer = Answer.redirect(to: "/", notice: "signed-out")
        answer.sessionChange = .signOut
        // Without a session there is nothing to write down: a second press, or one after the session has ended.
        guard let account = request.caller.account else { return answer }
        let farewell = try await ways.farewell(account, request)
        answer = try await request.once { [answer, act = request.act] tx in
            try SignOut().run(in: tx, act: act)
            return answer
        }
        guard var farewell else { return answer }
        farewell.sessionChange = .signOut
        return farewell
    }

    /// - Parameter page: draws the form again with the problem.
    static func wait(_ seconds: Int, field: String, page: (Problem) -> Answer) -> Answer {
        let minutes = String((seconds + 59) / 60)
        var answer = page(Problem("sign-in-wait", status: 429,
            fields: [FieldFault(field, "identity.sign-in-wait", ["minutes": minutes])]))
        answer.headers.append(("Retry-After", String(seconds)))
        return answer
    }

    private func page(_ request: WebRequest, _ problem: Problem?, next: String?) -> Answer {
        let t = request.strings
        let form = FormView(request, problem)
        let register = next.map { "/dang-ky?tiep=" + $0 } ?? "/dang-ky"
        return .page(Page(title: form.title(t("identity.sign-in")), density: .citizen, main: """
            \(Components.backLink(to: "/", t))
            \(form.summary)
            <h1>\(t("identity.sign-in"))</h1>
            \(if: request.query.has("het-han"),
                Components.notice(.warn) { "<p>\(t("identity.one-time-password.over"))</p>" })
            \(if: request.query.has("ngoai-co-quan"),
                Components.notice(.warn) { "<p>\(t("identity.office-only"))</p>" })
            \(Components.form(action: "/dang-nhap", request) { """
                \(Components.hidden(next.map { [(name: "tiep", value: $0)] } ?? []))
                \(form.text("login", label: t("identity.login"), hint: t("identity.login.hint"), width: .half,
                    autocomplete: "username", attributes: " autocapitalize=\"none\" spellcheck=\"false\""))
                \(form.text("password", label: t("identity.password"), kind: .password, width: .half,
                    autocomplete: "current-password"))
                \(Components.buttonRow([Components.button(t("identity.sign-in"))]))
                """ })
            \(ways.buttons(t, next))
            <p>\(t("identity.no-account")) <a href="\(register)">\(t("identity.register"))</a></p>
            <p class="hint">\(t("identity.forgotten"))</p>
            """), status: problem?.status ?? 200)
    }
}

import Access
import Base
import Storage
import Web

/// The door of a locked session: `/mo-khoa`. It leads back to the page that was asked for, or sends the form that was
/// on its way.
struct UnlockPages: Sendable {
    let hasher: PasswordHasher

    var routes: [Route] {
        [
            .get(SessionDoor.unlockPath, .identitySignIn) { request in
                guard let locked = request.locked else { return Self.elsewhere(request) }
                return page(locked, request, request.held, nil)
            },
            .post(SessionDoor.unlockPath, .identitySignIn, unlock),
        ]
    }

    /// Nothing is locked here: opened in another window meanwhile, or over.
    private static func elsewhere(_ request: WebRequest) -> Answer {
        guard request.caller.account == nil else {
            return .redirect(to: SignInWays.next(request.query["tiep"]) ?? SignInPages.home(request))
        }
        return .redirect(to: "/dang-nhap")
    }

    @Sendable private func unlock(_ request: WebRequest) async throws -> Answer {
        let held = HeldForm(from: request.form)
        guard let locked = request.locked, let account = locked.account else {
            if request.caller.account != nil { return done(request, held) }
            if request.wantsDocument { throw Problem("sign-in-needed", status: 401) }
            return .redirect(to: "/dang-nhap")
        }
        let password = request.form["password"]
        guard !password.isEmpty else {
            return try refused(locked, request, held, .invalid([FieldFault("password", "identity.password-missing")]))
        }
        let address = request.clientAddress
        let (deed, opening) = try await request.site.database.write(lane: .free) { [act = request.act] tx in
            guard let deed = try Unlock.of(account, address: address, in: tx) else { throw Problem.notFound }
            return (deed, try deed.signIn.open(in: tx, act: act))
        }
        switch opening {
        case .wait(let seconds):
            let minutes = String((seconds + 59) / 60)
            return try refused(locked, request, held, Problem("sign-in-wait", status: 429,
                fields: [FieldFault("password", "identity.sign-in-wait", ["minutes": minutes])],
                retryAfterSeconds: seconds))
        case .compare(let challenge):
            let isRight = try await hasher.verify(password, against: challenge.hash)
            let isOpen = try await request.site.database.write { [act = request.act] tx in
                try deed.close(challenge, isRight: isRight, in: tx, act: act)
            }
            guard isOpen else {
                return try refused(locked, request, held, .invalid([FieldFault("password", "identity.unlock.wrong")]))
            }
            var answer = done(request, held)
            answer.sessionChange = .unlock
            return answer
        }
    }

    /// Programs of the page get the problem, people the page again.
    private func refused(
        _ locked: Caller, _ request: WebRequest, _ held: HeldForm?, _ problem: Problem
    ) throws -> Answer {
        guard !request.wantsDocument else { throw problem }
        var answer = page(locked, request, held, problem)
        if let seconds = problem.retryAfterSeconds { answer.headers.append(("Retry-After", String(seconds))) }
        return answer
    }

    private func done(_ request: WebRequest, _ held: HeldForm?) -> Answer {
        if request.wantsDocument { return Answer(status: 204, body: .empty) }
        guard let held else {
            return .redirect(to: SignInWays.next(request.form["tiep"]) ?? SignInPages.home(request))
        }
        let t = request.strings
        return .page(Page(title: t("identity.unlock.open"), density: .citizen, main: """
            <h1>\(t("identity.unlock.open"))</h1>
            <p class="lead">\(t("identity.unlock.go-on"))</p>
            \(if: held.hadFiles, Components.notice(.warn) { "<p>\(t("identity.unlock.files"))</p>" })
            \(held.form(request) { Components.buttonRow([Components.button(t("identity.unlock.send"))]) })
            """))
    }

    private func page(_ locked: Caller, _ request: WebRequest, _ held: HeldForm?, _ problem: Problem?) -> Answer {
        let t = request.strings
        let form = FormView(request, problem)
        let next = SignInWays.next(request.query["tiep"]) ?? SignInWays.next(request.form["tiep"])
        return .page(Page(title: form.title(t("web.lock.title")), density: .citizen, main: """
            \(form.summary)
            <h1>\(t("web.lock.title"))</h1>
            <p class="lead">\(t("web.lock.lead", ["name": locked.name]))</p>
            \(Components.form(action: SessionDoor.unlockPath, request) { """
                \(Components.hidden(next.map { [(name: "tiep", value: $0)] } ?? []))\(held?.asHidden)
                \(form.text("password", label: t("web.lock.password"), kind: .password, width: .half,
                    autocomplete: "current-password", attributes: " autofocus"))
                \(Components.buttonRow([Components.button(t("web.lock.open"))]))
                """ })
            <p><a href="/dang-nhap">\(t("web.lock.other"))</a></p>
            """), status: problem?.status ?? 200)
    }
}

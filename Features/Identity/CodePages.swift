import Access
import Base
import Storage
import Web

/// Where a code that was sent is typed: `/dang-ky/ma` for a new account, `/tai-khoan/so-dien-thoai` for the own number.
struct CodePages: Sendable {
    static let registerPath = "/dang-ky/ma"
    static let ownPath = "/tai-khoan/so-dien-thoai"

    let line: CodeLine

    var routes: [Route] {
        [
            .get(Self.registerPath, .identitySignIn) { try await show($0, Self.registerPath) },
            .post(Self.registerPath, .identitySignIn) { try await take($0, Self.registerPath) },
            .post("\(Self.registerPath)/gui-lai", .identitySignIn, sendAgain),
            .get(Self.ownPath, .identitySignIn) { try await own($0) },
            .post(Self.ownPath, .identitySignIn) { try await take($0, Self.ownPath) },
            .post("\(Self.ownPath)/gui", .identitySignIn, sendToOwn),
        ]
    }

    private func waiting(_ request: WebRequest) async throws -> ContactCode? {
        try await request.site.database.read { [browser = request.browserDigest] snapshot in
            try ContactCodeStore.code(of: browser, in: snapshot)
        }
    }

    private func show(_ request: WebRequest, _ path: String) async throws -> Answer {
        guard let code = try await waiting(request), !code.isOver(at: request.now) else {
            return .redirect(to: path == Self.registerPath ? "/dang-ky" : "/tai-khoan")
        }
        return page(request, code, nil, path)
    }

    // MARK: Sending

    /// - Returns: nil when the message is on its way; else what hinders it.
    static func send(_ deed: SendCode, over line: CodeLine, _ request: WebRequest) async throws -> FieldFault? {
        let outcome = try await request.site.database.write(lane: .free) { [act = request.act] tx in
            try deed.run(in: tx, act: act)
        }
        switch outcome {
        case .wait(let seconds):
            return FieldFault("phone", "identity.message-wait", ["minutes": "\((seconds + 59) / 60)"])
        case .send(let isCode):
            let t = request.strings
            let text = isCode
                ? t("identity.message.code", ["code": deed.code, "site": request.site.publicURL])
                : t("identity.message.account", ["site": request.site.publicURL])
            return await line.tell(deed.phone, text, at: request.now)
                ? nil : FieldFault("phone", "identity.message-failed")
        }
    }

    @Sendable private func sendAgain(_ request: WebRequest) async throws -> Answer {
        guard let code = try await waiting(request), case .registration = code.purpose else {
            return .redirect(to: "/dang-ky")
        }
        let deed = SendCode(phone: code.phone, purpose: code.purpose, browser: request.browserDigest)
        guard let fault = try await Self.send(deed, over: line, request) else {
            return .redirect(to: Self.registerPath, notice: "code-sent")
        }
        let problem = Problem.invalid([FieldFault("code", fault.code, fault.arguments)])
        return page(request, code, problem, Self.registerPath)
    }

    @Sendable private func sendToOwn(_ request: WebRequest) async throws -> Answer {
        let account = try request.act.requireAccount()
        let profile = try await request.site.database.read { try CitizenStore.profile(of: account, in: $0) }
        guard line.isOpen, let phone = profile?.phone else { return .redirect(to: "/tai-khoan") }
        let deed = SendCode(phone: phone, purpose: .ownNumber(account), browser: request.browserDigest)
        if let fault = try await Self.send(deed, over: line, request) {
            throw Problem(fault.code, status: 429, arguments: fault.arguments)
        }
        return .redirect(to: Self.ownPath)
    }

    @Sendable private func own(_ request: WebRequest) async throws -> Answer {
        _ = try request.act.requireAccount()
        return try await show(request, Self.ownPath)
    }

    // MARK: Taking

    private func take(_ request: WebRequest, _ path: String) async throws -> Answer {
        if path == Self.ownPath { _ = try request.act.requireAccount() }
        let deed = TakeCode(browser: request.browserDigest, typed: request.form["code"])
        let opening = try await request.site.database.write(lane: .free) { [act = request.act] tx in
            try deed.open(in: tx, act: act)
        }
        switch opening {
        case .over: return .redirect(to: path == Self.registerPath ? "/dang-ky" : "/tai-khoan", notice: "code-over")
        case .compared(let code, let isRight):
            guard isRight else {
                return page(request, code, .invalid([FieldFault("code", "identity.code-wrong")]), path)
            }
            return try await request.once { [act = request.act] tx in
                let done = try deed.close(code, in: tx, act: act)
                guard path == Self.registerPath else { return .redirect(to: "/tai-khoan", notice: "phone-proven") }
                var answer = Answer.redirect(to: SignInWays.next(done.next) ?? SignInPages.citizenHome)
                answer.sessionChange = .signIn(done.account)
                return answer
            }
        }
    }

    private func page(_ request: WebRequest, _ code: ContactCode, _ problem: Problem?, _ path: String) -> Answer {
        let t = request.strings
        let form = FormView(request, problem)
        let back = path == Self.registerPath ? "/dang-ky" : "/tai-khoan"
        return .page(Page(title: form.title(t("identity.phone-code")), density: .citizen, main: """
            \(Components.backLink(to: back, t))
            \(form.summary)
            <h1>\(t("identity.phone-code"))</h1>
            <p>\(t("identity.phone-code.lead", ["phone": code.phone.shown]))</p>
            \(Components.form(action: path, request) { """
                \(form.text("code", label: t("identity.phone-code.label"), width: .code, autocomplete: "one-time-code",
                    attributes: " inputmode=\"numeric\" autofocus"))
                \(Components.buttonRow([Components.button(t("identity.phone-code.send"))]))
                """ })
            <p class="hint">\(t("identity.phone-code.again"))</p>
            \(Components.action(t("identity.phone-code.resend"), to: path == Self.registerPath
                ? "\(Self.registerPath)/gui-lai" : "\(Self.ownPath)/gui", request, .plain))
            """), status: problem?.status ?? 200)
    }
}

import Access
import Base
import Storage
import Web

/// A citizen makes an account: `/dang-ky`.
struct RegisterPages: Sendable {
    let hasher: PasswordHasher
    let line: CodeLine

    var routes: [Route] {
        [.get("/dang-ky", .identitySignIn, show), .post("/dang-ky", .identitySignIn, register)]
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        if request.caller.account != nil { return .redirect(to: "/tai-khoan") }
        return page(request, nil, next: SignInWays.next(request.query["tiep"]))
    }

    @Sendable private func register(_ request: WebRequest) async throws -> Answer {
        let next = SignInWays.next(request.form["tiep"])
        let form = request.form
        let faults = RegisterCitizen.faults(name: form["name"], phone: form["phone"], personalID: form["personal-id"],
            password: form["password"])
        guard faults.isEmpty else { return page(request, .invalid(faults), next: next) }
        let count = CountRegistration(address: request.clientAddress)
        let seconds = try await request.site.database.write(lane: .free) { [act = request.act] tx in
            try count.run(in: tx, act: act)
        }
        guard seconds == 0 else { return wait(request, seconds: seconds, next: next) }
        let deed = RegisterCitizen(name: form["name"], phone: form["phone"], personalID: form["personal-id"],
            password: try await hasher.hash(form["password"]))
        if line.isOpen, let phone = PhoneNumber(form["phone"]) {
            let sending = SendCode(phone: phone, purpose: .registration(deed, next: next ?? ""),
                browser: request.browserDigest)
            if let fault = try await CodePages.send(sending, over: line, request) {
                return page(request, .invalid([fault]), next: next)
            }
            return .redirect(to: CodePages.registerPath)
        }
        // The same answer whether the number was free or has an account: who asks learns nothing about others. The
        // person signs in with the password just chosen, or with the one they had.
        let answer = Answer.redirect(to: next.map { "/dang-nhap?tiep=" + $0 } ?? "/dang-nhap", notice: "registered")
        do {
            return try await request.once { [act = request.act] tx in
                _ = try deed.run(in: tx, act: act)
                return answer
            }
        } catch let problem as Problem where problem.fields.contains(where: { $0.code == RegisterCitizen.taken }) {
            return answer
        }
    }

    private func wait(_ request: WebRequest, seconds: Int, next: String?) -> Answer {
        let minutes = String((seconds + 59) / 60)
        var answer = page(request, Problem("sign-in-wait", status: 429,
            fields: [FieldFault("phone", "identity.registration-wait", ["minutes": minutes])]), next: next)
        answer.headers.append(("Retry-After", String(seconds)))
        return answer
    }

    private func page(_ request: WebRequest, _ problem: Problem?, next: String?) -> Answer {
        let t = request.strings
        let form = FormView(request, problem)
        return .page(Page(title: form.title(t("identity.register")), density: .citizen, main: """
            \(Components.backLink(to: "/dang-nhap", t))
            \(form.summary)
            <h1>\(t("identity.register"))</h1>
            <p>\(t("identity.register.lead"))</p>
            <p class="hint">\(t(line.isOpen ? "identity.register.code" : "identity.register.claim"))</p>
            \(Components.form(action: "/dang-ky", request) { """
                \(Components.hidden(next.map { [(name: "tiep", value: $0)] } ?? []))
                \(form.text("name", label: t("identity.name"), hint: t("identity.name.hint"), autocomplete: "name"))
                \(form.text("phone", label: t("identity.phone"), hint: t("identity.phone.hint"), kind: .phone,
                    width: .half, autocomplete: "tel"))
                \(form.text("personal-id", label: t("identity.personal-id"), hint: t("identity.personal-id.hint"),
                    kind: .number, width: .half, isOptional: true))
                \(form.text("password", label: t("identity.password.choose"), hint: t("identity.password.hint"),
                    kind: .password, width: .half, autocomplete: "new-password"))
                \(Components.buttonRow([Components.button(t("identity.register.send"))]))
                """ })
            """), status: problem?.status ?? 200)
    }
}

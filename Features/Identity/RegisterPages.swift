import Access
import Base
import Storage
import Web

/// A citizen makes an account: `/dang-ky`.
struct RegisterPages: Sendable {
    let hasher: PasswordHasher

    var routes: [Route] {
        [.get("/dang-ky", .identitySignIn, show), .post("/dang-ky", .identitySignIn, register)]
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        if request.caller.account != nil { return .redirect(to: "/tai-khoan") }
        return page(request, nil, next: LocalPath.safe(request.query["tiep"]))
    }

    @Sendable private func register(_ request: WebRequest) async throws -> Answer {
        let next = LocalPath.safe(request.form["tiep"])
        let form = request.form
        let faults = RegisterCitizen.faults(name: form["name"], phone: form["phone"], personalID: form["personal-id"],
            password: form["password"])
        guard faults.isEmpty else { return page(request, .invalid(faults), next: next) }
        let deed = RegisterCitizen(name: form["name"], phone: form["phone"], personalID: form["personal-id"],
            password: try await hasher.hash(form["password"]))
        do {
            return try await request.once { [act = request.act] tx in
                let account = try deed.run(in: tx, act: act)
                var answer = Answer.redirect(to: next ?? SignInPages.home(of: .citizen), notice: "registered")
                answer.sessionChange = .signIn(account)
                return answer
            }
        } catch let problem as Problem where !problem.fields.isEmpty {
            return page(request, problem, next: next)
        }
    }

    private func page(_ request: WebRequest, _ problem: Problem?, next: String?) -> Answer {
        let t = request.strings
        let form = FormView(request, problem)
        return .page(Page(title: form.title(t("identity.register")), density: .citizen, main: """
            \(Components.backLink(to: "/dang-nhap", t))
            \(form.summary)
            <h1>\(t("identity.register"))</h1>
            <p>\(t("identity.register.lead"))</p>
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

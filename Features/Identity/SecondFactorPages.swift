import Access
import Base
import Foundation
import Paper
import Storage
import Web

/// Everybody's own second factor: `/tai-khoan/xac-thuc`.
struct SecondFactorPages: Sendable {
    static let path = "/tai-khoan/xac-thuc"

    var routes: [Route] {
        [
            .get(Self.path, .identitySignIn) { try await page($0, nil) },
            .post("\(Self.path)/bat", .identitySignIn, begin),
            .post("\(Self.path)/xac-nhan", .identitySignIn, confirm),
            .post("\(Self.path)/ma-du-phong", .identitySignIn) { request in
                let codes = Self.codes(for: request)
                return try await change(.renew(codes), request) { showOnce(codes, request) }
            },
            .post("\(Self.path)/go", .identitySignIn) { request in
                try await change(.remove, request) { .redirect(to: Self.path, notice: "second-factor-removed") }
            },
        ]
    }

    // MARK: What is done

    @Sendable private func begin(_ request: WebRequest) async throws -> Answer {
        let deed = BeginSecondFactor()
        return try await request.once { [act = request.act] tx in
            try deed.run(in: tx, act: act)
            return .redirect(to: Self.path)
        }
    }

    @Sendable private func confirm(_ request: WebRequest) async throws -> Answer {
        let codes = Self.codes(for: request)
        let id = try request.act.requireAccount()
        let deed = ConfirmSecondFactor(typed: request.form["code"], codes: codes)
        do {
            let done = try await request.once { [act = request.act] tx in
                try deed.run(in: tx, act: act)
                // All sessions ended; this browser has shown the factor and gets a new one.
                var answer = Answer.redirect(to: Self.path)
                answer.sessionChange = .signIn(id)
                return answer
            }
            var answer = showOnce(codes, request)
            answer.sessionChange = done.sessionChange
            return answer
        } catch let problem as Problem where !problem.fields.isEmpty {
            return try await page(request, problem)
        }
    }

    private func change(
        _ change: ChangeSecondFactor.Change, _ request: WebRequest, then answer: () -> Answer
    ) async throws -> Answer {
        let deed = ChangeSecondFactor(change: change, typed: request.form["code"], own: request.sessionKey)
        do {
            try await AskedAgain.count(request, at: "code")
            _ = try await request.once { [act = request.act] tx in
                try deed.run(in: tx, act: act)
                return .redirect(to: Self.path)
            }
            try await AskedAgain.settle(request)
        } catch let problem as Problem where !problem.fields.isEmpty {
            return try await page(request, problem)
        }
        return answer()
    }

    /// The same for the same sending of the form, and kept nowhere.
    private static func codes(for request: WebRequest) -> [String] {
        RecoveryCode.make(from: "\(request.form["csrf"]) \(request.form["once"]) \(request.path)")
    }

    // MARK: What is seen

    private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let id = try request.act.requireAccount()
        let (factor, left, member, logins, rule) = try await request.site.database.read { snapshot in
            let member = try StaffStore.member(id, in: snapshot)
            return try (SecondFactorStore.factor(of: id, in: snapshot),
                SecondFactorStore.codesLeft(of: id, in: snapshot), member, AccountStore.logins(of: id, in: snapshot),
                member.map { try SecondFactorRuleStore.rule(of: $0.agency, in: snapshot) } ?? .offered)
        }
        let t = request.strings
        let form = FormView(request, problem)
        let isDemanded = rule.demands(member?.roles ?? [])
        let body = if let factor {
            if let since = factor.confirmedAt {
                standing(since, left: left, isDemanded: isDemanded, form, request)
            } else {
                begun(factor, login: logins.first ?? "", form, request)
            }
        } else {
            invitation(isDemanded: isDemanded, request)
        }
        return .page(Page(title: form.title(t("identity.second-factor")), density: member == nil ? .citizen : .officer,
            main: """
            \(Components.backLink(to: "/tai-khoan", t))
            \(form.summary)
            <h1>\(t("identity.second-factor"))</h1>
            \(body)
            """), status: problem?.status ?? 200)
    }

    private func invitation(isDemanded: Bool, _ request: WebRequest) -> HTML {
        let t = request.strings
        return """
            \(if: isDemanded, Components.notice(.warn) { "<p>\(t("identity.second-factor.demanded"))</p>" })
            <p>\(t("identity.second-factor.lead"))</p>
            \(Components.action(t("identity.second-factor.begin"), to: "\(Self.path)/bat", request))
            """
    }

    private func begun(_ factor: SecondFactor, login: String, _ form: FormView, _ request: WebRequest) -> HTML {
        let t = request.strings
        let host = URLComponents(string: request.site.publicURL)?.host ?? ""
        let address = factor.code.address(account: login, issuer: "MotCua \(host)")
        let secret = stride(from: 0, to: 32, by: 4).map { Base32.text(factor.code.secret).dropFirst($0).prefix(4) }
        let label = t("identity.second-factor.scan")
        let picture: HTML = (try? QRCode(address).svg(label: label)).map { HTML(trusted: $0) } ?? .empty
        return """
            <ol class="plain-steps"><li>\(t("identity.second-factor.app"))</li>
            <li>\(t("identity.second-factor.scan"))<figure class="factor-code">\(picture)</figure>
            <p><a href="\(address)">\(t("identity.second-factor.same-phone"))</a></p>
            <p>\(t("identity.second-factor.by-hand")) <code>\(secret.joined(separator: " "))</code></p></li>
            <li>\(t("identity.second-factor.type"))</li></ol>
            \(Components.form(action: "\(Self.path)/xac-nhan", request) { """
                \(code(form, t))
                \(Components.buttonRow([Components.button(t("identity.second-factor.confirm"))]))
                """ })
            \(Components.action(t("identity.second-factor.anew"), to: "\(Self.path)/bat", request, .plain))
            """
    }

    private func standing(
        _ since: Instant, left: Int, isDemanded: Bool, _ form: FormView, _ request: WebRequest
    ) -> HTML {
        let t = request.strings
        let few: HTML = left <= 3
            ? Components.notice(.warn) { "<p>\(t("identity.recovery.few", ["count": "\(left)"]))</p>" } : .empty
        return """
            \(few)
            \(Components.summaryList([
                .init(t("identity.second-factor.since"), "\(t.formats.dateTime(since))"),
                .init(t("identity.recovery.left"), "\(left)"),
            ], t))
            <h2>\(t("identity.recovery.renew"))</h2><p>\(t("identity.recovery.renew.about"))</p>
            \(Components.form(action: "\(Self.path)/ma-du-phong", request) { """
                \(code(own(form, "ma-du-phong", request), t))
                \(Components.buttonRow([Components.button(t("identity.recovery.renew"), .secondary)]))
                """ })
            \(if: !isDemanded, """
                <h2>\(t("identity.second-factor.remove"))</h2>
                \(Components.form(action: "\(Self.path)/go", request) { """
                    \(code(own(form, "go", request), t))
                    \(Components.buttonRow([Components.button(t("identity.second-factor.remove"), .danger)]))
                    """ })
                """)
            """
    }

    /// Of two forms on one page, each with its own ids, only the one that was sent shows what was typed.
    private func own(_ form: FormView, _ name: String, _ request: WebRequest) -> FormView {
        request.path.hasSuffix(name) ? form : FormView(request.strings, idPrefix: name)
    }

    private func code(_ form: FormView, _ t: Strings) -> HTML {
        form.text("code", label: t("identity.code"), hint: t("identity.code.hint-app"), width: .code,
            autocomplete: "one-time-code", attributes: " inputmode=\"numeric\" spellcheck=\"false\"")
    }

    private func showOnce(_ codes: [String], _ request: WebRequest) -> Answer {
        let t = request.strings
        let density: Page.Density = request.caller.staff == nil ? .citizen : .officer
        return .page(Page(title: t("identity.recovery"), density: density, main: """
            <h1>\(t("identity.recovery"))</h1>
            \(Components.notice(.warn) { "<p>\(t("identity.recovery.lead"))</p>" })
            <ol>\(codes.map { "<li><code>\($0)</code></li>" as HTML })</ol>
            \(Components.buttonRow([Components.buttonLink(t("identity.recovery.done"), to: "/tai-khoan")]))
            """))
    }
}

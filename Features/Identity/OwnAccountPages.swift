import Access
import Base
import Storage
import Web

/// What everybody can see and change of the own account: `/tai-khoan`.
struct OwnAccountPages: Sendable {
    let hasher: PasswordHasher

    var routes: [Route] {
        [
            .get("/tai-khoan", .identitySignIn, show),
            .get("/tai-khoan/mat-khau", .identitySignIn) { try await page($0, nil) },
            .post("/tai-khoan/mat-khau", .identitySignIn, changePassword),
        ]
    }

    /// The own account as the pages show it.
    private struct Own: Sendable {
        let account: Account
        let logins: [String]
        let member: StaffMember?
        let agency: Agency?
        let office: Office?
        let profile: CitizenProfile?

        var density: Page.Density {
            switch account.kind {
            case .staff: .officer
            case .citizen: .citizen
            }
        }
    }

    private func own(_ request: WebRequest) async throws -> Own {
        let id = try request.act.requireAccount()
        return try await request.site.database.read { snapshot in
            guard let account = try AccountStore.account(id, in: snapshot) else { throw Problem.notFound }
            let member = try StaffStore.member(id, in: snapshot)
            return try Own(account: account, logins: AccountStore.logins(of: id, in: snapshot), member: member,
                agency: member.flatMap { try AgencyStore.agency($0.agency, in: snapshot) },
                office: member?.office.flatMap { try AgencyStore.office($0, in: snapshot) },
                profile: CitizenStore.profile(of: id, in: snapshot))
        }
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let own = try await own(request)
        let t = request.strings
        return .page(Page(title: t("identity.own-account"), density: own.density, main: """
            <h1>\(t("identity.own-account"))</h1>
            \(if: own.account.mustChangePassword, Components.notice(.warn) { "<p>\(t("identity.must-change"))</p>" })
            \(Components.summaryList(rows(own, t), t))
            \(Components.buttonRow([Components.buttonLink(t("identity.change-password"), to: "/tai-khoan/mat-khau"),
                Components.buttonLink(t("identity.second-factor"), to: SecondFactorPages.path, .secondary)]
                + (own.profile == nil ? []
                    : [Components.buttonLink(t("identity.profile.change"), to: "/tai-khoan/thong-tin", .secondary)])
                + (own.member == nil ? []
                    : [Components.buttonLink(t("identity.stand-in"), to: StandInPages.ownPath, .secondary)])))
            \(Components.action(t("web.sign-out"), to: "/dang-xuat", request))
            """))
    }

    private func rows(_ own: Own, _ t: Strings) -> [Components.SummaryRow] {
        var rows: [Components.SummaryRow] = []
        func add(_ key: String, _ value: String?) {
            if let value, !value.isEmpty { rows.append(Components.SummaryRow(t(key), "\(value)")) }
        }
        add("identity.name", own.member?.name ?? own.profile?.name)
        add("identity.title", own.member?.title)
        add("identity.agency", own.agency?.name)
        add("identity.office", own.office?.name)
        add("identity.roles", own.member.map { RoleNames.text($0.roles, t) })
        if own.account.kind == .staff { add("identity.login", own.logins.first) }
        add("identity.phone", own.profile?.phone?.shown)
        add("identity.email", own.profile?.email?.text)
        add("identity.personal-id", own.profile?.personalID?.masked)
        add("identity.birth-date", own.profile?.birthDate?.description)
        add("identity.address", own.profile?.address)
        return rows
    }

    @Sendable private func changePassword(_ request: WebRequest) async throws -> Answer {
        let own = try await own(request)
        let (old, new) = (request.form["old-password"], request.form["password"])
        var faults: [FieldFault] = []
        if old.isEmpty { faults.append(FieldFault("old-password", "identity.old-password-missing")) }
        if let fault = PasswordRule.fault(in: new, for: own.account.kind, logins: own.logins) {
            faults.append(FieldFault("password", fault))
        } else if new == old {
            faults.append(FieldFault("password", "identity.password-same"))
        }
        guard faults.isEmpty else { return try await page(request, .invalid(faults)) }
        guard try await hasher.verify(String(old.prefix(PasswordRule.lengthMax + 1)), against: own.account.passwordHash)
        else { return try await page(request, .invalid([FieldFault("old-password", "identity.old-password-wrong")])) }
        let deed = ChangePassword(verified: own.account.passwordHash, new: try await hasher.hash(new))
        return try await request.once { [act = request.act, id = own.account.id] tx in
            try deed.run(in: tx, act: act)
            // All sessions ended with the old password; this browser gets a new one.
            var answer = Answer.redirect(to: "/tai-khoan", notice: "password-changed")
            answer.sessionChange = .signIn(id)
            return answer
        }
    }

    private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let own = try await own(request)
        let t = request.strings
        let form = FormView(request, problem)
        let hint = own.account.kind == .staff ? "identity.password.hint-staff" : "identity.password.hint"
        return .page(Page(title: form.title(t("identity.change-password")), density: own.density, main: """
            \(Components.backLink(to: "/tai-khoan", t))
            \(form.summary)
            <h1>\(t("identity.change-password"))</h1>
            \(if: own.account.mustChangePassword, Components.notice(.warn) { "<p>\(t("identity.must-change"))</p>" })
            \(Components.form(action: "/tai-khoan/mat-khau", request) { """
                \(form.text("old-password", label: t("identity.password.old"), kind: .password, width: .half,
                    autocomplete: "current-password"))
                \(form.text("password", label: t("identity.password.new"), hint: t(hint), kind: .password, width: .half,
                    autocomplete: "new-password"))
                \(Components.buttonRow([Components.button(t("identity.change-password"))]))
                """ })
            """), status: problem?.status ?? 200)
    }
}

/// The roles in the words of the office.
enum RoleNames {
    static func name(_ role: Role, _ t: Strings) -> String { t("identity.role.\(role.rawValue)") }

    static func text(_ roles: Set<Role>, _ t: Strings) -> String {
        roles.sorted { $0.rawValue < $1.rawValue }.map { name($0, t) }.joined(separator: ", ")
    }
}

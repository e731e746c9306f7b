import Access
import Base
import Storage
import Web

/// What everybody can see and change of the own account: `/tai-khoan`.
struct OwnAccountPages: Sendable {
    let hasher: PasswordHasher
    let ways: SignInWays
    let line: CodeLine

    var routes: [Route] {
        [
            .get("/tai-khoan", .identitySignIn, show),
            .get("/tai-khoan/mat-khau", .identitySignIn) { try await page($0, nil) },
            .post("/tai-khoan/mat-khau", .identitySignIn, changePassword),
        ]
    }

    /// How long after signing in by another system a first password may be chosen.
    private static let freshSeconds: Int64 = 600

    /// The own account as the pages show it.
    private struct Own: Sendable {
        let account: Account
        let logins: [String]
        let member: StaffMember?
        let agency: Agency?
        let office: Office?
        let profile: CitizenProfile?
        let proofs: [ProfileProof]
        let hasPassword: Bool

        var density: Page.Density {
            switch account.kind {
            case .staff: .officer
            case .citizen: .citizen
            }
        }
    }

    private func own(_ request: WebRequest) async throws -> Own {
        let id = try request.act.requireAccount()
        return try await request.site.database.read { [today = request.now.localDate] snapshot in
            guard let account = try AccountStore.account(id, in: snapshot) else { throw Problem.notFound }
            let member = try StaffStore.member(id, on: today, in: snapshot)
            return try Own(account: account, logins: AccountStore.logins(of: id, in: snapshot), member: member,
                agency: member.flatMap { try AgencyStore.agency($0.agency, in: snapshot) },
                office: member?.office.flatMap { try AgencyStore.office($0, in: snapshot) },
                profile: CitizenStore.profile(of: id, in: snapshot),
                proofs: ProofStore.proofs(of: id, in: snapshot),
                hasPassword: AccountStore.hasPassword(id, in: snapshot))
        }
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let own = try await own(request)
        let t = request.strings
        return .page(Page(title: t("identity.own-account"), density: own.density, main: """
            <h1>\(t("identity.own-account"))</h1>
            \(if: own.account.mustChangePassword, Components.notice(.warn) { "<p>\(t("identity.must-change"))</p>" })
            \(Components.summaryList(rows(own, t), t))
            \(Components.buttonRow([Components.buttonLink(t(own.hasPassword
                ? "identity.change-password" : "identity.set-password"), to: "/tai-khoan/mat-khau"),
                Components.buttonLink(t("identity.second-factor"), to: SecondFactorPages.path, .secondary),
                Components.buttonLink(t("identity.sessions"), to: OwnSessionsPages.path, .secondary)]
                + (own.profile == nil ? []
                    : [Components.buttonLink(t("identity.profile.change"), to: "/tai-khoan/thong-tin", .secondary),
                        Components.buttonLink(t("identity.own-records"), to: "/tai-khoan/du-lieu", .secondary)])
                + (own.profile == nil ? [] : ways.accountLinks(t))
                + (own.member == nil ? []
                    : [Components.buttonLink(t("identity.stand-in"), to: StandInPages.ownPath, .secondary),
                        Components.buttonLink(t("identity.own-reads"), to: "/nhat-ky-cua-toi", .secondary)])))
            \(if: line.isOpen && own.profile?.phone != nil && !own.proofs.contains { $0.field == .phone },
                Components.action(t("identity.phone-prove"), to: "\(CodePages.ownPath)/gui", request))
            \(Components.action(t("web.sign-out"), to: "/dang-xuat", request))
            """))
    }

    private func rows(_ own: Own, _ t: Strings) -> [Components.SummaryRow] {
        var rows: [Components.SummaryRow] = []
        func add(_ key: String, _ value: String?, _ field: ProfileProof.Field? = nil) {
            guard let value, !value.isEmpty else { return }
            let proof = field.flatMap { field in own.proofs.first { $0.field == field } }
            rows.append(Components.SummaryRow(t(key), "\(value)\(proof.map { $0.tag(t) })"))
        }
        add("identity.name", own.member?.name ?? own.profile?.name, .name)
        add("identity.title", own.member?.title)
        add("identity.agency", own.agency?.name)
        add("identity.office", own.office?.name)
        add("identity.roles", own.member.map { RoleNames.text($0.roles, t) })
        if own.account.kind == .staff { add("identity.login", own.logins.first) }
        add("identity.phone", own.profile?.phone?.shown, .phone)
        add("identity.email", own.profile?.email?.text, .email)
        add("identity.personal-id", own.profile?.personalID?.masked, .personalID)
        add("identity.birth-date", own.profile?.birthDate?.description, .birthDate)
        add("identity.address", own.profile?.address, .address)
        return rows
    }

    @Sendable private func changePassword(_ request: WebRequest) async throws -> Answer {
        let own = try await own(request)
        let (old, new) = (request.form["old-password"], request.form["password"])
        var faults: [FieldFault] = []
        // Who came by another system and has no password may choose one soon after, without an old one.
        let isFresh = own.account.lastSignedInAt.map { request.now.seconds(since: $0) < Self.freshSeconds } ?? false
        guard own.hasPassword || isFresh else { throw Problem("sign-in-fresh", status: 403) }
        if own.hasPassword, old.isEmpty { faults.append(FieldFault("old-password", "identity.old-password-missing")) }
        if let fault = PasswordRule.fault(in: new, for: own.account.kind, logins: own.logins) {
            faults.append(FieldFault("password", fault))
        } else if new == old {
            faults.append(FieldFault("password", "identity.password-same"))
        }
        guard faults.isEmpty else { return try await page(request, .invalid(faults)) }
        if own.hasPassword {
            do {
                try await AskedAgain.count(request, at: "old-password")
            } catch let problem as Problem where problem.status == 429 { return try await page(request, problem) }
            guard try await hasher.verify(old, against: own.account.passwordHash) else {
                return try await page(request, .invalid([FieldFault("old-password", "identity.old-password-wrong")]))
            }
            try await AskedAgain.settle(request)
        }
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
                \(if: own.hasPassword, form.text("old-password", label: t("identity.password.old"), kind: .password,
                    width: .half, autocomplete: "current-password"))
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
        ordered(roles).map { name($0, t) }.joined(separator: ", ")
    }

    /// As the office lists them, from the director to the province, in every list and choice.
    static func ordered(_ roles: Set<Role>) -> [Role] { Role.allCases.filter(roles.contains) }
}

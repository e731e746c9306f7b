import Access
import Base
import Storage
import Web

/// A citizen corrects the own name, date of birth, address, mail and phone: `/tai-khoan/thong-tin`.
struct OwnProfilePages: Sendable {
    let hasher: PasswordHasher

    var routes: [Route] {
        [
            .get("/tai-khoan/thong-tin", .identitySignIn) { .page(try await page($0, nil)) },
            .post("/tai-khoan/thong-tin", .identitySignIn, change),
        ]
    }

    private func own(_ request: WebRequest) async throws -> (account: Account, profile: CitizenProfile) {
        let id = try request.act.requireAccount()
        return try await request.site.database.read { snapshot in
            guard let account = try AccountStore.account(id, in: snapshot),
                let profile = try CitizenStore.profile(of: id, in: snapshot)
            else { throw Problem.notFound }
            return (account, profile)
        }
    }

    @Sendable private func change(_ request: WebRequest) async throws -> Answer {
        let (account, profile) = try await own(request)
        let form = request.form
        var faults: [FieldFault] = []
        var birthDate: LocalDate?
        switch form.date("birth-date") {
        case .none: break
        case .wrong: faults.append(FieldFault("birth-date", "identity.birth-date-shape"))
        case .date(let date): birthDate = date
        }
        let changesPhone = PhoneNumber(form["phone"]) != profile.phone
        let deed = ChangeOwnProfile(name: form["name"], phone: form["phone"], email: form["email"],
            address: form["address"], birthDate: birthDate, verified: changesPhone ? account.passwordHash : nil)
        faults += deed.faults(of: profile, today: request.now.localDate)
        if changesPhone, form["old-password"].isEmpty {
            faults.append(FieldFault("old-password", "identity.phone-needs-password"))
        }
        if faults.isEmpty, changesPhone { faults = try await phoneFaults(request, account) }
        guard faults.isEmpty else { return .page(try await page(request, .invalid(faults)), status: 422) }
        return try await request.once(orAgain: { try await page(request, $0) }) { [act = request.act] tx in
            try deed.run(in: tx, act: act)
            return .redirect(to: "/tai-khoan", notice: "profile-changed")
        }
    }

    /// The password, compared; tries are counted, so that nobody walks through numbers from their own account.
    private func phoneFaults(_ request: WebRequest, _ account: Account) async throws -> [FieldFault] {
        let count = CountRegistration(address: request.clientAddress)
        let seconds = try await request.site.database.write(lane: .free) { [act = request.act] tx in
            try count.run(in: tx, act: act)
        }
        if seconds > 0 {
            return [FieldFault("phone", "identity.registration-wait", ["minutes": String((seconds + 59) / 60)])]
        }
        let isRight = try await hasher.verify(request.form["old-password"], against: account.passwordHash)
        return isRight ? [] : [FieldFault("old-password", "identity.old-password-wrong")]
    }

    private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        let profile = try await own(request).profile
        let t = request.strings
        let form = FormView(request, problem)
        return Page(title: form.title(t("identity.profile.change")), density: .citizen, main: """
            \(Components.backLink(to: "/tai-khoan", t))
            \(form.summary)
            <h1>\(t("identity.profile.change"))</h1>
            \(Components.form(action: "/tai-khoan/thong-tin", request) { """
                \(form.text("name", label: t("identity.name"), hint: t("identity.name.hint"), initial: profile.name,
                    autocomplete: "name"))
                \(form.date("birth-date", label: t("identity.birth-date"), initial: profile.birthDate,
                    isOptional: true))
                \(form.text("address", label: t("identity.address"), initial: profile.address,
                    autocomplete: "street-address", isOptional: true))
                \(form.text("email", label: t("identity.email"), hint: t("identity.email.hint"), kind: .email,
                    initial: profile.email?.text ?? "", autocomplete: "email", isOptional: true))
                \(form.text("phone", label: t("identity.phone"), hint: t("identity.phone.change.hint"), kind: .phone,
                    width: .half, initial: profile.phone?.digits ?? "", autocomplete: "tel"))
                \(form.text("old-password", label: t("identity.password.old"), hint: t("identity.phone.password.hint"),
                    kind: .password, width: .half, autocomplete: "current-password", isOptional: true))
                \(Components.buttonRow([Components.button(t("identity.profile.save"))]))
                """ })
            """)
    }
}

import Access
import Base
import Storage
import Web

/// For a citizen who stands at the counter with the card and cannot sign in any more: `/quay/mat-khau`.
package struct ResetAtCounterPages: Sendable {
    package static let path = "/quay/mat-khau"
    let hasher: PasswordHasher

    var routes: [Route] {
        [
            .get(Self.path, .identityResetAtCounter) { page($0, nil) },
            .post(Self.path, .identityResetAtCounter, reset),
        ]
    }

    @Sendable private func reset(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        let (name, personalID, hasSeenCard) = (form["name"], form["personal-id"], form.has("card"))
        let faults = ResetAtCounter.faults(name: name, personalID: personalID, hasSeenCard: hasSeenCard)
        guard faults.isEmpty else { return page(request, .invalid(faults)) }
        let password = OneTimePassword.make(for: request)
        let deed = ResetAtCounter(name: name, personalID: personalID, hasSeenCard: hasSeenCard,
            losesSecondFactor: form.has("second-factor"), oneTimePassword: try await hasher.hash(password))
        do {
            _ = try await request.once { [act = request.act] tx in
                try deed.run(in: tx, act: act)
                return .redirect(to: Self.path)
            }
        } catch let problem as Problem where !problem.fields.isEmpty {
            return page(request, problem)
        }
        return OneTimePassword.page(password, login: personalID, name: name, request, backTo: "/quay",
            label: request.strings("identity.at-counter.back"))
    }

    private func page(_ request: WebRequest, _ problem: Problem?) -> Answer {
        let t = request.strings
        let form = FormView(request, problem)
        return .page(Page(title: form.title(t("identity.at-counter")), density: .officer, section: "/quay", main: """
            \(Components.backLink(to: "/quay", t))
            \(form.summary)
            <h1>\(t("identity.at-counter"))</h1>
            <p>\(t("identity.at-counter.lead"))</p>
            \(Components.form(action: Self.path, request) { """
                \(form.text("personal-id", label: t("identity.personal-id"), hint: t("identity.personal-id.hint"),
                    kind: .number, width: .half, attributes: " autocomplete=\"off\" autofocus"))
                \(form.text("name", label: t("identity.name"), hint: t("identity.name.hint"), width: .half,
                    attributes: " autocomplete=\"off\""))
                \(form.checkbox("card", label: t("identity.at-counter.card")))
                \(form.checkbox("second-factor", label: t("identity.at-counter.second-factor"),
                    hint: t("identity.at-counter.second-factor.hint")))
                \(Components.buttonRow([Components.button(t("identity.reset-password"), .danger)]))
                """ })
            <p class="hint">\(t("identity.at-counter.no-number"))</p>
            """), status: problem?.status ?? 200)
    }
}

import Access
import Base
import Storage
import Web

/// The administrator's page of how people sign in: `/quan-tri/dang-nhap`.
struct SignInRulePages: Sendable {
    static let path = "/quan-tri/dang-nhap"

    var routes: [Route] {
        [
            .get(Self.path, .identityManage) { try await page($0, nil) },
            .post(Self.path, .identityManage, save),
        ]
    }

    @Sendable private func save(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        let deed = SetSignInRule(roles: Set(form.all("roles").compactMap { Role(rawValue: $0) }),
            networks: form["networks"].split(whereSeparator: \.isNewline).map(String.init),
            isDemo: request.site.isDemo)
        do {
            return try await request.once { [act = request.act, address = request.clientAddress] tx in
                try deed.run(from: address, in: tx, act: act)
                return .redirect(to: Self.path, notice: "sign-in-rule-set")
            }
        } catch let problem as Problem where !problem.fields.isEmpty {
            return try await page(request, problem)
        }
    }

    private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let (rule, found) = try await request.site.database.read { snapshot in
            try (SecondFactorRuleStore.rule(of: agency, in: snapshot), AgencyStore.agency(agency, in: snapshot))
        }
        guard let found else { throw Problem.notFound }
        let t = request.strings
        let form = FormView(request, problem)
        let offered = RoleNames.ordered(AddStaff.roles(at: found.kind).union(rule.roles))
        let fixed = request.site.isDemo ? [] : offered.filter(SecondFactorRule.lawful.contains)
        let free = offered.filter { !fixed.contains($0) }
        let always: HTML = fixed.isEmpty ? .empty : """
            <p>\(t("identity.sign-in-rule.lawful", ["roles": RoleNames.text(Set(fixed), t)]))</p>
            """
        let title = form.title(t("identity.sign-in-rule"))
        return .page(Page(title: title, density: .officer, section: Self.path, main: """
            \(form.summary)
            <h1>\(t("identity.sign-in-rule"))</h1>
            <p>\(t("identity.sign-in-rule.lead"))</p>
            \(always)
            \(Components.form(action: Self.path, request) { """
                \(form.checkboxes("roles", label: t("identity.sign-in-rule.roles"),
                    free.map { .init($0.rawValue, RoleNames.name($0, t)) },
                    initial: Set(rule.roles.map(\.rawValue))))
                \(form.textArea("networks", label: t("identity.sign-in-rule.networks"),
                    hint: t("identity.sign-in-rule.networks.hint", ["address": request.clientAddress]), rows: 3,
                    initial: rule.officeNetworks.map(\.text).joined(separator: "\n"), isOptional: true))
                \(Components.buttonRow([Components.button(t("identity.sign-in-rule.save"))]))
                """ })
            """), status: problem?.status ?? 200)
    }
}

import Access
import Base
import Storage
import Web

/// Ủy quyền ký: who signs in whose name. `/quan-tri/uy-quyen-ky`, for leaders and for the administrator who writes
/// their orders down.
struct SigningPages: Sendable {
    static let path = "/quan-tri/uy-quyen-ky"
    /// The fields (lĩnh vực) of the catalogue, which is no part of Identity.
    let fields: @Sendable (Snapshot) throws -> [String]

    var routes: [Route] {
        [
            .get(Self.path, .identitySigning) { .page(try await page($0, nil)) },
            .post(Self.path, .identitySigning, delegate),
            .get("\(Self.path)/thu-hoi", .identitySigning, askRevoke),
            .post("\(Self.path)/thu-hoi", .identitySigning, revoke),
        ]
    }

    private struct Sheet: Sendable {
        let members: [StaffMember]
        let names: [AccountID: String]
        let delegations: [SigningDelegation]
        let fields: [String]
    }

    private func sheet(_ request: WebRequest) async throws -> Sheet {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        return try await request.site.database.read { [today = request.now.localDate] snapshot in
            let everybody = try StaffStore.listings(of: agency, on: today, in: snapshot)
            let roles = SigningForm.allCases.reduce(into: Set<Role>()) { $0.formUnion(SigningRule.roles(for: $1)) }
            return Sheet(
                members: everybody.filter { $0.state == .active }.map(\.member)
                    .filter { !$0.roles.isDisjoint(with: roles) },
                names: Dictionary(everybody.map { ($0.member.account, $0.member.name) }) { first, _ in first },
                delegations: try SigningStore.delegations(of: agency, in: snapshot), fields: try fields(snapshot))
        }
    }

    private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        let sheet = try await sheet(request)
        let t = request.strings
        let form = FormView(request, problem)
        return Page(title: form.title(t("identity.signing")), density: .officer, section: Self.path, main: """
            \(form.summary)
            <h1>\(t("identity.signing"))</h1>
            <p class="lead">\(t("identity.signing.lead"))</p>
            \(table(sheet, request))
            <h2>\(t("identity.signing.new"))</h2>
            \(fields(sheet, form, request))
            """)
    }

    private func fields(_ sheet: Sheet, _ form: FormView, _ request: WebRequest) -> HTML {
        let t = request.strings
        let own = request.caller.account
        let people = sheet.members.filter { $0.account != own }
            .map { FormView.Choice("\($0.account)", "\($0.name) (\($0.title))") }
        let forms = SigningForm.allCases.map {
            FormView.Choice($0.rawValue, "\($0.letters) \(t("identity.signing.form.\($0.rawValue)"))")
        }
        return Components.form(action: Self.path, request) { """
            \(form.select("signer", label: t("identity.signing.signer"), people, none: t("identity.stand-in.choose")))
            \(form.radios("form", label: t("identity.signing.form"), forms))
            \(form.text("principal", label: t("identity.signing.principal"), hint: t("identity.signing.principal.hint"),
                width: .half, isOptional: true))
            \(form.text("title", label: t("identity.signing.title"), hint: t("identity.signing.title.hint"),
                width: .half))
            \(form.text("document", label: t("identity.signing.document"), hint: t("identity.signing.document.hint"),
                width: .half))
            \(form.date("from", label: t("identity.stand-in.from"), initial: request.now.localDate))
            \(form.date("through", label: t("identity.signing.through"), hint: t("identity.signing.through.hint")))
            \(if: !sheet.fields.isEmpty, """
                <details><summary>\(t("identity.signing.fields.some"))</summary>
                \(form.checkboxes("fields", label: t("identity.signing.fields"),
                    sheet.fields.map { .init($0, $0) }, hint: t("identity.signing.fields.hint"), isOptional: true))
                </details>
                """)
            \(Components.buttonRow([Components.button(t("identity.signing.delegate"))]))
            """ }
    }

    private func table(_ sheet: Sheet, _ request: WebRequest) -> HTML {
        let t = request.strings
        let rows = sheet.delegations.map { one -> Components.TableRow in
            let state = one.state(on: request.now.localDate)
            let isEnded = state == .over || state == .revoked
            let scope = one.fields.isEmpty ? t("identity.signing.all-fields") : one.fields.joined(separator: "; ")
            return Components.TableRow([
                "\(sheet.names[one.signer] ?? "")",
                "\(one.right.lines[0])<br>\(one.right.lines[1])", "\(scope)", "\(one.document)", "\(days(one, t))",
                Components.tag(t("identity.stand-in.state.\(state.rawValue)"), state == .now ? .good : .neutral),
                isEnded ? .empty : Components.buttonLink(t("identity.stand-in.revoke"),
                    to: "\(Self.path)/thu-hoi?lan=\(one.id)", .plain),
            ])
        }
        return Components.table(caption: t("identity.signing.all"), columns: [
            .init(t("identity.signing.signer")), .init(t("identity.signing.as")), .init(t("identity.signing.fields")),
            .init(t("identity.signing.document")), .init(t("identity.stand-in.days")), .init(t("identity.state")),
            .init(t("identity.actions"), .action),
        ], rows: rows, hidesCaption: true, folds: true, empty: Components.emptyState(t("identity.signing.none")))
    }

    private func days(_ one: SigningDelegation, _ t: Strings) -> String {
        guard let through = one.through else { return t("identity.signing.since", ["from": "\(one.from)"]) }
        return t("identity.stand-in.days.text", ["from": "\(one.from)", "through": "\(through)"])
    }

    // MARK: To do

    @Sendable private func delegate(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        let end = form.date("through")
        let deed = DelegateSigning(
            to: AccountID(form["signer"]), form: SigningForm(rawValue: form["form"]), principal: form["principal"],
            title: form["title"], fields: form.all("fields"), document: form["document"],
            from: form.date("from").day, through: end.day, isEndWrong: end == .wrong)
        return try await request.once(orAgain: { try await page(request, $0) }) { [act = request.act] tx in
            try deed.run(in: tx, act: act)
            return .redirect(to: Self.path, notice: "signing-delegated")
        }
    }

    @Sendable private func askRevoke(_ request: WebRequest) async throws -> Answer {
        let sheet = try await sheet(request)
        guard let id = ID<SigningDelegation>(request.query["lan"]),
            let one = sheet.delegations.first(where: { $0.id == id })
        else { throw Problem.notFound }
        let t = request.strings
        let name = ["name": sheet.names[one.signer] ?? ""]
        return .page(Page(title: t("identity.stand-in.revoke"), density: .officer, section: Self.path, main: """
            \(Components.backLink(to: Self.path, t))
            <h1>\(t("identity.signing.revoke.ask", name))</h1>
            <p>\(one.right.lines[0])<br>\(one.right.lines[1])</p><p>\(days(one, t))</p>
            \(Components.action(t("identity.stand-in.revoke"), to: "\(Self.path)/thu-hoi", request, .danger,
                fields: [("lan", "\(one.id)")]))
            """))
    }

    @Sendable private func revoke(_ request: WebRequest) async throws -> Answer {
        guard let id = ID<SigningDelegation>(request.form["lan"]) else { throw Problem.notFound }
        return try await request.once { [act = request.act] tx in
            try RevokeSigning(id).run(in: tx, act: act)
            return .redirect(to: Self.path, notice: "signing-revoked")
        }
    }
}

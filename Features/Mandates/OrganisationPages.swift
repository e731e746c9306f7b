import Access
import Base
import Identity
import Storage
import Web

/// Tổ chức: its people, and how they come in and go.
struct OrganisationPages {
    static let path = "/lam-thay/to-chuc"

    var routes: [Route] {
        [
            .get("\(Self.path)/them", .mandateOwn) { .page(try await form($0, problem: nil)) },
            .post("\(Self.path)/them", .mandateOwn, body: .files(bytesPerFileMax: MandatePages.fileBytesMax), register),
            .get("\(Self.path)/vao", .mandateOwn) { .page(entry($0, problem: nil)) },
            .post("\(Self.path)/vao", .mandateOwn, join),
            .get("\(Self.path)/:id", .mandateOwn) { .page(try await page($0, problem: nil)) },
            .post("\(Self.path)/:id/moi", .mandateOwn) { request in
                let role: Organisation.Role = request.form["role"] == "owner" ? .owner : .member
                return try await act(request, "member-invited") {
                    try InviteMember($0, as: role).run(in: $1, act: $2)
                }
            },
            .post("\(Self.path)/:id/go", .mandateOwn) { request in
                let member = MandateID(request.form["lan"])
                return try await act(request, "member-removed") {
                    try RemoveMember(member, of: $0).run(in: $1, act: $2)
                }
            },
            .post("\(Self.path)/:id/vai-tro", .mandateOwn) { request in
                let member = MandateID(request.form["lan"])
                let role: Organisation.Role = request.form["role"] == "owner" ? .owner : .member
                return try await act(request, "member-role") {
                    try SetMemberRole(member, of: $0, to: role).run(in: $1, act: $2)
                }
            },
        ]
    }

    // MARK: To come in

    private func form(_ request: WebRequest, problem: Problem?) async throws -> Page {
        let served = try await request.site.database.read { try AgencyStore.served(in: $0) }
        let (t, form) = (request.strings, FormView(request, problem))
        return Page(title: form.title(t("mandate.organisation.add")), density: .citizen, section: MandatePages.path,
            main: """
                \(Components.backLink(to: "\(MandatePages.path)/them", t))\(form.summary)
                <h1>\(t("mandate.organisation.add"))</h1><p>\(t("mandate.organisation.hint"))</p>
                \(Components.form(action: "\(Self.path)/them", request, multipart: true) { """
                    \(form.text("name", label: t("mandate.organisation.name")))
                    \(form.text("tax-code", label: t("mandate.tax-code"), hint: t("mandate.tax-code.hint"),
                        kind: .number, width: .half))
                    \(form.text("phone", label: t("mandate.organisation.phone"), kind: .phone, width: .half))
                    \(form.text("address", label: t("mandate.organisation.address"), isOptional: true))
                    \(form.file("file", label: t("mandate.registration"), hint: t("mandate.scan.hint"), several: true))
                    \(form.select("agency", label: t("mandate.agency"), served.map { .init("\($0.id)", $0.name) },
                        hint: t("mandate.agency.hint")))
                    <p>\(t("mandate.declare"))</p>
                    \(Components.button(t("mandate.organisation.add")))
                    """ })
                """)
    }

    private func register(_ request: WebRequest) async throws -> Answer {
        let typed = request.form
        let deed = RegisterOrganisation(name: typed["name"], taxCode: typed["tax-code"], phone: typed["phone"],
            address: typed["address"], agency: AgencyID(typed["agency"]), files: request.files["file"] ?? [])
        return try await request.once(orAgain: { try await form(request, problem: $0) }) { [act = request.act] tx in
            let id = try deed.run(in: tx, act: act)
            return .redirect(to: "\(Self.path)/\(id)", notice: "mandate-added")
        }
    }

    private func entry(_ request: WebRequest, problem: Problem?) -> Page {
        let (t, form) = (request.strings, FormView(request, problem))
        return Page(title: form.title(t("mandate.join")), density: .citizen, section: MandatePages.path, main: """
            \(Components.backLink(to: MandatePages.path, t, label: t("mandate.title")))\(form.summary)
            <h1>\(t("mandate.join"))</h1><p>\(t("mandate.join.lead"))</p>
            \(Components.form(action: "\(Self.path)/vao", request) { """
                \(form.text("code", label: t("mandate.invitation"), kind: .code, width: .half,
                    attributes: " autocomplete=\"off\""))
                \(Components.button(t("mandate.join.send")))
                """ })
            """)
    }

    private func join(_ request: WebRequest) async throws -> Answer {
        let code = request.form["code"]
        return try await request.once(orAgain: { entry(request, problem: $0) }) { [act = request.act] tx in
            let id = try JoinOrganisation(code: code).run(in: tx, act: act)
            return .redirect(to: "\(Self.path)/\(id)", notice: "member-joined")
        }
    }

    // MARK: Its people

    private func page(_ request: WebRequest, problem: Problem?) async throws -> Page {
        let id: OrganisationID = try request.id("id")
        let (folder, invitations) = try await request.site.database.read { snapshot in
            let folder = try OrganisationFolder.read(id, for: request.permit, in: snapshot)
            return (folder, try folder.isOwner
                ? OrganisationStore.invitations(to: id, on: request.now.localDate, in: snapshot) : [])
        }
        let (t, one) = (request.strings, folder.organisation)
        let rows: [Components.SummaryRow] = [
            .init(t("mandate.tax-code"), "\(one.taxCode)"), .init(t("mandate.organisation.phone"), "\(one.phone)"),
            .init(t("mandate.organisation.address"), "\(one.address)"),
        ]
        let people = folder.members.map { person($0, folder, request) }
        return Page(title: one.name, density: .citizen, section: MandatePages.path, main: """
            \(Components.backLink(to: MandatePages.path, t, label: t("mandate.title")))
            \(MandateWords.refusal(problem, t))
            <h1>\(one.name)</h1>\(Components.summaryList(rows, t))
            <h2>\(t("mandate.members"))</h2><ul class="my-list">\(people)</ul>
            \(if: folder.isOwner, invite(invitations, id, request))
            """)
    }

    private func person(_ member: Mandate, _ folder: OrganisationFolder, _ request: WebRequest) -> HTML {
        let (t, path) = (request.strings, "\(Self.path)/\(folder.organisation.id)")
        let isSelf = member.id == folder.own.id
        let role = member.memberRole ?? .member
        let other: Organisation.Role = role == .owner ? .member : .owner
        return """
            <li class="my-card"><b>\(member.agentName)</b> \(t("mandate.role.\(role.rawValue)"))
            \(MandateViews.tag(member.state(on: request.now.localDate), t))
            \(if: folder.isOwner, Components.action(t("mandate.role.make-\(other.rawValue)"), to: "\(path)/vai-tro",
                request, .plain, fields: [("lan", "\(member.id)"), ("role", other.rawValue)]))
            \(if: folder.isOwner || isSelf, Components.action(t(isSelf ? "mandate.leave" : "mandate.remove"),
                to: "\(path)/go", request, .plain, fields: [("lan", "\(member.id)")]))</li>
            """
    }

    private func invite(_ invitations: [OrganisationInvitation], _ id: OrganisationID, _ request: WebRequest) -> HTML {
        let t = request.strings
        let open = invitations.map { one -> HTML in
            """
            <li><b class="code">\(one.code)</b> \(t("mandate.role.\(one.role.rawValue)")),
            \(t("mandate.invitation.until", ["day": one.through.description]))</li>
            """
        }
        return """
            <h2>\(t("mandate.invite"))</h2><p>\(t("mandate.invite.lead"))</p>
            \(if: !open.isEmpty, "<ul>\(open)</ul>")
            \(Components.form(action: "\(Self.path)/\(id)/moi", request) { """
                \(FormView(t).radios("role", label: t("mandate.role"), Organisation.Role.allCases.map {
                    .init($0.rawValue, t("mandate.role.\($0.rawValue)"), hint: t("mandate.role.\($0.rawValue).hint"))
                }, initial: "member"))
                \(Components.button(t("mandate.invite.send"), .secondary))
                """ })
            """
    }

    private func act(
        _ request: WebRequest, _ notice: String,
        _ deed: @escaping @Sendable (OrganisationID, Transaction, Act) throws -> Void
    ) async throws -> Answer {
        let id: OrganisationID = try request.id("id")
        let account = request.caller.account
        return try await request.once(orAgain: { try await page(request, problem: $0) }) { [act = request.act] tx in
            try deed(id, tx, act)
            // Whoever has left sees it no more.
            let isIn = try OrganisationStore.members(of: id, in: tx).contains { $0.agent == account }
            return .redirect(to: isIn ? "\(Self.path)/\(id)" : MandatePages.path, notice: notice)
        }
    }
}

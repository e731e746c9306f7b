import Access
import Base
import Storage
import Web

/// One official as an administrator sees them: `/quan-tri/nguoi-dung/:account`, with the roles and their days.
struct MemberPages: Sendable {
    var routes: [Route] {
        [
            .get("\(StaffPages.path)/:account", .identityManage) { .page(try await page($0, nil)) },
            .post("\(StaffPages.path)/:account", .identityManage, change),
            .post("\(StaffPages.path)/:account/vai-tro", .identityManage, assign),
            .post("\(StaffPages.path)/:account/thu-vai-tro", .identityManage, take),
            .post("\(StaffPages.path)/:account/dang-xuat", .identityManage, signOut),
        ]
    }

    private struct Sheet: Sendable {
        let listing: StaffStore.Listing
        let agency: Agency
        let offices: [Office]

        var path: String { "\(StaffPages.path)/\(listing.member.account)" }
    }

    private func sheet(_ request: WebRequest) async throws -> Sheet {
        let account: AccountID = try request.id("account")
        return try await request.site.database.read { [permit = request.permit, day = request.now.localDate] snapshot in
            guard let listing = try StaffStore.listing(account, on: day, in: snapshot),
                try StaffReach.covers(listing.member.agency, for: permit, in: snapshot),
                let agency = try AgencyStore.agency(listing.member.agency, in: snapshot)
            else { throw Problem.notFound }
            return Sheet(
                listing: listing, agency: agency, offices: try AgencyStore.offices(of: agency.id, in: snapshot))
        }
    }

    private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        let sheet = try await sheet(request)
        let t = request.strings
        let form = FormView(request, problem)
        let listing = sheet.listing
        let isOwn = listing.member.account == request.caller.account
        return Page(title: form.title(listing.member.name), density: .officer, section: StaffPages.path, main: """
            \(Components.backLink(to: StaffPages.list(of: sheet.agency.id, for: request.caller), t,
                label: t("identity.people")))
            \(form.summary)
            <h1>\(listing.member.name)</h1>
            \(Components.summaryList([
                .init(t("identity.agency"), "\(sheet.agency.name)"), .init(t("identity.login"), "\(listing.login)"),
                .init(t("identity.state"), "\(t("identity.state.\(listing.state.rawValue)"))"),
                .init(t("identity.last-signed-in"),
                    "\(listing.lastSignedInAt.map { t.formats.dateTime($0) } ?? t("identity.never"))"),
            ], t))
            <h2>\(t("identity.roles"))</h2>
            \(terms(sheet, isOwn: isOwn, request))
            \(if: isOwn, "<p class=\"hint\">\(t("identity.role.own"))</p>")
            \(if: !isOwn, assigning(sheet, form, request))
            <h2>\(t("identity.member.details"))</h2>
            \(details(sheet, form, request))
            \(if: !isOwn, Components.action(t("identity.sessions.sign-out-everywhere"),
                to: "\(sheet.path)/dang-xuat", request))
            """)
    }

    private func terms(_ sheet: Sheet, isOwn: Bool, _ request: WebRequest) -> HTML {
        let t = request.strings
        let rows = sheet.listing.terms.map { term in
            let state = term.state(on: request.now.localDate)
            return Components.TableRow([
                "\(RoleNames.name(term.role, t))", "\(term.from.map { "\($0)" } ?? "–")",
                "\(term.through.map { "\($0)" } ?? "–")", "\(term.ground)",
                Components.tag(t("identity.stand-in.state.\(state.rawValue)"), state == .now ? .good : .neutral),
                isOwn ? .empty : Components.action(t("identity.role.take"), to: "\(sheet.path)/thu-vai-tro", request,
                    .plain, fields: [("role", term.role.rawValue)]),
            ])
        }
        return Components.table(caption: t("identity.roles"), columns: [
            .init(t("identity.role")), .init(t("identity.stand-in.from")), .init(t("identity.stand-in.through")),
            .init(t("identity.role.ground")), .init(t("identity.state")), .init(t("identity.actions"), .action),
        ], rows: rows, hidesCaption: true, folds: true, empty: Components.emptyState(t("identity.role.none")))
    }

    private func assigning(_ sheet: Sheet, _ form: FormView, _ request: WebRequest) -> HTML {
        let t = request.strings
        let roles = RoleNames.ordered(AddStaff.roles(at: sheet.agency.kind))
            .map { FormView.Choice($0.rawValue, RoleNames.name($0, t)) }
        return """
            <details\(if: form.hasFaults, " open")><summary>\(t("identity.role.give"))</summary>
            \(Components.form(action: "\(sheet.path)/vai-tro", request) { """
                \(form.select("role", label: t("identity.role"), roles, hint: t("identity.role.hint"),
                    none: t("identity.stand-in.choose")))
                \(form.date("from", label: t("identity.stand-in.from"), initial: request.now.localDate))
                \(form.date("through", label: t("identity.stand-in.through"), hint: t("identity.signing.through.hint"),
                    isOptional: true))
                \(form.text("ground", label: t("identity.role.ground"), hint: t("identity.role.ground.hint"),
                    width: .half, isOptional: true))
                \(Components.buttonRow([Components.button(t("identity.role.give"))]))
                """ })</details>
            """
    }

    private func details(_ sheet: Sheet, _ form: FormView, _ request: WebRequest) -> HTML {
        let t = request.strings
        let member = sheet.listing.member
        return Components.form(action: sheet.path, request) { """
            \(form.text("name", label: t("identity.name"), width: .half, initial: member.name))
            \(form.text("title", label: t("identity.title"), width: .half, initial: member.title))
            \(form.select("office", label: t("identity.office"),
                sheet.offices.map { FormView.Choice($0.id.description, $0.name) },
                initial: member.office?.description ?? "", none: t("identity.no-office")))
            \(Components.buttonRow([Components.button(t("identity.member.save"), .secondary)]))
            """ }
    }

    // MARK: To do

    @Sendable private func change(_ request: WebRequest) async throws -> Answer {
        let account: AccountID = try request.id("account")
        let form = request.form
        let deed = ChangeStaff(account, name: form["name"], title: form["title"], office: OfficeID(form["office"]))
        return try await done(request, "staff-changed") { try deed.run(in: $0, act: request.act) }
    }

    @Sendable private func assign(_ request: WebRequest) async throws -> Answer {
        let account: AccountID = try request.id("account")
        let form = request.form
        let days = ["from", "through"].filter { form.date($0) == .wrong }
        let deed = AssignRole(Role(rawValue: form["role"]), to: account, from: form.date("from").day,
            through: form.date("through").day, ground: form["ground"], unread: days)
        return try await done(request, "role-given") { try deed.run(in: $0, act: request.act) }
    }

    @Sendable private func take(_ request: WebRequest) async throws -> Answer {
        let account: AccountID = try request.id("account")
        let deed = TakeRole(Role(rawValue: request.form["role"]), from: account)
        return try await done(request, "role-taken") { try deed.run(in: $0, act: request.act) }
    }

    @Sendable private func signOut(_ request: WebRequest) async throws -> Answer {
        let deed = SignOutEverywhere(try request.id("account"))
        return try await done(request, "signed-out-everywhere") { try deed.run(in: $0, act: request.act) }
    }

    private func done(
        _ request: WebRequest, _ notice: String, _ deed: @escaping @Sendable (Transaction) throws -> Void
    ) async throws -> Answer {
        let account: AccountID = try request.id("account")
        return try await request.once(orAgain: { try await page(request, $0) }) { tx in
            try deed(tx)
            return .redirect(to: "\(StaffPages.path)/\(account)", notice: notice)
        }
    }
}

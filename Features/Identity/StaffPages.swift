import Access
import Base
import Storage
import Web

/// The administrator's people: `/quan-tri/nguoi-dung`.
struct StaffPages: Sendable {
    static let path = "/quan-tri/nguoi-dung"
    let hasher: PasswordHasher

    var routes: [Route] {
        [
            .get(Self.path, .identityManage, list),
            .get("\(Self.path)/them", .identityManage) { try await form($0, nil) },
            .post("\(Self.path)/them", .identityManage, add),
            .post("\(Self.path)/:account/khoa", .identityManage) { try await turn($0, to: .disabled) },
            .post("\(Self.path)/:account/mo", .identityManage) { try await turn($0, to: .active) },
            .get("\(Self.path)/:account/mat-khau", .identityManage, askReset),
            .post("\(Self.path)/:account/mat-khau", .identityManage, reset),
            .get("\(Self.path)/:account/xac-thuc", .identityManage, askFactor),
            .post("\(Self.path)/:account/xac-thuc", .identityManage, resetFactor),
        ]
    }

    /// Where the people of an agency stand: an administrator of a province says which commune is meant.
    static func list(of agency: AgencyID, for caller: Caller) -> String {
        caller.staff?.agency == agency ? path : "\(path)?co-quan=\(agency)"
    }

    /// The own agency, or the commune of the own province that the request names.
    private func agency(_ request: WebRequest) async throws -> AgencyID {
        guard let own = request.permit.agency else { throw Problem.notFound }
        let named = request.query.has("co-quan") ? request.query["co-quan"] : request.form["co-quan"]
        guard !named.isEmpty else { return own }
        let agency = AgencyID(named)
        let isCovered = try await request.site.database.read { [permit = request.permit] snapshot in
            try agency.map { try StaffReach.covers($0, for: permit, in: snapshot) } ?? false
        }
        guard let agency, isCovered else { throw Problem.notFound }
        return agency
    }

    /// The communes whose people an administrator of a province looks after.
    private func communes(_ request: WebRequest) async throws -> [Agency] {
        guard StaffReach.isOfProvince(request.caller), let own = request.permit.agency else { return [] }
        return try await request.site.database.read { snapshot in
            try AgencyStore.children(of: own, in: snapshot).filter { try AgencyStore.isServed($0.id, in: snapshot) }
        }
    }

    // MARK: The list

    @Sendable private func list(_ request: WebRequest) async throws -> Answer {
        let agency = try await agency(request)
        let communes = try await communes(request)
        let (offices, listings, lastReview, name) = try await request.site.database.read {
            [day = request.now.localDate] snapshot in
            try (AgencyStore.offices(of: agency, in: snapshot),
                StaffStore.listings(of: agency, on: day, in: snapshot),
                AccountReviewStore.lastSigned(of: agency, in: snapshot),
                AgencyStore.agency(agency, in: snapshot)?.name ?? "")
        }
        let t = request.strings
        let isOwn = agency == request.permit.agency
        let groups = offices.map { office in (office.name, listings.filter { $0.member.office == office.id }) }
            + [(t("identity.no-office"), listings.filter { $0.member.office == nil })]
        let tables = groups.filter { !$0.1.isEmpty }.map { name, members -> HTML in
            Components.table(caption: name, columns: [
                Components.Column(t("identity.name")), Components.Column(t("identity.title")),
                Components.Column(t("identity.roles")), Components.Column(t("identity.login"), .code),
                Components.Column(t("identity.last-signed-in")), Components.Column(t("identity.state")),
                Components.Column(t("identity.actions"), .action),
            ], rows: members.map { row($0, request) })
        }
        return .page(Page(title: t("identity.people"), density: .officer, section: Self.path, main: """
            <h1>\(t("identity.people"))</h1>
            \(if: !isOwn, "<p class=\"lead\">\(name)</p>")
            \(if: isOwn && !request.site.isDemo, AccountReviewPages.due(lastReview, at: request.now, t))
            \(picker(communes, chosen: agency, request))
            \(Components.buttonRow([
                Components.buttonLink(t("identity.add-staff"),
                    to: isOwn ? "\(Self.path)/them" : "\(Self.path)/them?co-quan=\(agency)", icon: .plus),
            ]))
            \(tables)
            """))
    }

    private func picker(_ communes: [Agency], chosen: AgencyID, _ request: WebRequest) -> HTML {
        guard !communes.isEmpty else { return .empty }
        let t = request.strings
        let form = FormView(t, values: request.query)
        return Components.filterForm(action: Self.path) { """
            \(form.select("co-quan", label: t("identity.agency"),
                communes.map { FormView.Choice("\($0.id)", $0.name) },
                initial: "\(chosen)", none: t("identity.own-agency")))
            \(Components.button(t("identity.show"), .secondary))
            """ }
    }

    private func row(_ listing: StaffStore.Listing, _ request: WebRequest) -> Components.TableRow {
        let t = request.strings
        let (member, path) = (listing.member, "\(Self.path)/\(listing.member.account)")
        let isOwn = member.account == request.caller.account
        let isOpen = listing.state == .active
        let turn = isOpen
            ? Components.action(t("identity.disable"), to: "\(path)/khoa", request, .plain)
            : Components.action(t("identity.enable"), to: "\(path)/mo", request, .plain)
        let reset = Components.buttonLink(t("identity.reset-password"), to: "\(path)/mat-khau", .plain)
        let factor: HTML = listing.hasSecondFactor
            ? Components.buttonLink(t("identity.second-factor.remove"), to: "\(path)/xac-thuc", .plain) : .empty
        return Components.TableRow([
            "<a href=\"\(path)\">\(member.name)</a>", "\(member.title)",
            "\(RoleNames.text(member.roles, t))", "\(listing.login)",
            "\(listing.lastSignedInAt.map { t.formats.dateTime($0) } ?? t("identity.never"))",
            """
            \(Components.tag(t("identity.state.\(listing.state.rawValue)"), isOpen ? .good : .neutral))
            \(if: listing.hasSecondFactor, Components.tag(t("identity.second-factor.state.on"), .good))
            """,
            isOwn ? "\(t("identity.yourself"))" : "\(turn)\(reset)\(factor)",
        ])
    }

    // MARK: One more

    private func form(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let id = try await agency(request)
        let (agency, offices) = try await request.site.database.read { snapshot in
            try (AgencyStore.agency(id, in: snapshot), AgencyStore.offices(of: id, in: snapshot))
        }
        guard let agency else { throw Problem.notFound }
        let t = request.strings
        let form = FormView(request, problem)
        let roles = RoleNames.ordered(AddStaff.roles(at: agency.kind))
            .map { FormView.Choice($0.rawValue, RoleNames.name($0, t)) }
        return .page(Page(title: form.title(t("identity.add-staff")), density: .officer, section: Self.path, main: """
            \(Components.backLink(to: Self.list(of: id, for: request.caller), t))
            \(form.summary)
            <h1>\(t("identity.add-staff"))</h1>
            \(Components.form(action: "\(Self.path)/them", request) { """
                \(Components.hidden(id == request.permit.agency ? [] : [(name: "co-quan", value: "\(id)")]))
                \(form.text("name", label: t("identity.name"), width: .half))
                \(form.text("title", label: t("identity.title"), width: .half))
                \(form.select("office", label: t("identity.office"),
                    offices.map { FormView.Choice($0.id.description, $0.name) }, none: t("identity.no-office")))
                \(form.checkboxes("roles", label: t("identity.roles"), roles))
                \(form.text("login", label: t("identity.login"), hint: t("identity.login.hint-staff"), width: .code,
                    attributes: " autocapitalize=\"none\" spellcheck=\"false\" autocomplete=\"off\""))
                \(Components.buttonRow([Components.button(t("identity.add-staff"))]))
                """ })
            """), status: problem?.status ?? 200)
    }

    @Sendable private func add(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        let password = OneTimePassword.make(for: request)
        let deed = AddStaff(agency: try await agency(request), office: OfficeID(form["office"]), name: form["name"],
            title: form["title"], roles: Set(form.all("roles").compactMap { Role(rawValue: $0) }),
            login: form["login"], password: try await hasher.hash(password), mustChangePassword: true)
        do {
            _ = try await request.once { [act = request.act] tx in
                _ = try deed.run(in: tx, act: act)
                return .redirect(to: Self.path)
            }
        } catch let problem as Problem where !problem.fields.isEmpty {
            return try await self.form(request, problem)
        }
        return told(password, login: form["login"], name: form["name"], request)
    }

    // MARK: One member

    @Sendable private func turn(_ request: WebRequest, to state: Account.State) async throws -> Answer {
        let account: AccountID = try request.id("account")
        return try await request.once { [act = request.act] tx in
            try SwitchAccount(account, to: state).run(in: tx, act: act)
            return .redirect(to: Self.path, notice: "account-\(state.rawValue)")
        }
    }

    private func listing(_ request: WebRequest) async throws -> StaffStore.Listing {
        let account: AccountID = try request.id("account")
        return try await request.site.database.read { [permit = request.permit] snapshot in
            guard let found = try StaffStore.listing(account, in: snapshot),
                try StaffReach.covers(found.member.agency, for: permit, in: snapshot)
            else { throw Problem.notFound }
            return found
        }
    }

    @Sendable private func askReset(_ request: WebRequest) async throws -> Answer {
        let listing = try await listing(request)
        let t = request.strings
        return .page(Page(title: t("identity.reset-password"), density: .officer, section: Self.path, main: """
            \(Components.backLink(to: Self.path, t))
            <h1>\(t("identity.reset-password.ask", ["name": listing.member.name]))</h1>
            <p>\(t("identity.reset-password.lead"))</p>
            \(Components.action(t("identity.reset-password"), to: request.path, request, .danger))
            """))
    }

    @Sendable private func askFactor(_ request: WebRequest) async throws -> Answer {
        let listing = try await listing(request)
        let t = request.strings
        return .page(Page(title: t("identity.second-factor.remove"), density: .officer, section: Self.path, main: """
            \(Components.backLink(to: Self.path, t))
            <h1>\(t("identity.second-factor.reset.ask", ["name": listing.member.name]))</h1>
            <p>\(t("identity.second-factor.reset.lead"))</p>
            \(Components.action(t("identity.second-factor.remove"), to: request.path, request, .danger))
            """))
    }

    @Sendable private func resetFactor(_ request: WebRequest) async throws -> Answer {
        let account: AccountID = try request.id("account")
        return try await request.once { [act = request.act] tx in
            try ResetSecondFactor(of: account).run(in: tx, act: act)
            return .redirect(to: Self.path, notice: "second-factor-removed")
        }
    }

    @Sendable private func reset(_ request: WebRequest) async throws -> Answer {
        let listing = try await listing(request)
        let password = OneTimePassword.make(for: request)
        let hash = try await hasher.hash(password)
        _ = try await request.once { [act = request.act, account = listing.member.account] tx in
            _ = try ResetPassword(of: account, to: hash).run(in: tx, act: act)
            return .redirect(to: Self.path)
        }
        return told(password, login: listing.login, name: listing.member.name, request)
    }

    private func told(_ password: String, login: String, name: String, _ request: WebRequest) -> Answer {
        OneTimePassword.page(password, login: login, name: name, request, backTo: Self.path,
            label: request.strings("identity.back-to-people"))
    }
}

extension OneTimePassword {
    /// The same for the same sending of the form, and kept nowhere: whoever sends it twice sees the password that
    /// counts.
    static func make(for request: WebRequest) -> String {
        make(from: "\(request.form["csrf"]) \(request.form["once"]) \(request.path)")
    }

    /// The one page on which it stands.
    /// - Parameter path: the page of the menu from which it was given, and where the way leads back to.
    static func page(
        _ password: String, login: String, name: String, _ request: WebRequest, backTo path: String, label: String
    ) -> Answer {
        let t = request.strings
        return .page(Page(title: t("identity.one-time-password"), density: .officer, section: path, main: """
            <h1>\(t("identity.one-time-password"))</h1>
            \(Components.notice(.warn) { """
                <p>\(t("identity.one-time-password.lead", ["name": name]))</p>
                <p>\(t("identity.one-time-password.ends", ["hours": "\(hoursMax)"]))</p>
                """ })
            \(Components.summaryList([
                Components.SummaryRow(t("identity.login"), "\(login)"),
                Components.SummaryRow(t("identity.password"), "<code>\(password)</code>"),
            ], t))
            \(Components.buttonRow([Components.buttonLink(label, to: path)]))
            """))
    }
}

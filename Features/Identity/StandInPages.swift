import Access
import Base
import Storage
import Web

/// Vắng mặt: who works in whose place. `/vang-mat` for oneself; `/quan-tri/vang-mat` for whoever runs the centre, who
/// may say it for somebody who fell ill.
struct StandInPages: Sendable {
    static let ownPath = "/vang-mat"
    static let agencyPath = "/quan-tri/vang-mat"

    static var routes: [Route] { StandInPages(door: .own).routes + StandInPages(door: .agency).routes }

    private enum Door { case own, agency }

    private let door: Door

    private var path: String {
        switch door {
        case .own: Self.ownPath
        case .agency: Self.agencyPath
        }
    }

    private var routes: [Route] {
        let permission: Permission =
            switch door {
            case .own: .identityStandIn
            case .agency: .identityStandInOthers
            }
        return [
            .get(path, permission) { .page(try await page($0, nil)) },
            .post(path, permission, appoint),
            .get("\(path)/thu-hoi", permission, askRevoke),
            .post("\(path)/thu-hoi", permission, revoke),
        ]
    }

    // MARK: What there is

    /// The people of the agency and their stand-ins as far as this door shows them.
    private struct Sheet: Sendable {
        let members: [StaffMember]
        let names: [AccountID: String]
        let standIns: [StandIn]

        func name(_ account: AccountID) -> String { names[account] ?? "" }
    }

    private func sheet(_ request: WebRequest) async throws -> Sheet {
        guard let staff = request.caller.staff else { throw Problem.notFound }
        return try await request.site.database.read { snapshot in
            let everybody = try StaffStore.listings(of: staff.agency, on: request.now.localDate, in: snapshot)
            let found =
                switch door {
                case .own: try StandInStore.standIns(of: staff.account, in: snapshot)
                case .agency: try StandInStore.standIns(ofAgency: staff.agency, in: snapshot)
                }
            let names = everybody.map { ($0.member.account, $0.member.name) }
            return Sheet(members: everybody.filter { $0.state == .active }.map(\.member),
                names: Dictionary(names) { first, _ in first }, standIns: found)
        }
    }

    private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        let sheet = try await sheet(request)
        let t = request.strings
        let form = FormView(request, problem)
        let title = t(door == .own ? "identity.stand-in" : "identity.stand-ins")
        return Page(title: form.title(title), density: .officer, section: path, main: """
            \(if: door == .own, Components.backLink(to: "/tai-khoan", t, label: t("identity.own-account")))
            \(form.summary)
            <h1>\(title)</h1>
            \(if: door == .own, StandInNotice.html(for: request.caller, t, links: false))
            <p class="lead">\(t("identity.stand-in.lead"))</p>
            \(tables(sheet, request))
            <h2>\(t("identity.stand-in.new"))</h2>
            \(fields(sheet, form, request))
            """)
    }

    private func fields(_ sheet: Sheet, _ form: FormView, _ request: WebRequest) -> HTML {
        let t = request.strings
        let people = sheet.members.map { FormView.Choice("\($0.account)", "\($0.name) (\($0.title))") }
        let absent: HTML = door == .own
            ? .empty
            : form.select("absent", label: t("identity.stand-in.absent"), people, none: t("identity.stand-in.choose"))
        let own = request.caller.account.map { "\($0)" }
        let deputies = door == .own ? people.filter { $0.value != own } : people
        return Components.form(action: path, request) { """
            \(absent)
            \(form.select("deputy", label: t("identity.stand-in.deputy"), deputies,
                hint: t("identity.stand-in.deputy.hint"), none: t("identity.stand-in.choose")))
            \(form.date("from", label: t("identity.stand-in.from"), initial: request.now.localDate))
            \(form.date("through", label: t("identity.stand-in.through")))
            \(form.text("reason", label: t("identity.stand-in.reason"), hint: t("identity.stand-in.reason.hint"),
                isOptional: true))
            \(Components.buttonRow([Components.button(t("identity.stand-in.appoint"))]))
            """ }
    }

    private func tables(_ sheet: Sheet, _ request: WebRequest) -> HTML {
        let t = request.strings
        switch door {
        case .own:
            let own = request.caller.account
            return """
                \(table(t("identity.stand-in.for-me"), sheet.standIns.filter { $0.absent == own }, sheet, request))
                \(table(t("identity.stand-in.by-me"), sheet.standIns.filter { $0.deputy == own }, sheet, request))
                """
        case .agency: return table(t("identity.stand-in.all"), sheet.standIns, sheet, request)
        }
    }

    private func table(_ caption: String, _ standIns: [StandIn], _ sheet: Sheet, _ request: WebRequest) -> HTML {
        let t = request.strings
        let rows = standIns.map { one -> Components.TableRow in
            let state = one.state(on: request.now.localDate)
            let isEnded = state == .over || state == .revoked
            let mayRevoke = !isEnded && (door == .agency || one.absent == request.caller.account)
            return Components.TableRow([
                "\(sheet.name(one.absent))", "\(sheet.name(one.deputy))", "\(days(one, t))", "\(one.reason)",
                Components.tag(t("identity.stand-in.state.\(state.rawValue)"), state == .now ? .good : .neutral),
                mayRevoke
                    ? Components.buttonLink(t("identity.stand-in.revoke"), to: "\(path)/thu-hoi?lan=\(one.id)", .plain)
                    : .empty,
            ])
        }
        return Components.table(caption: caption, columns: [
            Components.Column(t("identity.stand-in.absent")), Components.Column(t("identity.stand-in.deputy")),
            Components.Column(t("identity.stand-in.days")), Components.Column(t("identity.stand-in.reason")),
            Components.Column(t("identity.state")), Components.Column(t("identity.actions"), .action),
        ], rows: rows, hidesCaption: false, folds: true, empty: """
            <h2>\(caption)</h2><p class="hint">\(t("identity.stand-in.none"))</p>
            """)
    }

    private func days(_ one: StandIn, _ t: Strings) -> String {
        t("identity.stand-in.days.text", ["from": "\(one.from)", "through": "\(one.through)"])
    }

    // MARK: To do

    @Sendable private func appoint(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        let deed = AppointStandIn(
            for: door == .own ? request.caller.account : AccountID(form["absent"]), deputy: AccountID(form["deputy"]),
            from: form.date("from").day, through: form.date("through").day, reason: form["reason"])
        return try await request.once(orAgain: { try await page(request, $0) }) { [act = request.act, path] tx in
            try deed.run(in: tx, act: act)
            return .redirect(to: path, notice: "stand-in-appointed")
        }
    }

    @Sendable private func askRevoke(_ request: WebRequest) async throws -> Answer {
        guard let id = ID<StandIn>(request.query["lan"]) else { throw Problem.notFound }
        let sheet = try await sheet(request)
        // Here only what the person may end: the door shows others for reading.
        guard let one = sheet.standIns.first(where: { $0.id == id }),
            door == .agency || one.absent == request.caller.account
        else { throw Problem.notFound }
        let t = request.strings
        let names = ["deputy": sheet.name(one.deputy), "absent": sheet.name(one.absent)]
        return .page(Page(title: t("identity.stand-in.revoke"), density: .officer, section: path, main: """
            \(Components.backLink(to: path, t))
            <h1>\(t("identity.stand-in.revoke.ask", names))</h1>
            <p>\(days(one, t))</p>
            <p>\(t("identity.stand-in.revoke.lead", names))</p>
            \(Components.action(t("identity.stand-in.revoke"), to: "\(path)/thu-hoi", request, .danger,
                fields: [("lan", "\(one.id)")]))
            """))
    }

    @Sendable private func revoke(_ request: WebRequest) async throws -> Answer {
        guard let id = ID<StandIn>(request.form["lan"]) else { throw Problem.notFound }
        return try await request.once { [act = request.act, path] tx in
            try RevokeStandIn(id).run(in: tx, act: act)
            return .redirect(to: path, notice: "stand-in-revoked")
        }
    }
}

/// What an official is told while they stand in for somebody, and while they are away themselves.
package enum StandInNotice {
    /// - Parameter links: with the way to the page where it is ended.
    package static func html(for caller: Caller, _ t: Strings, links: Bool = true) -> HTML {
        guard let staff = caller.staff else { return .empty }
        let link: HTML = links ? " <a href=\"\(StandInPages.ownPath)\">\(t("identity.stand-in.see"))</a>" : .empty
        let stood = staff.standsInFor.map { one -> HTML in
            "<p>\(t("identity.stand-in.now-for", ["name": one.name, "through": "\(one.until)"]))\(link)</p>"
        }
        let away = staff.absence.map { absence -> HTML in
            let names = ["name": absence.deputyName, "through": "\(absence.until)"]
            return "<p>\(t("identity.stand-in.now-away", names))\(link)</p>"
        }
        guard !stood.isEmpty || away != nil else { return .empty }
        return Components.notice(.info) { "\(stood)\(away)" }
    }
}

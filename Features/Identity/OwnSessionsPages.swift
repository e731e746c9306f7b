import Access
import Base
import Storage
import Web

/// On which devices somebody is signed in, and the way to sign out there: `/tai-khoan/phien`.
struct OwnSessionsPages: Sendable {
    static let path = "/tai-khoan/phien"

    var routes: [Route] {
        [
            .get(Self.path, .identitySignIn, show),
            .post("\(Self.path)/ket-thuc", .identitySignIn) { try await end(.one($0.form["session"]), $0) },
            .post("\(Self.path)/ket-thuc-khac", .identitySignIn) { try await end(.others, $0) },
        ]
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let account = try request.act.requireAccount()
        let now = request.now
        let found = try await request.site.database.read { [sessions = request.sessions] snapshot in
            try sessions.open(of: account, at: now, in: snapshot)
        }
        let t = request.strings
        let own = request.sessionKey
        // This one first, the others by their last use.
        let sessions = found.filter { $0.key == own } + found.filter { $0.key != own }
        return .page(Page(title: t("identity.sessions"),
            density: request.caller.staff == nil ? .citizen : .officer, main: """
            \(Components.backLink(to: "/tai-khoan", t))
            <h1>\(t("identity.sessions"))</h1>
            <p>\(t("identity.sessions.lead"))</p>
            \(sessions.map { section($0, isOwn: $0.key == own, request) })
            <section>
            <h2>\(t("identity.sessions.unknown"))</h2>
            <p>\(t("identity.sessions.unknown.lead"))
            <a href="/tai-khoan/mat-khau">\(t("identity.change-password"))</a></p>
            \(if: found.contains { $0.key != own }, Components.action(
                t("identity.sessions.end-others"), to: "\(Self.path)/ket-thuc-khac", request, .danger))
            </section>
            """))
    }

    private func section(_ session: OpenSession, isOwn: Bool, _ request: WebRequest) -> HTML {
        let t = request.strings
        let name = Self.name(session.device, t)
        var rows = [
            Components.SummaryRow(t("identity.session.since"), "\(t.formats.dateTime(session.since))"),
            Components.SummaryRow(t("identity.session.last-used"), isOwn
                ? "\(t("identity.session.now"))" : "\(t.formats.dateTime(session.lastUsed))"),
        ]
        if !session.address.isEmpty {
            rows.append(Components.SummaryRow(t("identity.session.from"), "\(session.address)"))
        }
        return """
            <section>
            <h2>\(name) \(if: isOwn, Components.tag(t("identity.session.this"), .good))\
            \(if: session.isLocked, Components.tag(t("identity.session.locked")))</h2>
            \(Components.summaryList(rows, t))
            \(isOwn ? Components.action(t("web.sign-out"), to: "/dang-xuat", request)
                : Components.action(t("identity.session.end", ["device": name]), to: "\(Self.path)/ket-thuc", request,
                    fields: [(name: "session", value: session.key)]))
            </section>
            """
    }

    /// "Chrome trên điện thoại Android".
    static func name(_ device: Device, _ t: Strings) -> String {
        t("identity.device", [
            "program": device.program.name ?? t("identity.device.program"),
            "system": t("identity.device.\(device.system.rawValue)"),
        ])
    }

    private func end(_ which: EndSessions.Which, _ request: WebRequest) async throws -> Answer {
        let deed = EndSessions(which, own: request.sessionKey)
        return try await request.once { [act = request.act] tx in
            try deed.run(in: tx, act: act)
            return .redirect(to: Self.path, notice: "sessions-ended")
        }
    }
}

import Access
import Base
import Storage
import Web

/// Bảng phân quyền: `/quan-tri/quyen`. What each role may do and who holds it, as the check at every door reads it; for
/// the half-yearly review, on the screen and on paper.
struct RightsPages: Sendable {
    static let path = "/quan-tri/quyen"

    var routes: [Route] { [.get(Self.path, .identityReview, show)] }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let (name, people) = try await request.site.database.read { [day = request.now.localDate] snapshot in
            try (AgencyStore.agency(agency, in: snapshot)?.name ?? "",
                StaffStore.listings(of: agency, on: day, in: snapshot))
        }
        let t = request.strings
        let rights = RightsTable(request.site.policy)
        let roles = Role.allCases.map { role in
            let holders = people.filter { $0.state == .active && $0.member.roles.contains(role) }
                .map(\.member.name)
            return section(RoleNames.name(role, t), rights.permissions(of: role), t, """
                <p class="hint">\(holders.isEmpty ? t("identity.rights.nobody")
                    : t("identity.rights.held-by", ["names": holders.joined(separator: ", ")]))</p>
                """)
        }
        return .page(Page(title: t("identity.rights"), density: .officer, section: Self.path, main: """
            <h1>\(t("identity.rights"))</h1>
            <p class="lead">\(t("identity.rights.lead",
                ["agency": name, "date": t.formats.date(request.now.localDate)]))</p>
            <p>\(t("identity.rights.reach"))</p>
            \(roles)
            \(section(t("identity.rights.every-official"), rights.ofEveryRole, t))
            \(section(t("identity.rights.citizens"), rights.ofCitizens, t))
            \(section(t("identity.rights.everybody"), rights.ofEverybody, t))
            \(section(t("identity.rights.console"), rights.ofNobody, t))
            <h2>\(t("identity.rights.by-right"))</h2>
            \(table(rights, t))
            """))
    }

    private func section(
        _ title: String, _ permissions: [Permission], _ t: Strings, _ lead: HTML = .empty
    ) -> HTML {
        let lines = permissions.map { "<li>\(Self.sentence($0, t))</li>" as HTML }
        return """
            <section class="rights"><h2>\(title)</h2>\(lead)\
            \(if: permissions.isEmpty, "<p>\(t("identity.rights.none"))</p>")\
            \(if: !permissions.isEmpty, "<ul>\(lines)</ul>")</section>
            """
    }

    /// The other way round: who else may do it?
    private func table(_ rights: RightsTable, _ t: Strings) -> HTML {
        let rows = rights.byRole.map { permission in
            let holding = rights.policy.roles(holding: permission)
            // Names of roles have commas of their own.
            let names = Role.allCases.filter(holding.contains).map { RoleNames.name($0, t) }
                + (rights.policy.isDelegable(permission) ? [t("identity.rights.on-paper")] : [])
            return Components.TableRow(["\(Self.sentence(permission, t))", "\(names.joined(separator: "; "))"])
        }
        return Components.table(caption: t("identity.rights.by-right"),
            columns: [.init(t("identity.rights.right")), .init(t("identity.roles"))], rows: rows, hidesCaption: true)
    }

    static func sentence(_ permission: Permission, _ t: Strings) -> String { t("permission.\(permission.name)") }
}

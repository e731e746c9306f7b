import Access
import Base
import Storage
import Web

/// The administrator's agency: where it stands, its offices, its settings. `/quan-tri/co-quan`.
struct AgencyPages: Sendable {
    var routes: [Route] {
        [
            .get("/quan-tri/co-quan", .identityManage) { try await page($0, nil) },
            .post("/quan-tri/co-quan", .identityManage, change),
        ]
    }

    @Sendable private func change(_ request: WebRequest) async throws -> Answer {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let deed = ChangeAgency(agency: agency, identifier: request.form["identifier"],
            isRemote: request.form["remote"] == "1")
        do {
            return try await request.once { [act = request.act] tx in
                try deed.run(in: tx, act: act)
                return .redirect(to: "/quan-tri/co-quan", notice: "agency-changed")
            }
        } catch let problem as Problem where !problem.fields.isEmpty {
            return try await page(request, problem)
        }
    }

    private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        guard let id = request.permit.agency else { throw Problem.notFound }
        let (agency, parent, offices, members) = try await request.site.database.read { snapshot in
            let agency = try AgencyStore.agency(id, in: snapshot)
            return try (agency, agency?.parent.flatMap { try AgencyStore.agency($0, in: snapshot) },
                AgencyStore.offices(of: id, in: snapshot),
                StaffStore.members(of: id, on: request.now.localDate, in: snapshot))
        }
        guard let agency else { throw Problem.notFound }
        let t = request.strings
        let form = FormView(request, problem)
        return .page(Page(title: form.title(t("identity.agencies")), density: .officer, section: "/quan-tri/co-quan",
            main: """
            \(form.summary)
            <h1>\(agency.name)</h1>
            \(tree(parent, agency, offices, members, t))
            <h2>\(t("identity.agency.settings"))</h2>
            \(Components.form(action: "/quan-tri/co-quan", request) { """
                \(form.text("identifier", label: t("identity.identifier"), hint: t("identity.identifier.hint"),
                    kind: .code, width: .code, initial: agency.identifier ?? "", isOptional: true))
                \(form.checkbox("remote", label: t("identity.remote"), hint: t("identity.remote.hint"),
                    initial: agency.isRemote))
                \(Components.buttonRow([Components.button(t("identity.save"))]))
                """ })
            """), status: problem?.status ?? 200)
    }

    private func tree(
        _ parent: Agency?, _ agency: Agency, _ offices: [Office], _ members: [StaffMember], _ t: Strings
    ) -> HTML {
        let rows = offices.map { office -> Components.TableRow in
            let count = members.count { $0.office == office.id }
            return Components.TableRow(["\(office.name)", "\(count)"])
        }
        return """
            \(Components.summaryList([
                Components.SummaryRow(t("identity.province"), "\(parent?.name ?? "")"),
                Components.SummaryRow(t("identity.statistics-code"), "\(agency.statisticsCode)"),
            ], t))
            \(Components.table(caption: t("identity.offices"), columns: [
                Components.Column(t("identity.office")), Components.Column(t("identity.people-count"), .number),
            ], rows: rows))
            """
    }
}

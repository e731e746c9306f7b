import Access
import Base
import Deadlines
import Dossiers
import Storage
import Web

/// `/ho-so-ngoai`: what the own agency resolves or has received in other systems, beside its worklists.
struct ExternalPages: Sendable {
    static let path = "/ho-so-ngoai"

    var routes: [Route] { [.get(Self.path, .seeExternal, list).reads(.list, of: "external", record: nil)] }

    @Sendable private func list(_ request: WebRequest) async throws -> Answer {
        let (filter, number) = (ExternalFilter(request.query), max(1, Int(request.query["trang"]) ?? 1))
        let (dossiers, total) = try await request.site.database.read {
            try ExternalStore.page(filter, number: number, for: request.permit, at: request.now, in: $0)
        }
        let t = request.strings
        let form = FormView(t, values: request.query)
        let rows = dossiers.map { row($0, request) }
        let address = { (page: Int) in
            var query = ["q", "trang-thai"].filter(request.query.has).map { ($0, request.query[$0]) }
            query.append(("trang", "\(page)"))
            return "\(Self.path)?" + query.map { "\($0)=\(PercentCoding.encoded($1))" }.joined(separator: "&")
        }
        let pages = max(1, (total + ExternalStore.pageSize - 1) / ExternalStore.pageSize)
        return .page(Page(title: t("external.title"), density: .officer, section: Self.path, main: """
            <h1>\(t("external.title"))</h1><p class="lead">\(t("external.lead"))</p>
            \(Components.filterForm(action: Self.path) { """
                \(form.search("q", label: t("external.search"), hint: t("external.search.hint")))
                \(form.select("trang-thai", label: t("external.state"),
                    SearchStanding.allCases.map { .init($0.rawValue, t("dossier.standing.\($0.rawValue)")) }
                        + ExternalStatus.allCases.map { .init("\($0.rawValue)", t("external.status.\($0.rawValue)")) },
                    none: t("dossier.standing.all")))
                \(Components.button(t("external.show"), .secondary))
                """ })
            \(Components.table(caption: t("external.found", ["count": t.formats.number(total)]), columns: [
                .init(t("external.code"), .code), .init(t("external.subject")), .init(t("external.owner")),
                .init(t("external.unit")), .init(t("external.state")), .init(t("external.due")),
            ], rows: rows, empty: Components.emptyState(t("external.none"), text: t("external.none.hint"))))
            \(if: pages > 1, Components.pagination(page: number, of: pages, t, address: address))
            """))
    }

    private func row(_ one: ExternalDossier, _ request: WebRequest) -> Components.TableRow {
        let t = request.strings
        let judged = one.punctuality(at: request.now)
        let timing = Components.tag(
            t("deadlines.punctuality.\(judged.rawValue)"), judged.isLate ? .late : .neutral)
        let due = one.dueAt.map { t.formats.date($0.localDate) } ?? ""
        return Components.TableRow([
            "\(one.code.text)<br><span class=\"hint\">\(one.source)</span>",
            "\(one.subject)<br><span class=\"hint\">\(one.procedureCode)</span>", "\(one.ownerName)", "\(one.unit)",
            Components.tag(t("external.status.\(one.status.rawValue)"), one.status.isOpen ? .info : .good),
            "\(due) \(if: one.dueAt != nil, timing)",
        ])
    }
}

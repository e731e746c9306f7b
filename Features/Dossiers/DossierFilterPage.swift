import Access
import Base
import Identity
import Storage
import Web

/// Danh sách hồ sơ của một con số: the list that a number of the figures leads to.
extension DeskPages {
    func filtered(_ filter: DossierFilter, _ request: WebRequest) async throws -> Answer {
        let number = max(1, Int(request.query["trang"]) ?? 1)
        let today = request.now.localDate
        let (page, office, names, steps) = try await request.site.database.read { snapshot in
            let page = try DossierFilterStore.page(
                filter, number: number, for: request.permit, today: today, in: snapshot)
            return (page, try filter.office.flatMap { try AgencyStore.office($0, in: snapshot) },
                try Self.names(of: page.dossiers, in: snapshot),
                try CurrentStepStore.steps(of: page.dossiers, in: live.current, snapshot))
        }
        let t = request.strings
        let span = t("dossier.filter.span", [
            "first": t.formats.date(filter.first), "last": t.formats.date(filter.last),
        ])
        let parts = [span, filter.field, filter.channel.map { t("dossier.channel.\($0.rawValue)") }, office?.name]
        let title = t("dossier.filter.\(filter.measure.rawValue)")
        let pages = (page.total + DossierFilterStore.pageSize - 1) / DossierFilterStore.pageSize
        let main: HTML = """
            <h1>\(title)</h1>
            <p class="lead">\(parts.compactMap { $0 }.joined(separator: " · "))</p>
            \(table(page.dossiers, names, steps,
                caption: t("dossier.search.found", ["count": t.formats.number(page.total)]), request,
                empty: Components.emptyState(t("dossier.filter.none"), icon: .search)))
            \(Components.pagination(page: number, of: pages, t) { "\(filter.address)&trang=\($0)" })
            """
        var answer = Answer.page(Page(title: title, density: .officer, section: "/tim-ho-so", main: main))
        answer.shown = page.dossiers.map(\.id.description)
        return answer
    }
}

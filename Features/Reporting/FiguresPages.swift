import Access
import Base
import Catalogue
import Dossiers
import Identity
import Storage
import Web

/// Số liệu: what the commune received and settled, for the public without names and for whoever works there.
struct FiguresPages {
    var routes: [Route] {
        [
            .get("/so-lieu", "figures.public", publicFigures),
            .get("/so-lieu-noi-bo", "figures.see", ownFigures),
        ]
    }

    func publicFigures(_ request: WebRequest) async throws -> Answer {
        let served = try await request.site.database.read { try AgencyStore.served(in: $0) }
        guard let agency = served.first(where: { $0.statisticsCode == request.query["xa"] }) ?? served.first else {
            throw Problem.notFound
        }
        return try await page(of: agency, among: served, density: .citizen, path: "/so-lieu", request)
    }

    /// The figures of the caller's own agency; a province monitor chooses among those it serves.
    func ownFigures(_ request: WebRequest) async throws -> Answer {
        let (own, served) = try await request.site.database.read { snapshot in
            (try request.permit.agency.flatMap { try AgencyStore.agency($0, in: snapshot) },
                try AgencyStore.served(in: snapshot))
        }
        let reach = own.map { own in own.kind == .province ? served.filter { $0.parent == own.id } : [own] } ?? []
        guard let agency = reach.first(where: { $0.statisticsCode == request.query["xa"] }) ?? reach.first else {
            throw Problem.notFound
        }
        return try await page(of: agency, among: reach, density: .officer, path: "/so-lieu-noi-bo", request)
    }

    private func page(
        of agency: Agency, among agencies: [Agency], density: Page.Density, path: String, _ request: WebRequest
    ) async throws -> Answer {
        let today = request.now.localDate
        let (period, named, faults) = Self.period(of: request.query, today: today)
        let (figures, before) = try await request.site.database.read { snapshot in
            func count(_ period: ReportPeriod) throws -> DossierFigures {
                try DossierFiguresStore.figures(of: agency.id, from: period.first, through: period.last, today: today,
                    in: snapshot)
            }
            return (try count(period), try count(period.before))
        }
        let view = FiguresView(agency: agency, agencies: agencies, period: period, named: named, faults: faults,
            figures: figures, before: before, density: density, path: path, request: request)
        return .page(view.page, status: faults.isEmpty ? 200 : 422)
    }

    /// The period that the address asks for; a wrong one is told and the last 30 days are shown in its place.
    private static func period(
        of query: FormValues, today: LocalDate
    ) -> (ReportPeriod, ReportPeriod.Named?, [FieldFault]) {
        let fallback = ReportPeriod(.last30Days, today: today)
        if let named = ReportPeriod.Named(rawValue: query["ky"]) { return (ReportPeriod(named, today: today), named, []) }
        let typed = (query.date("tu"), query.date("den"))
        switch typed {
        case (.none, .none): return (fallback, .last30Days, [])
        case (.date(let first), .date(let last)):
            if let period = ReportPeriod(from: first, through: last) { return (period, nil, []) }
            return (fallback, nil, [FieldFault("den", "reporting.period-order")])
        case (.date, _): return (fallback, nil, [FieldFault("den", "reporting.date")])
        case (.none, _), (.wrong, _): return (fallback, nil, [FieldFault("tu", "reporting.date")])
        }
    }
}

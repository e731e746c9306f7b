import Access
import Base
import Identity
import Storage
import Web

/// Số liệu: what the commune received and settled, for the public without names and for whoever works there.
struct FiguresPages: Sendable {
    /// What is shown when nothing is asked for; nil for the last 30 days.
    let featured: @Sendable (Snapshot) throws -> ReportPeriod?

    var routes: [Route] {
        [
            .get("/so-lieu", "figures.public", publicFigures).paced(.search),
            .get("/so-lieu-noi-bo", "figures.see", ownFigures),
        ]
    }

    func publicFigures(_ request: WebRequest) async throws -> Answer {
        try await page(request, density: .citizen, mayBeAll: false) { try AgencyStore.served(in: $0) }
    }

    /// The figures of the caller's own agency; a province monitor sees all communes together, and chooses among them.
    func ownFigures(_ request: WebRequest) async throws -> Answer {
        try await page(request, density: .officer, mayBeAll: true) { try Self.own(of: request.permit.agency, in: $0) }
    }

    /// Whose inner figures an officer of this agency sees: its own, or those of all communes of the province.
    static func own(of agency: AgencyID?, in snapshot: Snapshot) throws -> [Agency] {
        guard let own = try agency.flatMap({ try AgencyStore.agency($0, in: snapshot) }) else { return [] }
        return own.kind == .province ? try AgencyStore.served(in: snapshot).filter { $0.parent == own.id } : [own]
    }

    private func page(
        _ request: WebRequest, density: Page.Density, mayBeAll: Bool,
        among agencies: @escaping @Sendable (Snapshot) throws -> [Agency]
    ) async throws -> Answer {
        let today = request.now.localDate
        let view = try await request.site.database.read { [featured] snapshot in
            let agencies = try agencies(snapshot)
            guard !agencies.isEmpty else { throw Problem.notFound }
            let question = try FiguresQuestion(request.query, among: agencies, mayBeAll: mayBeAll,
                offices: { try AgencyStore.offices(of: $0, in: snapshot) }, today: today)
            let place = FiguresPlace(
                agencies: agencies, mayBeAll: mayBeAll && agencies.count > 1,
                province: try agencies.first?.parent.flatMap { try AgencyStore.agency($0, in: snapshot)?.name } ?? "",
                offices: try question.agency.map { try AgencyStore.offices(of: $0.id, in: snapshot) } ?? [])
            let figures = try Figures.read(
                question, among: agencies, featured: try featured(snapshot), today: today, in: snapshot)
            return FiguresView(question: question, place: place, figures: figures, density: density, request: request)
        }
        return .page(view.page, status: view.question.faults.isEmpty ? 200 : 422)
    }
}

/// Where the figures stand, and what can be chosen there.
struct FiguresPlace: Sendable {
    let agencies: [Agency]
    let mayBeAll: Bool
    /// The name of the province, over all its communes.
    let province: String
    let offices: [Office]
}

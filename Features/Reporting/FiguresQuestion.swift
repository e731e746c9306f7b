import Access
import Base
import Identity
import Storage
import Web

/// What an address asks the figures for: whose, of which part, for which days.
struct FiguresQuestion: Sendable {
    let agency: Agency?
    let office: Office?
    let field: String?
    /// Nil when nothing was asked: then the last 30 days, or everything when nothing happened in them.
    let asked: ReportPeriod?
    let named: ReportPeriod.Named?
    let faults: [FieldFault]

    /// A question that was checked already.
    init(agency: Agency?, office: Office?, field: String?, asked: ReportPeriod?) {
        self.agency = agency
        self.office = office
        self.field = field
        self.asked = asked
        named = nil
        faults = []
    }

    /// - Parameters:
    ///   - agencies: among which the address may choose.
    ///   - mayBeAll: nothing chosen means all of them together, and not the first.
    init(
        _ query: FormValues, among agencies: [Agency], mayBeAll: Bool, offices: (AgencyID) throws -> [Office],
        today: LocalDate
    ) throws {
        let chosen = agencies.first { $0.statisticsCode == query["xa"] }
        agency = chosen ?? (mayBeAll && agencies.count > 1 ? nil : agencies.first)
        office = try agency.flatMap { agency in try offices(agency.id).first { $0.id.description == query["phong"] } }
        field = query["linh-vuc"].isEmpty ? nil : query["linh-vuc"]
        (asked, named, faults) = Self.period(of: query, today: today)
    }

    /// The period that the address asks for; a wrong one is told.
    private static func period(
        of query: FormValues, today: LocalDate
    ) -> (ReportPeriod?, ReportPeriod.Named?, [FieldFault]) {
        if let named = ReportPeriod.Named(rawValue: query["ky"]) {
            return (ReportPeriod(named, today: today), named, [])
        }
        switch (query.date("tu"), query.date("den")) {
        case (.none, .none): return (nil, nil, [])
        case (.date(let first), .date(let last)):
            if let period = ReportPeriod(from: first, through: last) { return (period, nil, []) }
            return (nil, nil, [FieldFault("den", "reporting.period-order")])
        case (.date, _): return (nil, nil, [FieldFault("den", "reporting.date")])
        case (.none, _), (.wrong, _): return (nil, nil, [FieldFault("tu", "reporting.date")])
        }
    }
}

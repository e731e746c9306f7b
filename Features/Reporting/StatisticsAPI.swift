import Access
import Base
import Catalogue
import Identity
import Storage
import Web

/// Số liệu for programs: the same sums as the pages show. One commune's are public; several together, compared, are for
/// whoever sees them together on the inner page.
struct StatisticsAPI: Sendable {
    let featured: @Sendable (Snapshot) throws -> ReportPeriod?

    var operations: [APIOperation] { [one] }

    private var one: APIOperation {
        .get("/statistics", "figures.public",
            .init("getStatistics", tag: "statistics", "What was received and settled in a period"),
            query: [
                .optional("from", .date, "First day, with `to`. Neither: the period that the page opens with."),
                .optional("to", .date, "Last day; at most ten years after `from`."),
                .optional("agency", .id, """
                    One that this installation serves. Not given: the officer's own; all communes of the province \
                    together for who watches over them; the only one, when there is one.
                    """),
                .optional("office", .id, "Only what this office of the agency has, or had when it was settled."),
                .optional("field", .text(min: 1, max: 200), "Only this lĩnh vực."),
            ], answer: Self.shape
        ) { call in
            let today = call.request.now.localDate
            let period = try Self.period(call.query)
            let caller = call.request.caller
            let seesInner = call.request.site.policy.allows("figures.see", to: caller)
            return try await call.request.site.database.read { [featured] snapshot in
                let served = try AgencyStore.served(in: snapshot)
                let own = seesInner ? try FiguresPages.own(of: caller.staff?.agency, in: snapshot) : []
                let agency = try Self.agency(
                    call.query.id("agency"), of: caller.staff?.agency, own: own, served: served)
                let question = FiguresQuestion(
                    agency: agency, office: try Self.office(call.query.id("office"), of: agency, in: snapshot),
                    field: call.query.has("field") ? call.query.text("field") : nil, asked: period)
                return Answer(question: question, figures: try Figures.read(
                    question, among: agency.map { [$0] } ?? own, featured: try featured(snapshot), today: today,
                    in: snapshot), agencies: own)
            }
        }
    }

    private static func period(_ query: APIInput) throws(Problem) -> ReportPeriod? {
        switch (query.date("from"), query.date("to")) {
        case (nil, nil): return nil
        case (let first?, let last?):
            guard let period = ReportPeriod(from: first, through: last) else {
                throw .invalid([FieldFault("to", "reporting.period-order")])
            }
            return period
        case (nil, _): throw .invalid([FieldFault("from", "api.missing")])
        case (_, nil): throw .invalid([FieldFault("to", "api.missing")])
        }
    }

    /// Nil: all of the caller's together.
    private static func agency(
        _ asked: AgencyID?, of home: AgencyID?, own: [Agency], served: [Agency]
    ) throws(Problem) -> Agency? {
        if let asked {
            guard let agency = served.first(where: { $0.id == asked }) else {
                throw .invalid([FieldFault("agency", "reporting.agency-unknown")])
            }
            return agency
        }
        if own.count > 1 { return nil }
        let only = served.count == 1 ? served.first : nil
        guard let agency = own.first ?? served.first(where: { $0.id == home }) ?? only else {
            throw .invalid([FieldFault("agency", "api.missing")])
        }
        return agency
    }

    private static func office(_ asked: OfficeID?, of agency: Agency?, in snapshot: Snapshot) throws -> Office? {
        guard let asked else { return nil }
        let offices = try agency.map { try AgencyStore.offices(of: $0.id, in: snapshot) } ?? []
        guard let office = offices.first(where: { $0.id == asked }) else {
            throw Problem.invalid([FieldFault("office", "reporting.office-unknown")])
        }
        return office
    }

    // MARK: The answer

    private struct Answer: Sendable {
        let question: FiguresQuestion
        let figures: Figures
        let agencies: [Agency]

        var byAgency: [PartOfAgency] {
            (figures.agencies?.byKey ?? []).map { part in
                let agency = agencies.first { $0.id.description == part.key }
                return PartOfAgency(id: part.key, name: agency?.name ?? "", summary: part.summary)
            }
        }
    }

    private struct PartOfAgency: Sendable {
        let id: String
        let name: String
        let summary: FigureSummary
    }

    private static let shape = APIShape<Answer>("Statistics", "The figures of a period, as report II.06 counts.", [
        .value("from", "First day.") { $0.figures.period.first },
        .value("to", "Last day.") { $0.figures.period.last },
        .value("agency", "Whose figures; null: several together.") { $0.question.agency?.id },
        .value("agencyName", "Its name.") { $0.question.agency?.name },
        .value("office", "Of which office; null: of all.") { $0.question.office?.id },
        .value("field", "Of which lĩnh vực; null: of all.") { $0.question.field },
        .part("total", "All together.", figures) { $0.figures.report.total },
        .part("before", "The same for as many days just before, to compare with.", figures) { $0.figures.before },
        .parts("fields", "By lĩnh vực, most received first.", ofField) {
            $0.figures.report.byKey.map(PartOfField.init)
        },
        .parts("channels", "By the way in which they came.", ofChannel) {
            $0.figures.report.byChannel.map(PartOfChannel.init)
        },
        .parts("agencies", "Of several together: each one's, most received first.", ofAgency) { $0.byAgency },
        .value("uncounted", "Entries of the journal that are still to be counted; soon 0.") { $0.figures.lag },
    ])

    private struct PartOfField: Sendable {
        let field: String
        let summary: FigureSummary

        init(_ part: (key: String, summary: FigureSummary)) { (field, summary) = part }
    }

    private struct PartOfChannel: Sendable {
        let channel: Channel
        let summary: FigureSummary

        init(_ part: (channel: Channel, summary: FigureSummary)) { (channel, summary) = part }
    }

    private static let ofField = APIShape<PartOfField>("StatisticsOfField", "The figures of one lĩnh vực.", [
        .value("field", "Lĩnh vực.") { $0.field }, .part("figures", "Its figures.", figures) { $0.summary },
    ])

    private static let ofChannel = APIShape<PartOfChannel>("StatisticsOfChannel", "The figures of one channel.", [
        .value("channel", "How they came in.") { $0.channel },
        .part("figures", "Its figures.", figures) { $0.summary },
    ])

    private static let ofAgency = APIShape<PartOfAgency>("StatisticsOfAgency", "The figures of one agency.", [
        .value("agency", "The agency's id.") { $0.id }, .value("name", "Its name.") { $0.name },
        .part("figures", "Its figures.", figures) { $0.summary },
    ])

    private static let figures = APIShape<FigureSummary>("Figures", "Counts of dossiers, and how long they took.", [
        .value("received", "Tiếp nhận trong kỳ.") { $0.received },
        .value("online", "Of those received: filed online.") { $0.online },
        .value("digitised", "Of those received: all that was handed in is there as a file.") { $0.counts[.digitised] },
        .value("carriedOver", "Từ kỳ trước chuyển sang.") { $0.carriedOver },
        .value("settled", "Đã giải quyết.") { $0.settled },
        .value("early", "Trước hạn.") { $0.counts[.early] },
        .value("onTime", "Đúng hạn, judged by date.") { $0.counts[.onTime] },
        .value("late", "Quá hạn.") { $0.counts[.late] },
        .value("withResult", "Of those settled: with a result.") { $0.counts[.published] },
        .value("electronicResult", "Of those with a result: it is a file.") { $0.counts[.electronic] },
        .value("open", "Đang giải quyết at the end of the period.") { $0.open },
        .value("openInTime", "Of those open: trong hạn.") { $0.openInTime },
        .value("openLate", "Of those open: quá hạn.") { $0.openLate },
        .value("askedAgain", "Of those settled: more was asked for a second time.") { $0.counts[.askedAgain] },
        .value("lateByIndex", "Of those settled: quá hạn in the index of QĐ 766/QĐ-TTg, by date or asked again.") {
            $0.counts[.lateByIndex]
        },
        .value("takenForOthers", """
            Tiếp nhận phi địa giới: taken in for other agencies, for which all else counts. Told of whole agencies, \
            not of an office.
            """) { $0.counts[.takenForOthers] },
        .value("medianHours", "Hours by the clock from acceptance to result; null when there is none.") {
            $0.handling.median?.hours
        },
        .value("p90Hours", "Within which nine of ten were done.") { $0.handling.percentile(90)?.hours },
    ])
}

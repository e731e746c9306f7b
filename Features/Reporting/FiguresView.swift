import Access
import Base
import Catalogue
import Dossiers
import Identity
import Web

/// How the figures look: the numbers that matter on top, then charts, each with its table behind, then the report.
struct FiguresView: Sendable {
    let question: FiguresQuestion
    let place: FiguresPlace
    let figures: Figures
    let density: Page.Density
    let request: WebRequest

    var t: Strings { request.strings }
    var path: String { density == .citizen ? "/so-lieu" : "/so-lieu-noi-bo" }
    private var name: String { question.agency?.name ?? place.province }

    var page: Page {
        let form = FormView(t, values: request.query, faults: question.faults)
        let total = figures.report.total
        let isEmpty = total == FigureSummary()
        let content: HTML = isEmpty
            ? Components.emptyState(t("reporting.empty"), text: t("reporting.empty.hint"), icon: .chart)
            : "\(tiles(total))\(external(total))\(ranking)\(charts)\(report)"
        let main: HTML = """
            \(form.summary)<h1>\(t("reporting.title"))</h1><p class="lead">\(lead)</p>
            \(Components.tabs(t("reporting.period"), tabs))
            \(choice(form))\(content)
            <p class="hint">\(t("reporting.rule"))</p><p class="hint">\(t("reporting.rule.index"))</p>
            <p class="hint">\(t("reporting.rule.handling"))</p>
            \(if: figures.lag > FollowJournal.batch, "<p class=\"hint\">\(lag)</p>")
            """
        return Page(title: form.title("\(t("reporting.title")) · \(name)"), density: density, section: path, main: main)
    }

    private var isFeatured: Bool { figures.named == nil && figures.period == figures.featured }

    private var tabs: [Components.Tab] {
        let featured = figures.featured.map {
            Components.Tab(span($0), to: address(Self.query(of: $0)), isCurrent: isFeatured)
        }
        return (featured.map { [$0] } ?? []) + ReportPeriod.Named.allCases.map {
            .init(t("reporting.period.\($0.rawValue)"), to: address([("ky", $0.rawValue)]),
                isCurrent: $0 == figures.named)
        }
    }

    private func span(_ period: ReportPeriod) -> String {
        "\(t.formats.date(period.first)) – \(t.formats.date(period.last))"
    }

    private var lag: String { t("reporting.lag", ["number": t.formats.number(figures.lag)]) }

    private var lead: String {
        let span = t("reporting.span", [
            "first": t.formats.date(figures.period.first), "last": t.formats.date(figures.period.last),
        ])
        return [name, question.office?.name, question.field, span].compactMap { $0 }.joined(separator: " · ")
    }

    /// This page with the same choices and other values.
    func address(_ changed: [(String, String)]) -> String {
        var query: [(String, String)] = []
        if let agency = question.agency, place.agencies.count > 1 { query.append(("xa", agency.statisticsCode)) }
        if let office = question.office { query.append(("phong", office.id.description)) }
        if let field = question.field { query.append(("linh-vuc", field)) }
        query = query.filter { name, _ in !changed.contains { $0.0 == name } } + changed
        return "\(path)?" + query.map { "\($0)=\(PercentCoding.encoded($1))" }.joined(separator: "&")
    }

    /// The parts of an address that say the period shown.
    var periodQuery: [(String, String)] {
        if let named = figures.named { return [("ky", named.rawValue)] }
        return Self.query(of: figures.period)
    }

    private static func query(of period: ReportPeriod) -> [(String, String)] {
        [("tu", period.first), ("den", period.last)].flatMap { name, day in
            [("\(name)-ngay", "\(day.day)"), ("\(name)-thang", "\(day.month)"), ("\(name)-nam", "\(day.year)")]
        }
    }

    private func choice(_ form: FormView) -> HTML {
        """
        <details\(if: figures.named == nil && !isFeatured || form.hasFaults, " open")>\
        <summary>\(t("reporting.choose"))</summary>
        \(Components.filterForm(action: path) {
            """
            \(form.date("tu", label: t("reporting.from"), initial: figures.period.first))
            \(form.date("den", label: t("reporting.through"), initial: figures.period.last))
            \(if: place.agencies.count > 1, form.select("xa", label: t("reporting.agency"),
                place.agencies.map { .init($0.statisticsCode, $0.name) },
                initial: question.agency?.statisticsCode ?? "",
                none: place.mayBeAll ? t("reporting.all-agencies") : nil))
            \(if: !place.offices.isEmpty, form.select("phong", label: t("reporting.office"),
                place.offices.map { .init($0.id.description, $0.name) }, none: t("reporting.all-offices")))
            \(form.select("linh-vuc", label: t("reporting.field"), figures.fields.map { .init($0, $0) },
                none: t("reporting.all-fields")))
            \(Components.button(t("reporting.show"), .secondary))
            """
        })</details>
        """
    }

    // MARK: Numbers and their dossiers

    /// The list behind a number: for whoever may see the dossiers of this agency.
    func listed(_ measure: DossierFilter.Measure, field: String? = nil, channel: Channel? = nil) -> String? {
        guard density == .officer, let agency = question.agency, agency.id == request.permit.agency,
            request.site.policy.allows("dossier.see", to: request.caller)
        else { return nil }
        return DossierFilter(measure, from: figures.period.first, through: figures.period.last,
            field: field ?? question.field, channel: channel, office: question.office?.id).address
    }

    /// A number, as a link to its dossiers where there are any to see.
    func number(
        _ measure: DossierFilter.Measure, of summary: FigureSummary, field: String? = nil, channel: Channel? = nil
    ) -> HTML {
        let count = summary.count(measure)
        guard count > 0, let list = listed(measure, field: field, channel: channel) else {
            return "\(t.formats.number(count))"
        }
        return "<a href=\"\(list)\">\(t.formats.number(count))</a>"
    }

    // MARK: The numbers that matter

    private func tiles(_ total: FigureSummary) -> HTML {
        let before = figures.before
        // Before the commune began there is nothing to compare with.
        let compares = before.received + before.settled > 0
        func compared(_ now: Int, _ then: Int) -> String {
            guard compares else { return "" }
            return t("reporting.before", [
                "number": t.formats.number(then), "change": (now >= then ? "+" : "") + t.formats.number(now - then),
            ])
        }
        func share(
            _ title: String, _ part: Int, of whole: Int, before: (part: Int, whole: Int),
            tone: Tone = .neutral, to list: String?
        ) -> Components.Tile {
            let of = t("reporting.of", ["part": t.formats.number(part), "whole": t.formats.number(whole)])
            let then = t("reporting.before.share", ["share": t.formats.share(before.part, of: before.whole)])
            return .init(t(title), t.formats.share(part, of: whole), detail: compares ? "\(of), \(then)" : of,
                tone: tone, to: part > 0 ? list : nil)
        }
        return Components.tiles([
            .init(t("reporting.received"), t.formats.number(total.received),
                detail: compared(total.received, before.received), to: listed(.received)),
            .init(t("reporting.settled"), t.formats.number(total.settled),
                detail: compared(total.settled, before.settled), to: listed(.settled)),
            share("reporting.in-time-share", total.inTime, of: total.settled, before: (before.inTime, before.settled),
                tone: total.counts[.late] == 0 ? .good : .warn, to: listed(.inTime)),
            .init(t("reporting.open"), t.formats.number(total.open),
                detail: t("reporting.open.late", ["number": t.formats.number(total.openLate)]),
                tone: total.openLate == 0 ? .neutral : .late, to: listed(total.openLate == 0 ? .open : .openLate)),
            share("reporting.online-share", total.online, of: total.received, before: (before.online, before.received),
                to: listed(.received, channel: .online)),
            share("reporting.digitised-share", total.counts[.digitised], of: total.received,
                before: (before.counts[.digitised], before.received), to: listed(.digitised)),
            share("reporting.electronic-share", total.counts[.electronic], of: total.counts[.published],
                before: (before.counts[.electronic], before.counts[.published]), to: listed(.electronic)),
            .init(t("reporting.median"), time(total.handling.median),
                detail: t("reporting.p90", ["time": time(total.handling.percentile(90))])
                    + (compares ? ", " + t("reporting.before.share", ["share": time(before.handling.median)]) : ""),
                to: total.handling.count > 0 ? listed(.published) : nil),
        ])
    }

    /// What lives in other systems, apart, and both together.
    private func external(_ total: FigureSummary) -> HTML {
        guard let elsewhere = figures.external, !elsewhere.isEmpty else { return .empty }
        func words(_ received: Int, _ settled: Int, _ open: Int) -> [String: String] {
            ["received": received, "settled": settled, "open": open].mapValues { t.formats.number($0) }
        }
        return """
            <p id="external">\(t("reporting.external", words(elsewhere.received, elsewhere.settled, elsewhere.open))) \
            \(t("reporting.external.total", words(total.received + elsewhere.received,
                total.settled + elsewhere.settled, total.open + elsewhere.open)))</p>
            """
    }

    /// "5 giờ", "2,5 ngày".
    func time(_ handling: HandlingTime?) -> String {
        guard let hours = handling?.hours else { return "–" }
        if hours < 48 { return t("reporting.hours", ["number": t.formats.number(hours)]) }
        return t("reporting.days", ["number": t.formats.number(Double(hours) / 24, decimals: hours % 24 == 0 ? 0 : 1)])
    }
}

import Base
import Catalogue
import Dossiers
import Identity
import Web

/// How the figures look: the numbers that matter on top, then charts, each with its table behind.
struct FiguresView {
    static let fieldsInChartMax = 12

    let agency: Agency
    let agencies: [Agency]
    let period: ReportPeriod
    let named: ReportPeriod.Named?
    let faults: [FieldFault]
    let figures: DossierFigures
    let before: DossierFigures
    let density: Page.Density
    let path: String
    let request: WebRequest

    private var t: Strings { request.strings }

    var page: Page {
        let form = FormView(t, values: request.query, faults: faults)
        let span = t("reporting.span", ["first": t.formats.date(period.first), "last": t.formats.date(period.last)])
        let content: HTML = figures.received + figures.carriedOver == 0
            ? Components.emptyState(t("reporting.empty"), text: t("reporting.empty.hint"), icon: .chart)
            : "\(tiles)\(charts)\(table)"
        let main: HTML = """
            \(form.summary)<h1>\(t("reporting.title"))</h1><p class="lead">\(agency.name) · \(span)</p>
            \(Components.tabs(t("reporting.period"), ReportPeriod.Named.allCases.map {
                .init(t("reporting.period.\($0.rawValue)"), to: "\(path)?ky=\($0.rawValue)\(communeQuery)", isCurrent: $0 == named)
            }))
            \(choice(form))\(content)<p class="hint">\(t("reporting.rule"))</p>
            """
        return Page(title: form.title("\(t("reporting.title")) · \(agency.name)"), density: density, section: path, main: main)
    }

    private var communeQuery: String { agencies.count > 1 ? "&xa=\(agency.statisticsCode)" : "" }

    private func choice(_ form: FormView) -> HTML {
        """
        <details\(if: named == nil, " open")><summary>\(t("reporting.choose"))</summary>
        \(Components.filterForm(action: path) {
            """
            \(form.date("tu", label: t("reporting.from"), initial: period.first))
            \(form.date("den", label: t("reporting.through"), initial: period.last))
            \(if: agencies.count > 1, form.select("xa", label: t("reporting.agency"),
                agencies.map { .init($0.statisticsCode, $0.name) }, initial: agency.statisticsCode))
            \(Components.button(t("reporting.show"), .secondary))
            """
        })</details>
        """
    }

    private var tiles: HTML {
        func share(_ part: Int, _ whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
        func compared(_ now: Int, _ then: Int) -> String {
            t("reporting.before", ["number": t.formats.number(then), "change": (now >= then ? "+" : "") + t.formats.number(now - then)])
        }
        let inTime = figures.early + figures.onTime
        return Components.tiles([
            .init(t("reporting.received"), t.formats.number(figures.received),
                detail: compared(figures.received, before.received)),
            .init(t("reporting.settled"), t.formats.number(figures.settled), detail: compared(figures.settled, before.settled)),
            .init(t("reporting.in-time-share"), t.formats.percent(share(inTime, figures.settled)),
                detail: t("reporting.of", ["part": t.formats.number(inTime), "whole": t.formats.number(figures.settled)]),
                tone: figures.late == 0 ? .good : .warn),
            .init(t("reporting.open"), t.formats.number(figures.open),
                detail: t("reporting.open.late", ["number": t.formats.number(figures.openLate)]),
                tone: figures.openLate == 0 ? .neutral : .late,
                to: density == .officer ? "/ban-lam-viec?viec=qua-han" : nil),
            .init(t("reporting.online-share"), t.formats.percent(share(figures.online, figures.received)),
                detail: t("reporting.of", ["part": t.formats.number(figures.online), "whole": t.formats.number(figures.received)])),
            .init(t("reporting.digitised-share"), t.formats.percent(share(figures.digitised, figures.received)),
                detail: t("reporting.of", ["part": t.formats.number(figures.digitised), "whole": t.formats.number(figures.received)])),
        ])
    }

    private var charts: HTML {
        let fields = figures.byField.prefix(Self.fieldsInChartMax)
        let channels = figures.byChannel
        func values(_ count: KeyPath<DossierFigures, Int>) -> [Double] { fields.map { Double($0.figures[keyPath: count]) } }
        return """
            \(Components.chart(Chart(.bars, title: t("reporting.by-channel"), summary: t("reporting.by-channel.summary"),
                categoryTitle: t("reporting.channel"), categories: channels.map { t("reporting.channel.\($0.channel.rawValue)") },
                series: [.init(t("reporting.received"), channels.map { Double($0.figures.received) })]), t))
            \(Components.chart(Chart(.bars, title: t("reporting.by-field"), summary: t("reporting.by-field.summary"),
                categoryTitle: t("reporting.field"), categories: fields.map(\.field),
                series: [.init(t("reporting.received"), values(\.received))]), t))
            \(Components.chart(Chart(.stackedBars, title: t("reporting.punctuality"), summary: t("reporting.punctuality.summary"),
                categoryTitle: t("reporting.field"), categories: fields.map(\.field),
                series: [.init(t("reporting.early"), values(\.early), colour: 3),
                    .init(t("reporting.on-time"), values(\.onTime), colour: 1),
                    .init(t("reporting.late"), values(\.late), colour: 4)]), t))
            """
    }

    /// The table of report II.06: column 3 = column 7 + column 11.
    private var table: HTML {
        func cells(_ name: String, _ figures: DossierFigures) -> [HTML] {
            let numbers = [
                figures.received + figures.carriedOver, figures.online, figures.received - figures.online, figures.carriedOver,
                figures.settled, figures.early, figures.onTime, figures.late, figures.open, figures.openInTime, figures.openLate,
            ]
            return ["\(name)"] + numbers.map { "\(t.formats.number($0))" }
        }
        let columns: [Components.Column] = [.init(t("reporting.field"))] + [
            "total-received", "online", "direct", "carried-over", "settled", "early", "on-time", "late", "open",
            "open-in-time", "open-late",
        ].map { .init(t("reporting.column.\($0)"), .number) }
        var rows = figures.byField.map { Components.TableRow(cells($0.field, $0.figures)) }
        rows.append(Components.TableRow(cells(t("reporting.total"), figures)))
        return Components.table(caption: t("reporting.table"), columns: columns, rows: rows, folds: false)
    }
}

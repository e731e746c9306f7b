import Base
import Catalogue
import Dossiers
import Web

/// The tables: report II.06 by field and by channel, and a province's communes beside one another.
extension FiguresView {
    /// The columns of report II.06: column 3 = column 7 + column 11.
    var report: HTML {
        let fields = figures.report.byKey.map { part in
            Components.TableRow(cells(part.key, part.summary, field: part.key))
        }
        let channels = figures.report.byChannel.filter { $0.summary != FigureSummary() }.map { part in
            Components.TableRow(
                cells(t("reporting.channel.\(part.channel.rawValue)"), part.summary, channel: part.channel))
        }
        let total = Components.TableRow(cells(t("reporting.total"), figures.report.total))
        return """
            <div class="report">\(Components.table(
                caption: t("reporting.table"), columns: columns(t("reporting.field")), rows: fields + [total],
                folds: false))
            \(Components.table(caption: t("reporting.table.channels"), columns: columns(t("reporting.channel")),
                rows: channels + [total], folds: false))</div>
            """
    }

    private func columns(_ first: String) -> [Components.Column] {
        [.init(first)] + [
            "total-received", "online", "direct", "carried-over", "settled", "early", "on-time", "late", "open",
            "open-in-time", "open-late", "median", "p90", "asked-again", "late-by-index", "for-others",
        ].map { .init(t("reporting.column.\($0)"), .number) }
    }

    private func cells(
        _ name: String, _ summary: FigureSummary, field: String? = nil, channel: Channel? = nil
    ) -> [HTML] {
        func number(_ measure: DossierFilter.Measure) -> HTML {
            self.number(measure, of: summary, field: field, channel: channel)
        }
        return [
            "\(name)", number(.all), online(summary, field: field), number(.direct), number(.carriedOver),
            number(.settled), number(.early), number(.onTime), number(.late), number(.open),
            number(.openInTime), number(.openLate), "\(time(summary.handling.median))",
            "\(time(summary.handling.percentile(90)))", number(.askedAgain), number(.lateByIndex),
            "\(t.formats.number(summary.counts[.takenForOthers]))",
        ]
    }

    private func online(_ summary: FigureSummary, field: String?) -> HTML {
        let count = t.formats.number(summary.online)
        guard summary.online > 0, let list = listed(.received, field: field, channel: .online) else {
            return "\(count)"
        }
        return "<a href=\"\(list)\">\(count)</a>"
    }

    // MARK: A province's communes

    /// By what communes can be put in order; the heading says by which they are.
    enum Ranking: String, CaseIterable, Sendable {
        case received = "tiep-nhan"
        case settled = "giai-quyet"
        case inTime = "dung-han"
        case online = "truc-tuyen"
        case digitised = "so-hoa"
        case electronic = "dien-tu"
        case openLate = "qua-han"
        case median = "thoi-gian"

        /// Nil ranks last whichever way round.
        func value(_ summary: FigureSummary) -> Double? {
            switch self {
            case .received: Double(summary.received)
            case .settled: Double(summary.settled)
            case .inTime: FigureSummary.share(summary.inTime, of: summary.settled)
            case .online: FigureSummary.share(summary.online, of: summary.received)
            case .digitised: FigureSummary.share(summary.counts[.digitised], of: summary.received)
            case .electronic: FigureSummary.share(summary.counts[.electronic], of: summary.counts[.published])
            case .openLate: Double(summary.openLate)
            case .median: summary.handling.median.map { Double($0.hours) }
            }
        }

        /// Whether less is better, and so comes first.
        var prefersLess: Bool {
            switch self {
            case .openLate, .median: true
            case .received, .settled, .inTime, .online, .digitised, .electronic: false
            }
        }
    }

    var ranking: HTML {
        guard let report = figures.agencies else { return .empty }
        let ranking = Ranking(rawValue: request.query["xep"]) ?? .received
        let isReversed = request.query["nguoc"] == "1"
        let summaries = Dictionary(report.byKey.map { ($0.key, $0.summary) }) { first, _ in first }
        let communes = place.agencies.map { (agency: $0, summary: summaries[$0.id.description] ?? FigureSummary()) }
        func better(_ left: FigureSummary, _ right: FigureSummary) -> Bool {
            guard let first = ranking.value(left) else { return false }
            guard let second = ranking.value(right) else { return true }
            return ranking.prefersLess ? first < second : first > second
        }
        // Stable: communes that are alike stay in the order of their names, and have the same rank.
        let sorted = communes.enumerated().sorted { left, right in
            better(left.element.summary, right.element.summary)
                || (!better(right.element.summary, left.element.summary) && left.offset < right.offset)
        }.map(\.element)
        let rows = sorted.map { commune in
            let rank = 1 + sorted.count { better($0.summary, commune.summary) }
            return Components.TableRow(cells(of: commune.summary, rank: rank, name: commune.agency.name,
                to: address([("xa", commune.agency.statisticsCode)] + periodQuery)))
        }
        let period = periodQuery
        return Components.table(
            caption: t("reporting.communes", ["by": t("reporting.column.\(ranking.column)")]),
            columns: [.init(t("reporting.rank"), .number), .init(t("reporting.agency"))]
                + Ranking.allCases.map { .init(t("reporting.column.\($0.column)"), .number, sortKey: $0.rawValue) },
            rows: isReversed ? rows.reversed() : rows,
            // A heading puts the best first, and pressed again the last.
            sorting: .init(by: ranking.rawValue, descending: ranking.prefersLess == isReversed) { key, _ in
                let turns = key == ranking.rawValue && !isReversed
                return address(period + [("xep", key)] + (turns ? [("nguoc", "1")] : []))
            }, folds: false)
    }

    private func cells(of summary: FigureSummary, rank: Int, name: String, to address: String) -> [HTML] {
        let texts = [
            t.formats.number(summary.received), t.formats.number(summary.settled),
            t.formats.share(summary.inTime, of: summary.settled), t.formats.share(summary.online, of: summary.received),
            t.formats.share(summary.counts[.digitised], of: summary.received),
            t.formats.share(summary.counts[.electronic], of: summary.counts[.published]),
            t.formats.number(summary.openLate), time(summary.handling.median),
        ]
        return ["\(rank)", "<a href=\"\(address)\">\(name)</a>"] + texts.map { "\($0)" as HTML }
    }
}

extension FiguresView.Ranking {
    /// The heading's key.
    var column: String {
        switch self {
        case .received: "received"
        case .settled: "settled"
        case .inTime: "in-time-share"
        case .online: "online-share"
        case .digitised: "digitised-share"
        case .electronic: "electronic-share"
        case .openLate: "open-late"
        case .median: "median"
        }
    }
}

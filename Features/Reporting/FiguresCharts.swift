import Base
import Catalogue
import Web

/// The drawings, each with its table.
extension FiguresView {
    private static let fieldsMax = 12
    private static let columnsMax = 12

    var charts: HTML {
        let fields = figures.report.byKey.prefix(Self.fieldsMax)
        let channels = figures.report.byChannel
        func values(_ count: (FigureSummary) -> Int) -> [Double] { fields.map { Double(count($0.summary)) } }
        return """
            <div class="figures">\(overTime)
            \(Components.chart(Chart(.bars, title: t("reporting.by-channel"),
                summary: t("reporting.by-channel.summary"), categoryTitle: t("reporting.channel"),
                categories: channels.map { t("reporting.channel.\($0.channel.rawValue)") },
                series: [.init(t("reporting.received"), channels.map { Double($0.summary.received) })]), t))
            \(Components.chart(Chart(.bars, title: t("reporting.by-field"), summary: t("reporting.by-field.summary"),
                categoryTitle: t("reporting.field"), categories: fields.map(\.key),
                series: [.init(t("reporting.received"), values(\.received))]), t))
            \(Components.chart(Chart(.stackedBars, title: t("reporting.punctuality"),
                summary: t("reporting.punctuality.summary"), categoryTitle: t("reporting.field"),
                categories: fields.map(\.key), series: [
                    .init(t("reporting.early"), values { $0.counts[.early] }, colour: 3),
                    .init(t("reporting.on-time"), values { $0.counts[.onTime] }, colour: 1),
                    .init(t("reporting.late"), values { $0.counts[.late] }, colour: 4),
                ]), t))</div>
            """
    }

    /// Received by month and channel, or by day when the period is short.
    private var overTime: HTML {
        let timeline = figures.timeline
        let channels = Channel.allCases.filter { timeline.received[$0]?.contains { $0 > 0 } ?? false }
        guard timeline.spans.count > 1, !channels.isEmpty else { return .empty }
        let names = timeline.spans.map { day in
            timeline.isByDay
                ? t("reporting.day", ["day": "\(day.day)", "month": "\(day.month)"])
                : t("reporting.month", ["month": "\(day.month)", "year": "\(day.year % 100)"])
        }
        return Components.chart(
            Chart(timeline.spans.count <= Self.columnsMax ? .columns : .lines, title: t("reporting.over-time"),
                summary: t("reporting.over-time.summary"),
                categoryTitle: t(timeline.isByDay ? "reporting.day-title" : "reporting.month-title"), categories: names,
                series: channels.map { channel in
                    let values = timeline.received[channel, default: []].map(Double.init)
                    return .init(t("reporting.channel.\(channel.rawValue)"), values)
                }), t)
    }
}

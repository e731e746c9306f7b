import Access
import Base
import Catalogue
import External
import Identity
import Storage

/// Everything that one page of figures shows, read in one snapshot from the aggregates alone.
struct Figures: Sendable {
    let period: ReportPeriod
    let named: ReportPeriod.Named?
    /// What the installation is about, such as the season that a demonstration shows; has a tab of its own.
    let featured: ReportPeriod?
    let report: FigureReport
    let before: FigureSummary
    let timeline: FigureTimeline
    /// Of several agencies together: each one's figures.
    let agencies: FigureReport?
    /// Which fields there are to choose from.
    let fields: [String]
    /// What lives in other systems, counted apart; nil where an office or a field was asked for: they do not tell it.
    let external: ExternalFigures?
    /// How many entries of the journal are not counted yet.
    let lag: Int64

    static func read(
        _ question: FiguresQuestion, among agencies: [Agency], featured: ReportPeriod?, today: LocalDate,
        in snapshot: Snapshot
    ) throws -> Figures {
        let chosen = question.agency.map { [$0.id] } ?? agencies.map(\.id)
        let scope = FigureScope(chosen, office: question.office?.id, field: question.field)
        let (period, named) = try self.period(question, chosen, featured, today: today, in: snapshot)
        return Figures(
            period: period, named: named, featured: featured,
            report: try FigureReport.byField(scope, period, today: today, in: snapshot),
            before: try FigureReport.byField(scope, period.before, today: today, in: snapshot).total,
            timeline: try FigureTimeline.read(scope, period, in: snapshot),
            agencies: question.agency == nil
                ? try FigureReport.byAgency(scope, period, today: today, in: snapshot) : nil,
            fields: try FigureQueryStore.fields(of: chosen, in: snapshot),
            external: question.office == nil && question.field == nil
                ? try ExternalStore.figures(of: chosen, from: period.first, through: period.last, in: snapshot)
                : nil,
            lag: try FollowJournal.lag(in: snapshot))
    }

    /// What was asked; else what the installation is about, the last 30 days, or everything when they are empty.
    private static func period(
        _ question: FiguresQuestion, _ agencies: [AgencyID], _ featured: ReportPeriod?, today: LocalDate,
        in snapshot: Snapshot
    ) throws -> (ReportPeriod, ReportPeriod.Named?) {
        let all = try FigureQueryStore.months(of: agencies, in: snapshot).flatMap { first, last in
            ReportPeriod(from: first, through: min(last, today)) ?? ReportPeriod(from: first, through: first)
        }
        if question.named == .all { return (all ?? ReportPeriod(.last30Days, today: today), .all) }
        if let asked = question.asked { return (asked, question.named) }
        let recent = ReportPeriod(.last30Days, today: today)
        if let featured, question.faults.isEmpty { return (featured, nil) }
        if let all, all.last < recent.first, question.faults.isEmpty { return (all, .all) }
        return (recent, .last30Days)
    }
}

/// What came in over time, by month, or by day when the period is short.
struct FigureTimeline: Sendable {
    static let daysMax = 31

    let isByDay: Bool
    /// The first day of each month, or each day, without gaps.
    let spans: [LocalDate]
    let received: [Channel: [Int]]

    static func read(_ scope: FigureScope, _ period: ReportPeriod, in snapshot: Snapshot) throws -> FigureTimeline {
        let isByDay = period.dayCount <= daysMax
        let grain: FigureSpan.Grain = isByDay ? .day : .month
        let spans = (0..<period.dayCount).map { period.first.adding(days: $0) }
            .filter { isByDay || $0.day == 1 || $0 == period.first }
        // Months that the period cuts are added up from their days.
        let runs = FigureSpans.covering(period.first, through: period.last, longest: grain)
        let parts = try FigureQueryStore.counts(scope, runs, by: .span, in: snapshot)
        var received: [Channel: [Int]] = [:]
        let places = Dictionary(spans.enumerated().map { (FigureSpan(grain, of: $1).text, $0) }) { first, _ in first }
        for part in parts {
            guard let place = places[String(part.key.prefix(isByDay ? 10 : 7))] else { continue }
            received[part.channel, default: Array(repeating: 0, count: spans.count)][place] += part.counts[.received]
        }
        return FigureTimeline(isByDay: isByDay, spans: spans, received: received)
    }
}

import Access
import Base
import Catalogue
import Dossiers
import Storage

/// The figures of one field, one channel, one agency or all of them together, for one period, in the terms of report
/// II.06 (TT 02/2017/TT-VPCP, handbook 4).
package struct FigureSummary: Sendable, Equatable {
    /// What was counted on the days of the period.
    package var counts = FigureCounts.none
    /// Of those received: filed online.
    package var online = 0
    /// Từ kỳ trước chuyển sang
    package var carriedOver = 0
    /// Đang giải quyết quá hạn, at the end of the period (or now, when that is earlier).
    package var openLate = 0
    /// Of those settled in the period with a result.
    package var handling = HandlingTimes()

    package init() {}

    package var received: Int { counts[.received] }
    package var settled: Int { counts.settled }
    /// Trước và đúng hạn
    package var inTime: Int { counts[.early] + counts[.onTime] }
    package var open: Int { carriedOver + received - settled }
    package var openInTime: Int { open - openLate }

    /// The number whose dossiers `DossierFilter` lists under this measure.
    package func count(_ measure: DossierFilter.Measure) -> Int {
        switch measure {
        case .received: received
        case .direct: received - online
        case .carriedOver: carriedOver
        case .all: received + carriedOver
        case .digitised: counts[.digitised]
        case .settled: settled
        case .early: counts[.early]
        case .onTime: counts[.onTime]
        case .inTime: inTime
        case .late: counts[.late]
        case .askedAgain: counts[.askedAgain]
        case .lateByIndex: counts[.lateByIndex]
        case .published: counts[.published]
        case .electronic: counts[.electronic]
        case .open: open
        case .openInTime: openInTime
        case .openLate: openLate
        }
    }

    /// The numbers by the names that they have in JSON.
    package var named: [String: Int] {
        var named = [
            "received": received, "online": online, "digitised": counts[.digitised], "carriedOver": carriedOver,
            "settled": settled, "early": counts[.early], "onTime": counts[.onTime], "late": counts[.late],
            "withResult": counts[.published], "electronicResult": counts[.electronic], "open": open,
            "openInTime": openInTime, "openLate": openLate, "askedAgain": counts[.askedAgain],
            "lateByIndex": counts[.lateByIndex], "takenForOthers": counts[.takenForOthers],
        ]
        named["medianHours"] = handling.median?.hours
        named["p90Hours"] = handling.percentile(90)?.hours
        return named
    }

    package static func share(_ part: Int, of whole: Int) -> Double? {
        whole == 0 ? nil : Double(part) / Double(whole)
    }

    package static func += (left: inout FigureSummary, right: FigureSummary) {
        left.counts += right.counts
        left.online += right.online
        left.carriedOver += right.carriedOver
        left.openLate += right.openLate
        left.handling += right.handling
    }
}

/// The figures of a scope for a period, divided.
package struct FigureReport: Sendable {
    /// One part by the division (a field, an agency's id) and the channel.
    package struct Part: Sendable {
        package let key: String
        package let channel: Channel
        package let summary: FigureSummary
    }

    package let period: ReportPeriod
    package let parts: [Part]

    package static func byField(
        _ scope: FigureScope, _ period: ReportPeriod, today: LocalDate, in snapshot: Snapshot
    ) throws -> FigureReport {
        try make(scope, period, by: .field, today: today, in: snapshot)
    }

    package static func byAgency(
        _ scope: FigureScope, _ period: ReportPeriod, today: LocalDate, in snapshot: Snapshot
    ) throws -> FigureReport {
        try make(scope, period, by: .agency, today: today, in: snapshot)
    }

    private static func make(
        _ scope: FigureScope, _ period: ReportPeriod, by division: FigureQueryStore.Division, today: LocalDate,
        in snapshot: Snapshot
    ) throws -> FigureReport {
        struct Key: Hashable {
            let part: String
            let channel: Channel
        }
        var summaries: [Key: FigureSummary] = [:]
        let days = FigureSpans.covering(period.first, through: period.last)
        for part in try FigureQueryStore.counts(scope, days, by: division, in: snapshot) {
            let key = Key(part: part.key, channel: part.channel)
            summaries[key, default: .init()].counts = part.counts
            if part.channel == .online { summaries[key, default: .init()].online = part.counts[.received] }
        }
        for part in try FigureQueryStore.counts(scope, FigureSpans.before(period.first), by: division, in: snapshot) {
            summaries[Key(part: part.key, channel: part.channel), default: .init()].carriedOver =
                part.counts[.received] - part.counts.settled
        }
        // Who is late in days to come is not late yet.
        let judged = FigureSpans.before(min(period.last, today).adding(days: 1))
        for part in try FigureQueryStore.counts(scope, judged, by: division, in: snapshot) {
            summaries[Key(part: part.key, channel: part.channel), default: .init()].openLate =
                part.counts[.lateBegun] - part.counts[.lateEnded]
        }
        for part in try FigureQueryStore.handling(scope, days, by: division, in: snapshot) {
            summaries[Key(part: part.key, channel: part.channel), default: .init()].handling
                .add(part.time, part.dossiers)
        }
        let parts = summaries.filter { $0.value != FigureSummary() }
            .map { Part(key: $0.key.part, channel: $0.key.channel, summary: $0.value) }
            .sorted { ($0.key, $0.channel.rawValue) < ($1.key, $1.channel.rawValue) }
        return FigureReport(period: period, parts: parts)
    }

    package var total: FigureSummary { Self.sum(parts) }

    /// By field or by agency, as the report was asked for; most received first.
    package var byKey: [(key: String, summary: FigureSummary)] {
        Dictionary(grouping: parts, by: \.key).map { (key: $0.key, summary: Self.sum($0.value)) }
            .sorted { ($1.summary.received, $0.key) < ($0.summary.received, $1.key) }
    }

    package var byChannel: [(channel: Channel, summary: FigureSummary)] {
        Channel.allCases.map { channel in (channel, Self.sum(parts.filter { $0.channel == channel })) }
    }

    private static func sum(_ parts: [Part]) -> FigureSummary {
        parts.reduce(into: FigureSummary()) { $0 += $1.summary }
    }
}

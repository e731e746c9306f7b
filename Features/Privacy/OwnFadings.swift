import Access
import Base
import Journal
import Storage

extension Fading.Part {
    /// Whole days of the log of readings. A day that an open incident may be worked out from stays until it is closed;
    /// that a day is gone, and how much it held, is an entry of the journal, beside the one that closed it.
    package static let readings = Fading.Part(["read_log", "read_log_item", "read_day"]) { moment, snapshot in
        try ReadLogStore.count(before: try Self.lastDay(moment, in: snapshot), in: snapshot)
    } fade: { moment, act, tx in
        guard let day = try ReadLogStore.firstDay(before: try lastDay(moment, in: tx), in: tx) else { return 0 }
        let lines = try ReadLogStore.drop(day, in: tx)
        try Journal.append(
            JournalDraft("reading.day-dropped", of: "reading", day.iso8601, agency: nil,
                facts: ["day": day.iso8601, "lines": "\(lines)"]),
            by: act, in: tx)
        return 1
    }

    /// The first day that stays.
    private static func lastDay(_ moment: Fading.Moment, in snapshot: Snapshot) throws -> LocalDate {
        let needed = try IncidentStore.open(in: snapshot).map(IncidentEvidence.firstDay(of:)).min()
        // The database counts its year from the newest line, not from today.
        let guarded = try ReadLogStore.newestDay(in: snapshot)?.adding(days: -ReadLog.keptDays)
        return [moment.limit.localDate, needed, guarded].compactMap { $0 }.min() ?? moment.limit.localDate
    }
}

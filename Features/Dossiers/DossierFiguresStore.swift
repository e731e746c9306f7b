import Access
import Base
import Storage

/// The published report view of dossiers. Counts go to the resolving agency; on time is judged by date.
package enum DossierFiguresStore {
    /// - Parameters:
    ///   - from: first day of the period; - through: its last day; - today: what "late" is judged by for open ones.
    package static func figures(
        of agency: AgencyID, from: LocalDate, through: LocalDate, today: LocalDate, in snapshot: Snapshot
    ) throws -> DossierFigures {
        let start = Instant(from)
        let end = Instant(through.adding(days: 1))
        let judged = Instant(min(through, today))
        let finishedDay: SQL = "((finished_at + 25200000000) / 86400000000)"
        let dueDay: SQL = "((due_at + 25200000000) / 86400000000)"
        let settled: SQL = "finished_at >= \(start) AND finished_at < \(end)"
        let open: SQL = "(finished_at IS NULL OR finished_at >= \(end))"
        let rows = try snapshot.rows("""
            SELECT field, channel,
                SUM(CASE WHEN accepted_at >= \(start) THEN 1 ELSE 0 END) AS received,
                SUM(CASE WHEN accepted_at < \(start) THEN 1 ELSE 0 END) AS carried_over,
                SUM(CASE WHEN \(settled) AND due_at IS NOT NULL AND \(finishedDay) < \(dueDay) THEN 1 ELSE 0 END) AS early,
                SUM(CASE WHEN \(settled) AND (due_at IS NULL OR \(finishedDay) = \(dueDay)) THEN 1 ELSE 0 END) AS on_time,
                SUM(CASE WHEN \(settled) AND due_at IS NOT NULL AND \(finishedDay) > \(dueDay) THEN 1 ELSE 0 END) AS late,
                SUM(CASE WHEN \(open) AND (due_at IS NULL OR due_at >= \(judged)) THEN 1 ELSE 0 END) AS open_in_time,
                SUM(CASE WHEN \(open) AND due_at < \(judged) THEN 1 ELSE 0 END) AS open_late,
                SUM(CASE WHEN accepted_at >= \(start) AND is_digitised = 1 THEN 1 ELSE 0 END) AS digitised
            FROM dossier
            WHERE agency_id = \(agency) AND accepted_at < \(end) AND (finished_at IS NULL OR finished_at >= \(start))
            GROUP BY field, channel ORDER BY field, channel
            """)
        return DossierFigures(cells: try rows.map { row in
            FigureCell(field: try row["field"], channel: try row["channel"], received: try row["received"],
                carriedOver: try row["carried_over"], early: try row["early"], onTime: try row["on_time"],
                late: try row["late"], openInTime: try row["open_in_time"], openLate: try row["open_late"],
                digitised: try row["digitised"])
        })
    }
}

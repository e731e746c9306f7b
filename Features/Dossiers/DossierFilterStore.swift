import Access
import Base
import Storage

/// Lists the dossiers that a number of the figures counts: of the caller's own agency, as the one that resolves them.
/// Each question goes by `dossier_accepted`, `dossier_finished` or the index over open ones.
package enum DossierFilterStore {
    package static let pageSize = 50

    /// - Parameter today: who is late is judged by it, or by the end of the period when that is earlier.
    package static func page(
        _ filter: DossierFilter, number: Int, for permit: Permit, today: LocalDate, in snapshot: Snapshot
    ) throws -> WorklistPage {
        guard let agency = permit.agency else { return WorklistPage(dossiers: [], total: 0) }
        let offset = max(0, number - 1) * pageSize
        let dossiers = try snapshot.rows("""
            SELECT \(DossierStore.columns) FROM dossier WHERE \(condition(filter, of: agency, today: today))
            ORDER BY accepted_at DESC, id DESC LIMIT \(pageSize) OFFSET \(offset)
            """).map(DossierStore.dossier)
        return WorklistPage(dossiers: dossiers, total: try count(filter, of: agency, today: today, in: snapshot))
    }

    package static func count(
        _ filter: DossierFilter, of agency: AgencyID, today: LocalDate, in snapshot: Snapshot
    ) throws -> Int {
        try snapshot.row("""
            SELECT COUNT(*) AS n FROM dossier WHERE \(condition(filter, of: agency, today: today))
            """)?["n"] ?? 0
    }

    private static func condition(_ filter: DossierFilter, of agency: AgencyID, today: LocalDate) -> SQL {
        var conditions: [SQL] = ["agency_id = \(agency)", measure(filter, today: today)]
        if let field = filter.field { conditions.append("field = \(field)") }
        if let channel = filter.channel { conditions.append("channel = \(channel)") }
        if let office = filter.office { conditions.append("office_id = \(office)") }
        return SQL.joined(conditions, by: " AND ")
    }

    private static func measure(_ filter: DossierFilter, today: LocalDate) -> SQL {
        let start = Instant(filter.first)
        let end = Instant(filter.last.adding(days: 1))
        let judged = Instant(min(filter.last, today))
        // Compared by date in Việt Nam (UTC+7), never by hour (handbook 1.5).
        let finishedDay: SQL = "((finished_at + 25200000000) / 86400000000)"
        let dueDay: SQL = "((due_at + 25200000000) / 86400000000)"
        let received: SQL = "accepted_at >= \(start) AND accepted_at < \(end)"
        let settled: SQL = "accepted_at IS NOT NULL AND finished_at >= \(start) AND finished_at < \(end)"
        let published: SQL = "\(settled) AND state IN ('result-ready', 'returned')"
        let open: SQL = "accepted_at < \(end) AND (finished_at IS NULL OR finished_at >= \(end))"
        switch filter.measure {
        case .received: return received
        case .direct: return "\(received) AND channel <> 'online'"
        case .all: return "accepted_at < \(end) AND (finished_at IS NULL OR finished_at >= \(start))"
        case .digitised: return "\(received) AND is_digitised = 1"
        case .carriedOver: return "accepted_at < \(start) AND (finished_at IS NULL OR finished_at >= \(start))"
        case .settled: return settled
        case .early: return "\(settled) AND due_at IS NOT NULL AND \(finishedDay) < \(dueDay)"
        case .onTime: return "\(settled) AND (due_at IS NULL OR \(finishedDay) = \(dueDay))"
        case .inTime: return "\(settled) AND (due_at IS NULL OR \(finishedDay) <= \(dueDay))"
        case .late: return "\(settled) AND due_at IS NOT NULL AND \(finishedDay) > \(dueDay)"
        case .askedAgain: return "\(settled) AND is_asked_again = 1"
        case .lateByIndex:
            return "\(settled) AND (is_asked_again = 1 OR (due_at IS NOT NULL AND \(finishedDay) > \(dueDay)))"
        case .published: return published
        case .electronic:
            return """
                \(published) AND EXISTS (SELECT 1 FROM dossier_result
                    WHERE dossier_id = dossier.id AND file_id IS NOT NULL)
                """
        case .open: return open
        case .openInTime: return "\(open) AND (due_at IS NULL OR due_at >= \(judged))"
        case .openLate: return "\(open) AND due_at < \(judged)"
        }
    }
}

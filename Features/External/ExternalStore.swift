import Access
import Base
import Dossiers
import Storage

/// The mirror of other systems' dossiers.
package enum ExternalStore {
    package static let pageSize = DossierShelf.pageSize

    static func dossier(source: String, _ code: DossierCode, in snapshot: Snapshot) throws -> ExternalDossier? {
        try snapshot.row("SELECT \(columns) FROM external_dossier WHERE source = \(source) AND code = \(code)")
            .map(dossier)
    }

    static func save(_ one: ExternalDossier, at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO external_dossier (\(columns), owner_folded, changed_at)
            VALUES (\(one.source), \(one.code), \(one.status.rawValue), \(one.procedureCode), \(one.subject),
                \(one.ownerName), \(one.agency), \(one.unit), \(one.receivingAgency), \(one.submittedAt),
                \(one.acceptedAt), \(one.dueAt), \(one.finishedAt), \(one.returnedAt), \(one.toldAt),
                \(VietnameseText.folded(one.ownerName)), \(now))
            ON CONFLICT (source, code) DO UPDATE SET status = excluded.status,
                procedure_code = excluded.procedure_code, subject = excluded.subject,
                owner_name = excluded.owner_name, owner_folded = excluded.owner_folded,
                agency_id = excluded.agency_id, unit = excluded.unit,
                receiving_agency_id = excluded.receiving_agency_id, submitted_at = excluded.submitted_at,
                accepted_at = excluded.accepted_at, due_at = excluded.due_at, finished_at = excluded.finished_at,
                returned_at = excluded.returned_at, told_at = excluded.told_at, changed_at = excluded.changed_at
            """)
    }

    // MARK: Lists

    /// Those of the permit's agency, as the resolving or the receiving one, the first due first.
    package static func page(
        _ filter: ExternalFilter, number: Int, for permit: Permit, at now: Instant, in snapshot: Snapshot
    ) throws -> (dossiers: [ExternalDossier], total: Int) {
        let condition = condition(filter, for: permit, at: now)
        let rows = try snapshot.rows("""
            SELECT \(columns) FROM external_dossier WHERE \(condition)
            ORDER BY COALESCE(due_at, submitted_at, changed_at), source, code
            LIMIT \(pageSize) OFFSET \(max(0, number - 1) * pageSize)
            """)
        let row = try snapshot.row("SELECT COUNT(*) AS n FROM external_dossier WHERE \(condition)")
        return (try rows.map(dossier), try row?["n"] ?? 0)
    }

    /// How many are open, of them due today, and late, for the permit's agency.
    package static func counts(
        for permit: Permit, at now: Instant, in snapshot: Snapshot
    ) throws -> DossierShelf.Counts {
        func sum(_ part: DossierShelf.Part) -> SQL {
            "SUM(CASE WHEN \(SQLState.condition(part, at: now)) THEN 1 ELSE 0 END)"
        }
        let row = try snapshot.row("""
            SELECT COUNT(*) AS n, \(sum(.dueToday)) AS today, \(sum(.late)) AS late FROM external_dossier
            WHERE \(reach(of: permit)) AND \(SQLState.condition(DossierShelf.Part.open, at: now))
            """)
        guard let n: Int = try row?["n"], n > 0 else { return DossierShelf.Counts(open: 0, dueToday: 0, late: 0) }
        return DossierShelf.Counts(open: n, dueToday: try row?["today"] ?? 0, late: try row?["late"] ?? 0)
    }

    private static func condition(_ filter: ExternalFilter, for permit: Permit, at now: Instant) -> SQL {
        var conditions = [reach(of: permit)]
        if let state = filter.state { conditions.append(SQLState.condition(state, at: now)) }
        if let status = filter.status { conditions.append("status = \(status.rawValue)") }
        if let part = filter.part { conditions.append(SQLState.condition(part, at: now)) }
        switch filter.query {
        case .code(let code): conditions.append("code = \(code)")
        case .name(let words):
            for word in words { conditions.append("(' ' || owner_folded) LIKE \("% \(word)%")") }
        case .personalID, .phone: conditions.append("1 = 0")
        case .nothing: break
        }
        return SQL.joined(conditions, by: " AND ")
    }

    /// Only officers of the agencies that the dossier concerns.
    private static func reach(of permit: Permit) -> SQL {
        switch permit.caller {
        case .staff(let staff): "(agency_id = \(staff.agency) OR receiving_agency_id = \(staff.agency))"
        case .system: "1 = 1"
        case .citizen, .anonymous: "1 = 0"
        }
    }

    // MARK: Figures

    /// What one agency or several resolve elsewhere, in a period by the days of Việt Nam.
    package static func figures(
        of agencies: [AgencyID], from first: LocalDate, through last: LocalDate, in snapshot: Snapshot
    ) throws -> ExternalFigures {
        guard !agencies.isEmpty else { return ExternalFigures() }
        let (start, end) = (Instant(first), Instant(last.adding(days: 1)))
        let open: SQL = "accepted_at < \(end) AND (finished_at IS NULL OR finished_at >= \(end))"
        let row = try snapshot.row("""
            SELECT SUM(CASE WHEN accepted_at >= \(start) AND accepted_at < \(end) THEN 1 ELSE 0 END) AS received,
                SUM(CASE WHEN finished_at >= \(start) AND finished_at < \(end) THEN 1 ELSE 0 END) AS settled,
                SUM(CASE WHEN \(open) THEN 1 ELSE 0 END) AS standing, COUNT(*) AS n
            FROM external_dossier WHERE accepted_at IS NOT NULL AND agency_id IN (\(SQL.list(agencies)))
            """)
        guard let n: Int = try row?["n"], n > 0 else { return ExternalFigures() }
        return ExternalFigures(
            received: try row?["received"] ?? 0, settled: try row?["settled"] ?? 0, open: try row?["standing"] ?? 0)
    }

    private static let columns: SQL = """
        source, code, status, procedure_code, subject, owner_name, agency_id, unit, receiving_agency_id, submitted_at,
        accepted_at, due_at, finished_at, returned_at, told_at
        """

    private static func dossier(_ row: Row) throws -> ExternalDossier {
        let status: Int = try row["status"]
        guard let status = ExternalStatus(rawValue: status) else { throw StorageError.badColumn("status", "\(status)") }
        return ExternalDossier(
            source: try row["source"], code: try row["code"], status: status, procedureCode: try row["procedure_code"],
            subject: try row["subject"], ownerName: try row["owner_name"], agency: try row["agency_id"],
            unit: try row["unit"], receivingAgency: try row["receiving_agency_id"],
            submittedAt: try row["submitted_at"], acceptedAt: try row["accepted_at"], dueAt: try row["due_at"],
            finishedAt: try row["finished_at"], returnedAt: try row["returned_at"], toldAt: try row["told_at"])
    }
}

/// The states that lists are filtered by, as conditions; `Punctuality` says the same of a value, and a test compares.
private enum SQLState {
    static func condition(_ state: SearchStanding, at now: Instant) -> SQL {
        switch state {
        case .open: open
        case .late: late(at: now)
        case .done: "status NOT IN (\(SQL.list(numbers(\.isOpen))))"
        }
    }

    static func condition(_ part: DossierShelf.Part, at now: Instant) -> SQL {
        let today = now.localDate
        return switch part {
        case .open: open
        case .dueToday:
            "\(running) AND due_at >= \(Instant(today)) AND due_at < \(Instant(today.adding(days: 1)))"
        case .late: late(at: now)
        }
    }

    private static func late(at now: Instant) -> SQL { "\(running) AND due_at < \(Instant(now.localDate))" }
    private static let open: SQL = "status IN (\(SQL.list(numbers(\.isOpen))))"
    private static let running: SQL = "status IN (\(SQL.list(numbers { $0.isOpen && !$0.isClockStanding })))"

    private static func numbers(_ belongs: (ExternalStatus) -> Bool) -> [Int] {
        ExternalStatus.allCases.filter(belongs).map(\.rawValue)
    }
}

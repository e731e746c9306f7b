import Access
import Base
import Storage

/// Questions that return many dossiers. All of them go through an index over open dossiers only, so that a million
/// finished ones cost nothing.
package enum WorklistStore {
    package static let pageSize = 50

    /// - Parameter total: how many the list holds, when the caller has counted already.
    package static func page(
        _ list: Worklist, number: Int, total: Int? = nil, for permit: Permit, horizon: WorklistHorizon,
        in snapshot: Snapshot
    ) throws -> WorklistPage {
        guard let staff = permit.caller.staff else { return WorklistPage(dossiers: [], total: 0) }
        let condition = condition(list, staff: staff, horizon: horizon)
        let offset = max(0, number - 1) * pageSize
        let dossiers = try snapshot.rows("""
            SELECT \(DossierStore.columns) FROM dossier WHERE is_open = 1 AND \(condition)
            ORDER BY COALESCE(due_at, submitted_at), id LIMIT \(pageSize) OFFSET \(offset)
            """).map(DossierStore.dossier)
        return WorklistPage(dossiers: dossiers,
            total: try total ?? count(list, staff: staff, horizon: horizon, in: snapshot))
    }

    /// The dossier that comes after `dossier` in the order of a list, or its first one; nil when there is no other.
    package static func next(
        after dossier: Dossier?, in list: Worklist, for permit: Permit, horizon: WorklistHorizon, _ snapshot: Snapshot
    ) throws -> ID<Dossier>? {
        guard let staff = permit.caller.staff else { return nil }
        let condition = condition(list, staff: staff, horizon: horizon)
        func first(_ further: SQL) throws -> ID<Dossier>? {
            try snapshot.row("""
                SELECT id FROM dossier WHERE is_open = 1 AND \(condition) AND \(further)
                ORDER BY COALESCE(due_at, submitted_at), id LIMIT 1
                """).map { try $0["id"] }
        }
        guard let dossier else { return try first("1 = 1") }
        let place = dossier.dueAt ?? dossier.submittedAt
        return try first("""
            (COALESCE(due_at, submitted_at) > \(place)
                OR (COALESCE(due_at, submitted_at) = \(place) AND id > \(dossier.id)))
            """) ?? first("id <> \(dossier.id)")
    }

    /// Which dossiers a list holds, in its order.
    package static func ids(
        _ list: Worklist, limit: Int, for permit: Permit, horizon: WorklistHorizon, in snapshot: Snapshot
    ) throws -> [ID<Dossier>] {
        guard let staff = permit.caller.staff else { return [] }
        return try snapshot.rows("""
            SELECT id FROM dossier WHERE is_open = 1 AND \(condition(list, staff: staff, horizon: horizon))
            ORDER BY COALESCE(due_at, submitted_at), id LIMIT \(limit)
            """).map { try $0["id"] }
    }

    package static func counts(
        for permit: Permit, horizon: WorklistHorizon, in snapshot: Snapshot
    ) throws -> [Worklist: Int] {
        guard let staff = permit.caller.staff else { return [:] }
        var counts: [Worklist: Int] = [:]
        for list in Worklist.allCases {
            counts[list] = try count(list, staff: staff, horizon: horizon, in: snapshot)
        }
        return counts
    }

    private static func count(
        _ list: Worklist, staff: StaffCaller, horizon: WorklistHorizon, in snapshot: Snapshot
    ) throws -> Int {
        let row = try snapshot.row("""
            SELECT COUNT(*) AS n FROM dossier
            WHERE is_open = 1 AND \(condition(list, staff: staff, horizon: horizon))
            """)
        return try row?["n"] ?? 0
    }

    static func condition(_ list: Worklist, staff: StaffCaller, horizon: WorklistHorizon) -> SQL {
        let agency: SQL = "agency_id = \(staff.agency)"
        let resolving: SQL = "state IN ('accepted', 'forwarded', 'in-progress', 'proposed', 'approved')"
        switch list {
        case .toAccept: return "\(agency) AND state = 'submitted'"
        case .mine:
            return "assignee = \(staff.account) AND state IN ('in-progress', 'awaiting-supplement', 'proposed', 'approved')"
        case .unclaimed:
            if let office = staff.office, staff.roles.isDisjoint(with: [.centreDirector, .centreDeputy, .reception]) {
                return "\(agency) AND state = 'forwarded' AND office_id = \(office)"
            }
            return "\(agency) AND state IN ('accepted', 'forwarded')"
        case .dueToday:
            return """
                \(agency) AND \(resolving) AND due_at >= \(horizon.startOfToday) AND due_at < \(horizon.startOfTomorrow)
                """
        case .dueSoon:
            return """
                \(agency) AND \(resolving) AND due_at >= \(horizon.startOfTomorrow) AND due_at < \(horizon.endOfSoon)
                """
        case .overdue: return "\(agency) AND \(resolving) AND due_at < \(horizon.startOfToday)"
        case .awaitingCitizen: return "\(agency) AND state = 'awaiting-supplement'"
        case .toDecide: return "\(agency) AND state = 'proposed'"
        case .toPublish: return "\(agency) AND state = 'approved'"
        case .toReturn: return "\(agency) AND state = 'result-ready'"
        }
    }
}

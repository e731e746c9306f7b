import Access
import Base
import Storage

/// Lists of dossiers that programs read page by page: each page continues behind the last one of the page before, so
/// that the thousandth costs what the first does.
enum DossierListStore {
    /// The caller's dossiers, the newest first: of their agency for officers, their own for citizens.
    static func newest(
        of permit: Permit, state: DossierState?, before last: ID<Dossier>?, limit: Int, in snapshot: Snapshot
    ) throws -> [Dossier] {
        var conditions = [whose(permit)]
        if let last { conditions.append("id < \(last)") }
        if let state {
            conditions.append("state = \(state)")
            // Lets the small index over open dossiers answer.
            if state.isOpen { conditions.append("is_open = 1") }
        }
        return try snapshot.rows("""
            SELECT \(DossierStore.columns) FROM dossier WHERE \(SQL.joined(conditions, by: " AND "))
            ORDER BY id DESC LIMIT \(limit)
            """).map(DossierStore.dossier)
    }

    /// A worklist in its own order; `WorklistStore.place` says where a dossier stands in it.
    static func worklist(
        _ list: Worklist, for staff: StaffCaller, horizon: WorklistHorizon, after place: (at: Int64, id: ID<Dossier>)?,
        limit: Int, in snapshot: Snapshot
    ) throws -> [Dossier] {
        let rest: SQL = place.map { WorklistStore.behind($0.at, $0.id) } ?? ""
        return try WorklistStore.dossiers(
            list, staff: staff, horizon: horizon, further: rest, limit: limit, in: snapshot)
    }

    private static func whose(_ permit: Permit) -> SQL {
        permit.agency.map { "destroyed_at IS NULL AND agency_id = \($0)" } ?? DossierStore.reach(of: permit)
    }
}

extension DossierStore {
    /// Which of these dossiers the permit's caller can see.
    /// - Parameter ids: at most some thousands.
    static func withinReach(
        _ ids: [ID<Dossier>], of permit: Permit, in snapshot: Snapshot
    ) throws -> [ID<Dossier>] {
        guard !ids.isEmpty else { return [] }
        return try snapshot.rows("SELECT id FROM dossier WHERE id IN (\(SQL.list(ids))) AND \(reach(of: permit))")
            .map { try $0["id"] }
    }
}

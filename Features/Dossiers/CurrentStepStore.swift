import Access
import Base
import Deadlines
import Journal
import Storage

/// The kept steps of open dossiers, so that lists and the watch can ask for them by date. Nothing rests on them alone:
/// who asks for the steps of some dossiers gets those that are behind worked out on the spot.
package enum CurrentStepStore {
    static let migration = Migration(
        "dossiers/012-current-steps", sqlite: tables("VIRTUAL"), postgresql: tables("STORED"))

    /// Rows of one statement; far below what either engine takes as parameters.
    private static let rowsMax = 500

    private static func tables(_ kind: String) -> String {
        """
        CREATE TABLE dossier_step (
            dossier_id TEXT PRIMARY KEY REFERENCES dossier (id),
            agency_id TEXT NOT NULL,
            revision BIGINT NOT NULL,
            calendar BIGINT NOT NULL,
            name TEXT NOT NULL,
            is_leg BIGINT NOT NULL,
            from_at BIGINT NOT NULL,
            due_at BIGINT
        );
        CREATE INDEX dossier_step_due ON dossier_step (agency_id, due_at, dossier_id);
        ALTER TABLE dossier_leg ADD COLUMN sort_at BIGINT GENERATED ALWAYS AS (COALESCE(due_at, sent_at)) \(kind);
        CREATE INDEX dossier_leg_open ON dossier_leg (to_agency_id, sort_at, dossier_id)
            WHERE given_back_at IS NULL AND received_at IS NULL;
        """
    }

    private static let columns: SQL = "dossier_id, revision, calendar, name, is_leg, from_at, due_at"

    // MARK: To ask

    /// The step of each that has one now: what is kept, and, where the dossier has moved on since, what comes out anew.
    /// - Parameter calendar: everybody's.
    package static func steps(
        of dossiers: [Dossier], in calendar: WorkCalendar, _ snapshot: Snapshot
    ) throws -> [ID<Dossier>: CurrentStep] {
        let resolved = dossiers.filter { $0.state.isBeingResolved && $0.acceptedAt != nil }
        var steps = try kept(resolved.map(\.id), in: snapshot)
        let behind = resolved.filter { steps[$0.id]?.revision != $0.revision }
        for dossier in behind { steps[dossier.id] = nil }
        for basis in try bases(of: behind, in: snapshot) {
            steps[basis.dossier.id] = CurrentStep(basis, in: calendar, edition: 0)
        }
        return steps
    }

    /// As the follower left them.
    static func kept(_ ids: [ID<Dossier>], in snapshot: Snapshot) throws -> [ID<Dossier>: CurrentStep] {
        var steps: [ID<Dossier>: CurrentStep] = [:]
        for start in stride(from: 0, to: ids.count, by: rowsMax) {
            let part = ids[start..<min(start + rowsMax, ids.count)]
            for row in try snapshot.rows("""
                SELECT \(columns) FROM dossier_step WHERE dossier_id IN (\(SQL.list(part)))
                """) {
                let step = try step(row)
                steps[step.dossier] = step
            }
        }
        return steps
    }

    /// What the steps of these dossiers come from. A dossier of which a part cannot be read is left out: it has no
    /// step, and stops no other.
    static func bases(of dossiers: [Dossier], in snapshot: Snapshot) throws -> [DossierCourse.Basis] {
        try dossiers.compactMap { dossier in
            try readable(in: snapshot) {
                try basis(of: dossier, clock: DossierClockStore.record(of: dossier.id, in: snapshot),
                    history: Journal.entries(of: Dossier.subjectKind, dossier.id.description, in: snapshot),
                    in: snapshot)
            }
        }
    }

    /// Nil for what is damaged; a database that does not answer is another matter.
    private static func readable<Value>(in snapshot: Snapshot, _ read: () throws -> Value) throws -> Value? {
        do { return try read() } catch {
            guard snapshot.failure == nil else { throw error }
            return nil
        }
    }

    static func basis(
        of dossier: Dossier, clock: ClockRecord, history: [JournalEntry], in snapshot: Snapshot
    ) throws -> DossierCourse.Basis {
        DossierCourse.Basis(dossier: dossier,
            term: try DossierPartsStore.content(of: dossier.id, in: snapshot).term,
            workflow: try DossierFolder.workflow(of: dossier, in: snapshot), clock: clock, history: history,
            leg: dossier.legAgency == nil ? nil : try DossierLegStore.legs(of: dossier.id, in: snapshot).last)
    }

    static func dossiers(_ ids: [ID<Dossier>], in snapshot: Snapshot) throws -> [Dossier] {
        guard !ids.isEmpty else { return [] }
        return try snapshot.rows("SELECT \(DossierStore.columns) FROM dossier WHERE id IN (\(SQL.list(ids)))")
            .compactMap { row in try readable(in: snapshot) { try DossierStore.dossier(row) } }
    }

    // MARK: To keep

    static func save(_ steps: [(step: CurrentStep, agency: AgencyID)], in tx: Transaction) throws {
        for start in stride(from: 0, to: steps.count, by: rowsMax) {
            let values = steps[start..<min(start + rowsMax, steps.count)].map { step, agency -> SQL in
                """
                (\(step.dossier), \(agency), \(step.revision), \(step.calendar), \(step.name), \(step.isLeg),
                \(step.from), \(step.dueAt))
                """
            }
            try tx.execute("""
                INSERT INTO dossier_step (dossier_id, agency_id, revision, calendar, name, is_leg, from_at, due_at)
                VALUES \(SQL.joined(values, by: ", "))
                ON CONFLICT (dossier_id) DO UPDATE SET agency_id = excluded.agency_id, revision = excluded.revision,
                    calendar = excluded.calendar, name = excluded.name, is_leg = excluded.is_leg,
                    from_at = excluded.from_at, due_at = excluded.due_at
                """)
        }
    }

    static func remove(_ ids: [ID<Dossier>], in tx: Transaction) throws {
        guard !ids.isEmpty else { return }
        try tx.execute("DELETE FROM dossier_step WHERE dossier_id IN (\(SQL.list(ids)))")
    }

    private static func step(_ row: Row) throws -> CurrentStep {
        CurrentStep(dossier: try row["dossier_id"], name: try row["name"], isLeg: try row["is_leg"],
            from: try row["from_at"], dueAt: try row["due_at"], revision: try row["revision"],
            calendar: try row["calendar"])
    }
}

/// The lists that go by a date that is not the dossier's: each along an index in its order.
extension WorklistStore {
    /// Where a list begins that has an order of its own; nil for those that go by the dossier's date.
    static func ownWalk(
        _ list: Worklist, staff: StaffCaller, horizon: WorklistHorizon, further: SQL, limit: Int
    ) -> SQL? {
        let source: SQL
        if list == .legs {
            source = """
                SELECT dossier_leg.dossier_id AS id, dossier_leg.sort_at AS sort_at FROM dossier_leg CROSS JOIN dossier
                WHERE dossier_leg.to_agency_id = \(staff.agency) AND dossier_leg.given_back_at IS NULL
                    AND dossier_leg.received_at IS NULL AND dossier.id = dossier_leg.dossier_id
                    AND dossier.is_open = 1 AND dossier.leg_agency_id = \(staff.agency)
                """
        } else if list == .stepOverdue {
            source = """
                SELECT dossier_step.dossier_id AS id, dossier_step.due_at AS sort_at
                FROM dossier_step CROSS JOIN dossier
                WHERE dossier_step.agency_id = \(staff.agency) AND dossier_step.due_at < \(horizon.startOfToday)
                    AND dossier.id = dossier_step.dossier_id AND dossier.is_open = 1
                    AND dossier.agency_id = \(staff.agency) AND dossier.due_at >= \(horizon.startOfToday)
                    AND dossier.finished_at IS NULL
                """
        } else {
            return nil
        }
        return """
            SELECT id, sort_at FROM (\(source)) AS own WHERE sort_at IS NOT NULL \(further)
            ORDER BY sort_at, id LIMIT \(limit)
            """
    }

    /// The place of a dossier in the order of a list.
    static func place(of dossier: Dossier, in list: Worklist, _ snapshot: Snapshot) throws -> Int64 {
        var place: Instant?
        if list == .legs, let leg = try DossierLegStore.legs(of: dossier.id, in: snapshot).last {
            place = leg.dueAt ?? leg.sent.at
        } else if list == .stepOverdue {
            place = try CurrentStepStore.kept([dossier.id], in: snapshot)[dossier.id]?.dueAt
        }
        return (place ?? dossier.dueAt ?? dossier.submittedAt).microseconds
    }
}

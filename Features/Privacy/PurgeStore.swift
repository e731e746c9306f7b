import Access
import Base
import Storage

/// Runs of the schedule, their records, and what is held.
enum PurgeStore {
    /// Holds on a person name the personal id.
    static let sealed = SealedTable("legal_hold", key: ["id"], [
        .init("record", index: "record_index"), .init("label"),
    ])
    private static let columns: SQL = """
        id, agency_id, number, year, kind, before_at, ground, proposed_by, proposed_name, proposed_at, state,
        approved_by, approved_name, approved_at, due_at, ended_at, ended_name
        """

    // MARK: Runs

    static func insert(_ run: PurgeRun, _ items: [Purger.Candidate], in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO purge_run (\(columns))
            VALUES (\(run.id), \(run.agency), \(run.number), \(run.year), \(run.kind), \(run.before), \(run.ground),
                \(run.proposedBy), \(run.proposedName), \(run.proposedAt), \(run.state), \(run.approvedBy),
                \(run.approvedName), \(run.approvedAt), \(run.due), \(run.endedAt), \(run.endedName))
            """)
        for start in stride(from: 0, to: items.count, by: 500) {
            let rows = items[start..<min(start + 500, items.count)].map { item -> SQL in
                "(\(run.id), \(item.record), \(item.label), \(item.since), \(PurgeItem.State.marked))"
            }
            try tx.execute("""
                INSERT INTO purge_item (run_id, record, label, since_at, state)
                VALUES \(SQL.joined(rows, by: ", "))
                """)
        }
    }

    static func update(_ run: PurgeRun, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE purge_run SET state = \(run.state), approved_by = \(run.approvedBy),
                approved_name = \(run.approvedName), approved_at = \(run.approvedAt), due_at = \(run.due),
                ended_at = \(run.endedAt), ended_name = \(run.endedName)
            WHERE id = \(run.id)
            """)
    }

    /// One of this agency.
    /// - Throws: `not-found`, also for another agency's.
    static func run(_ id: ID<PurgeRun>, of agency: AgencyID?, in snapshot: Snapshot) throws -> PurgeRun {
        guard let agency, let row = try snapshot.row("""
            SELECT \(columns) FROM purge_run WHERE id = \(id) AND agency_id = \(agency)
            """)
        else { throw Problem.notFound }
        return try run(row)
    }

    /// The newest first.
    static func runs(of agency: AgencyID, limit: Int, in snapshot: Snapshot) throws -> [PurgeRun] {
        try snapshot.rows("""
            SELECT \(columns) FROM purge_run WHERE agency_id = \(agency) ORDER BY id DESC LIMIT \(limit)
            """).map(run)
    }

    /// Those of all agencies whose days of mercy are over.
    static func due(at now: Instant, in snapshot: Snapshot) throws -> [PurgeRun] {
        try snapshot.rows("""
            SELECT \(columns) FROM purge_run WHERE state = \(PurgeRun.State.approved) AND due_at <= \(now) ORDER BY id
            """).map(run)
    }

    /// Whether a record stands in a run of this kind that is under way.
    static func underWay(_ kind: String, of agency: AgencyID, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("""
            SELECT id FROM purge_run WHERE agency_id = \(agency) AND kind = \(kind)
                AND state IN (\(PurgeRun.State.proposed), \(PurgeRun.State.approved))
            """) != nil
    }

    // MARK: Their records

    static func items(
        of run: ID<PurgeRun>, _ state: PurgeItem.State? = nil, limit: Int, in snapshot: Snapshot
    ) throws -> [PurgeItem] {
        let filter: SQL = state.map { "AND state = \($0)" } ?? ""
        return try snapshot.rows("""
            SELECT record, label, since_at, state, ended_at FROM purge_item
            WHERE run_id = \(run) \(filter) ORDER BY record LIMIT \(limit)
            """).map {
                try PurgeItem(
                    record: $0["record"], label: $0["label"], since: $0["since_at"], state: $0["state"],
                    endedAt: $0["ended_at"])
            }
    }

    static func counts(of run: ID<PurgeRun>, in snapshot: Snapshot) throws -> [PurgeItem.State: Int] {
        var counts: [PurgeItem.State: Int] = [:]
        for row in try snapshot.rows("""
            SELECT state, COUNT(*) AS n FROM purge_item WHERE run_id = \(run) GROUP BY state
            """) { counts[try row["state"]] = try row["n"] }
        return counts
    }

    /// - Returns: false when another process was faster.
    static func end(
        _ record: String, of run: ID<PurgeRun>, as state: PurgeItem.State, at now: Instant, in tx: Transaction
    ) throws -> Bool {
        try tx.execute("""
            UPDATE purge_item SET state = \(state), ended_at = \(now)
            WHERE run_id = \(run) AND record = \(record) AND state = \(PurgeItem.State.marked)
            """) == 1
    }

    // MARK: Holds

    static func insert(_ hold: LegalHold, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO legal_hold (id, agency_id, subject, record, record_index, label, reason, by_name, at, lifted_at,
                lifted_name, lift_reason)
            VALUES (\(hold.id), \(hold.agency), \(hold.subject), \(sealed: hold.record, "record"),
                \(blind: hold.record, "record"), \(sealed: hold.label, "label"), \(hold.reason),
                \(hold.byName), \(hold.at), \(hold.liftedAt), \(hold.liftedName), \(hold.liftReason))
            """)
    }

    static func lift(_ hold: LegalHold, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE legal_hold SET lifted_at = \(hold.liftedAt), lifted_name = \(hold.liftedName),
                lift_reason = \(hold.liftReason)
            WHERE id = \(hold.id) AND lifted_at IS NULL
            """)
    }

    /// - Throws: `not-found`, also for another agency's.
    static func hold(_ id: ID<LegalHold>, of agency: AgencyID?, in snapshot: Snapshot) throws -> LegalHold {
        guard let agency, let row = try snapshot.row("""
            SELECT * FROM legal_hold WHERE id = \(id) AND agency_id = \(agency)
            """)
        else { throw Problem.notFound }
        return try hold(row)
    }

    /// Those that stand, then those that were lifted.
    static func holds(of agency: AgencyID, limit: Int, in snapshot: Snapshot) throws -> [LegalHold] {
        try snapshot.rows("""
            SELECT * FROM legal_hold WHERE agency_id = \(agency)
            ORDER BY CASE WHEN lifted_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT \(limit)
            """).map(hold)
    }

    /// Whether a hold stands on the record or on one of its people.
    /// - Parameter agency: nil for a hold of any.
    static func isHeld(
        _ record: String, _ personalIDs: Set<String>, of agency: AgencyID?, in snapshot: Snapshot
    ) throws -> Bool {
        let whose: SQL = agency.map { "agency_id = \($0) AND" } ?? ""
        // A dossier's id and a personal id are never the same text.
        let records = ([record] + personalIDs.sorted()).map { "\(blinds: $0, "record")" as SQL }
        return try snapshot.row("""
            SELECT id FROM legal_hold WHERE \(whose) lifted_at IS NULL
                AND record_index IN (\(SQL.joined(records, by: ", ")))
            """) != nil
    }

    static func isAnythingHeld(in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("SELECT id FROM legal_hold WHERE lifted_at IS NULL LIMIT 1") != nil
    }

    // MARK: Bytes

    /// Files whose rows are gone and whose bytes are still to be removed.
    static func insert(bytes digests: [String], at now: Instant, in tx: Transaction) throws {
        for digest in Set(digests).sorted() {
            try tx.execute("""
                INSERT INTO purge_bytes (digest, freed_at) VALUES (\(digest), \(now))
                ON CONFLICT (digest) DO UPDATE SET freed_at = excluded.freed_at
                """)
        }
    }

    static func bytes(freedBefore moment: Instant, limit: Int, in snapshot: Snapshot) throws -> [String] {
        try snapshot.rows("""
            SELECT digest FROM purge_bytes WHERE freed_at < \(moment) ORDER BY digest LIMIT \(limit)
            """).map { try $0["digest"] }
    }

    static func forget(bytes digest: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM purge_bytes WHERE digest = \(digest)")
    }

    // MARK: Rows

    private static func run(_ row: Row) throws -> PurgeRun {
        try PurgeRun(
            id: row["id"], agency: row["agency_id"], number: row["number"], year: row["year"], kind: row["kind"],
            before: row["before_at"], ground: row["ground"], proposedBy: row["proposed_by"],
            proposedName: row["proposed_name"], proposedAt: row["proposed_at"], state: row["state"],
            approvedBy: row["approved_by"], approvedName: row["approved_name"], approvedAt: row["approved_at"],
            due: row["due_at"], endedAt: row["ended_at"], endedName: row["ended_name"])
    }

    private static func hold(_ row: Row) throws -> LegalHold {
        try LegalHold(
            id: row["id"], agency: row["agency_id"], subject: row["subject"], record: row[sealed: "record"],
            label: row[sealed: "label"], reason: row["reason"], byName: row["by_name"], at: row["at"],
            liftedAt: row["lifted_at"], liftedName: row["lifted_name"], liftReason: row["lift_reason"])
    }
}

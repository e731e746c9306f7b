import Access
import Base
import Storage

/// Who stands in for whom, and when.
package enum StandInStore {
    /// What one question returns at most.
    static let countMax = 200

    private static let columns: SQL = """
        id, agency_id, absent_id, deputy_id, from_date, through_date, reason, made_by, made_at, revoked_at, revoked_by
        """

    static func standIn(_ id: ID<StandIn>, in snapshot: Snapshot) throws -> StandIn? {
        try snapshot.row("SELECT \(columns) FROM stand_in WHERE id = \(id)").map(standIn)
    }

    /// All that concern one person, as absent or as deputy, the newest first; at most `countMax`.
    static func standIns(of account: AccountID, in snapshot: Snapshot) throws -> [StandIn] {
        let sides: [SQL] = ["absent_id", "deputy_id"]
        return try sides.flatMap { side in
            try snapshot.rows("""
                SELECT \(columns) FROM stand_in WHERE \(side) = \(account) ORDER BY through_date DESC LIMIT \(countMax)
                """).map(standIn)
        }.sorted { ($1.from, $1.id.description) < ($0.from, $0.id.description) }
    }

    /// Those of an agency, the newest first; at most `countMax`.
    /// - Parameter after: only those made before this one: the next page.
    static func standIns(
        ofAgency agency: AgencyID, before id: ID<StandIn>? = nil, limit: Int = countMax, in snapshot: Snapshot
    ) throws -> [StandIn] {
        let further: SQL = id.map { "AND id < \($0)" } ?? ""
        return try snapshot.rows("""
            SELECT \(columns) FROM stand_in WHERE agency_id = \(agency) \(further) ORDER BY id DESC LIMIT \(limit)
            """).map(standIn)
    }

    /// Those that count on some of the days and in which one of the two has a part.
    static func overlapping(
        _ from: LocalDate, through: LocalDate, with people: [AccountID], in snapshot: Snapshot
    ) throws -> [StandIn] {
        let who = SQL.list(people)
        return try snapshot.rows("""
            SELECT \(columns) FROM stand_in
            WHERE (absent_id IN (\(who)) OR deputy_id IN (\(who))) AND revoked_at IS NULL
                AND from_date <= \(through) AND through_date >= \(from)
            ORDER BY from_date, id
            """).map(standIn)
    }

    /// Who of an agency is away on a day, and who works in their place.
    package static func away(
        of agency: AgencyID, on day: LocalDate, in snapshot: Snapshot
    ) throws -> [AccountID: Absence] {
        let rows = try snapshot.rows("""
            SELECT i.absent_id, i.deputy_id, i.through_date, s.name
            FROM stand_in i JOIN staff_member s ON s.account_id = i.deputy_id
            WHERE i.agency_id = \(agency) AND i.revoked_at IS NULL
                AND i.from_date <= \(day) AND i.through_date >= \(day)
            """)
        return try rows.reduce(into: [:]) { away, row in
            away[try row["absent_id"]] = try Absence(
                deputy: row["deputy_id"], deputyName: row["name"], until: row["through_date"])
        }
    }

    static func insert(_ standIn: StandIn, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO stand_in (\(columns))
            VALUES (\(standIn.id), \(standIn.agency), \(standIn.absent), \(standIn.deputy), \(standIn.from),
                \(standIn.through), \(standIn.reason), \(standIn.madeBy), \(standIn.madeAt), \(standIn.revokedAt),
                \(standIn.revokedBy))
            """)
    }

    static func revoke(_ id: ID<StandIn>, by account: AccountID, at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE stand_in SET revoked_at = \(now), revoked_by = \(account) WHERE id = \(id) AND revoked_at IS NULL
            """)
    }

    private static func standIn(_ row: Row) throws -> StandIn {
        try StandIn(
            id: row["id"], agency: row["agency_id"], absent: row["absent_id"], deputy: row["deputy_id"],
            from: row["from_date"], through: row["through_date"], reason: row["reason"], madeBy: row["made_by"],
            madeAt: row["made_at"], revokedAt: row["revoked_at"], revokedBy: row["revoked_by"])
    }
}

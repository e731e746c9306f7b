import Access
import Base
import Storage

/// The register of what people ask about their data.
enum RightsRequestStore {
    static let sealed = SealedTable("rights_request", key: ["id"], [
        .init("personal_id"), .init("phone"), .init("content"),
    ])
    private static let columns: SQL = """
        id, agency_id, number, year, kind, account_id, name, personal_id, phone, content, received_at, acknowledge_by,
        answer_by, acknowledged_at, acknowledged_by, answered_at, answered_by, outcome, ground, note
        """

    static func insert(_ one: RightsRequest, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO rights_request (\(columns))
            VALUES (\(one.id), \(one.agency), \(one.number), \(one.year), \(one.kind), \(one.account), \(one.name),
                \(sealed: one.personalID, "personal_id"), \(sealed: one.phone, "phone"),
                \(sealed: one.content, "content"), \(one.receivedAt), \(one.acknowledgeBy),
                \(one.answerBy), \(one.acknowledgedAt), \(one.acknowledgedBy), \(one.answer?.at),
                \(one.answer?.by ?? ""), \(one.answer?.outcome), \(one.answer?.ground ?? ""),
                \(one.answer?.note ?? ""))
            """)
    }

    static func update(_ one: RightsRequest, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE rights_request SET acknowledged_at = \(one.acknowledgedAt),
                acknowledged_by = \(one.acknowledgedBy), answered_at = \(one.answer?.at),
                answered_by = \(one.answer?.by ?? ""), outcome = \(one.answer?.outcome),
                ground = \(one.answer?.ground ?? ""), note = \(one.answer?.note ?? "")
            WHERE id = \(one.id)
            """)
    }

    /// One of this agency.
    /// - Throws: `not-found`, also for another agency's.
    static func request(_ id: ID<RightsRequest>, of agency: AgencyID?, in snapshot: Snapshot) throws -> RightsRequest {
        guard let agency, let row = try snapshot.row("""
            SELECT \(columns) FROM rights_request WHERE id = \(id) AND agency_id = \(agency)
            """)
        else { throw Problem.notFound }
        return try request(row)
    }

    /// Those to answer first, then the newest answered.
    static func requests(of agency: AgencyID, limit: Int, in snapshot: Snapshot) throws -> [RightsRequest] {
        try snapshot.rows("""
            SELECT \(columns) FROM rights_request WHERE agency_id = \(agency)
            ORDER BY CASE WHEN answered_at IS NULL THEN 0 ELSE 1 END,
                CASE WHEN answered_at IS NULL THEN answer_by ELSE '' END, id DESC LIMIT \(limit)
            """).map(request)
    }

    /// What somebody has asked online, the newest first.
    static func requests(from account: AccountID, limit: Int, in snapshot: Snapshot) throws -> [RightsRequest] {
        try snapshot.rows("""
            SELECT \(columns) FROM rights_request WHERE account_id = \(account) ORDER BY id DESC LIMIT \(limit)
            """).map(request)
    }

    private static func request(_ row: Row) throws -> RightsRequest {
        var answer: RightsRequest.Answer?
        if let at: Instant = try row["answered_at"] {
            answer = try RightsRequest.Answer(
                at: at, by: row["answered_by"], outcome: row["outcome"], ground: row["ground"], note: row["note"])
        }
        return try RightsRequest(
            id: row["id"], agency: row["agency_id"], number: row["number"], year: row["year"], kind: row["kind"],
            account: row["account_id"], name: row["name"], personalID: row[sealed: "personal_id"],
            phone: row[sealed: "phone"], content: row[sealed: "content"], receivedAt: row["received_at"],
            acknowledgeBy: row["acknowledge_by"], answerBy: row["answer_by"], acknowledgedAt: row["acknowledged_at"],
            acknowledgedBy: row["acknowledged_by"], answer: answer)
    }
}

import Access
import Base
import Storage

/// Who signs in whose name. Fields are kept one a line.
enum SigningStore {
    /// What one question returns at most.
    static let countMax = 200

    private static let columns: SQL = """
        id, agency_id, signer_id, form, principal, title, fields, document, from_date, through_date, made_by, made_at,
        revoked_at, revoked_by
        """

    static func delegation(_ id: ID<SigningDelegation>, in snapshot: Snapshot) throws -> SigningDelegation? {
        try snapshot.row("SELECT \(columns) FROM signing_delegation WHERE id = \(id)").map(delegation)
    }

    /// Those of an agency, the newest first; at most `countMax`.
    static func delegations(of agency: AgencyID, in snapshot: Snapshot) throws -> [SigningDelegation] {
        try snapshot.rows("""
            SELECT \(columns) FROM signing_delegation WHERE agency_id = \(agency) ORDER BY id DESC LIMIT \(countMax)
            """).map(delegation)
    }

    /// Those of one official that count on some of the days.
    static func overlapping(
        _ from: LocalDate, through: LocalDate?, of signer: AccountID, in snapshot: Snapshot
    ) throws -> [SigningDelegation] {
        let before: SQL = through.map { "AND from_date <= \($0)" } ?? ""
        return try snapshot.rows("""
            SELECT \(columns) FROM signing_delegation WHERE signer_id = \(signer) AND revoked_at IS NULL \(before)
                AND (through_date IS NULL OR through_date >= \(from)) ORDER BY id
            """).map(delegation)
    }

    static func insert(_ one: SigningDelegation, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO signing_delegation (\(columns))
            VALUES (\(one.id), \(one.agency), \(one.signer), \(one.form.rawValue), \(one.principal), \(one.title),
                \(one.fields.joined(separator: "\n")), \(one.document), \(one.from), \(one.through?.iso8601),
                \(one.madeBy), \(one.madeAt), \(one.revokedAt), \(one.revokedBy))
            """)
    }

    static func revoke(
        _ id: ID<SigningDelegation>, by account: AccountID, at now: Instant, in tx: Transaction
    ) throws {
        try tx.execute("""
            UPDATE signing_delegation SET revoked_at = \(now), revoked_by = \(account)
            WHERE id = \(id) AND revoked_at IS NULL
            """)
    }

    /// Out of the row of `CallerStore`'s question; nil where it has none. A form of a newer program signs nothing here.
    static func right(_ row: Row) throws -> SigningRight? {
        guard let id: String = try row["signing_id"], let form = SigningForm(rawValue: try row["signing_form"]) else {
            return nil
        }
        return try SigningRight(delegation: id, form: form, principal: row["signing_principal"],
            title: row["signing_title"], fields: Set(fields(row["signing_fields"])))
    }

    private static func fields(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    private static func delegation(_ row: Row) throws -> SigningDelegation {
        let word: String = try row["form"]
        guard let form = SigningForm(rawValue: word) else { throw StorageError.badColumn("form", word) }
        return try SigningDelegation(
            id: row["id"], agency: row["agency_id"], signer: row["signer_id"], form: form,
            principal: row["principal"], title: row["title"], fields: fields(row["fields"]), document: row["document"],
            from: row["from_date"], through: row["through_date"], madeBy: row["made_by"], madeAt: row["made_at"],
            revokedAt: row["revoked_at"], revokedBy: row["revoked_by"])
    }
}

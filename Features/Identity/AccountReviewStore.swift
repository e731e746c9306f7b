import Access
import Base
import Storage

/// The reviews of accounts and what was said of each.
enum AccountReviewStore {
    static let countMax = 50

    private static let columns: SQL = "id, agency_id, opened_by, opened_at, signed_by, signed_at, conclusion"

    /// Those of an agency, the newest first; at most `countMax`.
    static func reviews(of agency: AgencyID, in snapshot: Snapshot) throws -> [AccountReview] {
        try snapshot.rows("""
            SELECT \(columns) FROM account_review WHERE agency_id = \(agency) ORDER BY id DESC LIMIT \(countMax)
            """).map(review)
    }

    static func review(_ id: ID<AccountReview>, in snapshot: Snapshot) throws -> AccountReview? {
        try snapshot.row("SELECT \(columns) FROM account_review WHERE id = \(id)").map(review)
    }

    static func lines(of review: ID<AccountReview>, in snapshot: Snapshot) throws -> [AccountReview.Line] {
        try snapshot.rows("""
            SELECT account_id, held, verdict, note, decided_by, decided_at FROM account_review_line
            WHERE review_id = \(review) ORDER BY account_id
            """).map { row in
            let word: String? = try row["verdict"]
            return try AccountReview.Line(account: row["account_id"], held: row["held"],
                verdict: word.flatMap(AccountReview.Verdict.init(rawValue:)), note: row["note"],
                decidedBy: row["decided_by"], decidedAt: row["decided_at"])
        }
    }

    /// When the last signed one was signed.
    static func lastSigned(of agency: AgencyID, in snapshot: Snapshot) throws -> Instant? {
        try snapshot.row("""
            SELECT MAX(signed_at) AS at FROM account_review WHERE agency_id = \(agency)
            """).flatMap { try $0["at"] }
    }

    static func insert(_ review: AccountReview, _ lines: [AccountReview.Line], in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO account_review (\(columns)) VALUES (\(review.id), \(review.agency), \(review.openedBy),
                \(review.openedAt), \(review.signedBy), \(review.signedAt), \(review.conclusion))
            """)
        for line in lines {
            try tx.execute("""
                INSERT INTO account_review_line (review_id, account_id, held)
                VALUES (\(review.id), \(line.account), \(line.held))
                """)
        }
    }

    static func save(_ line: AccountReview.Line, of review: ID<AccountReview>, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE account_review_line SET held = \(line.held), verdict = \(line.verdict?.rawValue),
                note = \(line.note), decided_by = \(line.decidedBy), decided_at = \(line.decidedAt)
            WHERE review_id = \(review) AND account_id = \(line.account)
            """)
    }

    static func sign(_ review: AccountReview, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE account_review SET signed_by = \(review.signedBy), signed_at = \(review.signedAt),
                conclusion = \(review.conclusion) WHERE id = \(review.id) AND signed_at IS NULL
            """)
    }

    private static func review(_ row: Row) throws -> AccountReview {
        try AccountReview(id: row["id"], agency: row["agency_id"], openedBy: row["opened_by"],
            openedAt: row["opened_at"], signedBy: row["signed_by"], signedAt: row["signed_at"],
            conclusion: row["conclusion"])
    }
}

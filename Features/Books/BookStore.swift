import Access
import Base
import Storage

/// The books and what was written into them.
package enum BookStore {
    private static let columns: SQL = """
        id, dossier_id, form, agency_id, year, number, issued_at, issued_by, voided_at, void_reason
        """

    /// The next number of the year, from 1, in the caller's transaction: one that is rolled back gives its number back,
    /// so there are neither gaps nor repetitions.
    package static func next(_ book: SlipBook, of agency: AgencyID, year: Int, in tx: Transaction) throws -> Int {
        let row = try tx.row("""
            INSERT INTO slip_book (agency_id, form, year, last) VALUES (\(agency), \(book.rawValue), \(year), 1)
            ON CONFLICT (agency_id, form, year) DO UPDATE SET last = slip_book.last + 1
            RETURNING last
            """)
        guard let row else { throw StorageError.badColumn("last", "no row returned") }
        return try row["last"]
    }

    /// Writes the next slip of a book, in the same transaction as the deed that gives it out.
    /// - Parameter agency: whose book.
    @discardableResult
    package static func issue(
        _ book: SlipBook, dossier: String, agency: AgencyID, by act: Act, in tx: Transaction
    ) throws -> Slip {
        let year = act.at.localDate.year
        let slip = Slip(
            id: ID(at: act.at), dossier: dossier, book: book, agency: agency, year: year,
            number: try next(book, of: agency, year: year, in: tx), issuedAt: act.at, issuedBy: act.caller.name,
            voiding: nil)
        try tx.send("""
            INSERT INTO slip (\(columns))
            VALUES (\(slip.id), \(dossier), \(book.rawValue), \(agency), \(year), \(slip.number), \(slip.issuedAt),
                \(slip.issuedBy), NULL, '')
            """)
        return slip
    }

    /// Makes void what a dossier was given at one moment: the deed that gave it out is taken back.
    package static func voidSlips(
        of dossier: String, issuedAt: Instant, reason: String, at now: Instant, in tx: Transaction
    ) throws {
        try tx.execute("""
            UPDATE slip SET voided_at = \(now), void_reason = \(reason)
            WHERE dossier_id = \(dossier) AND issued_at = \(issuedAt) AND voided_at IS NULL
            """)
    }

    /// - Returns: false when it is void already.
    static func void(_ id: ID<Slip>, reason: String, at now: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute("""
            UPDATE slip SET voided_at = \(now), void_reason = \(reason) WHERE id = \(id) AND voided_at IS NULL
            """) == 1
    }

    package static func slip(_ id: ID<Slip>, in snapshot: Snapshot) throws -> Slip? {
        try snapshot.row("SELECT \(columns) FROM slip WHERE id = \(id)").map(slip)
    }

    /// What a dossier was given, void ones too, oldest first.
    package static func slips(of dossier: String, in snapshot: Snapshot) throws -> [Slip] {
        try snapshot.rows("SELECT \(columns) FROM slip WHERE dossier_id = \(dossier) ORDER BY issued_at, form, number")
            .map(slip)
    }

    /// A part of a book, in the order of its numbers.
    package struct Question: Sendable {
        package let agency: AgencyID
        package let book: SlipBook
        package let from: LocalDate
        package let through: LocalDate
        /// Only those of these dossiers; nil for all.
        package var dossiers: [String]?
        /// Only this number; nil for all.
        package var number: Int?

        package init(agency: AgencyID, book: SlipBook, from: LocalDate, through: LocalDate) {
            self.agency = agency
            self.book = book
            self.from = from
            self.through = through
        }

        fileprivate var condition: SQL {
            let which: SQL = dossiers.map { "AND dossier_id IN (\(SQL.list($0)))" } ?? ""
            let one: SQL = number.map { "AND number = \($0)" } ?? ""
            return """
                agency_id = \(agency) AND form = \(book.rawValue) AND issued_at >= \(Instant(from))
                AND issued_at < \(Instant(through.adding(days: 1))) \(which) \(one)
                """
        }
    }

    package static func slips(
        _ question: Question, offset: Int = 0, limit: Int, in snapshot: Snapshot
    ) throws -> [Slip] {
        try snapshot.rows("""
            SELECT \(columns) FROM slip WHERE \(question.condition)
            ORDER BY year, number LIMIT \(limit) OFFSET \(offset)
            """).map(slip)
    }

    package static func count(_ question: Question, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("SELECT COUNT(*) AS n FROM slip WHERE \(question.condition)")?["n"] ?? 0
    }

    private static func slip(_ row: Row) throws -> Slip {
        let form: Int = try row["form"]
        guard let book = SlipBook(rawValue: form) else { throw StorageError.badColumn("form", "\(form)") }
        let voidedAt: Instant? = try row["voided_at"]
        let reason: String = try row["void_reason"]
        return Slip(
            id: try row["id"], dossier: try row["dossier_id"], book: book, agency: try row["agency_id"],
            year: try row["year"], number: try row["number"], issuedAt: try row["issued_at"],
            issuedBy: try row["issued_by"], voiding: voidedAt.map { Slip.Voiding(at: $0, reason: reason) })
    }
}

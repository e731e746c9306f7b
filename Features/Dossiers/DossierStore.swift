import Access
import Base
import Catalogue
import Storage

/// The dossiers themselves: one row each, changed only together with a journal entry (see `DossierLedger`).
package enum DossierStore {
    /// The next code of the day for the agency with this electronic identifier. A gap is allowed, a repetition never:
    /// the counter moves in the caller's transaction.
    static func nextCode(identifier: String, day: LocalDate, in tx: Transaction) throws -> DossierCode {
        let row = try tx.row("""
            INSERT INTO dossier_number (identifier, day, last) VALUES (\(identifier), \(day), 1)
            ON CONFLICT (identifier, day) DO UPDATE SET last = dossier_number.last + 1
            RETURNING last
            """)
        guard let row else { throw StorageError.badColumn("last", "no row returned") }
        return DossierCode(identifier: identifier, day: day, number: try row["last"])
    }

    static func insert(_ dossier: Dossier, in tx: Transaction) throws {
        try tx.send("""
            INSERT INTO dossier (id, code, state, is_open, revision, procedure_id, procedure_code, field, channel,
                agency_id, receiving_agency_id, office_id, assignee, filer_account, applicant_name, submitted_at,
                accepted_at, due_at, finished_at, returned_at, return_method, is_digitised, returning_agency_id,
                mandate_id, organisation_id, owner_account)
            VALUES (\(dossier.id), \(dossier.code), \(dossier.state), \(dossier.state.isOpen), \(dossier.revision),
                \(dossier.procedure), \(dossier.procedureCode), \(dossier.field), \(dossier.channel),
                \(dossier.agency), \(dossier.receivingAgency), \(dossier.office), \(dossier.assignee),
                \(dossier.filerAccount), \(dossier.applicantName), \(dossier.submittedAt), \(dossier.acceptedAt),
                \(dossier.dueAt), \(dossier.finishedAt), \(dossier.returnedAt), \(dossier.returnMethod),
                \(dossier.isDigitised), \(dossier.returningAgency), \(dossier.mandate), \(dossier.organisation),
                \(dossier.ownerAccount))
            """)
        let words = Set(words(of: dossier.applicantName)).sorted()
        let rows = Set([dossier.agency, dossier.receivingAgency, dossier.returningAgency]).sorted().flatMap { agency in
            words.map { "(\(agency), \($0), \(dossier.id))" as SQL }
        }
        guard !rows.isEmpty else { return }
        try tx.send("INSERT INTO dossier_word (agency_id, word, dossier_id) VALUES \(SQL.joined(rows, by: ", "))")
    }

    /// Saves a dossier that `Dossier.after` made from the row, in so many steps.
    /// - Throws: `dossier-changed` (409) when somebody else was faster.
    static func update(_ dossier: Dossier, steps: Int = 1, in tx: Transaction) throws {
        let changed = try tx.execute("""
            UPDATE dossier SET state = \(dossier.state), is_open = \(dossier.state.isOpen),
                revision = \(dossier.revision), office_id = \(dossier.office), assignee = \(dossier.assignee),
                accepted_at = \(dossier.acceptedAt), due_at = \(dossier.dueAt), finished_at = \(dossier.finishedAt),
                returned_at = \(dossier.returnedAt), is_digitised = \(dossier.isDigitised),
                leg_agency_id = \(dossier.legAgency), is_asked_again = \(dossier.isAskedAgain),
                procedure_id = \(dossier.procedure)
            WHERE id = \(dossier.id) AND revision = \(dossier.revision - steps)
            """)
        guard changed == 1 else { throw Problem("dossier-changed", status: 409, arguments: ["code": dossier.code.text]) }
    }

    /// The dossier, when it is within the permit's reach: of the caller's agency for officers (resolving or receiving),
    /// filed from the caller's account, or theirs, for citizens. Otherwise as if it did not exist.
    package static func dossier(_ id: ID<Dossier>, for permit: Permit, in snapshot: Snapshot) throws -> Dossier {
        let row = try snapshot.row("SELECT \(columns) FROM dossier WHERE id = \(id) AND \(reach(of: permit))")
        guard let row else { throw Problem.notFound }
        return try dossier(row)
    }

    package static func dossier(code: DossierCode, for permit: Permit, in snapshot: Snapshot) throws -> Dossier? {
        try snapshot.row("SELECT \(columns) FROM dossier WHERE code = \(code) AND \(reach(of: permit))").map(dossier)
    }

    /// For invariants, which look at every agency's.
    static func dossier(_ id: ID<Dossier>, in snapshot: Snapshot) throws -> Dossier? {
        try snapshot.row("SELECT \(columns) FROM dossier WHERE id = \(id)").map(dossier)
    }

    /// The highest number that an agency has given out on a day; 0 when none.
    static func lastNumber(identifier: String, day: LocalDate, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("""
            SELECT last FROM dossier_number WHERE identifier = \(identifier) AND day = \(day)
            """)?["last"] ?? 0
    }

    /// For the public look-up only, which asks for the second secret before it shows anything.
    static func dossierForLookUp(code: DossierCode, in snapshot: Snapshot) throws -> Dossier? {
        try snapshot.row("SELECT \(columns) FROM dossier WHERE code = \(code)").map(dossier)
    }

    /// What a citizen has filed, for whomever, and what is theirs; the newest first.
    static func mine(_ permit: Permit, limit: Int, in snapshot: Snapshot) throws -> [Dossier] {
        try snapshot.rows("""
            SELECT \(columns) FROM dossier WHERE \(reach(of: permit))
            ORDER BY submitted_at DESC, id DESC LIMIT \(limit)
            """).map(dossier)
    }

    /// The same without what others have filed for a caller's organisation: their people are not the caller's to take.
    package static func held(
        by account: AccountID, for permit: Permit, limit: Int, in snapshot: Snapshot
    ) throws -> [Dossier] {
        try snapshot.rows("""
            SELECT \(columns) FROM dossier
            WHERE \(reach(of: permit)) AND (filer_account = \(account) OR owner_account = \(account))
            ORDER BY submitted_at DESC, id DESC LIMIT \(limit)
            """).map(dossier)
    }

    /// The applicant's own account. - Throws: `dossier-changed` (409) when somebody has it already.
    static func give(_ id: ID<Dossier>, to account: AccountID, in tx: Transaction) throws {
        let changed = try tx.execute("""
            UPDATE dossier SET owner_account = \(account) WHERE id = \(id) AND owner_account IS NULL
            """)
        guard changed == 1 else { throw Problem("dossier-changed", status: 409, arguments: ["code": ""]) }
    }

    static func show(_ id: ID<Dossier>, toFiler isShown: Bool, in tx: Transaction) throws {
        try tx.execute("UPDATE dossier SET is_seen_by_filer = \(isShown) WHERE id = \(id)")
    }

    /// What was filed by a mandate and is in nobody's own account yet.
    static func unowned(by mandate: MandateID, in snapshot: Snapshot) throws -> [Dossier] {
        try snapshot.rows("""
            SELECT \(columns) FROM dossier WHERE mandate_id = \(mandate) AND owner_account IS NULL ORDER BY id
            """).map(dossier)
    }

    /// All dossiers of the installation in the order of their ids, for invariants and rebuilding.
    package static func all(after id: ID<Dossier>?, limit: Int, in snapshot: Snapshot) throws -> [Dossier] {
        try snapshot.rows("""
            SELECT \(columns) FROM dossier WHERE id > \(id?.description ?? "") ORDER BY id LIMIT \(limit)
            """).map(dossier)
    }

    static let columns: SQL = """
        id, code, state, revision, procedure_id, procedure_code, field, channel, agency_id, receiving_agency_id,
        office_id, assignee, filer_account, applicant_name, submitted_at, accepted_at, due_at, finished_at,
        returned_at, return_method, is_digitised, returning_agency_id, leg_agency_id, is_asked_again,
        mandate_id, organisation_id, owner_account, is_seen_by_filer
        """

    /// The words by which a name is found: folded, without repetition.
    static func words(of name: String) -> [String] {
        VietnameseText.folded(name).split(whereSeparator: { !$0.isLetter && !$0.isNumber }).prefix(12).map(String.init)
    }

    static func dossier(_ row: Row) throws -> Dossier {
        Dossier(
            id: try row["id"], code: try row["code"], state: try row["state"], revision: try row["revision"],
            procedure: try row["procedure_id"], procedureCode: try row["procedure_code"], field: try row["field"],
            channel: try row["channel"], agency: try row["agency_id"],
            receivingAgency: try row["receiving_agency_id"], returningAgency: try row["returning_agency_id"],
            legAgency: try row["leg_agency_id"], office: try row["office_id"], assignee: try row["assignee"],
            filerAccount: try row["filer_account"],
            applicantName: try row["applicant_name"], submittedAt: try row["submitted_at"],
            acceptedAt: try row["accepted_at"], dueAt: try row["due_at"], finishedAt: try row["finished_at"],
            returnedAt: try row["returned_at"], returnMethod: try row["return_method"],
            isDigitised: try row["is_digitised"], isAskedAgain: try row["is_asked_again"],
            mandate: try row["mandate_id"], organisation: try row["organisation_id"],
            ownerAccount: try row["owner_account"], isSeenByFiler: try row["is_seen_by_filer"])
    }
}

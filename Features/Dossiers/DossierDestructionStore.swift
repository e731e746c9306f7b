import Access
import Base
import Files
import Storage

/// Tiêu hủy dữ liệu cá nhân của hồ sơ: names, numbers, papers and words go; the bare row stays, with its code,
/// procedure, state and dates. So figures, registers and the journal's checks are what they were, and nobody can be
/// told from them.
package enum DossierDestructionStore {
    /// What stands in the place of a name.
    static let mark = "—"
    package static let candidatesMax = 2000

    /// A dossier that is over its time.
    package struct Candidate: Sendable, Equatable {
        package let id: ID<Dossier>
        package let code: String
        package let finishedAt: Instant
    }

    /// What is closed, was finished before the moment and is not destroyed yet; the oldest first.
    package static func candidates(
        of agency: AgencyID, finishedBefore moment: Instant, limit: Int, in snapshot: Snapshot
    ) throws -> [Candidate] {
        try snapshot.rows("""
            SELECT id, code, finished_at FROM dossier
            WHERE agency_id = \(agency) AND is_open = 0 AND finished_at < \(moment) AND destroyed_at IS NULL
            ORDER BY finished_at, id LIMIT \(limit)
            """).map { try Candidate(id: $0["id"], code: $0["code"], finishedAt: $0["finished_at"]) }
    }

    /// Personal ids of the people of a dossier, for legal holds.
    package static func personalIDs(of id: ID<Dossier>, in snapshot: Snapshot) throws -> Set<String> {
        Set(try DossierPartsStore.parties(of: id, in: snapshot).values.map(\.personalID).filter { !$0.isEmpty })
    }

    package static func isDestroyed(_ id: ID<Dossier>, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("SELECT id FROM dossier WHERE id = \(id) AND destroyed_at IS NOT NULL") != nil
    }

    /// Destroys one, unless it is open again or destroyed already.
    /// - Returns: the digests of its files, whose bytes nobody may need any more; nil when nothing was done.
    package static func destroy(
        _ id: ID<Dossier>, of agency: AgencyID, at now: Instant, in tx: Transaction
    ) throws -> [String]? {
        let changed = try tx.execute("""
            UPDATE dossier SET applicant_name = \(mark), filer_account = NULL, owner_account = NULL, mandate_id = NULL,
                organisation_id = NULL, destroyed_at = \(now)
            WHERE id = \(id) AND agency_id = \(agency) AND is_open = 0 AND destroyed_at IS NULL
            """)
        guard changed == 1 else { return nil }
        try tx.execute("""
            UPDATE dossier_party SET name = \(mark), personal_id = '', personal_id_index = '', phone = '',
                phone_index = '', email = '', address = '', birth_date = NULL
            WHERE dossier_id = \(id) AND role = 'applicant'
            """)
        try tx.execute("DELETE FROM dossier_party WHERE dossier_id = \(id) AND role <> 'applicant'")
        try tx.execute("DELETE FROM dossier_acting WHERE dossier_id = \(id)")
        try tx.execute("DELETE FROM dossier_paper WHERE dossier_id = \(id)")
        try tx.execute("DELETE FROM dossier_note WHERE dossier_id = \(id)")
        try tx.execute("DELETE FROM dossier_word WHERE dossier_id = \(id)")
        try tx.execute("DELETE FROM filing_draft WHERE dossier_id = \(id)")
        try tx.execute("UPDATE dossier_content SET request = '', return_address = '' WHERE dossier_id = \(id)")
        try tx.execute("UPDATE dossier_supplement SET points = '', reason = '', answer = '' WHERE dossier_id = \(id)")
        try tx.execute("UPDATE dossier_stop SET proof = '' WHERE dossier_id = \(id)")
        try tx.execute("UPDATE dossier_opinion SET content = '', answer = '' WHERE dossier_id = \(id)")
        try tx.execute("UPDATE dossier_visit SET people = '', minutes = '' WHERE dossier_id = \(id)")
        try tx.execute("UPDATE dossier_leg SET task = '', outcome = '' WHERE dossier_id = \(id)")
        try tx.execute("""
            UPDATE dossier_result SET proposal = '', collected_by = '', file_id = NULL WHERE dossier_id = \(id)
            """)
        return try FileStore.dropAll(ownerKind: "dossier", owner: id.description, in: tx)
    }

    // MARK: Drafts

    /// Drafts for the agency that nobody has touched since the moment.
    package static func idleDrafts(
        for agency: AgencyID, before moment: Instant, limit: Int, in snapshot: Snapshot
    ) throws -> [(id: ID<FilingDraft>, savedAt: Instant)] {
        try snapshot.rows("""
            SELECT id, saved_at FROM filing_draft
            WHERE agency_id = \(agency) AND dossier_id IS NULL AND saved_at < \(moment)
            ORDER BY saved_at, id LIMIT \(limit)
            """).map { (try $0["id"], try $0["saved_at"]) }
    }

    /// - Returns: as `destroy`; nil also for a draft that was touched after the moment.
    package static func destroyDraft(
        _ id: ID<FilingDraft>, for agency: AgencyID, idleSince moment: Instant, in tx: Transaction
    ) throws -> [String]? {
        let gone = try tx.execute("""
            DELETE FROM filing_draft
            WHERE id = \(id) AND agency_id = \(agency) AND dossier_id IS NULL AND saved_at < \(moment)
            """)
        guard gone == 1 else { return nil }
        return try FileStore.dropAll(ownerKind: FilingDraft.ownerKind, owner: id.description, in: tx)
    }

    // MARK: What others must keep

    /// Those of the accounts that still hold a dossier or a draft: theirs, or filed by them.
    package static func holders(
        among accounts: [AccountID], in snapshot: Snapshot
    ) throws -> Set<AccountID> {
        guard !accounts.isEmpty else { return [] }
        let list = SQL.list(accounts)
        return Set(try snapshot.rows("""
            SELECT filer_account AS account FROM dossier WHERE filer_account IN (\(list))
            UNION SELECT owner_account FROM dossier WHERE owner_account IN (\(list))
            UNION SELECT account FROM filing_draft WHERE account IN (\(list)) AND dossier_id IS NULL
            """).map { try $0["account"] })
    }

    /// Whether a dossier that is not destroyed was filed by the mandate, or for the organisation.
    package static func leans(on mandate: MandateID, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("SELECT id FROM dossier WHERE mandate_id = \(mandate) AND destroyed_at IS NULL") != nil
    }

    package static func leans(on organisation: OrganisationID, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("""
            SELECT id FROM dossier WHERE organisation_id = \(organisation) AND destroyed_at IS NULL
            """) != nil
    }

    /// What dossiers are called on paper, destroyed ones too.
    package static func codes(
        of ids: [ID<Dossier>], in snapshot: Snapshot
    ) throws -> [ID<Dossier>: String] {
        var codes: [ID<Dossier>: String] = [:]
        for start in stride(from: 0, to: ids.count, by: 500) {
            let part = ids[start..<min(start + 500, ids.count)]
            for row in try snapshot.rows("SELECT id, code FROM dossier WHERE id IN (\(SQL.list(part)))") {
                codes[try row["id"]] = try row["code"]
            }
        }
        return codes
    }
}

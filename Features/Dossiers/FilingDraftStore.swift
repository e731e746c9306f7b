import Access
import Base
import Foundation
import Storage

package enum FilingDraftStore {
    static let sealed = SealedTable("filing_draft", key: ["id"], [.init("answers")])
    package static let draftsPerAccountMax = 50

    static func insert(_ draft: FilingDraft, in tx: Transaction) throws {
        let row = try tx.row("""
            SELECT COUNT(*) AS n FROM filing_draft WHERE account = \(draft.account) AND dossier_id IS NULL
            """)
        let count: Int = try row?["n"] ?? 0
        guard count < draftsPerAccountMax else {
            throw Problem("too-many-drafts", status: 409, arguments: ["max": "\(draftsPerAccountMax)"])
        }
        try tx.execute("""
            INSERT INTO filing_draft (id, account, procedure_id, agency_id, answers, saved_at, dossier_id)
            VALUES (\(draft.id), \(draft.account), \(draft.procedure), \(draft.agency),
                \(sealed: text(draft.answers), "answers"), \(draft.savedAt), \(draft.dossier))
            """)
    }

    static func save(_ draft: FilingDraft, in tx: Transaction) throws {
        try tx.send("""
            UPDATE filing_draft SET procedure_id = \(draft.procedure),
                answers = \(sealed: text(draft.answers), "answers"), saved_at = \(draft.savedAt),
                dossier_id = \(draft.dossier)
            WHERE id = \(draft.id)
            """)
    }

    static func delete(_ draft: FilingDraft, in tx: Transaction) throws {
        try tx.execute("DELETE FROM filing_draft WHERE id = \(draft.id) AND dossier_id IS NULL")
    }

    /// The draft, when it belongs to the caller; otherwise as if it did not exist.
    package static func draft(_ id: ID<FilingDraft>, for permit: Permit, in snapshot: Snapshot) throws -> FilingDraft {
        guard let account = permit.caller.account, let row = try snapshot.row("""
            SELECT id, account, procedure_id, agency_id, answers, saved_at, dossier_id FROM filing_draft
            WHERE id = \(id) AND account = \(account)
            """)
        else { throw Problem.notFound }
        return try draft(row)
    }

    /// Drafts not yet sent, the latest first.
    package static func unsent(of account: AccountID, in snapshot: Snapshot) throws -> [FilingDraft] {
        try snapshot.rows("""
            SELECT id, account, procedure_id, agency_id, answers, saved_at, dossier_id FROM filing_draft
            WHERE account = \(account) AND dossier_id IS NULL ORDER BY saved_at DESC, id LIMIT \(draftsPerAccountMax)
            """).map(draft)
    }

    private static func draft(_ row: Row) throws -> FilingDraft {
        FilingDraft(id: try row["id"], account: try row["account"], procedure: try row["procedure_id"],
            agency: try row["agency_id"], answers: try answers(try row[sealed: "answers"]),
            savedAt: try row["saved_at"], dossier: try row["dossier_id"])
    }

    private static func text(_ answers: FilingDraft.Answers) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(answers.values), as: UTF8.self)
    }

    private static func answers(_ text: String) throws -> FilingDraft.Answers {
        FilingDraft.Answers(try JSONDecoder().decode([String: String].self, from: Data(text.utf8)))
    }
}


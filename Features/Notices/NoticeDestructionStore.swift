import Access
import Base
import Dossiers
import Storage

/// Tiêu hủy thông báo cũ: what was sent about one dossier goes together; what was sent to a citizen about something
/// else, one by one; the officials' digests and trials of a channel, which prove nothing, all at once.
package enum NoticeDestructionStore {
    /// The record of notices that are about no citizen's matter.
    static let ours = "digests"

    package struct Candidate: Sendable, Equatable {
        /// The dossier's id, the notice's, or a word for ours.
        package let record: String
        package let dossier: ID<Dossier>?
        package let since: Instant
    }

    private static let isOurs: SQL =
        "dossier_id IS NULL AND about IN (\(SQL.list([NoticeKinds.digest, NoticeKinds.trial])))"
    private static let record: SQL = "CASE WHEN \(isOurs) THEN \(ours) ELSE COALESCE(dossier_id, id) END"

    /// The longest sent first.
    package static func candidates(
        of agency: AgencyID, sentBefore moment: Instant, limit: Int, in snapshot: Snapshot
    ) throws -> [Candidate] {
        try snapshot.rows("""
            SELECT record, dossier_id, MIN(created_at) AS since FROM
                (SELECT \(record) AS record, dossier_id, created_at FROM notice
                    WHERE agency_id = \(agency) AND created_at < \(moment) AND state <> 'waiting') n
            GROUP BY record, dossier_id ORDER BY since, record LIMIT \(limit)
            """).map { try Candidate(record: $0["record"], dossier: $0["dossier_id"], since: $0["since"]) }
    }

    /// The account that the record was sent to, where it is one notice.
    package static func account(of record: String, in snapshot: Snapshot) throws -> AccountID? {
        try snapshot.row("SELECT account_id FROM notice WHERE id = \(record)")?["account_id"]
    }

    /// - Returns: false when nothing of it is left.
    package static func destroy(
        _ record: String, of agency: AgencyID, sentBefore moment: Instant, in tx: Transaction
    ) throws -> Bool {
        try tx.execute("""
            DELETE FROM notice WHERE agency_id = \(agency) AND created_at < \(moment) AND state <> 'waiting'
                AND \(Self.record) = \(record)
            """) > 0
    }

    // MARK: Going with others

    /// What somebody has said about being told, when the account is destroyed.
    package static func forgetWish(of account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM notice_wish WHERE account_id = \(account)")
    }
}

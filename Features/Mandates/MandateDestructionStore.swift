import Access
import Base
import Files
import Storage

/// Tiêu hủy quyền làm thay đã hết hiệu lực: the paper, the names and numbers, the scans.
package enum MandateDestructionStore {
    package struct Candidate: Sendable, Equatable {
        package let id: MandateID
        package let organisation: OrganisationID?
        package let endedAt: Instant
    }

    private static func ended(before moment: Instant) -> SQL {
        """
        (standing IN ('refused', 'ended') AND COALESCE(decided_at, made_at) < \(moment)
            OR through_day IS NOT NULL AND through_day < \(moment.localDate))
        """
    }

    /// Those that this agency looks after and that ended before the moment, the oldest first.
    package static func candidates(
        of agency: AgencyID, endedBefore moment: Instant, limit: Int, in snapshot: Snapshot
    ) throws -> [Candidate] {
        try snapshot.rows("""
            SELECT id, organisation_id, standing, through_day, decided_at, made_at FROM mandate
            WHERE agency_id = \(agency) AND \(ended(before: moment))
            ORDER BY made_at, id LIMIT \(limit)
            """).map { row in
            let (standing, made): (Mandate.Standing, Instant) = try (row["standing"], row["made_at"])
            let (through, decided): (LocalDate?, Instant?) = try (row["through_day"], row["decided_at"])
            let last = through.map { Instant($0.adding(days: 1)) }
            let isEnded = standing == .refused || standing == .ended
            return try Candidate(id: row["id"], organisation: row["organisation_id"],
                endedAt: isEnded ? decided ?? made : last ?? made)
        }
    }

    /// Personal ids of whom it names, for legal holds.
    package static func personalIDs(of id: MandateID, in snapshot: Snapshot) throws -> Set<String> {
        guard let mandate = try MandateStore.mandate(underDossier: id, in: snapshot) else { return [] }
        return Set([mandate.principal.personalID].filter { !$0.isEmpty })
    }

    /// Destroys one with its scans.
    /// - Returns: the digests of its files; nil when it is gone already or counts again.
    package static func destroy(
        _ id: MandateID, of agency: AgencyID, endedBefore moment: Instant, in tx: Transaction
    ) throws -> [String]? {
        let condition = ended(before: moment)
        guard try tx.row("""
            SELECT id FROM mandate WHERE id = \(id) AND agency_id = \(agency) AND \(condition)
            """) != nil
        else { return nil }
        try tx.execute("DELETE FROM mandate_use WHERE mandate_id = \(id)")
        try tx.execute("DELETE FROM mandate WHERE id = \(id)")
        return try FileStore.dropAll(ownerKind: Mandate.subjectKind, owner: id.description, in: tx)
    }

    /// An organisation without people goes with its last one.
    package static func destroyEmptied(_ organisation: OrganisationID, in tx: Transaction) throws {
        guard try tx.row("SELECT id FROM mandate WHERE organisation_id = \(organisation) LIMIT 1") == nil else {
            return
        }
        try OrganisationStore.dropAll(to: organisation, in: tx)
        try tx.execute("DELETE FROM organisation WHERE id = \(organisation)")
    }

    /// Those of the accounts that act for somebody, or for whom somebody acts, or who ask to.
    package static func parties(among accounts: [AccountID], in snapshot: Snapshot) throws -> Set<AccountID> {
        guard !accounts.isEmpty else { return [] }
        let list = SQL.list(accounts)
        let counts: SQL = "standing IN ('awaiting', 'accepted')"
        return Set(try snapshot.rows("""
            SELECT agent AS account FROM mandate WHERE agent IN (\(list)) AND \(counts)
            UNION SELECT principal_account FROM mandate WHERE principal_account IN (\(list)) AND \(counts)
            """).map { try $0["account"] })
    }
}

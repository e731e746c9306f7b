import Access
import Base
import Storage

/// The reasons that each centre keeps: its own ones, and which of the built-in ones it has switched off. No row is ever
/// deleted.
package enum ReasonStore {
    static let migration = Migration("dossiers/011-reasons", """
        CREATE TABLE dossier_reason (
            agency_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            position BIGINT NOT NULL,
            is_active BIGINT NOT NULL,
            PRIMARY KEY (agency_id, kind, text),
            CHECK (is_active IN (0, 1))
        );
        """)

    /// All reasons of a centre, also those that are switched off: the built-in ones first, then its own in the order
    /// in which they came.
    package static func reasons(of agency: AgencyID, in snapshot: Snapshot) throws -> [DossierReason] {
        let rows = try snapshot.rows("""
            SELECT kind, text, is_active FROM dossier_reason WHERE agency_id = \(agency) ORDER BY position, kind, text
            """)
        let kept = try rows.map { row in
            DossierReason(
                kind: try row["kind"], text: try row["text"], isBuiltIn: false, isActive: try row["is_active"])
        }
        let builtIn = DossierReason.builtIn.map { reason in
            var reason = reason
            let row = kept.first { $0.kind == reason.kind && $0.text == reason.text }
            reason.isActive = row?.isActive ?? true
            return reason
        }
        let own = kept.filter { row in !builtIn.contains { $0.kind == row.kind && $0.text == row.text } }
        return builtIn + own
    }

    /// What an officer may choose from.
    package static func choices(
        of agency: AgencyID, in snapshot: Snapshot
    ) throws -> [DossierReason.Kind: [String]] {
        let active = try reasons(of: agency, in: snapshot).filter(\.isActive)
        return Dictionary(grouping: active, by: \.kind).mapValues { $0.map(\.text) }
    }

    /// Adds a reason behind the others, or switches the one there is.
    static func save(_ reason: DossierReason, of agency: AgencyID, in tx: Transaction) throws {
        let row = try tx.row("""
            SELECT COALESCE(MAX(position), 0) AS last FROM dossier_reason WHERE agency_id = \(agency)
            """)
        let last: Int = try row?["last"] ?? 0
        try tx.send("""
            INSERT INTO dossier_reason (agency_id, kind, text, position, is_active)
            VALUES (\(agency), \(reason.kind), \(reason.text), \(last + 1), \(reason.isActive))
            ON CONFLICT (agency_id, kind, text) DO UPDATE SET is_active = \(reason.isActive)
            """)
    }
}

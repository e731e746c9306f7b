import Base
import Dossiers
import Storage

/// When something last happened to dossiers.
enum DossierMoveStore {
    static func keep(_ dossier: String, at moment: Instant, in tx: Transaction) throws {
        try tx.send("""
            INSERT INTO watched_move (dossier_id, moved_at) VALUES (\(dossier), \(moment))
            ON CONFLICT (dossier_id) DO UPDATE SET moved_at = \(moment)
            """)
    }

    static func moments(of ids: [ID<Dossier>], in snapshot: Snapshot) throws -> [ID<Dossier>: Instant] {
        var found: [ID<Dossier>: Instant] = [:]
        for start in stride(from: 0, to: ids.count, by: 500) {
            let part = ids[start..<min(start + 500, ids.count)]
            for row in try snapshot.rows("""
                SELECT dossier_id, moved_at FROM watched_move WHERE dossier_id IN (\(SQL.list(part)))
                """)
            {
                found[try row["dossier_id"]] = try row["moved_at"]
            }
        }
        return found
    }
}

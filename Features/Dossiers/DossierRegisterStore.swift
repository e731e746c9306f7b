import Access
import Base
import Storage

/// What the register of dossiers (Sổ theo dõi hồ sơ, form 07) shows of many dossiers, in one question.
package enum DossierRegisterStore {
    package struct Line: Sendable {
        package let dossier: Dossier
        package let address: String
        package let phone: String
    }

    /// Those of the ids that the permit's caller reaches.
    /// - Parameter ids: at most some thousands.
    package static func lines(
        _ ids: [ID<Dossier>], for permit: Permit, in snapshot: Snapshot
    ) throws -> [ID<Dossier>: Line] {
        let rows = try snapshot.rows("""
            SELECT \(DossierStore.columns), address, phone FROM dossier
            JOIN dossier_party ON dossier_id = id AND role = \(Party.Role.applicant)
            WHERE id IN (\(SQL.list(ids))) AND \(DossierStore.reach(of: permit))
            """)
        return Dictionary(try rows.map { row in
            let dossier = try DossierStore.dossier(row)
            return (dossier.id, Line(dossier: dossier, address: try row["address"], phone: try row["phone"]))
        }) { first, _ in first }
    }
}

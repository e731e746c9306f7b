import Access
import Base
import Storage

/// What the register of dossiers (Sổ theo dõi hồ sơ, form 07) shows of many dossiers, in one question.
package enum DossierRegisterStore {
    package struct Line: Sendable {
        package let dossier: Dossier
        package let address: String
        package let phone: String
        package let sets: Int
    }

    /// Those of the ids that the permit's caller reaches.
    /// - Parameter ids: at most some thousands.
    package static func lines(
        _ ids: [ID<Dossier>], for permit: Permit, in snapshot: Snapshot
    ) throws -> [ID<Dossier>: Line] {
        let rows = try snapshot.rows("""
            SELECT \(DossierStore.columns), address, phone, sets FROM dossier
            JOIN dossier_party p ON p.dossier_id = id AND role = \(Party.Role.applicant)
            JOIN dossier_content c ON c.dossier_id = id
            WHERE id IN (\(SQL.list(ids))) AND \(DossierStore.reach(of: permit))
            """)
        return Dictionary(try rows.map { row in
            let dossier = try DossierStore.dossier(row)
            return (dossier.id, Line(dossier: dossier, address: try row["address"], phone: try row[sealed: "phone"],
                sets: try row["sets"]))
        }) { first, _ in first }
    }
}

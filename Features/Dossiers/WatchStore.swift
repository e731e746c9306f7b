import Access
import Base
import Storage

/// Dossiers whose time runs, for those who watch it: reminders and the director's board. They are judged by
/// `Punctuality` and the calendar, never by conditions of a query.
package enum WatchStore {
    package struct Watched: Sendable {
        /// The first due first.
        package let dossiers: [Dossier]
        /// Rows that could not be read, each in a few words: one broken row hides no other.
        package let broken: [String]
    }

    /// Those of an agency that have a due date and are still being resolved.
    package static func running(of agency: AgencyID, in snapshot: Snapshot) throws -> Watched {
        let rows = try snapshot.rows("""
            SELECT \(DossierStore.columns) FROM dossier
            WHERE is_open = 1 AND agency_id = \(agency) AND due_at IS NOT NULL AND finished_at IS NULL
            ORDER BY due_at, id
            """)
        var (dossiers, broken): ([Dossier], [String]) = ([], [])
        for row in rows {
            do {
                let dossier = try DossierStore.dossier(row)
                if dossier.state.isBeingResolved { dossiers.append(dossier) }
            } catch {
                let id: String? = try? row["id"]
                broken.append("dossier \(id ?? "?"): \(error)")
            }
        }
        return Watched(dossiers: dossiers, broken: broken)
    }
}

import Access
import Base
import Deadlines
import Storage

/// Dossiers whose time runs, for those who watch it: reminders and the director's board. They are judged by
/// `Punctuality` and the calendar, never by conditions of a query.
package enum WatchStore {
    package struct Watched: Sendable {
        /// The first due first.
        package let dossiers: [Dossier]
        /// The step or the leg that each is in now, with a date of its own.
        package let steps: [ID<Dossier>: CurrentStep]
        /// Rows that could not be read, each in a few words: one broken row hides no other.
        package let broken: [String]
    }

    /// Those that an agency resolves, that have a due date and are still being resolved.
    /// - Parameters:
    ///   - legs: also those of other agencies of which it has a leg now.
    ///   - calendar: everybody's, for steps that nobody has worked out yet.
    package static func running(
        of agency: AgencyID, andLegs legs: Bool = false, in calendar: WorkCalendar, _ snapshot: Snapshot
    ) throws -> Watched {
        let whose: SQL = legs ? "(agency_id = \(agency) OR leg_agency_id = \(agency))" : "agency_id = \(agency)"
        let rows = try snapshot.rows("""
            SELECT \(DossierStore.columns) FROM dossier
            WHERE is_open = 1 AND \(whose) AND due_at IS NOT NULL AND finished_at IS NULL
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
        return Watched(dossiers: dossiers, steps: try CurrentStepStore.steps(of: dossiers, in: calendar, snapshot),
            broken: broken)
    }
}

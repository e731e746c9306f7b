import Base
import Storage

/// Reminders of long ago, which say nothing that the dossier's own story does not.
package enum ReminderFadingStore {
    package static let tables = ["staff_reminder"]

    package static func over(_ moment: Instant, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("SELECT COUNT(*) AS n FROM staff_reminder WHERE created_at < \(moment)")?["n"] ?? 0
    }

    package static func fade(_ moment: Instant, in tx: Transaction) throws -> Int {
        try tx.execute("DELETE FROM staff_reminder WHERE created_at < \(moment)")
    }
}

import Base
import Dossiers
import Storage

/// What the mirror tells of people fades once the dossier has long been finished; the bare row stays for figures.
package enum ExternalFadingStore {
    package static let tables = ["external_dossier"]
    private static let mark = "—"

    package static func over(_ moment: Instant, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("SELECT COUNT(*) AS n FROM external_dossier WHERE \(condition(moment))")?["n"] ?? 0
    }

    /// - Returns: how many rows lost their names.
    package static func fade(_ moment: Instant, in tx: Transaction) throws -> Int {
        try tx.execute("""
            UPDATE external_dossier SET owner_name = \(mark), owner_folded = '', subject = '' WHERE \(condition(moment))
            """)
    }

    private static func condition(_ moment: Instant) -> SQL {
        let open = ExternalStatus.allCases.filter(\.isOpen).map(\.rawValue)
        return "changed_at < \(moment) AND owner_name <> \(mark) AND status NOT IN (\(SQL.list(open)))"
    }
}

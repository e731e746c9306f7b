import Access
import Storage

/// Numbers of records that an agency counts anew each year, from 1: `2026-01`.
enum YearNumberStore {
    /// The next one. Two who ask at once are told apart by the unique key of the table.
    static func next(in table: SQL, of agency: AgencyID, year: Int, _ snapshot: Snapshot) throws -> Int {
        let last: Int? = try snapshot.row("""
            SELECT MAX(number) AS last FROM \(table) WHERE agency_id = \(agency) AND year = \(year)
            """)?["last"]
        return (last ?? 0) + 1
    }
}

import Access
import Storage

/// Puts rows back that somebody took out of the table: the journal has them all. Rows that were changed by hand stay
/// as they are; for them there is the backup.
package enum MendCalendar {
    /// - Returns: how many rows were put back.
    /// - Throws: `calendar-damaged` (409) when the table still differs afterwards.
    package static func run(in tx: Transaction, act: Act) throws -> Int {
        precondition(act.permit.permission == .editCalendar, "the calendar needs its own permit")
        let told = try CalendarLedger(in: tx).revisions
        let there = Set(try CalendarRevisionStore.numbers(in: tx))
        let missing = told.filter { !there.contains($0.number) }
        for revision in missing { try CalendarRevisionStore.insert(revision, in: tx) }
        guard try CalendarLedger(in: tx).isWhole else { throw CalendarLedger.damaged }
        return missing.count
    }
}

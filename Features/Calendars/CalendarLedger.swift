import Base
import Deadlines
import Journal
import Storage

/// The stored calendar as one moment has it. The journal is what counts; the table is its checked copy, so that rows
/// that were taken out by hand move no date: they are missed, and said.
package struct CalendarLedger: Sendable {
    /// In their order.
    package let revisions: [CalendarRevision]
    /// Whether the table says the same as the journal.
    package let isWhole: Bool

    package init(in snapshot: Snapshot) throws {
        revisions = try Journal.entries(of: CalendarRevision.subjectKind, CalendarRevision.subject, in: snapshot)
            .filter { $0.kind == CalendarRevision.entryKind }.map { try CalendarRevision($0) }
        isWhole = (try? CalendarRevisionStore.all(in: snapshot)) == revisions
    }

    static let damaged = Problem("calendar-damaged", status: 409)

    package var last: Int64 { revisions.last?.number ?? 0 }

    package func calendar(over base: WorkCalendar) -> WorkCalendar { CalendarFold.calendar(base, revisions) }

    /// As it was when only so many revisions had been entered.
    package func calendar(through number: Int64, over base: WorkCalendar) -> WorkCalendar {
        CalendarFold.calendar(base, revisions.filter { $0.number <= number })
    }

    /// Nil for a number that was never given.
    package func revision(_ number: Int64) -> CalendarRevision? { revisions.first { $0.number == number } }

    package func isInForce(_ revision: CalendarRevision) -> Bool {
        CalendarFold.inForce(revisions).contains { $0.number == revision.number }
    }
}

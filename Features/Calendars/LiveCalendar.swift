import Access
import Base
import Deadlines
import Storage
import Synchronization

/// The working calendar in memory: the built-in one with the stored revisions over it, read again when they change,
/// also when another process changed them.
package final class LiveCalendar: Sendable {
    private struct Kept {
        let stamp: CalendarStamp
        let calendar: WorkCalendar
    }

    /// What the revisions are laid over.
    package let base: WorkCalendar
    private let kept = Mutex<Kept?>(nil)

    package init(_ base: WorkCalendar) { self.base = base }

    /// The one in the executable.
    package static var vietnam: LiveCalendar { LiveCalendar(.vietnam) }

    /// As it was seen last, at most a second ago: for what is shown. `WorkCalendar.of` gives an agency's.
    package var current: WorkCalendar { kept.withLock { $0?.calendar } ?? base }

    package func current(for agency: AgencyID?) -> WorkCalendar { current.of(agency) }

    /// As the transaction sees it: for deeds that set a date. Costs one small question when nothing has changed.
    package func current(in snapshot: Snapshot) throws -> WorkCalendar {
        let stamp = try CalendarRevisionStore.stamp(in: snapshot)
        if let calendar = kept.withLock({ $0?.stamp == stamp ? $0?.calendar : nil }) { return calendar }
        let ledger = try CalendarLedger(in: snapshot)
        let calendar = ledger.calendar(over: base)
        // Of a table with holes nothing is kept: it is compared with the journal each time until it is mended.
        guard ledger.isWhole else { return calendar }
        // Never an older state in the place of a newer one: readers of old snapshots may come late.
        kept.withLock { now in
            if now.map({ $0.stamp.count <= stamp.count }) ?? true { now = Kept(stamp: stamp, calendar: calendar) }
        }
        return calendar
    }

    /// Looks whether it has changed.
    package func refresh(from database: any Database) async throws {
        _ = try await database.read { try self.current(in: $0) }
    }
}

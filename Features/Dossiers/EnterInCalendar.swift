import Access
import Base
import Calendars
import Deadlines
import Storage

/// Sửa lịch làm việc with what follows from it: the revisions, and the recount of the dates that they may move. What
/// pages and the command line call.
package struct EnterInCalendar: Sendable {
    /// A dry run looks at so many dossiers; more say so.
    package static let lookedMax = 20_000

    let deeds: [ReviseCalendar]

    /// - Parameter deeds: one after the other; the later see the earlier.
    package init(_ deeds: [ReviseCalendar]) { self.deeds = deeds }

    /// - Throws: as `ReviseCalendar.run`.
    @discardableResult
    package func run(over base: WorkCalendar, in tx: Transaction, act: Act) throws -> [CalendarRevision] {
        try deeds.map { deed in
            let revision = try deed.run(over: base, in: tx, act: act)
            let ledger = try CalendarLedger(in: tx)
            try RecountDueDates.queue(revision, withdrawing: ledger.withdrawn(by: revision.change), in: tx, at: act.at)
            return revision
        }
    }

    /// What would move; writes nothing.
    package func preview(
        over base: WorkCalendar, for permit: Permit, at now: Instant, in snapshot: Snapshot
    ) throws -> CalendarPreview {
        let ledger = try CalendarLedger(in: snapshot)
        var revisions = ledger.revisions
        for deed in deeds {
            try deed.check(ledger, in: CalendarFold.calendar(base, revisions), for: permit)
            revisions.append(deed.trial(number: ledger.last + 1, in: ledger))
        }
        let after = CalendarFold.calendar(base, revisions)
        let day = deeds.map { $0.change.firstDay(withdrawing: ledger.withdrawn(by: $0.change)) }.min()
        let agencies = Set(deeds.map { $0.agency(in: ledger) })
        let scope = ClockScope(
            agency: agencies.count == 1 ? agencies.first ?? nil : nil, dueFrom: day ?? now.localDate)
        let clocks = try OpenClockStore.clocks(in: scope, after: nil, limit: Self.lookedMax, in: snapshot).clocks
        var judge = DueJudge(ledger, over: base, upcoming: after, today: now.localDate)
        return CalendarPreview(ledger, over: base, after: after, for: permit.agency, clocks.map { clock in
            (clock, judge.verdict(on: clock.whole))
        })
    }
}

extension CalendarLedger {
    /// What a withdrawal takes back; nil for anything else.
    func withdrawn(by change: CalendarChange) -> CalendarChange? {
        guard case .withdrawal(let number) = change else { return nil }
        return revision(number)?.change
    }
}

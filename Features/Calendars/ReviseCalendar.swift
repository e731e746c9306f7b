import Access
import Base
import Deadlines
import Journal
import Storage

/// Sửa lịch làm việc: one change with its reason and its source, as a revision of the stored calendar.
package struct ReviseCalendar: Sendable {
    package static let textMax = 500
    /// A closure, a Tết: nothing longer comes in one piece.
    package static let daysMax = 62
    /// What one announcement of a year can hold.
    static let yearEntriesMax = 120

    package let change: CalendarChange
    package let reason: String
    package let source: String
    /// The last revision that the person had seen; nil for whoever has looked at nothing (the command line).
    let seen: Int64?

    package init(_ change: CalendarChange, reason: String, source: String, seen: Int64? = nil) {
        self.change = change
        self.reason = VietnameseText.tidied(reason)
        self.source = VietnameseText.tidied(source)
        self.seen = seen
    }

    /// - Throws: `invalid-form` with every fault; `calendar-changed-since` (409) when somebody else was faster;
    ///   `calendar-damaged` (409) while rows of the table are missing.
    @discardableResult
    package func run(over base: WorkCalendar, in tx: Transaction, act: Act) throws -> CalendarRevision {
        precondition(act.permit.permission == .editCalendar, "the calendar needs its own permit")
        let ledger = try CalendarLedger(in: tx)
        if let seen, seen != ledger.last { throw Problem("calendar-changed-since", status: 409) }
        try check(ledger, in: ledger.calendar(over: base), for: act.permit)
        let (number, agency) = (ledger.last + 1, agency(in: ledger))
        let entry = try Journal.append(
            JournalDraft(CalendarRevision.entryKind, of: CalendarRevision.subjectKind, CalendarRevision.subject,
                agency: agency,
                facts: CalendarRevision.facts(number, change, reason: reason, source: source)),
            by: act, in: tx)
        let revision = try CalendarRevision(entry)
        try CalendarRevisionStore.insert(revision, in: tx)
        return revision
    }

    /// As it would be stored, for a dry run.
    package func trial(number: Int64, in ledger: CalendarLedger) -> CalendarRevision {
        CalendarRevision(
            number: number, change: change, agency: agency(in: ledger), reason: reason, source: source,
            at: Instant(microseconds: 0), authorName: "", seal: "")
    }

    /// Whose days change: of a withdrawal, those of what it withdraws.
    package func agency(in ledger: CalendarLedger) -> AgencyID? {
        guard case .withdrawal(let number) = change else { return change.agency }
        return ledger.revision(number)?.agency
    }

    // MARK: What can be

    /// - Parameter calendar: that it would be laid over.
    /// - Throws: as `run` does, but for somebody else having been faster.
    package func check(_ ledger: CalendarLedger, in calendar: WorkCalendar, for permit: Permit) throws {
        guard ledger.isWhole else { throw CalendarLedger.damaged }
        if let own = permit.agency, let agency = agency(in: ledger), agency != own { throw Problem.notFound }
        var faults = faults(in: calendar, ledger)
        if reason.isEmpty { faults.append(FieldFault("reason", "calendar-reason")) }
        // A closure is the Centre's own decision, a withdrawal has nothing but its reason.
        if source.isEmpty, agency(in: ledger) == nil, change.kind != .withdrawal {
            faults.append(FieldFault("source", "calendar-source"))
        }
        for (field, text) in [("reason", reason), ("source", source)] where text.count > Self.textMax {
            faults.append(FieldFault(field, "calendar-long", ["max": "\(Self.textMax)"]))
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
    }

    private func faults(in calendar: WorkCalendar, _ ledger: CalendarLedger) -> [FieldFault] {
        switch change {
        case .daysOff(let days): Self.faults(of: days, in: calendar)
        case .closure(let agency, let days): Self.faults(of: days, in: calendar.of(agency))
        case .swap(let off, let worked):
            Self.faults(of: [off], in: calendar) + (Self.canBeWorked(worked, in: calendar)
                ? [] : [FieldFault("worked", "calendar-worked")])
        case .year(let sheet): Self.faults(of: sheet, in: calendar)
        case .hours: []
        case .withdrawal(let number):
            ledger.revision(number).map { ledger.isInForce($0) } == true
                ? [] : [FieldFault("number", "calendar-withdrawn")]
        }
    }

    /// Every day must be worked now: what is off already needs no entry, and a year that nobody entered comes first.
    private static func faults(of days: [WorkCalendar.DayOff], in calendar: WorkCalendar) -> [FieldFault] {
        var faults: [FieldFault] = []
        let areWorked = days.allSatisfy { (try? calendar.isWorking($0.date)) == true }
        if days.isEmpty || days.count > daysMax || !areWorked { faults.append(FieldFault("from", "calendar-day")) }
        if days.contains(where: { $0.name.isEmpty || $0.name.count > textMax }) {
            faults.append(FieldFault("name", "calendar-name"))
        }
        return faults
    }

    private static func canBeWorked(_ date: LocalDate, in calendar: WorkCalendar) -> Bool {
        let isWeekend = date.weekday == .saturday || date.weekday == .sunday
        return isWeekend && (try? calendar.isWorking(date)) == false
    }

    private static func faults(of sheet: YearSheet, in calendar: WorkCalendar) -> [FieldFault] {
        let known = calendar.years.map(\.number)
        guard let first = known.first, let last = known.last, (first...(last + 1)).contains(sheet.year.number) else {
            return [FieldFault("year", "calendar-year", ["year": "\((known.last ?? 0) + 1)"])]
        }
        let isTooLong = sheet.daysOff.count + sheet.swaps.count > yearEntriesMax
        return sheet.daysOff.isEmpty || isTooLong ? [FieldFault("days", "calendar-days")] : []
    }
}

import Access
import Base
import Calendars
import Deadlines
import Journal
import Storage
import TestKit

/// An installation that has a calendar and two agencies, and the administrator of the first.
struct CalendarOffice: Sendable {
    let database: any Database
    let live = LiveCalendar(.vietnam)
    let clock = SteppedClock(at: TestSite.morning)
    let agency = AgencyID(at: TestSite.morning)
    let other = AgencyID(at: TestSite.morning)

    static func day(_ text: String) -> LocalDate { LocalDate(iso8601: text)! }

    init(_ engine: Engine) async throws {
        database = try await TestDatabase.make(engine, migrations: Journal.migrations + CalendarsFeature.migrations)
    }

    func act() throws -> Act {
        let caller = Caller.staff(StaffCaller(
            account: AccountID(at: TestSite.morning), name: "Quản trị", roles: [.administrator], agency: agency,
            office: nil))
        return Act(permit: try AccessPolicy(CalendarsFeature.grants).permit(.editCalendar, to: caller),
            at: clock.clock.now, requestID: "test")
    }

    func enter(
        _ change: CalendarChange, reason: String = "Theo thông báo", source: String = "Thông báo 1/TB",
        seen: Int64? = nil
    ) async throws {
        let act = try act()
        try await database.write { tx in
            _ = try ReviseCalendar(change, reason: reason, source: source, seen: seen)
                .run(over: live.base, in: tx, act: act)
        }
    }

    func calendar(_ live: LiveCalendar? = nil) async throws -> WorkCalendar {
        let live = live ?? self.live
        return try await database.read { try live.current(in: $0) }
    }

    func ledger() async throws -> CalendarLedger { try await database.read { try CalendarLedger(in: $0) } }

    /// What a person with the database's own tools can do.
    func emptyTheTable() async throws {
        try await database.write { tx in
            let guards = switch tx.engine {
            case .sqlite: "DROP TRIGGER calendar_revision_no_delete;"
            case .postgresql: "DROP TRIGGER calendar_revision_no_change ON calendar_revision;"
            }
            try tx.script(guards + "DELETE FROM calendar_revision;")
        }
    }
}

/// The problem that a deed refuses with; anything else fails the test.
func refusal(_ body: () async throws -> some Any) async throws -> Problem? {
    do {
        _ = try await body()
        return nil
    } catch let problem as Problem { return problem }
}

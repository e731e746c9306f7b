import Base
import Deadlines
import Testing

/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct DeadlinePropertyTests {
    let seed: UInt64
    var numbers: SeededNumbers
    let calendar = WorkCalendar.vietnam
    let calendarOpenOnSaturdays = WorkCalendar.vietnam.with(hours: OfficeHours(
        morning: OfficeHours.usual.morning, afternoon: OfficeHours.usual.afternoon,
        saturday: OfficeHours.usual.morning))

    init() {
        seed = UInt64.random(in: 0...UInt64.max)
        numbers = SeededNumbers(state: seed)
        print("DeadlinePropertyTests seed \(seed)")
    }

    mutating func anyTerm() -> Term {
        switch Int.random(in: 0..<5, using: &numbers) {
        case 0: .sameDay
        case 1: .workingHours(Int.random(in: 1...200, using: &numbers))
        case 2: .workingDays(Int.random(in: 1...60, using: &numbers))
        case 3: .calendarDays(Int.random(in: 1...120, using: &numbers))
        default: .months(Int.random(in: 1...6, using: &numbers))
        }
    }

    /// From 1/1/2025 to 30/4/2027, so that every term ends inside the calendar.
    mutating func anyInstant() -> Instant {
        Instant(microseconds: Int64.random(in: 1_735_664_400_000_000...1_809_000_000_000_000, using: &numbers))
    }

    @Test mutating func whoComesLaterIsNeverDueEarlier() throws {
        for _ in 0..<1500 {
            let term = anyTerm()
            let early = anyInstant()
            let late = early.adding(seconds: Int64.random(in: 0...400_000, using: &numbers))
            for calendar in [calendar, calendarOpenOnSaturdays] {
                let first = try Deadline.due(for: term, acceptedAt: early, in: calendar)
                let second = try Deadline.due(for: term, acceptedAt: late, in: calendar)
                #expect(first.instant <= second.instant, "seed \(seed): \(term) at \(early.iso8601), \(late.iso8601)")
            }
        }
    }

    @Test mutating func oneMoreHolidayNeverMakesADueDateEarlier() throws {
        for _ in 0..<1500 {
            let (term, accepted) = (anyTerm(), anyInstant())
            let storm = accepted.localDate.adding(days: Int.random(in: 0...40, using: &numbers))
            let stormy = calendar.adding(WorkCalendar.DayOff(date: storm, kind: .holiday, name: "Bão"))
            let before = try Deadline.due(for: term, acceptedAt: accepted, in: calendar)
            let after = try Deadline.due(for: term, acceptedAt: accepted, in: stormy)
            #expect(before.instant <= after.instant, "seed \(seed): \(term) at \(accepted.iso8601), off \(storm)")
        }
    }

    @Test mutating func whatIsCountedAddsUpToTheTerm() throws {
        for _ in 0..<1500 {
            let (term, accepted) = (anyTerm(), anyInstant())
            let due = try Deadline.due(for: term, acceptedAt: accepted, in: calendar)
            let counted = due.explanation.filter(\.isCounted)
            switch term {
            case .sameDay: #expect(counted.count == 1, "seed \(seed)")
            case .workingDays(let days), .calendarDays(let days): #expect(counted.count == days, "seed \(seed)")
            case .workingHours(let hours):
                let seconds = counted.reduce(0) { sum, day in
                    guard case .officeHours(let used) = day.reason else { return sum }
                    return sum + used
                }
                #expect(seconds == hours * 3600, "seed \(seed)")
            case .months: #expect(!counted.isEmpty, "seed \(seed)")
            }
        }
    }

    @Test mutating func theExplanationNamesEveryDayOnceFromAcceptanceToAWorkedDueDate() throws {
        for _ in 0..<1500 {
            let (term, accepted) = (anyTerm(), anyInstant())
            let due = try Deadline.due(for: term, acceptedAt: accepted, in: calendar)
            let numbers = due.explanation.map(\.date.dayNumber)
            #expect(numbers == Array(accepted.localDate.dayNumber...due.date.dayNumber), "seed \(seed)")
            #expect(try calendar.isWorking(due.date), "seed \(seed)")
            #expect(due.instant >= accepted, "seed \(seed)")
        }
    }
}

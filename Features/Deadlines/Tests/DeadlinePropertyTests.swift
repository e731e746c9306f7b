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

    /// Up to three stops somewhere in the first weeks, and now and then an extension.
    mutating func anyMatter() -> DeadlineCase {
        let accepted = anyInstant()
        let stops = (0..<Int.random(in: 0...3, using: &numbers)).map { _ in
            let from = accepted.adding(seconds: Int64.random(in: -100_000...2_000_000, using: &numbers))
            return Stop(from: from, to: from.adding(seconds: Int64.random(in: 0...1_500_000, using: &numbers)),
                ground: Stop.Ground.allCases.randomElement(using: &numbers) ?? .supplement)
        }
        let term = anyTerm()
        let extended = Int.random(in: 0..<4, using: &numbers) == 0
            ? Extension(days: Int.random(in: 1...20, using: &numbers), of: term) : nil
        return DeadlineCase(term: term, acceptedAt: accepted, stops: stops, extended: extended)
    }

    @Test mutating func oneMoreHolidayIsNeverGoodForTheOfficeWithStopsEither() throws {
        for _ in 0..<1000 {
            let matter = anyMatter()
            let storm = matter.acceptedAt.localDate.adding(days: Int.random(in: 0...40, using: &numbers))
            let stormy = calendar.adding(WorkCalendar.DayOff(date: storm, kind: .closure, name: "Bão"))
            let before = try #require(try Deadline.due(for: matter, in: calendar))
            let after = try #require(try Deadline.due(for: matter, in: stormy))
            #expect(before.instant <= after.instant, "seed \(seed): \(matter), off \(storm)")
        }
    }

    @Test mutating func aStopNeverMakesADueDateEarlier() throws {
        for _ in 0..<1000 {
            let matter = anyMatter()
            var fewer = matter
            fewer.stops = Array(matter.stops.dropLast())
            let less = try #require(try Deadline.due(for: fewer, in: calendar))
            let more = try #require(try Deadline.due(for: matter, in: calendar))
            #expect(less.instant <= more.instant, "seed \(seed): \(matter)")
        }
    }

    /// Stopped from a to b and at once from b to c is stopped from a to c.
    @Test mutating func stoppingAndStartingAgainIsAdditive() throws {
        for _ in 0..<1500 {
            let (term, accepted) = (anyTerm(), anyInstant())
            let from = accepted.adding(seconds: Int64.random(in: 0...1_000_000, using: &numbers))
            let middle = from.adding(seconds: Int64.random(in: 0...800_000, using: &numbers))
            let to = middle.adding(seconds: Int64.random(in: 0...800_000, using: &numbers))
            let whole = DeadlineCase(
                term: term, acceptedAt: accepted, stops: [Stop(from: from, to: to, ground: .supplement)])
            let halves = DeadlineCase(term: term, acceptedAt: accepted, stops: [
                Stop(from: from, to: middle, ground: .supplement), Stop(from: middle, to: to, ground: .posting),
            ])
            #expect(try Deadline.due(for: whole, in: calendar) == Deadline.due(for: halves, in: calendar),
                "seed \(seed): \(term) at \(accepted.iso8601), \(from.iso8601) \(middle.iso8601) \(to.iso8601)")
        }
    }

    @Test mutating func theSharesOfTimeAddUpToTheOfficeHours() throws {
        for _ in 0..<300 {
            let matter = anyMatter()
            let end = matter.acceptedAt.adding(seconds: Int64.random(in: 0...4_000_000, using: &numbers))
            let shares = try ElapsedTime.split(
                from: matter.acceptedAt, to: end, stops: matter.stops,
                handOvers: [ElapsedTime.HandOver(at: matter.acceptedAt.adding(seconds: 90_000), holder: .office("A"))],
                in: calendar)
            let all = try ElapsedTime.officeSeconds(from: matter.acceptedAt, to: end, in: calendar)
            // A stop may begin within a second; each turn may lose one.
            #expect(abs(shares.reduce(0) { $0 + $1.officeSeconds } - all) <= 10, "seed \(seed): \(matter)")
        }
    }

    @Test mutating func theExplanationOfAnyMatterAddsUpToItsTermAndLeadsToItsDate() throws {
        for _ in 0..<1500 {
            let matter = anyMatter()
            let answer = try Deadline.explain(matter, in: calendar)
            #expect(answer.due == (try Deadline.due(for: matter, in: calendar)), "seed \(seed)")
            Expected.explanation(answer, of: matter, "seed \(seed): \(matter)")
            let date = try #require(answer.due?.date)
            #expect(try calendar.isWorking(date), "seed \(seed)")
            #expect(answer.due?.instant ?? matter.acceptedAt >= matter.acceptedAt, "seed \(seed)")
        }
    }

    /// Whatever is asked, the answer is a date or a named refusal.
    @Test mutating func nothingMakesTheEngineFall() {
        for _ in 0..<1500 {
            let term: Term = switch Int.random(in: 0..<4, using: &numbers) {
            case 0: .workingHours(Int.random(in: -10...4000, using: &numbers))
            case 1: .workingDays(Int.random(in: Int.min...Int.max, using: &numbers))
            case 2: .calendarDays(Int.random(in: -10...4000, using: &numbers))
            default: .months(Int.random(in: -10...4000, using: &numbers))
            }
            func anyMoment() -> Instant {
                Instant(microseconds: Int64.random(in: Int64.min...Int64.max, using: &numbers))
            }
            let stop = Stop(from: anyMoment(), to: anyMoment(), ground: .outage, effect: .restarts)
            for accepted in [anyMoment(), anyInstant()] {
                let matter = DeadlineCase(term: term, acceptedAt: accepted, stops: [stop],
                    extended: Extension(days: Int.random(in: -5...4000, using: &numbers), unit: .calendarDays))
                _ = try? Deadline.explain(matter, in: calendar)
                _ = try? Deadline.due(for: matter, in: WorkCalendar(years: [], daysOff: [], extraWorkingDays: []))
            }
        }
    }
}

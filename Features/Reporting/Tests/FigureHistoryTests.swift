import Base
import Deadlines
import Journal
import Storage
import TestKit
import Testing

@testable import Reporting

/// Kept figures, rebuilt figures and plain SQL over the raw entries are the same, whatever happened.
@Suite struct FigureHistoryTests {
    @Test(arguments: Engine.tested, [1, 2, 3] as [UInt64])
    func keptAndRebuiltAndPlainFiguresAreTheSame(engine: Engine, seed: UInt64) async throws {
        let database = try await RandomHistory.database(engine)
        var random = SeededRandom(seed: seed)
        var rest = RandomHistory(seed: seed, dossiers: 90).events[...]
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...90, using: &random))
            try await RandomHistory.append(Array(rest.prefix(count)), to: database)
            rest = rest.dropFirst(count)
            // Sometimes it keeps up, sometimes it lags behind.
            let limit = Int.random(in: 1...120, using: &random)
            try await database.write(lane: .free) { _ = try FollowJournal.advance(1, limit: limit, in: $0) }
        }
        try await FollowJournal.follower.catchUp(database)
        let questions = Self.questions(&random)
        let kept = try await Self.answers(questions, in: database)
        #expect(kept.count { !$0.isEmpty } > questions.count / 2)
        try await Self.expectPlain(questions, kept, in: database, seed: seed)
        let check = try await CheckFigures.run(in: database)
        #expect(check.isEqual && check.lag == 0, "seed \(seed): \(check.differences)")

        try await RebuildFigures.run(in: database)
        #expect(try await database.read { try FigureStore.edition(in: $0) } == 2)
        #expect(try await Self.answers(questions, in: database) == kept, "seed \(seed)")
        #expect(try await CheckFigures.run(in: database).isEqual, "seed \(seed)")
    }

    /// Late today, and late when it was settled, are what the one judgement of time says of each dossier.
    @Test(arguments: Engine.tested, [11, 12, 13] as [UInt64])
    func lateTodayIsWhatPunctualitySays(engine: Engine, seed: UInt64) async throws {
        let database = try await RandomHistory.database(engine)
        let events = RandomHistory(seed: seed, dossiers: 60).events
        try await RandomHistory.append(events, to: database)
        try await FollowJournal.follower.catchUp(database)
        let ids = Set(events.map(\.draft.subject)).sorted()
        let dossiers = try await database.read { try FigureStore.dossiers(ids, edition: 1, in: $0) }
            .values.filter { $0.acceptedAt != nil }
        let end = RandomHistory.start.adding(days: RandomHistory.daysMax)
        for days in [0, 1, 7, 40] {
            let today = end.adding(days: days)
            let period = try #require(ReportPeriod(from: RandomHistory.start, through: today))
            let total = try await database.read {
                try FigureReport.byField(FigureScope(RandomHistory.agencies), period, today: today, in: $0).total
            }
            let judged = dossiers.map {
                Punctuality(due: $0.dueAt?.localDate, finished: $0.finishedAt?.localDate, today: today)
            }
            #expect(total.openLate == judged.count { $0 == .openLate }, "seed \(seed), \(today)")
            #expect(total.openInTime == judged.count { $0 == .openInTime }, "seed \(seed), \(today)")
            #expect(total.counts[.late] == judged.count { $0 == .late }, "seed \(seed), \(today)")
            #expect(total.counts[.lateByIndex] == zip(dossiers, judged).count { $1 == .late
                || $0.isAskedAgain && $0.finishedAt != nil })
        }
    }

    @Test(arguments: Engine.tested)
    func aRebuildingThatWasBrokenOffGoesOn(engine: Engine) async throws {
        let database = try await RandomHistory.database(engine)
        try await RandomHistory.append(RandomHistory(seed: 4, dossiers: 30).events, to: database)
        try await FollowJournal.follower.catchUp(database)
        let before = try await database.read { try FigureStore.all(edition: 1, in: $0) }
        try await database.write(lane: .free) { _ = try FollowJournal.advance(2, limit: 50, in: $0) }
        // Pages read the old edition until the new one is whole.
        #expect(try await database.read { try FigureStore.edition(in: $0) } == 1)
        try await RebuildFigures.run(in: database)
        #expect(try await database.read { try FigureStore.all(edition: 2, in: $0) } == before)
        #expect(try await database.read { try FigureStore.all(edition: 1, in: $0) } == FigureChanges())
        try await database.write(lane: .free) { _ = try FollowJournal.advance(3, limit: 50, in: $0) }
        try await RebuildFigures.run(in: database, anew: true)
        #expect(try await database.read { try FigureStore.edition(in: $0) } == 4)
        #expect(try await database.read { try FigureStore.all(edition: 4, in: $0) } == before)
        #expect(try await database.read { try FigureStore.all(edition: 3, in: $0) } == FigureChanges())
    }

    @Test(arguments: Engine.tested)
    func manyFollowersCountEachEntryOnce(engine: Engine) async throws {
        let database = try await RandomHistory.database(engine)
        let events = RandomHistory(seed: 5, dossiers: 60).events
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<8 {
                        try await database.write(lane: .free) { _ = try FollowJournal.advance(1, limit: 20, in: $0) }
                    }
                }
            }
            group.addTask {
                for start in stride(from: 0, to: events.count, by: 25) {
                    try await RandomHistory.append(Array(events[start..<min(start + 25, events.count)]), to: database)
                }
            }
            try await group.waitForAll()
        }
        try await FollowJournal.follower.catchUp(database)
        #expect(try await CheckFigures.run(in: database).differences == [])
    }

    @Test(arguments: Engine.tested)
    func aWrongFigureIsNamedByTheCheckAndMendedByTheRebuilding(engine: Engine) async throws {
        let database = try await RandomHistory.database(engine)
        try await RandomHistory.append(RandomHistory(seed: 6, dossiers: 10).events, to: database)
        try await FollowJournal.follower.catchUp(database)
        try await database.write(lane: .free) {
            _ = try $0.execute("UPDATE figure_count SET received = received + 1 WHERE grain = 'year' AND received > 0")
        }
        let check = try await CheckFigures.run(in: database)
        #expect(!check.isEqual)
        #expect(check.differences.allSatisfy { $0.contains("received") })
        try await RebuildFigures.run(in: database)
        #expect(try await CheckFigures.run(in: database).isEqual)
    }

    // MARK: Questions

    private struct Question {
        let scope: FigureScope
        let first: LocalDate
        let last: LocalDate
        let today: LocalDate
    }

    private static func questions(_ random: inout SeededRandom) -> [Question] {
        (0..<12).map { number in
            let first = RandomHistory.start.adding(days: Int.random(in: -5...RandomHistory.daysMax, using: &random))
            let last = first.adding(days: Int.random(in: 0...RandomHistory.daysMax, using: &random))
            let agencies = number.isMultiple(of: 3) ? RandomHistory.agencies : [RandomHistory.agencies[number % 2]]
            let office = number % 4 == 1 ? RandomHistory.offices.randomElement(using: &random) : nil
            let field = number % 4 == 2 ? RandomHistory.fields.randomElement(using: &random) : nil
            let today = max(last, RandomHistory.start.adding(days: RandomHistory.daysMax))
            return Question(scope: FigureScope(agencies, office: office, field: field), first: first, last: last,
                today: number.isMultiple(of: 2) ? RandomHistory.start.adding(days: RandomHistory.daysMax) : today)
        }
    }

    private static func answers(
        _ questions: [Question], in database: any Database
    ) async throws -> [[String: PlainFigures.Numbers]] {
        try await database.read { snapshot in
            try questions.map { question in
                let period = try #require(ReportPeriod(from: question.first, through: question.last))
                let report = try FigureReport.byField(question.scope, period, today: question.today, in: snapshot)
                var numbers: [String: PlainFigures.Numbers] = [:]
                for part in report.parts {
                    var counts = part.summary.counts
                    counts[.lateBegun] = 0
                    counts[.lateEnded] = 0
                    let found = PlainFigures.Numbers(counts: counts, carriedOver: part.summary.carriedOver,
                        open: part.summary.open, openLate: part.summary.openLate, handling: part.summary.handling)
                    if found != .init() { numbers["\(part.key) \(part.channel.rawValue)"] = found }
                }
                return numbers
            }
        }
    }

    private static func expectPlain(
        _ questions: [Question], _ kept: [[String: PlainFigures.Numbers]], in database: any Database, seed: UInt64
    ) async throws {
        for (question, kept) in zip(questions, kept) {
            let plain = try await database.read {
                try PlainFigures.numbers(
                    question.scope, from: question.first, through: question.last, today: question.today, in: $0)
            }
            #expect(kept == plain, "seed \(seed), \(question)")
        }
    }
}

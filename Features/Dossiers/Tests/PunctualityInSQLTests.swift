import Access
import Base
import Deadlines
import Storage
import TestKit
import Testing

@testable import Dossiers

/// Lists judge late in SQL; here they are held against `Punctuality` for random dates and clocks, with moments close to
/// both midnights: that of Việt Nam and that of the time of the world.
@Suite struct PunctualityInSQLTests {
    private struct Case: Sendable {
        let id: ID<Dossier>
        let state: DossierState
        let accepted: Instant
        let due: Instant?
        let finished: Instant?
    }

    private static let open: [DossierState] = [.accepted, .forwarded, .inProgress, .proposed, .approved]

    private static func moment(_ day: Int, using random: inout SeededRandom) -> Instant {
        let start = Instant(LocalDate(dayNumber: day))
        let any = Int64.random(in: 0..<86_400, using: &random)
        let seconds: [Int64] = [0, -1, 1, 7 * 3600, 7 * 3600 - 1, 17 * 3600, 86_399, any]
        return start.adding(seconds: seconds[Int.random(in: 0..<seconds.count, using: &random)])
    }

    /// Dossiers whose three moments are anywhere within some days of each other.
    private static func cases(
        _ count: Int, around monday: Int, in world: DossierWorld, using random: inout SeededRandom
    ) async throws -> [Case] {
        var cases: [Case] = []
        for index in 0..<count {
            let isClosed = index % 3 == 0
            let running = index % 7 == 1 ? .awaitingSupplement : open[index % open.count]
            let state = isClosed ? DossierState.resultReady : running
            let accepted = moment(monday + Int.random(in: -3...2, using: &random), using: &random)
            let due = state == .awaitingSupplement || (isClosed && index % 5 == 0)
                ? nil : moment(monday + Int.random(in: -1...4, using: &random), using: &random)
            let finished = isClosed ? moment(monday + Int.random(in: 2...5, using: &random), using: &random) : nil
            let id = try await world.dossier(in: state)
            // The table's own rule wants a date while something is being worked on; a result may lack one.
            let kept = due ?? (isClosed ? moment(monday, using: &random) : nil)
            try await world.database.write { tx in
                try tx.execute("""
                    UPDATE dossier SET accepted_at = \(accepted), due_at = \(kept), finished_at = \(finished)
                    WHERE id = \(id)
                    """)
            }
            cases.append(Case(id: id, state: state, accepted: accepted, due: kept, finished: finished))
        }
        return cases
    }

    @Test(arguments: Engine.tested, [11, 12] as [UInt64])
    func theListsBehindTheFiguresJudgeAsTheEngineDoes(engine: Engine, seed: UInt64) async throws {
        let world = try await DossierWorld(engine)
        var random = SeededRandom(seed: seed)
        let monday = DossierWorld.monday.localDate.dayNumber
        let cases = try await Self.cases(24, around: monday, in: world, using: &random)
        let permit = try world.act("giamdoc", "dossier.see").permit
        for _ in 0..<40 {
            let first = LocalDate(dayNumber: monday + Int.random(in: -4...4, using: &random))
            let last = first.adding(days: Int.random(in: 0...4, using: &random))
            let today = LocalDate(dayNumber: monday + Int.random(in: -2...6, using: &random))
            for measure in [DossierFilter.Measure.early, .onTime, .inTime, .late, .openInTime, .openLate] {
                let filter = DossierFilter(measure, from: first, through: last)
                let listed = try await world.database.read {
                    try DossierFilterStore.page(filter, number: 1, for: permit, today: today, in: $0).dossiers.map(\.id)
                }
                let expected = cases.filter { Self.counts($0, as: measure, from: first, through: last, today: today) }
                #expect(Set(listed) == Set(expected.map(\.id)), "\(measure) \(first)–\(last), \(today)")
            }
        }
    }

    private static func counts(
        _ one: Case, as measure: DossierFilter.Measure, from first: LocalDate, through last: LocalDate, today: LocalDate
    ) -> Bool {
        let finished = one.finished?.localDate
        if let finished, (first...last).contains(finished) {
            switch Punctuality(due: one.due?.localDate, finished: finished, today: today) {
            case .early: return [.early, .inTime].contains(measure)
            case .onTime: return [.onTime, .inTime].contains(measure)
            case .late: return measure == .late
            case .openInTime, .openLate: return false
            }
        }
        guard one.accepted.localDate <= last, finished.map({ $0 > last }) ?? true else { return false }
        let standing = Punctuality(due: one.due?.localDate, finished: nil, today: min(last, today))
        return measure == (standing.isLate ? .openLate : .openInTime)
    }

    @Test(arguments: Engine.tested, [21, 22] as [UInt64])
    func theWorklistsJudgeAsTheEngineDoes(engine: Engine, seed: UInt64) async throws {
        let world = try await DossierWorld(engine)
        var random = SeededRandom(seed: seed)
        let monday = DossierWorld.monday.localDate.dayNumber
        let cases = try await Self.cases(24, around: monday, in: world, using: &random)
        let permit = try world.act("giamdoc", "dossier.see").permit
        for _ in 0..<40 {
            let now = Self.moment(monday + Int.random(in: -2...6, using: &random), using: &random)
            let horizon = try WorklistHorizon(now: now, calendar: .vietnam)
            let (late, today, counts) = try await world.database.read { snapshot in
                (try WorklistStore.ids(.overdue, limit: 100, for: permit, horizon: horizon, in: snapshot),
                    try WorklistStore.ids(.dueToday, limit: 100, for: permit, horizon: horizon, in: snapshot),
                    try WorklistStore.counts(for: permit, horizon: horizon, in: snapshot))
            }
            let running = cases.filter { Self.open.contains($0.state) }
            let expected = running.filter { Punctuality(due: $0.due, finished: nil, now: now).isLate }
            #expect(Set(late) == Set(expected.map(\.id)), "\(now.iso8601)")
            #expect(counts[.overdue] == expected.count)
            #expect(Set(today) == Set(running.filter { $0.due?.localDate == now.localDate }.map(\.id)))
        }
    }
}

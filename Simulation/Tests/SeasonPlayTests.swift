import App
import Base
import Dossiers
import Identity
import Journal
import Simulation
import Storage
import TestKit
import Testing

/// Seasons played through the deeds of a real office; afterwards the figures are the published ones, nothing is amiss.
@Suite struct SeasonPlayTests {
    @Test(arguments: Engine.tested)
    func `every season keeps the invariants after each day, and has its own figures`(engine: Engine) async throws {
        for name in PublishedSeasons.names {
            let profile = try #require(try PublishedSeasons.season(name)).scaled(to: 30)
            let outcome = try await SeasonHouse.make(engine).play(PlaySeason(profile, seed: 3, check: .everyDay))
            #expect(outcome.violations.isEmpty, "\(name)")
            expectFigures(outcome, of: profile)
        }
    }

    @Test func `the whole season of Hướng Hiệp gives the published totals`() async throws {
        let profile = try #require(try PublishedSeasons.season(PublishedSeasons.huongHiep))
        let house = try await SeasonHouse.make(.sqlite)
        let outcome = try await house.play(PlaySeason(profile, seed: 1, check: .end))
        #expect(outcome.dossiers == 2517)
        #expect(outcome.figures.received == 2517)
        #expect(outcome.figures.online == 2339)
        #expect(outcome.figures.received - outcome.figures.online == 178)
        #expect(outcome.figures.inTime == 2515)
        #expect(outcome.figures.counts[.late] == 2)
        #expect(outcome.figures.open == 0)
        #expect(outcome.figures.counts[.digitised] == 2515)
        #expect(outcome.violations.isEmpty)
    }

    @Test func `the same seed writes the same journal, digest by digest`() async throws {
        let profile = try #require(try PublishedSeasons.season(PublishedSeasons.huongHiep)).scaled(to: 40)
        func head(_ seed: Int) async throws -> JournalHead {
            try await SeasonHouse.make(.sqlite).play(PlaySeason(profile, seed: seed, check: .none)).head
        }
        let first = try await head(4)
        #expect(try await head(4) == first)
        #expect(try await head(5) != first)
    }

    @Test func `both engines write the same journal`() async throws {
        guard Engine.tested.count > 1 else { return }
        let profile = try #require(try PublishedSeasons.season(PublishedSeasons.huongHiep)).scaled(to: 20)
        var heads: [JournalHead] = []
        for engine in Engine.tested {
            heads.append(try await SeasonHouse.make(engine).play(PlaySeason(profile, seed: 4, check: .none)).head)
        }
        #expect(heads[0] == heads[1])
    }

    @Test func `the weeks up to today leave dossiers at every step, and the season as it was`() async throws {
        let profile = try #require(try PublishedSeasons.season(PublishedSeasons.huongHiep)).scaled(to: 40)
        let house = try await SeasonHouse.make(.sqlite)
        let outcome = try await house.play(PlaySeason(profile, recent: 120, seed: 1, check: .end))
        expectFigures(outcome, of: profile)
        let dossiers = try await house.database.read { try DossierStore.all(after: nil, limit: 1000, in: $0) }
        for state in DossierState.allCases where ![.accepted, .withdrawn].contains(state) {
            #expect(dossiers.contains { $0.state == state }, "\(state)")
        }
        let standing = dossiers.filter { $0.state.isBeingResolved && $0.dueAt != nil }
        let late = standing.count { $0.punctuality(at: TestSite.morning) == .openLate }
        #expect((1...4).contains(late), "\(late) of \(standing.count) late")
        #expect(dossiers.count(where: \.state.isOpen) >= 20)
    }

    @Test func `data that is somebody's already is left alone`() async throws {
        let profile = try #require(try PublishedSeasons.season(PublishedSeasons.huongHiep)).scaled(to: 2)
        let house = try await SeasonHouse.make(.sqlite)
        _ = try await house.play(PlaySeason(profile, seed: 1, check: .none))
        await #expect(throws: Problem("installation-exists", status: 409)) {
            _ = try await house.play(PlaySeason(profile, seed: 1, check: .none))
        }
    }

    @Test func `a row changed behind the deeds is found by the check of the news`() async throws {
        let profile = try #require(try PublishedSeasons.season(PublishedSeasons.huongHiep)).scaled(to: 5)
        let house = try await SeasonHouse.make(.sqlite)
        _ = try await house.play(PlaySeason(profile, seed: 1, check: .none))
        var invariants = Invariants(house.database)
        #expect(try await invariants.checkNews().isEmpty)
        #expect(try await invariants.checkNews().isEmpty)
        try await house.database.write { tx in _ = try tx.execute("UPDATE dossier SET due_at = due_at + 1000000") }
        #expect(try await invariants.checkNews().isEmpty, "nothing new has happened")
        #expect(try await invariants.checkAll().count >= 5)
    }

    @Test(arguments: Engine.tested)
    func `a figure changed behind the follower is found by the check of the day that touches it`(
        engine: Engine
    ) async throws {
        let profile = try #require(try PublishedSeasons.season(PublishedSeasons.huongHiep)).scaled(to: 20)
        let house = try await SeasonHouse.make(engine)
        _ = try await house.play(PlaySeason(profile, seed: 1, check: .everyDay))
        var invariants = Invariants(house.database)
        #expect(try await invariants.checkNews().isEmpty)
        try await house.database.write(lane: .free) { tx in
            _ = try tx.execute("UPDATE figure_count SET received = received + 1 WHERE grain = 'day' AND received > 0")
        }
        #expect(try await invariants.checkNews().isEmpty, "nothing has touched these days since")
        var anew = Invariants(house.database)
        let found = try await anew.checkNews()
        #expect(!found.isEmpty && found.allSatisfy { $0.part == .figures && $0.rule.contains("received") })
    }

    private func expectFigures(_ outcome: PlaySeason.Outcome, of profile: SeasonProfile) {
        func sum(_ count: (OfficeSeason) -> Int) -> Int { profile.offices.reduce(0) { $0 + count($1) } }
        let figures = outcome.figures
        #expect(figures.received == sum(\.received), "\(profile.name)")
        #expect(figures.online == sum(\.online), "\(profile.name)")
        #expect(figures.counts[.late] == sum(\.late), "\(profile.name)")
        #expect(figures.inTime == sum(\.settledInTime), "\(profile.name)")
        #expect(figures.openInTime == sum(\.openInTime), "\(profile.name)")
        #expect(figures.openLate == 0, "\(profile.name)")
        #expect(figures.counts[.digitised] == sum(\.digitised), "\(profile.name)")
    }
}

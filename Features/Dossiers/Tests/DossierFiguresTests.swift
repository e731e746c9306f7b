import Base
import Dossiers
import Storage
import TestKit
import Testing

@Suite struct DossierFiguresTests {
    /// Filed and accepted on Monday, due on Wednesday the 25th; the figures are those of Wednesday and Thursday.
    @Test(arguments: Engine.tested)
    func whatCameInIsSettledOrOpen(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let early = try await world.dossier(in: .approved)
        let onTime = try await world.dossier(in: .approved)
        let late = try await world.dossier(in: .approved)
        _ = try await world.dossier(in: .inProgress)
        _ = try await world.dossier(in: .awaitingSupplement)
        // Never accepted: not received in the sense of the report.
        _ = try await world.dossier(in: .submitted)
        _ = try await world.dossier(in: .refused)
        for (id, day) in [(early, "2026-11-23"), (onTime, "2026-11-25"), (late, "2026-11-26")] {
            world.clock.move(to: DossierWorld.at(day, 16, 59))
            try await world.attempt(.publish, on: id)
        }
        let week = try await figures("2026-11-23", "2026-11-27", today: "2026-11-26", in: world)
        #expect(week.isBalanced)
        #expect([week.received, week.carriedOver, week.early, week.onTime, week.late] == [5, 0, 1, 1, 1])
        #expect([week.openInTime, week.openLate, week.online, week.digitised] == [1, 1, 5, 0])
        let later = try await figures("2026-11-25", "2026-11-25", today: "2026-11-26", in: world)
        #expect(later.isBalanced)
        #expect([later.received, later.carriedOver, later.settled, later.openInTime, later.openLate] == [0, 4, 1, 3, 0])
        let before = try await figures("2026-11-01", "2026-11-22", today: "2026-11-26", in: world)
        #expect(before.cells.isEmpty)
        #expect(before.isBalanced)
    }

    @Test(arguments: Engine.tested)
    func theLastMinuteOfADayBelongsToIt(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .approved)
        world.clock.move(to: DossierWorld.at("2026-11-25", 23, 59))
        try await world.attempt(.publish, on: id)
        #expect(try await figures("2026-11-25", "2026-11-25", today: "2026-11-26", in: world).onTime == 1)
        #expect(try await figures("2026-11-26", "2026-11-26", today: "2026-11-26", in: world).cells.isEmpty)
    }

    @Test(arguments: Engine.tested)
    func sumsByFieldAndChannelAreTheWhole(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        _ = try await world.dossier(in: .returned)
        let filing = world.filing(DossierWorld.copy)
        try await world.perform("motcua1", "dossier.receive") {
            _ = try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: $0, act: $1)
        }
        let whole = try await figures("2026-11-23", "2026-11-23", today: "2026-11-23", in: world)
        #expect(whole.received == 2)
        #expect(whole.byField.map(\.field) == ["Hộ tịch"])
        #expect(whole.byField.reduce(0) { $0 + $1.figures.received } == 2)
        #expect(whole.byChannel.map(\.figures.received) == [1, 1, 0])
        #expect(whole.byChannel.allSatisfy { $0.figures.isBalanced })
    }

    private func figures(_ from: String, _ through: String, today: String, in world: DossierWorld) async throws -> DossierFigures {
        let agency = world.commune.id
        return try await world.database.read { snapshot in
            try DossierFiguresStore.figures(of: agency, from: LocalDate(iso8601: from)!, through: LocalDate(iso8601: through)!,
                today: LocalDate(iso8601: today)!, in: snapshot)
        }
    }
}

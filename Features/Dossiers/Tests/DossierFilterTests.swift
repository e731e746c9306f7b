import Base
import Dossiers
import Storage
import TestKit
import Testing
import Web

@Suite struct DossierFilterTests {
    /// Filed and accepted on Monday, due on Wednesday the 25th; the figures are those of Wednesday and Thursday.
    @Test(arguments: Engine.tested)
    func everyNumberOfThePeriodHasItsDossiers(engine: Engine) async throws {
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
        let week = try await counts("2026-11-23", "2026-11-27", today: "2026-11-26", in: world)
        #expect(week == [
            .received: 5, .direct: 0, .carriedOver: 0, .all: 5, .digitised: 0, .settled: 3, .early: 1, .onTime: 1,
            .inTime: 2, .late: 1, .askedAgain: 0, .lateByIndex: 1,
            .published: 3, .electronic: 0, .open: 2, .openInTime: 1, .openLate: 1,
        ])
        let later = try await counts("2026-11-25", "2026-11-25", today: "2026-11-26", in: world)
        #expect(later[.received] == 0 && later[.carriedOver] == 4 && later[.settled] == 1)
        #expect(later[.openInTime] == 3 && later[.openLate] == 0)
        let before = try await counts("2026-11-01", "2026-11-22", today: "2026-11-26", in: world)
        #expect(before.values.allSatisfy { $0 == 0 })
    }

    @Test(arguments: Engine.tested)
    func theLastMinuteOfADayBelongsToIt(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .approved)
        world.clock.move(to: DossierWorld.at("2026-11-25", 23, 59))
        try await world.attempt(.publish, on: id)
        #expect(try await counts("2026-11-25", "2026-11-25", today: "2026-11-26", in: world)[.onTime] == 1)
        #expect(try await counts("2026-11-26", "2026-11-26", today: "2026-11-26", in: world)[.settled] == 0)
    }

    @Test(arguments: Engine.tested)
    func theListIsOfTheOwnAgencyOnly(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .accepted)
        let filter = DossierFilter(.received, from: Self.day("2026-11-23"), through: Self.day("2026-11-23"))
        for (login, found) in [("giamdoc", [id]), ("hp-giamdoc", [])] {
            let permit = try world.act(login, "dossier.see").permit
            let page = try await world.database.read {
                try DossierFilterStore.page(filter, number: 1, for: permit, today: filter.last, in: $0)
            }
            #expect(page.dossiers.map(\.id) == found && page.total == found.count)
        }
    }

    @Test func anAddressSaysTheWholeFilterAndIsReadBack() throws {
        var filter = DossierFilter(.late, from: Self.day("2026-11-01"), through: Self.day("2026-11-30"),
            field: "Hộ tịch & quốc tịch", channel: .online)
        #expect(filter.address == """
            /tim-ho-so?loc=qua-han&tu=2026-11-01&den=2026-11-30&linh-vuc=H%E1%BB%99%20t%E1%BB%8Bch%20%26%20\
            qu%E1%BB%91c%20t%E1%BB%8Bch&kenh=online
            """)
        filter.office = .init("019ab000-0000-7000-8000-000000000001")
        let read = DossierFilter(FormValues([
            (name: "loc", value: "qua-han"), (name: "tu", value: "2026-11-01"), (name: "den", value: "2026-11-30"),
            (name: "linh-vuc", value: "Hộ tịch & quốc tịch"), (name: "kenh", value: "online"),
            (name: "phong", value: "019ab000-0000-7000-8000-000000000001"),
        ]))
        #expect(read == filter)
        #expect(DossierFilter(FormValues([(name: "q", value: "Hồ")])) == nil)
    }

    private static func day(_ text: String) -> LocalDate { LocalDate(iso8601: text)! }

    private func counts(
        _ first: String, _ last: String, today: String, in world: DossierWorld
    ) async throws -> [DossierFilter.Measure: Int] {
        let agency = world.commune.id
        return try await world.database.read { snapshot in
            var counts: [DossierFilter.Measure: Int] = [:]
            for measure in DossierFilter.Measure.allCases {
                let filter = DossierFilter(measure, from: Self.day(first), through: Self.day(last))
                counts[measure] = try DossierFilterStore.count(filter, of: agency, today: Self.day(today), in: snapshot)
            }
            return counts
        }
    }
}

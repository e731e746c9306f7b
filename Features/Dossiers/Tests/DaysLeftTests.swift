import Base
import Deadlines
import Storage
import TestKit
import Testing
import Web

@testable import Dossiers

@Suite struct DaysLeftTests {
    /// Monday 23 November 2026; the 24th is a holiday. One walk counts the same as a walk for each date.
    @Test(arguments: Engine.tested)
    func oneWalkCountsLikeOneForEachDate(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let sample = try await world.dossier(try await world.dossier(in: .inProgress))
        let today = DossierWorld.monday.localDate
        let dossiers = (-12...40).map { offset -> Dossier in
            var dossier = sample
            dossier.dueAt = Instant(today.adding(days: offset), LocalTime(hour: 17, minute: 0))
            return dossier
        }
        let left = DaysLeft(dossiers, at: DossierWorld.monday, calendar: .vietnam)
        for dossier in dossiers {
            let due = try #require(dossier.dueAt?.localDate)
            #expect(try left.days(until: due) == WorkCalendar.vietnam.workingDays(from: today, to: due), "\(due)")
        }
        #expect(left.days(until: today.adding(days: 300)) == nil)
    }

    /// On a Saturday no working day has passed since Friday: nothing is "due today" any more all the same.
    @Test(arguments: Engine.tested)
    func whatWasDueOnFridayIsOverdueOnSaturday(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var dossier = try await world.dossier(try await world.dossier(in: .inProgress))
        let friday = try #require(LocalDate(iso8601: "2026-11-20"))
        dossier.dueAt = Instant(friday, LocalTime(hour: 17, minute: 0))
        let words = try Localisation().strings(.vietnamese)
        func said(_ date: LocalDate) -> String {
            let left = DaysLeft([dossier], at: Instant(date, LocalTime(hour: 9, minute: 0)), calendar: .vietnam)
            return DossierWords.remaining(dossier, left, words).text
        }
        #expect(said(friday).contains("đến hạn hôm nay"))
        #expect(said(friday.adding(days: 1)).contains("đã quá hạn"))
        #expect(said(friday.adding(days: 3)).contains("quá hạn 1 ngày làm việc"))
    }

    @Test(arguments: Engine.tested)
    func theNextOfAListIsTheOneDueAfterThisOneAndThenTheFirstAgain(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var ids: [ID<Dossier>] = []
        for _ in 0..<3 { ids.append(try await world.dossier(in: .forwarded)) }
        let permit = try world.act("vanphong1", "dossier.see").permit
        let horizon = WorklistHorizon(now: DossierWorld.monday, secondWorkingDay: DossierWorld.monday.localDate)
        func next(_ id: ID<Dossier>?) async throws -> ID<Dossier>? {
            let dossier = if let id { try await world.dossier(id) } else { nil as Dossier? }
            return try await world.database.read {
                try WorklistStore.next(after: dossier, in: .unclaimed, for: permit, horizon: horizon, $0)
            }
        }
        ids.sort()
        #expect(try await next(nil) == ids[0])
        #expect(try await next(ids[0]) == ids[1])
        #expect(try await next(ids[1]) == ids[2])
        #expect(try await next(ids[2]) == ids[0])
    }
}

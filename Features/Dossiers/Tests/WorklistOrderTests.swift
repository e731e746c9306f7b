import Access
import Base
import Storage
import TestKit
import Testing

@testable import Dossiers

/// Lists are read along an index that has their order: thousands of dossiers behind a page cost nothing.
@Suite struct WorklistOrderTests {
    @Test(arguments: Engine.tested, ["motcua1", "vanphong1"])
    func noListSortsWhatItDoesNotShow(engine: Engine, login: String) async throws {
        let world = try await DossierWorld(engine)
        try await world.send("kinhte1", away: login, "2026-11-23", "2026-11-23")
        let staff = try #require(try await world.act(today: login, "dossier.see").caller.staff)
        #expect(staff.standsInFor.count == 1)
        let horizon = WorklistHorizon(now: DossierWorld.monday, secondWorkingDay: DossierWorld.monday.localDate)
        let behind = WorklistStore.behind(DossierWorld.monday.microseconds, ID(at: DossierWorld.monday))
        for list in Worklist.allCases {
            let walks = WorklistStore.walks(list, staff: staff, horizon: horizon, limit: 50)
                + WorklistStore.walks(list, staff: staff, horizon: horizon, further: behind, limit: 50)
            for walk in walks {
                let plan = try await plan(of: walk, in: world.database)
                let own = [Worklist.mine: "dossier_mine", .legs: "dossier_leg_open", .toReturn: "dossier_returning",
                    .stepOverdue: "dossier_step_due"]
                #expect(plan.contains(own[list] ?? "dossier_open"), "\(list): \(plan)")
                #expect(!plan.contains(/TEMP B-TREE|SCAN dossier|Sort|Seq Scan/), "\(list): \(plan)")
            }
        }
    }

    /// Walked by pages and by keys, every dossier comes once and in one order.
    @Test(arguments: Engine.tested)
    func pagesAndKeysGiveTheSameOrder(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for state in [DossierState.forwarded, .accepted, .proposed, .accepted, .forwarded, .accepted] {
            _ = try await world.dossier(in: state)
            world.clock.advance(seconds: 60)
        }
        let permit = try world.act("motcua1", "dossier.see").permit
        let staff = try #require(permit.caller.staff)
        let horizon = WorklistHorizon(now: DossierWorld.monday, secondWorkingDay: LocalDate(iso8601: "2026-11-26")!)
        for list in [Worklist.unclaimed, .dueSoon] {
            let whole = try await world.database.read {
                try WorklistStore.page(list, number: 1, for: permit, horizon: horizon, in: $0).dossiers
            }
            #expect(whole.count == (list == .unclaimed ? 5 : 6))
            let keys = whole.map { [($0.dueAt ?? $0.submittedAt).iso8601, $0.id.description] }
            #expect(keys == keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) })
            var walked: [ID<Dossier>] = []
            var place: (at: Int64, id: ID<Dossier>)?
            while true {
                let from = place
                let two = try await world.database.read {
                    try DossierListStore.worklist(list, for: staff, horizon: horizon, after: from, limit: 2, in: $0)
                }
                guard let last = two.last else { break }
                walked += two.map(\.id)
                place = ((last.dueAt ?? last.submittedAt).microseconds, last.id)
            }
            #expect(walked == whole.map(\.id))
            let offset = try await world.database.read {
                try WorklistStore.dossiers(list, staff: staff, horizon: horizon, limit: 2, offset: 3, in: $0)
            }
            #expect(offset.map(\.id) == Array(walked[3..<5]))
        }
    }

    /// As the engine would answer when tables are large; on PostgreSQL by the plan that is kept, which knows no values.
    private func plan(of question: SQL, in database: any Database) async throws -> String {
        try await database.write { tx in
            switch tx.engine {
            case .sqlite:
                return try tx.rows("EXPLAIN QUERY PLAN \(question)").map { try $0["detail"] as String }
                    .joined(separator: "\n")
            case .postgresql:
                for way in ["seqscan", "bitmapscan", "sort"] { try tx.script("SET LOCAL enable_\(way) = off") }
                try tx.keepPlans()
                let (text, values) = try question.rendered(for: .postgresql, keys: tx.keys)
                try tx.script("PREPARE asked AS \(text)")
                let given = values.map { value -> String in
                    switch value {
                    case .text(let text): "'\(text)'"
                    case .integer(let number): "\(number)"
                    case .real(let number): "\(number)"
                    case .null: "NULL"
                    }
                }
                let plan = try tx.rows(SQL(stringLiteral: "EXPLAIN EXECUTE asked(\(given.joined(separator: ", ")))"))
                try tx.script("DEALLOCATE asked")
                return try plan.map { try $0["QUERY PLAN"] as String }.joined(separator: "\n")
            }
        }
    }
}

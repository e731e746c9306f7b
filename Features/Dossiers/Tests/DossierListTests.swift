import Access
import Base
import Dossiers
import Storage
import TestKit
import Testing

@Suite struct DossierSearchTests {
    @Test(arguments: Engine.tested)
    func aDossierIsFoundByWhateverIsKnownOfIt(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .accepted)
        _ = try await world.dossier(in: .accepted, applicant: Party(name: "Hồ Văn Xuân", phone: "0987654321"))
        _ = try await world.dossier(in: .accepted, applicant: Party(name: "Nguyễn Thị Hồ", phone: "0987654322"))
        let code = try await world.dossier(id).code.text
        for typed in [code, code.lowercased(), "045 190 012 345", "0912.345.678", "Hồ Thị Xương", "ho thi xuong",
            "xuong ho", "ho thi xu", "XƯƠNG"] {
            #expect(try await found(typed, in: world).map(\.id) == [id], "\(typed)")
        }
        #expect(try await found("hồ x", in: world).count == 2)
        #expect(try await found("hồ", in: world).count == 3)
        for typed in ["", "  ", "xuong nguyen", "H50.50.05-261123-9999", "0911111111", "%", "' OR 1=1 --"] {
            #expect(try await found(typed, in: world).isEmpty, "\(typed)")
        }
    }

    @Test(arguments: Engine.tested)
    func anotherCommuneFindsNothing(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .accepted)
        let code = try await world.dossier(id).code.text
        for typed in [code, "045190012345", "0912345678", "Hồ Thị Xương"] {
            #expect(try await found(typed, by: "hp-motcua", in: world).isEmpty, "\(typed)")
        }
    }

    @Test(arguments: Engine.tested)
    func aSearchIsNarrowedByHowDossiersStandAndLateIsAsTheEngineSays(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for state in DossierState.allCases { _ = try await world.dossier(in: state) }
        // All that have a date are due on the 25th.
        world.clock.move(to: DossierWorld.monday.adding(seconds: 86_400 * 4))
        let (permit, now) = (try world.act("motcua1", "dossier.see").permit, world.clock.clock.now)
        func found(_ typed: String, _ standing: SearchStanding) async throws -> [Dossier] {
            try await world.database.read {
                try DossierSearchStore.dossiers(DossierQuery(typed), (standing, at: now), for: permit, in: $0)
            }
        }
        for typed in ["", "xuong", "0912345678"] {
            let late = try await found(typed, .late)
            let (open, done) = (try await found(typed, .open), try await found(typed, .done))
            #expect(Set(open.map(\.state) + done.map(\.state)) == Set(DossierState.allCases))
            #expect(open.allSatisfy(\.state.isOpen) && !done.contains(where: \.state.isOpen))
            let judged = open.filter { $0.punctuality(at: now) == .openLate && $0.state.isBeingResolved }
            #expect(!late.isEmpty && late.map(\.id) == judged.map(\.id), "\(typed)")
        }
    }

    private func found(_ typed: String, by login: String = "motcua1", in world: DossierWorld) async throws -> [Dossier] {
        let permit = try world.act(login, "dossier.see").permit
        return try await world.database.read { try DossierSearchStore.dossiers(DossierQuery(typed), for: permit, in: $0) }
    }
}

@Suite struct WorklistTests {
    /// One dossier in every state, all due on the 25th.
    @Test(arguments: Engine.tested)
    func everyDossierIsOnTheListOfWhoMustActNext(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var ids: [DossierState: ID<Dossier>] = [:]
        for state in DossierState.allCases { ids[state] = try await world.dossier(in: state) }
        let states: [(Worklist, String, [DossierState])] = [
            (.toAccept, "motcua1", [.submitted]), (.unclaimed, "motcua1", [.accepted, .forwarded]),
            (.unclaimed, "vanphong1", [.forwarded]), (.unclaimed, "kinhte1", []),
            (.mine, "vanphong1", [.inProgress, .awaitingSupplement, .awaitingDuty, .suspended, .atAgency, .inReview,
                .proposed, .approved]),
            (.mine, "vanphong2", []), (.toReview, "vanphong", [.inReview]), (.elsewhere, "motcua1", [.atAgency]),
            (.legs, "vpdk1", [.atAgency]), (.legs, "motcua1", []),
            (.awaitingCitizen, "motcua1", [.awaitingSupplement, .awaitingDuty]), (.toDecide, "chutich", [.proposed]),
            (.toPublish, "motcua1", [.approved]), (.toReturn, "motcua1", [.resultReady]),
            (.dueToday, "motcua1", []), (.overdue, "motcua1", []),
            (.dueSoon, "motcua1", [.accepted, .forwarded, .inProgress, .atAgency, .inReview, .proposed, .approved]),
        ]
        for (list, login, expected) in states {
            let page = try await page(list, login, in: world)
            #expect(Set(page.dossiers.map(\.id)) == Set(expected.compactMap { ids[$0] }), "\(list) of \(login)")
            #expect(page.total == expected.count)
        }
        for list in Worklist.allCases { #expect(try await page(list, "hp-motcua", in: world).total == 0) }
    }

    @Test(arguments: Engine.tested)
    func whatIsDueMovesWithTheDays(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        _ = try await world.dossier(in: .inProgress)
        for (day, list) in [("2026-11-23", Worklist.dueSoon), ("2026-11-25", .dueToday), ("2026-11-26", .overdue)] {
            world.clock.move(to: DossierWorld.at(day, 8))
            for other in [Worklist.dueSoon, .dueToday, .overdue] {
                #expect(try await page(other, "motcua1", in: world).total == (other == list ? 1 : 0), "\(other) on \(day)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func theCountsOfTheDeskAreThoseOfTheLists(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for state in DossierState.allCases { _ = try await world.dossier(in: state) }
        let permit = try world.act("vanphong1", "dossier.see").permit
        let horizon = horizon(of: world)
        let counts = try await world.database.read { try WorklistStore.counts(for: permit, horizon: horizon, in: $0) }
        for list in Worklist.allCases { #expect(try await page(list, "vanphong1", in: world).total == counts[list]) }
    }

    private func horizon(of world: DossierWorld) -> WorklistHorizon {
        let now = world.clock.clock.now
        return WorklistHorizon(now: now, secondWorkingDay: now.localDate.adding(days: 3))
    }

    private func page(_ list: Worklist, _ login: String, in world: DossierWorld) async throws -> WorklistPage {
        let permit = try world.act(login, "dossier.see").permit
        let horizon = horizon(of: world)
        return try await world.database.read { try WorklistStore.page(list, number: 1, for: permit, horizon: horizon, in: $0) }
    }
}

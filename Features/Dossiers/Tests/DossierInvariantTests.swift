import Base
import Dossiers
import Journal
import Storage
import TestKit
import Testing

@Suite struct DossierInvariantTests {
    /// What somebody with the database's password could do; each must come to light.
    @Test(arguments: Engine.tested, [
        ("state = 'proposed'", "state proposed, journal says in-progress"),
        ("revision = 9", "revision 9 for 4 entries"),
        ("due_at = due_at + 86400000000", "due 2026-11-26T17:00:00+07:00, journal says 2026-11-25T17:00:00+07:00"),
        ("finished_at = 1", "finished moment does not fit the state"),
        ("accepted_at = 1", "accepted before filed"),
        ("applicant_name = 'Ai đó'", "no applicant of that name"),
    ])
    func aRowChangedBehindTheJournalsBackIsReported(engine: Engine, change: (sql: String, rule: String)) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        _ = try await world.dossier(in: .returned)
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
        let update = SQL(stringLiteral: "UPDATE dossier SET \(change.sql)")
        try await world.database.write { tx in try tx.execute("\(update) WHERE id = \(id)") }
        let violations = try await DossierInvariants.violations(in: world.database)
        #expect(violations.map(\.description) == ["H50.50.05-261123-0001: \(change.rule)"])
    }

    @Test(arguments: Engine.tested)
    func theJournalAddsUpToTheState(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for state in DossierState.allCases {
            let history = try await world.folder(try await world.dossier(in: state)).history
            #expect(try DossierHistory.state(of: history) == state)
        }
        #expect(try DossierHistory.state(of: []) == nil)
    }

    @Test(arguments: Engine.tested)
    func aStoryThatCannotHaveHappenedIsNotBelieved(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let history = try await world.folder(try await world.dossier(in: .returned)).history
        for gap in 0..<history.count - 1 {
            var entries = history
            entries.remove(at: gap)
            // `forwarded` may be told of an accepted dossier and of one in work alike: what follows tells them apart.
            #expect(throws: JournalDisagreement.self, "without \(history[gap].kind)") {
                try DossierHistory.state(of: entries)
            }
        }
        #expect(throws: JournalDisagreement.self) { try DossierHistory.state(of: Array(history.reversed())) }
    }
}

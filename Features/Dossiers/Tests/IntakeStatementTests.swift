import Access
import Base
import Calendars
import Catalogue
import Dossiers
import Files
import Identity
import Storage
import TestKit
import Testing
import Web

/// What an intake asks of the database, counted: each answer that is waited for is a way to PostgreSQL's server and
/// back, while everybody else waits in the journal's lane. The bounds may sink, never rise.
@Suite struct IntakeStatementTests {
    private static let features = [
        IdentityFeature.make(), DossierWorld.catalogue.feature, FilesFeature.make(),
        CalendarsFeature.make(.vietnam),
        DossiersFeature.make(calendar: .vietnam, catalogue: LiveCatalogue()),
    ]

    @Test(arguments: Engine.tested)
    func anIntakeAtTheCounterWaitsForFewAnswers(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let (database, client) = try await visit(world, as: "motcua1")
        let form = [
            "applicant-name": "Hồ Thị Xuân", "applicant-personal-id": "045190012345", "applicant-phone": "0912345678",
            "applicant-address": "Thôn Xà Rao", "paper": "1", "originals-1": "1", "fee-standing": "paid",
            "office": world.offices[.secretariat]?.description ?? "", "return-method": "counter", "channel": "counter",
            "receive": "1",
        ]
        // The first one reads the record of the procedure, which is kept.
        #expect(try await client.post("/quay/\(DossierWorld.birth)", form: form).status == 303)
        let before = database.statements.count
        #expect(try await client.post("/quay/\(DossierWorld.birth)", form: form).status == 303)
        let asked = Array(database.statements.dropFirst(before))
        let kept = try await world.database.read { try DossierStore.all(after: nil, limit: 9, in: $0) }
        #expect(kept.map(\.state) == [.forwarded, .forwarded])
        // One of them asks whether the calendar has changed since it was read, and one of each is the slip: its number
        // is waited for, its row is not.
        expect(asked, waitedFor: 10, sent: 8)
    }

    @Test(arguments: Engine.tested)
    func aFilingFromHomeWaitsForFewAnswers(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await world.draft(answers: DossierWorld.answers())
        let (database, client) = try await visit(world, as: "0900000101")
        // The page before the press has read the procedure; what is read is kept.
        #expect(try await client.get("/nop-ho-so/nhap/\(draft)/xem-lai").status == 200)
        let before = database.statements.count
        #expect(try await client.post("/nop-ho-so/nhap/\(draft)/xem-lai").status == 303)
        let asked = Array(database.statements.dropFirst(before))
        let kept = try await world.database.read { try DossierStore.all(after: nil, limit: 9, in: $0) }
        #expect(kept.map(\.state) == [.submitted])
        expect(asked, waitedFor: 11, sent: 9)
    }

    private func visit(_ world: DossierWorld, as login: String) async throws -> (RecordingDatabase, WebClient) {
        let database = RecordingDatabase(world.database)
        let site = try await TestSite.make(on: database, features: Self.features,
            resolveCaller: { try CallerStore.caller(for: $0, in: $1) }, clock: world.clock)
        return (database, try await site.client(as: world.accounts[login]!))
    }

    private func expect(_ asked: [RecordingDatabase.Statement], waitedFor: Int, sent: Int) {
        let list = asked.map { ($0.isWaitedFor ? "waits " : "sends ") + $0.text.prefix(100) }.joined(separator: "\n")
        #expect(asked.count(where: \.isWaitedFor) <= waitedFor, "\(list)")
        #expect(asked.count { !$0.isWaitedFor } <= sent, "\(list)")
    }
}

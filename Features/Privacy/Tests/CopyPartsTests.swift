import Access
import App
import Base
import Dossiers
import Identity
import Mandates
import Storage
import TestKit
import Testing
import Web

@testable import Privacy

/// The copy of somebody's data is held against the kinds of records.
@Suite struct CopyPartsTests {
    private static let citizen = "0900000103"

    private static func copy(_ world: PrivacyWorld, _ login: String = citizen) async throws -> String {
        let client = try await world.client(login)
        let reply = try await client.submit(
            OwnRecordsPages.path, form: ["password": DemoPeople.password], to: "\(OwnRecordsPages.path)/tai-ve")
        try #require(reply.status == 200, "\(reply.text.suffix(600))")
        return reply.text
    }

    @Test func `every kind with personal data is brought by a part, or it is said why not`() {
        let brought = Set(CopyParts.always + Features.copyParts.parts.flatMap(\.kinds))
        let without = Features.copyParts.without
        for kind in RecordKind.all where kind.isPersonal {
            #expect(brought.contains(kind.id) != without.contains(kind.id), "\(kind.id)")
        }
        #expect(brought.union(without).isSubset(of: RecordKind.all.filter(\.isPersonal).map(\.id)))
    }

    @Test(arguments: Engine.tested)
    func `a copy holds what one is writing, for whom one acts, where one is signed in, and what it leaves out`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let agency = try #require(try await world.act("giamdoc", .purgeManage).permit.agency)
        let account = try await world.account(Self.citizen)
        var deed = AddMandate(.representative, agency: agency, principal: Principal(
            name: "Hồ Thị Kăn", personalID: "045154000201", address: "Thôn Xa Rúc",
            birthDate: LocalDate(iso8601: "1954-04-10")))
        deed.paper = Mandate.Paper(number: "12/2026", place: "UBND xã", day: TestSite.morning.localDate)
        deed.through = LocalDate(iso8601: "2026-12-31")
        deed.files = [.init(name: "uy-quyen.jpg", digest: String(repeating: "a", count: 64), size: 7, type: .jpeg)]
        let adding = deed
        _ = try await world.perform(Self.citizen, "mandate.own") { try adding.run(in: $0, act: $1) }
        try await world.database.write { [now = world.clock.clock.now] tx in
            try tx.execute("""
                INSERT INTO notice (id, cause, about, agency_id, recipient, channel, address, subject, body, created_at,
                    state, attempts, not_before, sent_at, gateway_id, last_problem, account_id)
                VALUES (\(ID<Dossier>(at: now)), 'entry-1', 'accepted', \(agency), 'agent', 'mail', '',
                    'Giấy đã được kiểm tra', '', \(now), 'sent', 1, \(now), \(now), '', '', \(account))
                """)
        }
        let text = try await Self.copy(world)
        for words in [
            "Hồ Thị Kăn", "045154000201", "12/2026, UBND xã", "Giấy đã được kiểm tra", "\"sessions\"", "\"networks\"",
            "<h2>Không có trong bản sao</h2>",
        ] { #expect(text.contains(words), "\(words)") }
        for kind in Features.copyParts.without { #expect(!text.contains("privacy.copy.without.\(kind)"), "\(kind)") }
        let other = try await Self.copy(world, "0900000104")
        #expect(!other.contains("Hồ Thị Kăn") && !other.contains("Giấy đã được kiểm tra"))
    }

    @Test func `a copy that is full says that there may be older dossiers`() async throws {
        let world = try await PrivacyWorld(.sqlite)
        let act = try await world.act("giamdoc", .rightsManage)
        let (now, agency) = (world.clock.clock.now, try #require(act.permit.agency))
        let request = RightsRequest(
            id: ID(at: now), agency: agency, number: 1, year: 2026, kind: .copy, account: nil,
            name: PrivacyWorld.person, personalID: "045190001234", phone: "", content: "", receivedAt: now,
            acknowledgeBy: now.localDate, answerBy: now.localDate, acknowledgedBy: "")
        func without() async throws -> [String] {
            try await world.database.read {
                try PersonCopy.asked(by: request, for: act.permit, at: now, in: $0).without
            }
        }
        for _ in 1..<DossierSearchStore.resultsMax { try await world.receive() }
        #expect(try await without() == [])
        try await world.receive()
        #expect(try await without() == ["older"])
    }

    /// Whoever only writes somebody's number and name into an account of their own: the page of the mandate hides it.
    @Test(arguments: Engine.tested)
    func `who is only said to be meant gets no address and no paper by a copy`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let agency = try #require(try await world.act("giamdoc", .purgeManage).permit.agency)
        let birth = LocalDate(iso8601: "1954-04-10")
        var deed = AddMandate(.representative, agency: agency, principal: Principal(
            name: "Hồ Thị Kăn", personalID: "045154000201", phone: "0977000201", address: "Thôn Xa Rúc",
            birthDate: birth))
        deed.paper = Mandate.Paper(number: "12/2026", place: "UBND xã", day: TestSite.morning.localDate)
        deed.through = LocalDate(iso8601: "2026-12-31")
        deed.files = [.init(name: "uy-quyen.jpg", digest: String(repeating: "a", count: 64), size: 7, type: .jpeg)]
        let adding = deed
        let mandate = try await world.perform(Self.citizen, "mandate.own") { try adding.run(in: $0, act: $1) }
        let claimant = "0988000777"
        let register = RegisterCitizen(name: "Hồ Thị Kăn", phone: claimant, personalID: "045154000201",
            password: try PasswordHash(of: DemoPeople.password, cost: .trivial))
        let act = Act(permit: try Features.policy.permit(.identitySignIn, to: .anonymous), at: world.clock.clock.now,
            requestID: "0123456789abcdef")
        _ = try await world.database.write { try register.run(in: $0, act: act) }
        let asked = try await Self.copy(world, claimant)
        #expect(asked.contains("\"mandates\"") && asked.contains("representative"))
        for words in ["0977000201", "Thôn Xa Rúc", "12/2026", "1954-04-10"] {
            #expect(!asked.contains(words), "\(words)")
        }
        _ = try await world.perform(claimant, "mandate.own") { try ConfirmMandate(mandate.id).run(in: $0, act: $1) }
        #expect(try await Self.copy(world, claimant).contains("12/2026, UBND xã"))
    }

    @Test(arguments: Engine.tested)
    func `an incident stands in the copy of whom it touched once people were told, and not before`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await world.receive()
        let owner = try await world.account(Self.citizen)
        try await world.database.write { tx in
            try tx.execute("UPDATE dossier SET owner_account = \(owner) WHERE id = \(dossier.id)")
        }
        _ = try await world.client("motcua1").get("/ho-so/\(dossier.id)")
        let facts = IncidentFacts(
            kind: .leak, foundAt: world.clock.clock.now, description: "Lộ", consequences: "Có thể bị gọi lừa đảo",
            login: "motcua1")
        let id = try await world.perform("giamdoc", .incidentManage) {
            try RecordIncident(facts).run(in: $0, act: $1)
        }
        #expect(try await !Self.copy(world).contains("Có thể bị gọi lừa đảo"))
        try await world.perform("giamdoc", .incidentManage) {
            try DoIncidentDuty(id, .tellPeople, note: "Đã gửi thư").run(in: $0, act: $1)
        }
        #expect(try await Self.copy(world).contains("Có thể bị gọi lừa đảo"))
        #expect(try await !Self.copy(world, "0900000104").contains("Có thể bị gọi lừa đảo"))
    }
}

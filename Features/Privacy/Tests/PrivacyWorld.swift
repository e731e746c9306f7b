import Access
import App
import Base
import Blobs
import Catalogue
import Dossiers
import Foundation
import Identity
import Journal
import Logging
import Storage
import TestKit
import Testing
import Web

@testable import Privacy

/// The whole application with the demonstration's people, one procedure, and a dossier of Hồ Thị Xoan.
struct PrivacyWorld {
    let app: MotCua
    let database: any Database
    let clock = SteppedClock(at: TestSite.morning)
    private let folder: TestFolder

    static let person = "Hồ Thị Xoan"
    static let pdf = Array("%PDF-1.7\nmột tờ giấy\n%%EOF\n".utf8)

    init(_ engine: Engine) async throws {
        database = try await TestDatabase.make(
            engine, migrations: Features.migrations, prepared: .init("privacy world", fill: Self.fill))
        folder = try TestFolder()
        var logger = Logger(label: "privacy")
        logger.logLevel = .critical
        let house = Storehouse(database: database, blobs: try DiskBlobStore(directory: folder.path("blobs")))
        app = try await MotCua.make(house, clock: clock.clock, logger: logger)
    }

    private static func fill(_ database: any Database) async throws {
        let early = TestSite.morning.adding(seconds: -86_400 * 30)
        let setUp = try CommandAct.make(.identitySetUp, command: "test", at: early)
        let edit = try CommandAct.make(.editCatalogue, command: "test", at: early)
        let record = """
            [{"code": "2.000815", "name": "Chứng thực bản sao", "field": "Chứng thực", "group": "chung_thuc",
            "authority": "UBND cấp xã", "department": "Văn phòng HĐND và UBND", "audience": "Công dân Việt Nam",
            "online": "toan_trinh", "channels": ["Trực tiếp", "Trực tuyến"], "time": {"value": 1, "unit": "same_day"},
            "fee": {"amount_vnd": 2000, "by_channel": null}, "source": "QĐ 1/2026",
            "components": [{"name": "Bản chính", "kind": "submit", "original": 1, "copy": 0, "form": null}],
            "results": [{"name": "Bản sao", "code": null}], "legal_basis": ["23/2015/NĐ-CP"], "common": true}]
            """
        try await database.write { tx in
            let installation = Installation(kind: .demo(seed: 1, dossiers: 0), at: early, isWhole: true)
            try InstallationStore.mark(installation, in: tx)
            _ = try DemoPeople.seed(cost: .trivial, in: tx, act: setUp)
            let records = try CatalogueFile.read(Array(record.utf8)).records
            _ = try ImportCatalogue(records, effectiveFrom: early.localDate).run(in: tx, act: edit)
        }
    }

    // MARK: People

    func account(_ login: String) async throws -> AccountID {
        try #require(try await database.read { try CallerStore.account(ofLogin: login, in: $0) })
    }

    /// A browser in which somebody is signed in.
    func client(_ login: String, from address: String = "192.0.2.10") async throws -> WebClient {
        let client = WebClient(app.dispatcher, peerAddress: address)
        try await client.signIn(as: try await account(login))
        return client
    }

    func act(_ login: String, _ permission: Permission) async throws -> Act {
        let (account, today) = (try await account(login), clock.clock.now.localDate)
        let caller = try await database.read { try CallerStore.caller(for: account, on: today, in: $0) }
        return Act(permit: try Features.policy.permit(permission, to: try #require(caller)), at: clock.clock.now,
            requestID: "0123456789abcdef")
    }

    func perform<Value: Sendable>(
        _ login: String, _ permission: Permission, _ deed: @escaping @Sendable (Transaction, Act) throws -> Value
    ) async throws -> Value {
        let act = try await act(login, permission)
        return try await database.write { try deed($0, act) }
    }

    // MARK: Dossiers

    /// A dossier received at the counter, not yet with an office.
    @discardableResult
    func receive(
        _ applicant: Party = Party(name: PrivacyWorld.person, personalID: "045190001234", phone: "0912345678")
    ) async throws -> Dossier {
        let today = clock.clock.now.localDate
        return try await perform("motcua1", "dossier.receive") { tx, act in
            let procedure = try #require(try ProcedureStore.all(on: today, in: tx).first)
            let commune = try #require(try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: tx))
            let filing = Filing(procedure: procedure, agency: commune, channel: .counter, applicant: applicant,
                request: "Sao y")
            return try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: tx, act: act)
        }
    }

    /// A scan on it, put there at the counter.
    func scan(_ dossier: Dossier) async throws -> DossierPaper {
        let client = try await client("motcua1")
        let reply = try await client.post(
            "/ho-so/\(dossier.id)/so-hoa", form: ["component": "1"],
            files: [.init("file", name: "cccd.pdf", bytes: Self.pdf)])
        #expect(reply.status == 303, "\(reply.text.suffix(800))")
        let papers = try await database.read { try DossierPartsStore.papers(of: dossier.id, in: $0) }
        return try #require(papers.last { $0.file != nil })
    }

    // MARK: The log

    /// All lines, the oldest first.
    func lines() async throws -> [ReadLine] {
        try await database.read { try ReadLogStore.lines(matching: ReadSearch(limit: 1000), in: $0) }.reversed()
    }

    func token(_ login: String) async throws -> String {
        let now = clock.clock.now
        let act = try CommandAct.make(.identityTokens, command: "test", at: now)
        let deed = CreateAccessToken(login: login, name: "test", expiresAt: now.adding(seconds: 3600))
        return try await database.write { try deed.run(in: $0, act: act).secret }
    }
}

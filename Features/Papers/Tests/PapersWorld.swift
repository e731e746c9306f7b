import Access
import App
import Base
import Books
import Catalogue
import Deadlines
import Dossiers
import Foundation
import Identity
import Storage
import TestKit
import Web

@testable import Papers

/// Two communes with one procedure, and dossiers that go their way through the deeds.
struct PapersWorld {
    let database: any Database
    let clock = SteppedClock(at: TestSite.morning)

    init(_ engine: Engine) async throws {
        database = try await TestDatabase.make(
            engine, migrations: Features.migrations, prepared: .init("papers world", fill: Self.fill))
    }

    private static func fill(_ database: any Database) async throws {
        let early = TestSite.morning.adding(seconds: -86_400 * 30)
        let setUp = try CommandAct.make(.identitySetUp, command: "test", at: early)
        let edit = try CommandAct.make(.editCatalogue, command: "test", at: early)
        let record = """
            [{"code": "1.001193", "name": "Đăng ký khai sinh", "field": "Hộ tịch", "group": "ho_tich",
            "authority": "UBND cấp xã", "department": "Văn phòng HĐND và UBND", "audience": "Công dân Việt Nam",
            "online": "toan_trinh", "channels": ["Trực tiếp", "Trực tuyến"],
            "time": {"value": 2, "unit": "working_day"}, "fee": {"amount_vnd": 8000, "by_channel": null},
            "source": "QĐ 1/2026", "components": [{"name": "Tờ khai", "kind": "submit", "original": 1, "copy": 0,
            "form": null}], "results": [{"name": "Giấy khai sinh", "code": null}],
            "legal_basis": ["123/2015/NĐ-CP"], "common": true}]
            """
        try await database.write { tx in
            _ = try DemoPeople.seed(cost: .trivial, in: tx, act: setUp)
            let records = try CatalogueFile.read(Array(record.utf8)).records
            _ = try ImportCatalogue(records, effectiveFrom: early.localDate).run(in: tx, act: edit)
        }
    }

    // MARK: Who acts

    func account(_ login: String) async throws -> AccountID {
        try await database.read { snapshot in
            try snapshot.row("""
                SELECT account_id FROM account_login WHERE login_index IN (\(blinds: login, "login"))
                """)!["account_id"]
        }
    }

    func act(_ login: String, _ permission: Permission) async throws -> Act {
        let account = try await account(login)
        let today = clock.clock.now.localDate
        let caller = try await database.read { try CallerStore.caller(for: account, on: today, in: $0) }!
        return Act(
            permit: try Features.policy.permit(permission, to: caller), at: clock.clock.now,
            requestID: "\(clock.clock.now.microseconds)")
    }

    @discardableResult
    func perform<Value: Sendable>(
        _ login: String, _ permission: Permission, _ deed: @escaping @Sendable (Transaction, Act) throws -> Value
    ) async throws -> Value {
        let act = try await act(login, permission)
        clock.advance(seconds: 60)
        return try await database.write { tx in try deed(tx, act) }
    }

    func client(_ login: String) async throws -> WebClient {
        let site = try await TestSite.make(
            on: database, features: Features.all, resolveCaller: { try CallerStore.caller(for: $0, in: $1) },
            clock: clock)
        return try await site.client(as: try await account(login))
    }

    // MARK: Dossiers

    static let applicant = Party(
        name: "Hồ Thị Xương", personalID: "045190012345", phone: "0912345678", email: "xuong@example.vn",
        address: "thôn Xa Rúc, xã Hướng Hiệp")

    /// Received at the counter of the official's own commune and forwarded in one breath.
    func received(
        by login: String = "motcua1", applicant: Party = applicant, filerAccount: AccountID? = nil,
        sets: Int = 1, filer: Party? = nil, acting: Acting? = nil
    ) async throws -> ID<Dossier> {
        let home = try await act(login, "dossier.receive").permit.agency!
        let (procedure, agency, office) = try await database.read { snapshot in
            let agency = try AgencyStore.agency(home, in: snapshot)!
            let office = try AgencyStore.offices(of: agency.id, in: snapshot).first { $0.kind == .secretariat }!
            return (try ProcedureStore.all(on: TestSite.morning.localDate, in: snapshot).first!, agency, office)
        }
        var filing = Filing(
            procedure: procedure, agency: agency, channel: .counter, applicant: applicant, filerAccount: filerAccount,
            papers: [.init(component: 1, name: "Tờ khai", originals: 1, copies: 0, isPromised: false, file: nil)])
        (filing.sets, filing.filer, filing.acting) = (sets, filer, acting)
        let handedIn = filing
        return try await perform(login, "dossier.receive") { tx, act in
            try ReceiveAtCounter(handedIn, office: office.id, calendar: .vietnam).run(in: tx, act: act).id
        }
    }

    func slips(_ id: ID<Dossier>) async throws -> [Slip] {
        try await database.read { try BookStore.slips(of: id.description, in: $0) }
    }

    func folder(_ id: ID<Dossier>) async throws -> DossierFolder {
        let permit = try await act("giamdoc", "dossier.see").permit
        return try await database.read { try DossierFolder.read(id, for: permit, in: $0) }
    }
}

import Access
import Base
import Blobs
import Books
import Calendars
import Catalogue
import Deadlines
import Dossiers
import Files
import Identity
import Jobs
import Journal
import Mandates
import Storage
import TestKit
import Web
import Workflows

/// A commune at work on Monday 23 November 2026, 9:00: the demonstration's people, four procedures, no dossier yet.
/// The 24th is a public holiday (Ngày Văn hóa Việt Nam), so that one working day ends on the 25th.
struct DossierWorld {
    static let monday = TestSite.morning
    static let migrations = WebTables.migrations + Journal.migrations + Jobs.migrations + IdentityFeature.migrations
        + catalogue.feature.migrations + FilesFeature.migrations + MandatesFeature.migrations
        + CalendarsFeature.migrations
        + WorkflowsFeature.migrations + Books.migrations
        + DossiersFeature.migrations
    static let policy = AccessPolicy(
        IdentityFeature.grants + catalogue.feature.grants + CalendarsFeature.grants + MandatesFeature.grants
            + DossiersFeature.grants)
    static let catalogue = CatalogueFeature(LiveCatalogue())

    /// The birth of a child: one working day, two papers to hand in, online or at the counter.
    static let birth = "1.001193"
    /// A certified copy: the same day, at the counter and by post.
    static let copy = "2.000815"
    /// Nobody has published how long it takes.
    static let unknownTerm = "1.004873"
    /// A death: at the counter only.
    static let counterOnly = "1.000656"

    let database: any Database
    let clock = SteppedClock(at: monday)
    let accounts: [String: AccountID]
    let callers: [String: Caller]
    let commune: Agency
    let otherCommune: Agency
    /// Bodies that take legs: the land office's branch and the tax office.
    let linkedAgency: AgencyID
    let taxAgency: AgencyID
    let offices: [Office.Kind: OfficeID]
    let procedures: [String: Procedure]

    init(_ engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: Self.migrations,
            prepared: .init("dossier world", fill: Self.fill))
        self.database = database
        (accounts, callers) = try await database.read { snapshot in
            var accounts: [String: AccountID] = [:]
            var callers: [String: Caller] = [:]
            for row in try snapshot.rows("SELECT login, account_id FROM account_login") {
                let login: String = try row[sealed: "login"]
                accounts[login] = try row["account_id"]
                callers[login] = try CallerStore.caller(for: try row["account_id"], in: snapshot)
            }
            return (accounts, callers)
        }
        (linkedAgency, taxAgency) = try await database.read { snapshot in
            (try AgencyStore.agency(statisticsCode: "44801", in: snapshot)!.id,
                try AgencyStore.agency(statisticsCode: "44802", in: snapshot)!.id)
        }
        (commune, otherCommune, offices, procedures) = try await database.read { snapshot in
            let commune = try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: snapshot)!
            let offices = try AgencyStore.offices(of: commune.id, in: snapshot)
            let procedures = try ProcedureStore.all(on: Self.monday.localDate, in: snapshot)
            return (commune, try AgencyStore.agency(statisticsCode: DemoPeople.otherCommuneCode, in: snapshot)!,
                Dictionary(uniqueKeysWithValues: offices.map { ($0.kind, $0.id) }),
                Dictionary(uniqueKeysWithValues: procedures.map { ($0.code, $0) }))
        }
    }

    private static func fill(_ database: any Database) async throws {
        let early = monday.adding(seconds: -86_400 * 30)
        func act(_ permission: Permission) throws -> Act {
            Act(permit: try policy.permit(permission, to: .system("test")), at: early, requestID: "0")
        }
        let (setUp, edit) = (try act("identity.set-up"), try act("catalogue.edit"))
        try await database.write { tx in
            _ = try DemoPeople.seed(cost: .trivial, in: tx, act: setUp)
            let records = try CatalogueFile.read(Array(catalogueText.utf8)).records
            _ = try ImportCatalogue(records, effectiveFrom: early.localDate).run(in: tx, act: edit)
        }
    }

    private static let catalogueText = """
        [\(record(birth, "Đăng ký khai sinh", time: #"{"value": 1, "unit": "working_day"}"#)),
        \(record(copy, "Chứng thực bản sao", time: #"{"value": 1, "unit": "same_day"}"#, online: "truc_tiep",
            channels: #"["Trực tiếp", "Dịch vụ bưu chính"]"#)),
        \(record(unknownTerm, "Xác nhận tình trạng hôn nhân", time: "null")),
        \(record(counterOnly, "Đăng ký khai tử", time: #"{"value": 3, "unit": "working_day"}"#, online: "truc_tiep",
            channels: #"["Trực tiếp"]"#))]
        """

    private static func record(
        _ code: String, _ name: String, time: String, online: String = "toan_trinh",
        channels: String = #"["Trực tiếp", "Trực tuyến"]"#
    ) -> String {
        """
        {"code": "\(code)", "name": "\(name)", "field": "Hộ tịch", "group": "ho_tich", "authority": "UBND cấp xã",
        "department": "Văn phòng HĐND và UBND", "audience": "Công dân Việt Nam", "online": "\(online)",
        "channels": \(channels), "time": \(time), "fee": {"amount_vnd": 8000, "by_channel": null}, "source": "QĐ 1/2026",
        "components": [{"name": "Tờ khai", "kind": "submit", "original": 1, "copy": 0, "form": null},
        {"name": "Giấy chứng sinh", "kind": "submit", "original": 1, "copy": 0, "form": null},
        {"name": "Văn bản ủy quyền", "kind": "conditional", "original": 1, "copy": 0, "form": null}],
        "results": [{"name": "Giấy khai sinh", "code": null}], "legal_basis": ["123/2015/NĐ-CP"], "common": true}
        """
    }

    // MARK: Who acts

    /// An act of the account with this login, now by the world's clock.
    func act(_ login: String, _ permission: Permission) throws -> Act {
        guard let caller = callers[login] else { throw Problem("no account \(login)") }
        return Act(permit: try Self.policy.permit(permission, to: caller), at: clock.clock.now, requestID: "test")
    }

    func act(_ caller: Caller, _ permission: Permission) throws -> Act {
        Act(permit: try Self.policy.permit(permission, to: caller), at: clock.clock.now, requestID: "test")
    }

    /// One deed in a transaction of its own.
    @discardableResult
    func perform<Value: Sendable>(
        _ login: String, _ permission: Permission, _ deed: @escaping @Sendable (Transaction, Act) throws -> Value
    ) async throws -> Value {
        let act = try act(login, permission)
        return try await database.write { tx in try deed(tx, act) }
    }

    // MARK: What is there

    static let applicant = Party(name: "Hồ Thị Xương", personalID: "045190012345", phone: "0912345678",
        address: "thôn Xa Rúc, xã Hướng Hiệp")

    func filing(
        _ code: String = birth, applicant: Party = applicant, channel: Channel = .counter, filerAccount: AccountID? = nil
    ) -> Filing {
        let procedure = procedures[code]!
        let papers = procedure.components.filter { $0.kind == .submit }.map {
            Filing.Paper(component: $0.number, name: $0.name, originals: $0.originals, copies: $0.copies, isPromised: false,
                file: nil)
        }
        return Filing(procedure: procedure, agency: commune, channel: channel, applicant: applicant,
            filerAccount: filerAccount, papers: papers)
    }

    func dossier(_ id: ID<Dossier>) async throws -> Dossier {
        let permit = try act("giamdoc", "dossier.see").permit
        return try await database.read { try DossierStore.dossier(id, for: permit, in: $0) }
    }

    func folder(_ id: ID<Dossier>) async throws -> DossierFolder {
        let permit = try act("giamdoc", "dossier.see").permit
        return try await database.read { try DossierFolder.read(id, for: permit, in: $0) }
    }

    func staged(_ name: String = "to-khai.pdf", digest: Character = "a") -> StagedFile {
        StagedFile(name: name, digest: String(repeating: digest, count: 64), size: 1000, type: .pdf)
    }

    static func at(_ day: String, _ hour: Int, _ minute: Int = 0) -> Instant {
        Instant(LocalDate(iso8601: day)!, LocalTime(hour: hour, minute: minute))
    }
}

/// The problem that a deed refuses with; anything else fails the test.
func refusal(_ body: () async throws -> some Any) async throws -> Problem? {
    do {
        _ = try await body()
        return nil
    } catch let problem as Problem { return problem }
}

import Access
import Base
import Catalogue
import Deadlines
import Identity
import Journal
import Storage
import TestKit

@testable import Workflows

/// The demonstration's commune with one procedure of five working days.
struct WorkflowOffice: Sendable {
    let database: any Database
    let clock = SteppedClock(at: TestSite.morning)
    let agency: AgencyID
    let procedure: Procedure
    private let callers: [String: Caller]

    static let policy = AccessPolicy(
        IdentityFeature.make().grants + catalogueFeature.grants + WorkflowsFeature.grants)
    private static let catalogueFeature = CatalogueFeature(LiveCatalogue()).feature

    init(_ engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: Journal.migrations
            + IdentityFeature.make().migrations + Self.catalogueFeature.migrations + WorkflowsFeature.migrations)
        let early = TestSite.morning.adding(seconds: -86_400 * 30)
        func act(_ permission: Permission) throws -> Act {
            Act(permit: try Self.policy.permit(permission, to: .system("test")), at: early, requestID: "0")
        }
        let (setUp, edit) = (try act("identity.set-up"), try act("catalogue.edit"))
        try await database.write { tx in
            _ = try DemoPeople.seed(cost: .trivial, in: tx, act: setUp)
            let records = try CatalogueFile.read(Array(Self.catalogue.utf8)).records
            _ = try ImportCatalogue(records, effectiveFrom: early.localDate).run(in: tx, act: edit)
        }
        let found = try await database.read { snapshot -> (AgencyID, Procedure?, [String: Caller]) in
            let agency = try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: snapshot)
            var callers: [String: Caller] = [:]
            let day = TestSite.morning.localDate
            for member in try agency.map({ try StaffStore.members(of: $0.id, on: day, in: snapshot) }) ?? [] {
                callers[member.name] = try CallerStore.caller(for: member.account, in: snapshot)
            }
            return (agency?.id ?? AgencyID(at: early),
                try ProcedureStore.current(code: "1.004944", on: early.localDate, in: snapshot), callers)
        }
        guard let procedure = found.1 else { throw Problem.notFound }
        (self.database, agency, self.procedure, callers) = (database, found.0, procedure, found.2)
    }

    private static let names = [
        "giamdoc": "Trần Quang Vinh", "chutich": "Hồ Văn Thuận", "phochutich": "Lê Thị Kim Oanh",
    ]

    @discardableResult
    func perform<Value: Sendable>(
        _ login: String, _ permission: Permission, _ deed: @escaping @Sendable (Transaction, Act) throws -> Value
    ) async throws -> Value {
        guard let caller = callers[Self.names[login] ?? ""] else { throw Problem("no account \(login)") }
        let act = Act(permit: try Self.policy.permit(permission, to: caller), at: clock.clock.now, requestID: "test")
        return try await database.write { tx in try deed(tx, act) }
    }

    /// Reception at the centre, handling in the culture office, signing.
    func save(hours: [Int]) async throws -> Workflow {
        let procedure = procedure
        let steps = [
            WorkflowStep(stage: .reception, name: "Tiếp nhận", office: .centre, hours: hours[0]),
            WorkflowStep(stage: .signing, name: "Ký duyệt", office: .leaders, hours: hours[2]),
            WorkflowStep(stage: .handling, name: "Thụ lý", office: .culture, hours: hours[1]),
        ]
        return try await perform("giamdoc", .editWorkflows) { tx, act in
            try SaveWorkflow(procedure, steps: steps, reason: "Quyết định số 12/QĐ-UBND").run(in: tx, act: act)
        }
    }

    /// Their accounts are closed.
    func lock(_ logins: [String]) async throws {
        for login in logins {
            guard let account = callers[Self.names[login] ?? ""]?.account else { throw Problem("no account \(login)") }
            try await database.write { tx in
                try tx.execute("UPDATE account SET state = 'disabled' WHERE id = \(account)")
            }
        }
    }

    func examples() async throws -> ([WorkflowExample], [WorkflowStep]) {
        try await database.read { snapshot in
            (try WorkflowStore.examples(of: agency, procedure: procedure.code, in: snapshot),
                try WorkflowStore.versions(of: agency, procedure: procedure.code, in: snapshot).first?.steps ?? [])
        }
    }

    private static let catalogue = """
        [{"code": "1.004944", "name": "Chấm dứt việc chăm sóc thay thế cho trẻ em", "field": "Trẻ em",
        "group": "tre_em", "authority": "UBND cấp xã", "department": "Phòng Văn hóa - Xã hội",
        "audience": "Công dân Việt Nam", "online": "toan_trinh", "channels": ["Trực tiếp"],
        "time": {"value": 5, "unit": "working_day"},
        "fee": {"amount_vnd": 0, "by_channel": null}, "source": "QĐ 1/2026",
        "components": [{"name": "Đơn", "kind": "submit", "original": 1, "copy": 0, "form": null}],
        "results": [{"name": "Quyết định", "code": null}], "legal_basis": ["NĐ 56/2017"], "common": true}]
        """
}

import Access
import App
import Base
import External
import Identity
import Journal
import Storage
import TestKit
import Web

/// Two communes of one installation, and what another system tells of them.
struct Border {
    let database: any Database
    let home: Agency
    let other: Agency
    let clock = SteppedClock(at: TestSite.morning)
    let accounts: [String: AccountID]

    /// - Parameter whole: with the tables of every feature, for `house`.
    init(_ engine: Engine, whole: Bool = false) async throws {
        let few = WebTables.migrations + Journal.migrations + IdentityFeature.migrations
            + ExternalFeature.make().migrations
        database = try await TestDatabase.make(engine, migrations: whole ? Features.migrations : few)
        let act = Act(permit: try AccessPolicy(IdentityFeature.grants).permit("identity.set-up", to: .system("test")),
            at: TestSite.morning, requestID: "0")
        try await database.write { tx in _ = try DemoPeople.seed(cost: .trivial, in: tx, act: act) }
        (home, other, accounts) = try await database.read { snapshot in
            var accounts: [String: AccountID] = [:]
            for row in try snapshot.rows("SELECT login, account_id FROM account_login") {
                accounts[try row[sealed: "login"]] = try row["account_id"]
            }
            return (try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: snapshot)!,
                try AgencyStore.agency(statisticsCode: DemoPeople.otherCommuneCode, in: snapshot)!, accounts)
        }
    }

    func read(_ text: String, own: AgencyID? = nil) async throws -> [ExternalDossier] {
        let agencies = try await database.read { try AgencyStore.served(in: $0) }
        return try ExternalFile.read(Array(text.utf8), source: "DVCQG", among: agencies, own: own)
    }

    @discardableResult
    func take(_ text: String) async throws -> ImportExternal.Outcome {
        let deed = ImportExternal(try await read(text))
        let permit = try AccessPolicy(ExternalFeature.grants).permit("external.import", to: .system("test"))
        let act = Act(permit: permit, at: clock.clock.now, requestID: "0")
        return try await database.write { try deed.run(in: $0, act: act) }
    }

    /// A token of the API is the login here.
    func site() async throws -> TestSite {
        try await TestSite.make(on: database, features: [IdentityFeature.make(), ExternalFeature.make()],
            resolveCaller: { try CallerStore.caller(for: $0, in: $1) },
            resolveToken: { login, _, snapshot in try CallerStore.account(ofLogin: login, in: snapshot) },
            clock: clock)
    }

    /// Everything that the house can do, where dossiers of other systems are guests.
    func house(_ login: String) async throws -> WebClient {
        let account = accounts[login]!
        return try await TestSite.make(on: database, features: Features.all,
            resolveCaller: { try CallerStore.caller(for: $0, in: $1) }, clock: clock).client(as: account)
    }

    func permit(_ login: String) async throws -> Permit {
        let account = accounts[login]!
        let caller = try await database.read { try CallerStore.caller(for: account, in: $0) }
        return try AccessPolicy(ExternalFeature.grants).permit("external.see", to: caller!)
    }

    func client(_ login: String) async throws -> WebClient { try await site().client(as: accounts[login]!) }

    func line(_ number: Int, status: Int = 4, due: String = "20261120170000", more: String = "") -> String {
        """
        {"HoSo": {"MaHoSo": "G15.01-261116-01\(String(1000 + number))", "MaTTHC": "2.000815.000.00.00.H56",
        "TrichYeuHoSo": "Cấp phiếu", "ChuHoSo": "Hồ Thị Xương", "TrangThaiHoSo": \(status),
        "DonViXuLy": "\(home.name)", "NgayTiepNhan": "2026-11-16T08:00:00+07:00", "NgayHenTra": "\(due)"\(more)}}
        """.replacing("\n", with: " ")
    }
}

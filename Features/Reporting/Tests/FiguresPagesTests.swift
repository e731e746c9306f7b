import Access
import Base
import Blobs
import Catalogue
import Deadlines
import Dossiers
import Files
import Identity
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Reporting

/// The figures of a commune with some weeks behind it.
@Suite struct FiguresPagesTests {
    private static let catalogue = LiveCatalogue()
    private static let features = [
        IdentityFeature.make(), CatalogueFeature(catalogue).feature, FilesFeature.make(),
        DossiersFeature.make(calendar: .vietnam, catalogue: catalogue), ReportingFeature.make(),
    ]
    private static let policy = AccessPolicy(features.flatMap(\.grants))

    private static func fill(_ database: any Database) async throws {
        let start = LocalDate(iso8601: "2026-11-02")!
        func act(_ permission: Permission) throws -> Act {
            Act(permit: try policy.permit(permission, to: .system("test")), at: Instant(start), requestID: "0")
        }
        let (setUp, edit) = (try act("identity.set-up"), try act("catalogue.edit"))
        let commune = try await database.write { tx in
            _ = try DemoPeople.seed(cost: .trivial, in: tx, act: setUp)
            let records = try CatalogueFile.read(CatalogueFile.builtIn).records
            _ = try ImportCatalogue(records, effectiveFrom: start).run(in: tx, act: edit)
            return try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: tx)!
        }
        let folder = try TestFolder()
        let blobs = try DiskBlobStore(directory: folder.path("blobs"))
        _ = try await DemoDossiers(database: database, blobs: blobs, policy: policy, calendar: .vietnam, agency: commune)
            .fill(count: 20, seed: 1, from: start, until: TestSite.morning)
        try await FollowJournal.follower.catchUp(database)
    }

    private func site(_ engine: Engine) async throws -> TestSite {
        let migrations = WebTables.migrations + Journal.migrations + Self.features.flatMap(\.migrations)
        let database = try await TestDatabase.make(engine, migrations: migrations, prepared: .init("weeks", fill: Self.fill))
        return try await TestSite.make(on: database, features: Self.features,
            resolveCaller: { try CallerStore.caller(for: $0, in: $1) }, clock: SteppedClock(at: TestSite.morning))
    }

    private func account(_ login: String, in site: TestSite) async throws -> AccountID {
        try await site.database.read { snapshot in
            try #require(try snapshot.row("SELECT account_id FROM account_login WHERE login = \(login)"))["account_id"]
        }
    }

    @Test(arguments: Engine.tested)
    func thePublicSeesNumbersAndNoNames(engine: Engine) async throws {
        let site = try await site(engine)
        let page = try await site.client.get("/so-lieu?xa=\(DemoPeople.communeCode)&ky=nam-nay")
        #expect(page.status == 200)
        #expect(page.text.contains(DemoPeople.communeName))
        let (names, codes) = try await site.database.read { snapshot in
            let dossiers = try DossierStore.all(after: nil, limit: 100, in: snapshot)
            return (dossiers.map(\.applicantName), dossiers.map(\.code.text))
        }
        #expect(names.count > 10)
        #expect((names + codes).allSatisfy { !page.text.contains($0) })
    }

    @Test(arguments: Engine.tested)
    func aWrongPeriodIsToldAndThirtyDaysAreShown(engine: Engine) async throws {
        let site = try await site(engine)
        let page = try await site.client.get("/so-lieu?tu-ngay=30&tu-thang=2&tu-nam=2026&den-ngay=1&den-thang=3&den-nam=2026")
        #expect(page.status == 422)
        let strange = try await site.client.get("/so-lieu?xa=%3Cscript%3E&ky=%27%20OR%201")
        #expect(strange.status == 200)
        #expect(!strange.text.contains("<script>'"))
    }

    @Test(arguments: Engine.tested)
    func theInnerFiguresAreForThoseWhoLeadAndForTheProvince(engine: Engine) async throws {
        let site = try await site(engine)
        for (login, status) in [("giamdoc", 200), ("chutich", 200), ("tinh-theodoi", 200), ("motcua1", 403), ("0900000101", 403)] {
            let client = try await site.client(as: try await account(login, in: site))
            #expect(try await client.get("/so-lieu-noi-bo").status == status, "\(login)")
        }
        let other = try await site.client(as: try await account("hp-giamdoc", in: site))
        let page = try await other.get("/so-lieu-noi-bo?xa=\(DemoPeople.communeCode)")
        #expect(page.status == 200)
        #expect(!page.text.contains("\(DemoPeople.communeName) ·"))
    }
}

import Access
import Base
import Blobs
import Calendars
import Catalogue
import Deadlines
import Dossiers
import External
import Files
import Identity
import Journal
import Mandates
import Simulation
import Storage
import TestKit
import Testing
import Web
import Workflows

@testable import Reporting

/// The figures of a commune with some weeks behind it.
@Suite struct FiguresPagesTests {
    private static let catalogue = LiveCatalogue()
    private static let features = [
        IdentityFeature.make(), CatalogueFeature(catalogue).feature, FilesFeature.make(),
        Feature(name: "mandates", migrations: MandatesFeature.migrations),
        CalendarsFeature.make(.vietnam), WorkflowsFeature.make(calendar: .vietnam),
        DossiersFeature.make(calendar: .vietnam, catalogue: catalogue),
        ExternalFeature.make(), ReportingFeature.make(),
    ]
    private static let policy = AccessPolicy(features.flatMap(\.grants))

    private static func fill(_ database: any Database) async throws {
        let start = LocalDate(iso8601: "2026-10-20")!
        func act(_ permission: Permission) throws -> Act {
            Act(permit: try policy.permit(permission, to: .system("test")), at: Instant(start), requestID: "0")
        }
        let (setUp, edit) = (try act("identity.set-up"), try act("catalogue.edit"))
        let now = TestSite.morning
        let weeks = RecentWeeks.season(of: PublishedSeasons.huongHiepCommune, around: now.localDate, count: 30)
        let (stage, procedures) = try await database.write { tx in
            let stage = try SeasonStage.set(for: weeks, password: PasswordHash(of: DemoPeople.password, cost: .trivial),
                in: tx, setUp: setUp, publishing: edit)
            return (stage, try ProcedureStore.all(on: now.localDate, in: tx))
        }
        let folder = try TestFolder()
        let blobs = try DiskBlobStore(directory: folder.path("blobs"))
        let plan = try SeasonPlan(weeks, procedures: procedures, calendar: .vietnam, seed: 1)
        var player = try await SeasonPlayer(database: database, blobs: blobs, stage: stage, policy: policy,
            calendar: .vietnam, seed: 1, createdAt: Instant(start))
        _ = try await player.play(plan, until: now)
        try await FollowJournal.follower.catchUp(database)
    }

    private func site(_ engine: Engine) async throws -> TestSite { try await Self.site(engine) }

    /// A token of the API is the login here.
    static func site(_ engine: Engine) async throws -> TestSite {
        let migrations = WebTables.migrations + Journal.migrations + features.flatMap(\.migrations)
        let database = try await TestDatabase.make(engine, migrations: migrations, prepared: .init("weeks", fill: fill))
        return try await TestSite.make(on: database, features: features,
            resolveCaller: { try CallerStore.caller(for: $0, in: $1) },
            resolveToken: { login, _, snapshot in try CallerStore.account(ofLogin: login, in: snapshot) }, clock: SteppedClock(at: TestSite.morning))
    }

    private func account(_ login: String, in site: TestSite) async throws -> AccountID {
        try await site.database.read { snapshot in
            try #require(try snapshot.row("""
                SELECT account_id FROM account_login WHERE login_index IN (\(blinds: login, "login"))
                """))["account_id"]
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

    /// Whatever the page asks, it asks sums, by an index: so it costs the same however many dossiers there are.
    @Test(arguments: Engine.tested)
    func thePagesAskSumsByAnIndexAndNoDossiers(engine: Engine) async throws {
        let site = try await site(engine)
        for (login, path) in [
            ("giamdoc", "/so-lieu-noi-bo?ky=nam-nay&linh-vuc=x"), ("tinh-theodoi", "/so-lieu-noi-bo?xep=dung-han"),
            ("giamdoc", "/so-lieu?ky=tat-ca"),
        ] {
            let database = RecordingDatabase(site.database)
            let recorded = try await TestSite.make(on: database, features: Self.features,
                resolveCaller: { try CallerStore.caller(for: $0, in: $1) }, clock: SteppedClock(at: TestSite.morning))
            let client = try await recorded.client(as: try await account(login, in: site))
            let before = database.statements.count
            #expect(try await client.get(path).status == 200)
            let statements = database.statements[before...]
            #expect(statements.count { $0.text.contains("figure_count") } > 5)
            for statement in statements {
                let tables = statement.text.matches(of: /(?:FROM|JOIN) ([a-z_]+)/).map { String($0.output.1) }
                #expect(!tables.contains { $0.hasPrefix("dossier") || $0 == "journal_entry" }, "\(statement.text)")
                guard tables.contains(where: { ["figure_count", "figure_handling"].contains($0) }) else { continue }
                let plan = try await database.plan(of: statement)
                #expect(!plan.contains(/(?:SCAN|Seq Scan on) figure_/), "\(statement.text)\n\(plan)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func numbersLeadTheOwnDirectorToDossiersAndNobodyElse(engine: Engine) async throws {
        let site = try await site(engine)
        let director = try await site.client(as: try await account("giamdoc", in: site))
        let own = try await director.get("/so-lieu-noi-bo?ky=nam-nay")
        let links = own.text.matches(of: /href="(\/tim-ho-so\?loc=[^"]+)">(\d+)<\/a>/)
        #expect(links.count > 20)
        for link in links {
            let list = try await director.get(String(link.output.1).replacing("&amp;", with: "&"))
            #expect(list.text.contains("\(link.output.2) hồ sơ</caption>"), "\(link.output.1)")
        }
        #expect(!(try await director.get("/so-lieu?ky=nam-nay")).text.contains("loc="))
        let province = try await site.client(as: try await account("tinh-theodoi", in: site))
        #expect(!(try await province.get("/so-lieu-noi-bo?ky=nam-nay")).text.contains("loc="))
        #expect(try await province.get("/tim-ho-so?loc=tiep-nhan&tu=2026-01-01&den=2026-12-31").status == 403)
    }
}

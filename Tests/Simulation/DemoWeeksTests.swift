import Access
import Base
import Blobs
import Catalogue
import Deadlines
import Dossiers
import Files
import Identity
import Journal
import Reporting
import Storage
import TestKit
import Testing
import Web

/// Weeks of a commune, played through the deeds of a real counter from a seed; afterwards nothing may be amiss.
@Suite struct DemoWeeksTests {
    private static let start = LocalDate(iso8601: "2026-10-12")!
    private static let end = TestSite.morning
    private static let migrations = WebTables.migrations + Journal.migrations + IdentityFeature.migrations
        + CatalogueFeature(LiveCatalogue()).feature.migrations + FilesFeature.migrations + DossiersFeature.migrations
        + ReportingFeature.migrations
    private static let policy = AccessPolicy(
        IdentityFeature.grants + CatalogueFeature(LiveCatalogue()).feature.grants + DossiersFeature.grants)

    @Test(arguments: [1, 2, 3])
    func weeksOnSQLiteLeaveNothingAmiss(seed: UInt64) async throws {
        try await expectNothingAmiss(in: try await play(seed, on: .sqlite), seed: seed)
    }

    @Test(.enabled(if: Engine.tested.contains(.postgresql)))
    func weeksOnPostgreSQLLeaveNothingAmiss() async throws {
        try await expectNothingAmiss(in: try await play(1, on: .postgresql), seed: 1)
    }

    @Test func theSameSeedGivesTheSameWeeks() async throws {
        let first = try await story(of: play(7, on: .sqlite))
        #expect(try await story(of: play(7, on: .sqlite)) == first)
        #expect(try await story(of: play(8, on: .sqlite)) != first)
    }

    private func play(_ seed: UInt64, on engine: Engine) async throws -> any Database {
        let database = try await TestDatabase.make(engine, migrations: Self.migrations,
            prepared: .init("demo people and the whole catalogue", fill: Self.fill))
        let agency = try #require(
            try await database.read { try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: $0) })
        let folder = try TestFolder()
        let blobs = try DiskBlobStore(directory: folder.path("blobs"))
        let outcome = try await DemoDossiers(database: database, blobs: blobs, policy: Self.policy, calendar: .vietnam, agency: agency)
            .fill(count: 60, seed: seed, from: Self.start, until: Self.end)
        #expect(outcome.dossiers > 50)
        #expect(outcome.acts > 150)
        return database
    }

    private static func fill(_ database: any Database) async throws {
        func act(_ permission: Permission) throws -> Act {
            Act(permit: try policy.permit(permission, to: .system("test")), at: Instant(start), requestID: "0")
        }
        let (setUp, edit) = (try act("identity.set-up"), try act("catalogue.edit"))
        try await database.write { tx in
            _ = try DemoPeople.seed(cost: .trivial, in: tx, act: setUp)
            let records = try CatalogueFile.read(CatalogueFile.builtIn).records
            _ = try ImportCatalogue(records, effectiveFrom: LocalDate(iso8601: "2025-07-01")!).run(in: tx, act: edit)
        }
    }

    private func expectNothingAmiss(in database: any Database, seed: UInt64) async throws {
        #expect(try await DossierInvariants.violations(in: database).isEmpty, "seed \(seed)")
        let head = try await database.read { try Journal.head(in: $0) }
        #expect(try await Journal.verify(database) == .intact(head), "seed \(seed)")
        try await expectFigures(in: database, seed: seed)
    }

    /// Every number of the figures has exactly its dossiers behind it, counted from the dossiers themselves.
    private func expectFigures(in database: any Database, seed: UInt64) async throws {
        try await FollowJournal.follower.catchUp(database)
        let check = try await CheckFigures.run(in: database)
        #expect(check.isEqual && check.lag == 0, "seed \(seed): \(check.differences)")
        let period = try #require(ReportPeriod(from: Self.start.adding(days: 10), through: Self.end.localDate))
        let today = Self.end.localDate
        let differences = try await database.read { snapshot in
            let agency = try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: snapshot)!.id
            let report = try FigureReport.byField(FigureScope([agency]), period, today: today, in: snapshot)
            #expect(report.total.received > 15 && report.total.carriedOver > 0, "seed \(seed)")
            return try DossierFilter.Measure.allCases.flatMap { measure in
                var filter = DossierFilter(measure, from: period.first, through: period.last)
                var differences: [String] = []
                func compare(_ figure: Int) throws {
                    let listed = try DossierFilterStore.count(filter, of: agency, today: today, in: snapshot)
                    if listed != figure { differences.append("\(filter): \(figure), listed \(listed)") }
                }
                try compare(report.total.count(measure))
                for part in report.parts {
                    (filter.field, filter.channel) = (part.key, part.channel)
                    try compare(part.summary.count(measure))
                }
                return differences
            }
        }
        #expect(differences == [], "seed \(seed)")
    }

    /// Codes, states and due dates: ids are drawn anew each time.
    private func story(of database: any Database) async throws -> [String] {
        let dossiers = try await database.read { try DossierStore.all(after: nil, limit: 1000, in: $0) }
        return dossiers.map {
            "\($0.code.text) \($0.state.rawValue) \($0.applicantName) \($0.procedureCode) \($0.dueAt?.iso8601 ?? "-")"
        }.sorted()
    }
}

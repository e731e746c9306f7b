import Access
import Base
import Journal
import Storage
import TestKit
import Testing

@testable import Catalogue

/// A commune's catalogue with somebody who may change it.
enum Registry {
    static let day = LocalDate(iso8601: "2026-11-02")!
    static let later = LocalDate(iso8601: "2026-12-01")!
    static let now = Instant(day, LocalTime(hour: 9, minute: 0))

    static func act(at instant: Instant = now) throws -> Act {
        let permit = try AccessPolicy(CatalogueGrants.all).permit(.editCatalogue, to: .system("catalogue import"))
        return Act(permit: permit, at: instant, requestID: "0123456789abcdef")
    }

    static func database(_ engine: Engine) async throws -> any Database {
        try await TestDatabase.make(engine, migrations: Journal.migrations + CatalogueMigrations.all)
    }

    /// Three procedures: birth, marriage, death.
    static func records(_ changes: [String: [String: String]] = [:]) throws -> [ProcedureRecord] {
        try SampleFile.read([("1.001193", "Đăng ký khai sinh"), ("1.000894", "Đăng ký kết hôn"),
            ("1.000656", "Đăng ký khai tử")]
            .map { code, name in
                SampleFile.record(["code": "\"\(code)\"", "name": "\"\(name)\""].merging(changes[code] ?? [:]) { $1 })
            })
    }

    @discardableResult
    static func take(
        _ records: [ProcedureRecord], from date: LocalDate = day, withdrawMissing: Bool = false,
            _ database: any Database
    ) async throws -> ImportCatalogue.Outcome {
        try await database.write { tx in
            try ImportCatalogue(records, effectiveFrom: date, withdrawMissing: withdrawMissing).run(in: tx,
                act: try act())
        }
    }
}

@Suite struct ImportCatalogueTests {
    @Test(arguments: Engine.tested)
    func aSecondImportChangesNothing(engine: Engine) async throws {
        let database = try await Registry.database(engine)
        let records = try CatalogueFile.read(CatalogueFile.builtIn).records
        #expect(try await Registry.take(records, database).added.count == 312)
        let again = try await Registry.take(records, from: Registry.later, database)
        #expect(again.changesNothing)
        #expect(again.unchanged.count == 312)
        #expect(try await database.read { try Journal.head(in: $0).number } == 312)
    }

    @Test(arguments: Engine.tested)
    func aChangedRecordMakesANewVersionFromItsDate(engine: Engine) async throws {
        let database = try await Registry.database(engine)
        try await Registry.take(try Registry.records(), database)
        let changed = try Registry.records(["1.001193": ["time": #"{"value": 2, "unit": "working_day"}"#]])
        let outcome = try await Registry.take(changed, from: Registry.later, database)
        #expect(outcome.changed.map(\.code) == ["1.001193"])
        let (before, after, first) = try await database.read { snapshot in
            let before = try ProcedureStore.current(code: "1.001193", on: Registry.later.adding(days: -1), in: snapshot)
            return (before, try ProcedureStore.current(code: "1.001193", on: Registry.later, in: snapshot),
                try before.flatMap { try ProcedureStore.version($0.id, in: snapshot) })
        }
        #expect(before?.version == 1)
        #expect(before?.time.normal == .sameDay)
        #expect(after?.version == 2)
        #expect(after?.time.normal == .workingDays(2))
        #expect(first == before)
    }

    @Test(arguments: Engine.tested)
    func whatTheFileLacksIsWithdrawnOnlyWhenAsked(engine: Engine) async throws {
        let database = try await Registry.database(engine)
        try await Registry.take(try Registry.records(), database)
        let fewer = Array(try Registry.records().prefix(2))
        #expect(try await Registry.take(fewer, database).withdrawn.isEmpty)
        #expect(try await Registry.take(fewer, withdrawMissing: true, database).withdrawn.map(\.code) == ["1.000656"])
        #expect(try await Registry.take(fewer, withdrawMissing: true, database).changesNothing)
        let gone = try await database.read { try ProcedureStore.current(code: "1.000656", on: Registry.day, in: $0) }
        #expect(gone?.isWithdrawn == true)
        #expect(gone?.version == 2)
        let back = try await Registry.take(try Registry.records(), database)
        #expect(back.changed.map(\.version) == [3])
        let kinds = try await database.read { try Journal.entries(of: "procedure", "1.000656", in: $0).map(\.kind) }
        #expect(kinds == ["procedure.published", "procedure.withdrawn", "procedure.changed"])
    }

    @Test(arguments: Engine.tested)
    func aDryRunSaysTheSameAndChangesNothing(engine: Engine) async throws {
        let database = try await Registry.database(engine)
        let deed = ImportCatalogue(try Registry.records(), effectiveFrom: Registry.day)
        let preview = try await database.read { try deed.outcome(in: $0) }
        #expect(preview.added.count == 3)
        #expect(try await database.read { try ProcedureStore.all(on: Registry.day, in: $0).isEmpty })
        #expect(try await Registry.take(try Registry.records(), database) == preview)
    }

    @Test(arguments: Engine.tested)
    func oneRecordThatCannotBeTakenStopsAll(engine: Engine) async throws {
        let database = try await Registry.database(engine)
        try await Registry.take(Array(try Registry.records().prefix(1)), from: Registry.later, database)
        let changed = try Registry.records(["1.001193": ["authority": #""UBND tỉnh""#]])
        let problem = await #expect(throws: Problem.self) { try await Registry.take(changed, from: Registry.day,
            database) }
        #expect(problem?.code == "catalogue-effective-before")
        let all = try await database.read { try ProcedureStore.all(on: Registry.later, in: $0).map(\.code) }
        #expect(all == ["1.001193"])
    }

    @Test func onlyAdministratorsAndWhoeverControlsProceduresMayImport() {
        let policy = AccessPolicy(CatalogueGrants.all)
        for role in Role.allCases {
            let staff = StaffCaller(account: AccountID(at: Registry.now), name: "Hồ Thị Mai", roles: [role],
                agency: AgencyID(at: Registry.now), office: nil)
            let may = [.administrator, .procedureController].contains(role)
            #expect(policy.allows(.editCatalogue, to: .staff(staff)) == may, "\(role)")
        }
        #expect(!policy.allows(.editCatalogue, to: .anonymous))
        #expect(policy.allows(.readCatalogue, to: .anonymous))
    }
}

@Suite struct SynonymDeedTests {
    @Test(arguments: Engine.tested)
    func anAddedPhraseIsFoundAtOnceAndARemovedOneIsNot(engine: Engine) async throws {
        let database = try await Registry.database(engine)
        let live = LiveCatalogue()
        try await Registry.take(try CatalogueFile.read(CatalogueFile.builtIn).records, database)
        let found = { try await database.read { snapshot in
            try live.index(on: Registry.day, in: snapshot).search.hits(for: "xin chữ", limit: 1).first?.procedure.code
        } }
        #expect(try await found() != "2.000815")
        try await database.write { try AddSynonym(phrase: "xin chữ", meaning: "2.000815").run(in: $0,
            act: try Registry.act()) }
        #expect(try await found() == "2.000815")
        let id = try #require(try await database.read { try SynonymStore.all(in: $0).first?.id })
        try await database.write { try RemoveSynonym(id: id).run(in: $0, act: try Registry.act()) }
        #expect(try await found() != "2.000815")
    }

    @Test(arguments: [("", "1.001193", "phrase"), ("bánh chưng", "", "meaning"), ("bánh chưng", "9.999999", "meaning")])
    func whatMeansNothingIsRefusedAtItsField(phrase: String, meaning: String, field: String) async throws {
        let database = try await Registry.database(.sqlite)
        let problem = await #expect(throws: Problem.self) {
            try await database.write { try AddSynonym(phrase: phrase, meaning: meaning).run(in: $0,
                act: try Registry.act()) }
        }
        #expect(problem?.fields.map(\.field) == [field])
    }
}

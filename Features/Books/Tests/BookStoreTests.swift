import Access
import Base
import Journal
import Storage
import TestKit
import Testing

@testable import Books

@Suite struct BookStoreTests {
    private static let policy = AccessPolicy([.staff("paper.void", [.centreDirector])])
    private static let commune = AgencyID(at: TestSite.morning)
    private static let neighbour = AgencyID(at: TestSite.morning.adding(seconds: 1))
    private static let dossier = ID<BookStoreTests>(at: TestSite.morning).description

    private static func database(_ engine: Engine) async throws -> any Database {
        try await TestDatabase.make(engine, migrations: Journal.migrations + Books.migrations)
    }

    private static func act(_ at: Instant = TestSite.morning, agency: AgencyID = commune) throws -> Act {
        let director = StaffCaller(
            account: AccountID(at: TestSite.morning), name: "Lê Văn Giám", roles: [.centreDirector], agency: agency,
            office: nil)
        return Act(permit: try policy.permit("paper.void", to: .staff(director)), at: at, requestID: "test")
    }

    @Test(arguments: Engine.tested)
    func `a book runs from 01 in each year, by kind and agency`(engine: Engine) async throws {
        let database = try await Self.database(engine)
        let eve = Instant(iso8601: "2026-12-31T23:59:59")!
        let (before, after) = (try Self.act(eve), try Self.act(eve.adding(seconds: 1)))
        let numbers = try await database.write { tx in
            func issue(_ book: SlipBook, _ agency: AgencyID, _ act: Act) throws -> String {
                try BookStore.issue(book, dossier: Self.dossier, agency: agency, by: act, in: tx).text
            }
            return [
                try issue(.receipt, Self.commune, before), try issue(.receipt, Self.commune, before),
                try issue(.supplement, Self.commune, before), try issue(.receipt, Self.neighbour, before),
                try issue(.receipt, Self.commune, after),
            ]
        }
        #expect(numbers == ["01/TNHS", "02/TNHS", "01/HDHS", "01/TNHS", "01/TNHS"])
        let slips = try await database.read { try BookStore.slips(of: Self.dossier, in: $0) }
        #expect(slips.map(\.year) == [2026, 2026, 2026, 2026, 2027])
        #expect(slips.last?.volume == "01/2027")
    }

    @Test(arguments: Engine.tested)
    func `what is rolled back leaves no gap`(engine: Engine) async throws {
        struct Refused: Error {}
        let database = try await Self.database(engine)
        let act = try Self.act()
        await #expect(throws: Refused.self) {
            try await database.write { tx in
                _ = try BookStore.issue(.receipt, dossier: Self.dossier, agency: Self.commune, by: act, in: tx)
                throw Refused()
            }
        }
        let slip = try await database.write { tx in
            try BookStore.issue(.receipt, dossier: Self.dossier, agency: Self.commune, by: act, in: tx)
        }
        #expect(slip.number == 1)
    }

    @Test(arguments: Engine.tested)
    func `forty at once get forty numbers`(engine: Engine) async throws {
        let database = try await Self.database(engine)
        let act = try Self.act()
        let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<40 {
                group.addTask {
                    // Half of them in the lane where transactions run side by side and are repeated.
                    try await database.write(lane: index.isMultiple(of: 2) ? .journal : .free) { tx in
                        try BookStore.issue(
                            .receipt, dossier: Self.dossier, agency: Self.commune, by: act, in: tx).number
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(numbers.sorted() == Array(1...40))
    }

    @Test(arguments: Engine.tested)
    func `a void slip keeps its number, its reason and a place in the journal`(engine: Engine) async throws {
        let database = try await Self.database(engine)
        let act = try Self.act()
        let slip = try await database.write { tx in
            try BookStore.issue(.refusal, dossier: Self.dossier, agency: Self.commune, by: act, in: tx)
        }
        let later = try Self.act(TestSite.morning.adding(seconds: 60))
        try await database.write { tx in
            try VoidSlip(slip.id, of: Self.dossier, reason: "  In sai   tên ", isReplaced: true).run(in: tx, act: later)
        }
        let slips = try await database.read { try BookStore.slips(of: Self.dossier, in: $0) }
        #expect(slips.map(\.text) == ["01/TCHS", "02/TCHS"])
        #expect(slips.map(\.voiding?.reason) == ["In sai tên", nil])
        let told = try await database.read { try Journal.entries(of: "slip", slip.id.description, in: $0) }
        #expect(told.map(\.kind) == ["slip.voided"])
        #expect(told.first?.facts["replaced-by"] == "02/TCHS")
        let again = VoidSlip(slip.id, of: Self.dossier, reason: "Lần nữa", isReplaced: false)
        await #expect(throws: Problem("slip-void-already", status: 409, arguments: ["number": "01/TCHS"])) {
            try await database.write { try again.run(in: $0, act: later) }
        }
    }

    @Test(arguments: Engine.tested)
    func `without a reason, or for another agency's or dossier's slip, nothing is made void`(
        engine: Engine
    ) async throws {
        let database = try await Self.database(engine)
        let act = try Self.act()
        let slip = try await database.write { tx in
            try BookStore.issue(.receipt, dossier: Self.dossier, agency: Self.commune, by: act, in: tx)
        }
        let foreign = try Self.act(agency: Self.neighbour)
        await #expect(throws: Problem.invalid([FieldFault("reason", "slip-reason-missing")])) {
            try await database.write { tx in
                try VoidSlip(slip.id, of: Self.dossier, reason: " ", isReplaced: false).run(in: tx, act: act)
            }
        }
        await #expect(throws: Problem.notFound) {
            try await database.write { tx in
                try VoidSlip(slip.id, of: Self.dossier, reason: "Sai", isReplaced: false).run(in: tx, act: foreign)
            }
        }
        await #expect(throws: Problem.notFound) {
            try await database.write { tx in
                try VoidSlip(slip.id, of: "another", reason: "Sai", isReplaced: false).run(in: tx, act: act)
            }
        }
        #expect(try await database.read { try BookStore.slip(slip.id, in: $0) }?.voiding == nil)
    }

    @Test(arguments: Engine.tested)
    func `the database itself refuses a number twice`(engine: Engine) async throws {
        let database = try await Self.database(engine)
        let act = try Self.act()
        _ = try await database.write { tx in
            try BookStore.issue(.receipt, dossier: Self.dossier, agency: Self.commune, by: act, in: tx)
        }
        await #expect(throws: (any Error).self) {
            try await database.write { tx in
                try tx.execute("UPDATE slip_book SET last = 0")
                _ = try BookStore.issue(.receipt, dossier: Self.dossier, agency: Self.commune, by: act, in: tx)
            }
        }
    }
}

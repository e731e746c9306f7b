import Access
import Base
import Blobs
import Files
import Identity
import Journal
import Storage
import TestKit

@testable import Mandates

/// The demonstration's people on Monday 23 November 2026, and a mother without a telephone.
struct MandateWorld {
    static let daughter = "0900000102"
    static let stranger = "0900000103"
    static let mother = Principal(name: "Hồ Thị Kăn", personalID: "045154000201",
        address: "Thôn Xa Rúc, xã Hướng Hiệp", birthDate: LocalDate(iso8601: "1954-04-10"))

    let database: any Database
    let clock = SteppedClock(at: TestSite.morning)
    let people: DemoPeople
    let policy = AccessPolicy(IdentityFeature.grants + MandatesFeature.grants)

    init(_ engine: Engine) async throws {
        let database = try await TestDatabase.make(engine, migrations: Journal.migrations + IdentityFeature.migrations
            + FilesFeature.migrations + MandatesFeature.migrations)
        let act = Act(permit: try policy.permit(.identitySetUp, to: .system("test")), at: TestSite.morning,
            requestID: "0")
        people = try await database.write { try DemoPeople.seed(cost: .trivial, in: $0, act: act) }
        self.database = database
    }

    func caller(_ login: String) async throws -> Caller {
        let (account, today) = (people.accounts[login]!, clock.clock.now.localDate)
        return try await database.read {
            try MandateStore.acting(CallerStore.caller(for: account, on: today, in: $0)!, on: today, in: $0)
        }
    }

    @discardableResult
    func perform<Value: Sendable>(
        _ login: String, _ permission: Permission = .mandateOwn,
        _ deed: @escaping @Sendable (Transaction, Act) throws -> Value
    ) async throws -> Value {
        let act = Act(permit: try policy.permit(permission, to: try await caller(login)), at: clock.clock.now,
            requestID: "0")
        return try await database.write { try deed($0, act) }
    }

    /// The daughter says that she acts for her mother, with the paper.
    func authorised(through: String? = "2026-12-31") async throws -> MandateID {
        var deed = AddMandate(.representative, agency: people.commune, principal: Self.mother)
        deed.paper = Mandate.Paper(number: "12/2026", place: "UBND xã Hướng Hiệp", day: TestSite.morning.localDate)
        deed.through = through.flatMap { LocalDate(iso8601: $0) }
        deed.files = [Self.scan]
        let adding = deed
        return try await perform(Self.daughter) { try adding.run(in: $0, act: $1).id }
    }

    static let scan = StagedFile(
        name: "giay-uy-quyen.jpg", digest: String(repeating: "a", count: 64), size: 7, type: .jpeg)

    func journal(of id: MandateID) async throws -> [String] {
        try await database.read { try Journal.entries(of: "mandate", id.description, in: $0).map(\.kind) }
    }

    func register(_ name: String, personalID: String) async throws -> AccountID {
        let act = Act(permit: try policy.permit(.identitySignIn, to: .anonymous), at: clock.clock.now, requestID: "0")
        let deed = RegisterCitizen(name: name, phone: "", personalID: personalID,
            password: try await PasswordHasher(cost: .trivial).hash("motcua-mat-khau"))
        return try await database.write { try deed.run(in: $0, act: act) }
    }
}

/// The problem that a deed refuses with; anything else fails the test.
func refusal(_ body: () async throws -> some Any) async throws -> Problem? {
    do {
        _ = try await body()
        return nil
    } catch let problem as Problem { return problem }
}

import Access
import Base
import Identity
import Journal
import Storage
import TestKit
import Web

/// A database with the demonstration's people in it, and acts in anybody's name.
struct Commune {
    static let now = Instant(LocalDate(year: 2026, month: 11, day: 23)!, LocalTime(hour: 9, minute: 0))

    let database: any Database
    let people: DemoPeople
    let policy = AccessPolicy(IdentityFeature.grants)

    init(_ engine: Engine) async throws {
        let database = try await TestDatabase.make(engine,
            migrations: WebTables.migrations + Journal.migrations + IdentityFeature.migrations)
        let act = Act(permit: try policy.permit(.identitySetUp, to: .system("test")), at: Commune.now, requestID: "0")
        people = try await database.write { tx in try DemoPeople.seed(cost: .trivial, in: tx, act: act) }
        self.database = database
    }

    /// An act of the account with this login; nil is the public.
    func act(_ login: String?, _ permission: Permission, at now: Instant = Commune.now) async throws -> Act {
        Act(permit: try policy.permit(permission, to: try await caller(login, at: now)), at: now, requestID: "0")
    }

    func caller(_ login: String?, at now: Instant = Commune.now) async throws -> Caller {
        guard let login, let account = people.accounts[login] else { return .anonymous }
        return try await database.read { try CallerStore.caller(for: account, on: now.localDate, in: $0) } ?? .anonymous
    }

    func system() throws -> Act {
        Act(permit: try policy.permit(.identitySetUp, to: .system("test")), at: Commune.now, requestID: "0")
    }

    func account(_ login: String) -> AccountID { people.accounts[login]! }

    func journal(of login: String) async throws -> [String] {
        let account = account(login).description
        return try await database.read { try Journal.entries(of: "account", account, in: $0).map(\.kind) }
    }

    /// Tries to sign in as the pages do.
    func signIn(
        _ login: String, _ password: String, from address: String = "203.113.1.2", at now: Instant = Commune.now
    ) async throws -> SignInAnswer {
        let act = try await act(nil, .identitySignIn, at: now)
        let deed = SignIn(login: login, address: address)
        switch try await database.write(lane: .free, { tx in try deed.open(in: tx, act: act) }) {
        case .wait(let seconds): return .wait(seconds)
        case .compare(let challenge):
            let isRight = try await PasswordHasher(cost: .trivial).verify(password, against: challenge.hash)
            let outcome = try await database.write { tx in
                try deed.close(challenge, isRight: isRight, in: tx, act: act)
            }
            return .outcome(outcome)
        }
    }

    enum SignInAnswer: Equatable {
        case wait(Int)
        case outcome(SignIn.Outcome)
    }
}

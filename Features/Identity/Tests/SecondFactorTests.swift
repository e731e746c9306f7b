import Access
import Base
import Storage
import TestKit
import Testing
import Web

@testable import Identity

/// Code and password: who is asked, what opens, what does not.
@Suite struct SecondFactorTests {
    private static let secret = Array("12345678901234567890".utf8)
    private static let code = TimeCode(secret: secret)
    private static let papers = RecoveryCode.make(from: "test")

    private static func shown(at now: Instant) -> String { code.code(of: TimeCode.step(at: now)) }

    /// A commune where this login has a second factor.
    private static func commune(_ engine: Engine, factorOf login: String = "chutich") async throws -> Commune {
        let commune = try await Commune(engine)
        let act = try await commune.act(login, .identitySignIn, at: Commune.now.adding(seconds: -3600))
        try await commune.database.write { tx in
            try SecondFactorStore.begin(secret, of: commune.account(login), at: act.at, in: tx)
            try ConfirmSecondFactor(typed: shown(at: act.at), codes: papers).run(in: tx, act: act)
        }
        return commune
    }

    private static func type(
        _ typed: String, in commune: Commune, browser: String = "b", from address: String = "203.113.1.2",
        at now: Instant = Commune.now
    ) async throws -> SignIn.Outcome? {
        let act = try await commune.act(nil, .identitySignIn, at: now)
        let deed = SecondStep(browser: browser, typed: typed, address: address)
        switch try await commune.database.write({ tx in try deed.open(in: tx, act: act) }) {
        case .over, .wait: return nil
        case .compare(let challenge):
            let proof = deed.proof(challenge, at: now)
            return try await commune.database.write { tx in try deed.close(challenge, proof, in: tx, act: act) }
        }
    }

    private static func password(_ commune: Commune, _ login: String = "chutich", at now: Instant = Commune.now)
        async throws -> SignIn.Outcome
    {
        let act = try await commune.act(nil, .identitySignIn, at: now)
        let deed = SignIn(login: login, address: "203.113.1.2", browser: "b")
        let opening = try await commune.database.write { tx in try deed.open(in: tx, act: act) }
        guard case .compare(let challenge) = opening else { return .refused }
        return try await commune.database.write { tx in try deed.close(challenge, isRight: true, in: tx, act: act) }
    }

    @Test(arguments: Engine.tested) func `the password alone signs nobody in who has a second factor`(
        engine: Engine
    ) async throws {
        let commune = try await Self.commune(engine)
        #expect(try await Self.password(commune) == .codeNeeded)
        #expect(try await commune.journal(of: "chutich").last == "account.second-factor-set")
        let outcome = try await Self.type(Self.shown(at: Commune.now), in: commune)
        #expect(outcome == .signedIn(commune.account("chutich"), .staff, first: nil))
        #expect(try await commune.journal(of: "chutich").last == "account.signed-in")
    }

    @Test(arguments: Engine.tested)
    func `a sign-in whose ground has gone meanwhile does not wait for its code any more`(
        engine: Engine
    ) async throws {
        let commune = try await Self.commune(engine)
        let act = try await commune.act(nil, .identitySignIn)
        let account = commune.account("chutich")
        func give(_ ticket: String?) async throws {
            let deed = SignIn(login: "chutich", address: "203.113.1.2", browser: "b", ticket: ticket)
            try await commune.database.write { tx in
                guard case .compare(let challenge) = try deed.open(in: tx, act: act) else { return }
                #expect(try deed.close(challenge, isRight: true, in: tx, act: act) == .codeNeeded)
            }
        }
        func end(_ tickets: [String], of account: AccountID) async throws {
            try await commune.database.write { tx in
                try EndProvenSessions(of: account, tickets: tickets, source: "VNeID").run(in: tx, act: act)
            }
        }
        let typed = Self.shown(at: Commune.now)
        try await give("t-1")
        try await end(["t-1"], of: account)
        #expect(try await Self.type(typed, in: commune) == nil)
        #expect(try await commune.journal(of: "chutich").last == "account.sessions-ended")
        // Another ground, another account's, or none: it goes on.
        try await give("t-2")
        try await end(["t-1"], of: account)
        try await end(["t-2"], of: commune.account("motcua1"))
        #expect(try await Self.type(typed, in: commune) == .signedIn(account, .staff, first: nil))
    }

    @Test(arguments: Engine.tested) func `a code opens once, whoever saw it being typed`(engine: Engine) async throws {
        let commune = try await Self.commune(engine)
        let typed = Self.shown(at: Commune.now)
        _ = try await Self.password(commune)
        _ = try await Self.type(typed, in: commune)
        _ = try await Self.password(commune)
        #expect(try await Self.type(typed, in: commune) == .refused)
    }

    @Test(arguments: Engine.tested) func `one code typed in two windows at once opens one`(
        engine: Engine
    ) async throws {
        let commune = try await Self.commune(engine)
        for browser in ["b1", "b2"] {
            let waiting = SecondStep.Waiting(account: commune.account("chutich"),
                passwordHash: try await commune.hash(of: "chutich"), expiresAt: Commune.now.adding(seconds: 300))
            try await commune.database.write { tx in try SecondFactorStore.insert(waiting, of: browser, in: tx) }
        }
        let typed = Self.shown(at: Commune.now)
        async let first = Self.type(typed, in: commune, browser: "b1")
        async let second = Self.type(typed, in: commune, browser: "b2")
        let outcomes = try await [first, second]
        #expect(outcomes.count { $0 == .refused } == 1)
        #expect(outcomes.count { $0 == .signedIn(commune.account("chutich"), .staff, first: nil) } == 1)
    }

    @Test(arguments: Engine.tested) func `a code on paper opens once`(engine: Engine) async throws {
        let commune = try await Self.commune(engine)
        let typed = Self.papers[3].uppercased().replacing("-", with: " ")
        _ = try await Self.password(commune)
        #expect(try await Self.type(typed, in: commune)
            == .signedIn(commune.account("chutich"), .staff, first: nil))
        _ = try await Self.password(commune)
        #expect(try await Self.type(typed, in: commune) == .refused)
        let left = try await commune.database.read { [account = commune.account("chutich")] in
            try SecondFactorStore.codesLeft(of: account, in: $0)
        }
        #expect(left == RecoveryCode.count - 1)
    }

    @Test func `another browser, five wrong codes or five minutes later there is no step to take`() async throws {
        let commune = try await Self.commune(.sqlite)
        let typed = Self.shown(at: Commune.now)
        _ = try await Self.password(commune)
        #expect(try await Self.type(typed, in: commune, browser: "another") == nil)
        let late = Commune.now.adding(seconds: SecondStep.secondsMax)
        #expect(try await Self.type(Self.shown(at: late), in: commune, at: late) == nil)
        for _ in 0..<5 { #expect(try await Self.type("000000", in: commune) == .refused) }
        #expect(try await Self.type(typed, in: commune) == nil)
    }

    @Test func `whoever guesses codes waits, even with the password`() async throws {
        let commune = try await Self.commune(.sqlite)
        for _ in 0..<5 {
            _ = try await Self.password(commune)
            _ = try await Self.type("000000", in: commune)
        }
        _ = try await Self.password(commune)
        #expect(try await Self.type(Self.shown(at: Commune.now), in: commune) == nil)
    }

    @Test func `a password that was changed meanwhile ends the step`() async throws {
        let commune = try await Self.commune(.sqlite)
        _ = try await Self.password(commune)
        let other = try await PasswordHasher(cost: .trivial).hash("một mật khẩu khác")
        try await commune.database.write { [account = commune.account("chutich")] tx in
            try AccountStore.set(other, mustChange: false, of: account, in: tx)
        }
        #expect(try await Self.type(Self.shown(at: Commune.now), in: commune) == .refused)
    }

    @Test(arguments: Engine.tested) func `who must have one has no role until it is set up`(
        engine: Engine
    ) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        try await commune.database.write { tx in
            try SetSignInRule(roles: [], networks: [], isDemo: false).run(from: "10.1.1.1", in: tx, act: act)
        }
        #expect(try await commune.caller("chutich").staff?.roles == [])
        #expect(try await commune.caller("quantri").staff?.roles == [])
        #expect(try await commune.caller("motcua1").staff?.roles == [.reception])
        #expect(try await Self.password(commune)
            == .signedIn(commune.account("chutich"), .staff, first: .setUpSecondFactor))
        let own = try await commune.act("chutich", .identitySignIn)
        try await commune.database.write { tx in
            try SecondFactorStore.begin(Self.secret, of: commune.account("chutich"), at: own.at, in: tx)
            try ConfirmSecondFactor(typed: Self.shown(at: own.at), codes: Self.papers).run(in: tx, act: own)
        }
        let caller = try await commune.caller("chutich")
        #expect(caller.staff?.roles == [.leader])
        // And it stays: the role demands it.
        let later = Commune.now.adding(seconds: 60)
        let leader = try await commune.act("chutich", .identitySignIn, at: later)
        await #expect(throws: Problem("second-factor-needed", status: 409)) {
            try await commune.database.write { tx in
                try ChangeSecondFactor(change: .remove, typed: Self.shown(at: later), own: "").run(in: tx, act: leader)
            }
        }
    }

    @Test(arguments: Engine.tested) func `from outside the office a password alone is not enough`(
        engine: Engine
    ) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        try await commune.database.write { tx in
            try SetSignInRule(roles: [], networks: ["10.20.0.0/16", " 203.113.1.0/24 "], isDemo: true)
                .run(from: "10.20.3.4", in: tx, act: act)
        }
        #expect(try await commune.signIn("motcua1", DemoPeople.password, from: "198.51.100.7")
            == .outcome(.officeOnly))
        #expect(try await commune.signIn("motcua1", DemoPeople.password, from: "203.113.1.9")
            == .outcome(.signedIn(commune.account("motcua1"), .staff, first: nil)))
        #expect(try await commune.signIn("0900000101", DemoPeople.password, from: "198.51.100.7")
            == .outcome(.signedIn(commune.account("0900000101"), .citizen, first: nil)))
        // The other commune has rules of its own.
        #expect(try await commune.signIn("hp-motcua", DemoPeople.password, from: "198.51.100.8")
            == .outcome(.signedIn(commune.account("hp-motcua"), .staff, first: nil)))
    }

    @Test(arguments: [["10.20.0.0/33"], ["văn phòng"], ["10.20.0.0/16", "::1/200"]])
    func `what is no network is refused with what was typed`(networks: [String]) async throws {
        let commune = try await Commune(.sqlite)
        let act = try await commune.act("quantri", .identityManage)
        await #expect(throws: Problem.self) {
            try await commune.database.write { tx in
                try SetSignInRule(roles: [], networks: networks, isDemo: true).run(from: "10.20.0.1", in: tx, act: act)
            }
        }
    }

    @Test func `an administrator does not lock the own door from inside`() async throws {
        let commune = try await Commune(.sqlite)
        let act = try await commune.act("quantri", .identityManage)
        let fault = FieldFault("networks", "identity.network-locks-out", ["address": "203.113.1.2"])
        await #expect(throws: Problem.invalid([fault])) {
            try await commune.database.write { tx in
                try SetSignInRule(roles: [], networks: ["10.20.0.0/16"], isDemo: true)
                    .run(from: "203.113.1.2", in: tx, act: act)
            }
        }
    }

    @Test(arguments: Engine.tested) func `an administrator takes a lost one off, of the own people and not of oneself`(
        engine: Engine
    ) async throws {
        let commune = try await Self.commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        let (account, own) = (commune.account("chutich"), commune.account("quantri"))
        await #expect(throws: Problem("own-account", status: 409)) {
            try await commune.database.write { tx in try ResetSecondFactor(of: own).run(in: tx, act: act) }
        }
        let neighbour = try await commune.act("hp-quantri", .identityManage)
        await #expect(throws: Problem.notFound) {
            try await commune.database.write { tx in try ResetSecondFactor(of: account).run(in: tx, act: neighbour) }
        }
        try await commune.database.write { tx in try ResetSecondFactor(of: account).run(in: tx, act: act) }
        #expect(try await Self.password(commune) == .signedIn(account, .staff, first: nil))
    }
}

extension Commune {
    fileprivate func hash(of login: String) async throws -> PasswordHash {
        let account = account(login)
        return try await database.read { try #require(try AccountStore.account(account, in: $0)).passwordHash }
    }
}

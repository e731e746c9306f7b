import Access
import Base
import Identity
import Journal
import Storage
import TestKit
import Testing

@Suite struct SignInTests {
    @Test(arguments: Engine.tested) func theRightPasswordSignsInAndIsWrittenDown(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let answer = try await commune.signIn("MotCua1", DemoPeople.password)
        #expect(answer == .outcome(.signedIn(commune.account("motcua1"), .staff, first: nil)))
        #expect(try await commune.journal(of: "motcua1") == ["account.staff-added", "account.signed-in"])
    }

    @Test(arguments: ["0900000101", "+84 900 000 101", "045 085 000 101"])
    func aCitizenSignsInWithPhoneOrPersonalID(typed: String) async throws {
        let commune = try await Commune(.sqlite)
        #expect(try await commune.signIn(typed, DemoPeople.password)
            == .outcome(.signedIn(commune.account("0900000101"), .citizen, first: nil)))
    }

    @Test(arguments: Engine.tested) func aWrongPasswordAndNoSuchLoginLookTheSame(engine: Engine) async throws {
        let commune = try await Commune(engine)
        #expect(try await commune.signIn("motcua1", "sai") == .outcome(.refused))
        #expect(try await commune.signIn("khongco", "sai") == .outcome(.refused))
        #expect(try await commune.journal(of: "motcua1").last == "account.sign-in-failed")
    }

    @Test(arguments: Engine.tested) func aDisabledAccountIsRefusedLikeAWrongPassword(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        let account = commune.account("motcua1")
        try await commune.database.write { tx in try SwitchAccount(account, to: .disabled).run(in: tx, act: act) }
        #expect(try await commune.signIn("motcua1", DemoPeople.password) == .outcome(.refused))
    }

    @Test(arguments: Engine.tested) func guessersWaitLongerAndLonger(engine: Engine) async throws {
        let commune = try await Commune(engine)
        for _ in 0..<5 { #expect(try await commune.signIn("motcua1", "sai") == .outcome(.refused)) }
        #expect(try await commune.signIn("motcua1", "sai") == .wait(30))
        #expect(try await commune.signIn("motcua1", DemoPeople.password) == .wait(30))
        let later = Commune.now.adding(seconds: 31)
        #expect(try await commune.signIn("motcua1", "sai", at: later) == .outcome(.refused))
        #expect(try await commune.signIn("motcua1", "sai", at: later) == .wait(60))
    }

    @Test func unknownLoginsMakeTheGuesserWaitTheSame() async throws {
        let commune = try await Commune(.sqlite)
        for _ in 0..<5 { #expect(try await commune.signIn("khongco", "sai") == .outcome(.refused)) }
        #expect(try await commune.signIn("khongco", "sai") == .wait(30))
    }

    @Test func aStrangerCannotLockAnOfficerOutOfTheOffice() async throws {
        let commune = try await Commune(.sqlite)
        _ = try await commune.signIn("motcua1", DemoPeople.password, from: "203.113.1.2")
        for number in 0..<40 { _ = try await commune.signIn("motcua1", "sai", from: "198.51.100.\(number)") }
        guard case .wait = try await commune.signIn("motcua1", "sai", from: "198.51.100.99") else {
            Issue.record("a new network is not made to wait")
            return
        }
        #expect(try await commune.signIn("motcua1", DemoPeople.password, from: "203.113.1.2")
            == .outcome(.signedIn(commune.account("motcua1"), .staff, first: nil)))
    }

    @Test func aNetworkThatTriesManyLoginsWaits() async throws {
        let commune = try await Commune(.sqlite)
        for number in 0..<30 { _ = try await commune.signIn("nguoi\(number)", "sai") }
        #expect(try await commune.signIn("motcua1", DemoPeople.password) == .wait(30))
    }

    @Test func aRightSignInGivesAGuesserNoFreeTries() async throws {
        let commune = try await Commune(.sqlite)
        for number in 0..<10 { _ = try await commune.signIn("motcua1", "sai", from: "198.51.100.\(number)") }
        let later = Commune.now.adding(seconds: 31)
        #expect(try await commune.signIn("motcua1", DemoPeople.password, from: "203.113.9.9", at: later)
            == .outcome(.signedIn(commune.account("motcua1"), .staff, first: nil)))
        guard case .wait = try await commune.signIn("motcua1", "sai", from: "198.51.100.77", at: later) else {
            Issue.record("the guesser got free tries")
            return
        }
    }

    @Test(arguments: Engine.tested) func guessesMadeAtTheSameTimeAllCount(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let answers = try await withThrowingTaskGroup(of: Commune.SignInAnswer.self) { group in
            for _ in 0..<20 { group.addTask { try await commune.signIn("motcua2", "sai") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { $0 == .outcome(.refused) } == 5)
    }
}

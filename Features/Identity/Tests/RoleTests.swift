import Access
import Base
import Journal
import Storage
import TestKit
import Testing

@testable import Identity

/// Roles with days, and who gives them.
@Suite struct RoleTests {
    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso8601: text)) }

    /// Today is 23 November 2026.
    @Test(arguments: [
        (nil, nil, "now"), ("2026-11-23", "2026-11-23", "now"), ("2026-11-24", nil, "coming"),
        (nil, "2026-11-22", "over"), ("2025-07-01", "2027-06-30", "now"),
    ] as [(String?, String?, String)])
    func aRoleCountsFromItsFirstDayToItsLast(from: String?, through: String?, state: String) throws {
        let term = RoleTerm(.reception, from: try from.map(day), through: try through.map(day))
        #expect(term.state(on: Commune.now.localDate).rawValue == state)
    }

    @Test(arguments: Engine.tested) func aSecondedOfficerHasTheRoleOnlyInTheirDays(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let account = commune.account("baocao")
        let act = try await commune.act("quantri", .identityManage)
        let deed = AssignRole(.reception, to: account, from: try day("2026-11-25"), through: try day("2026-11-30"),
            ground: "QĐ 7/QĐ-UBND")
        try await commune.database.write { try deed.run(in: $0, act: act) }
        for (text, has) in [("2026-11-24", false), ("2026-11-25", true), ("2026-11-30", true), ("2026-12-01", false)] {
            let today = try day(text)
            let (caller, members) = try await commune.database.read { snapshot in
                try (CallerStore.caller(for: account, on: today, in: snapshot),
                    StaffStore.members(of: commune.people.commune, on: today, in: snapshot))
            }
            #expect(caller?.staff?.roles.contains(.reception) == has, "\(text)")
            #expect(members.first { $0.account == account }?.roles.contains(.reception) == has, "\(text)")
        }
        let none = try await commune.database.read { try CallerStore.caller(for: account, in: $0) }
        #expect(none?.staff?.roles == [.reporter], "without a day what has days is left out")
        #expect(try await commune.journal(of: "baocao").last == "account.role-given")
    }

    @Test(arguments: Engine.tested) func aRoleTakenBackCountsAtOnce(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        let account = commune.account("datdai")
        try await commune.database.write { try TakeRole(.reception, from: account).run(in: $0, act: act) }
        #expect(try await commune.caller("datdai").staff?.roles == [.specialist])
        #expect(try await commune.journal(of: "datdai").last == "account.role-taken")
    }

    @Test(arguments: Engine.tested) func nobodyGivesThemselfARole(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        let account = commune.account("quantri")
        await #expect(throws: Problem("own-account", status: 409)) {
            try await commune.database.write { try AssignRole(.leader, to: account).run(in: $0, act: act) }
        }
        await #expect(throws: Problem("own-account", status: 409)) {
            try await commune.database.write { try TakeRole(.administrator, from: account).run(in: $0, act: act) }
        }
    }

    /// A commune has no role of the province, and the days make sense.
    @Test(arguments: Engine.tested) func whatIsWrongIsSaidAtOnce(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        let deed = AssignRole(.provinceLeader, to: commune.account("baocao"), from: try day("2026-11-25"),
            through: try day("2026-11-24"), ground: String(repeating: "a", count: 201))
        let problem = try await #require(throws: Problem.self) {
            try await commune.database.write { try deed.run(in: $0, act: act) }
        }
        #expect(problem.fields.map(\.field) == ["role", "through", "ground"])
    }

    /// The administrator of a commune, and that of its province; not that of a neighbour.
    @Test(arguments: Engine.tested, [("quantri", true), ("tinh-quantri", true), ("hp-quantri", false)])
    func theProvinceLooksAfterItsCommunes(engine: Engine, who: (login: String, may: Bool)) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act(who.login, .identityManage)
        let deed = ChangeStaff(commune.account("baocao"), name: "Lê Hữu Phước", title: "Phó Chánh Văn phòng",
            office: nil)
        let run = { try await commune.database.write { try deed.run(in: $0, act: act) } }
        guard who.may else {
            await #expect(throws: Problem.notFound) { try await run() }
            return
        }
        try await run()
        let account = commune.account("baocao")
        let member = try await commune.database.read { try StaffStore.member(account, in: $0) }
        #expect(member?.title == "Phó Chánh Văn phòng" && member?.office == nil)
    }

    // MARK: Unused accounts

    private static let later = Commune.now.adding(seconds: 45 * 86_400 + 60)

    private func closeUnused(_ commune: Commune, at now: Instant) async throws -> Int {
        let permit = try commune.policy.permit(.identityManage, to: .system("accounts"))
        let act = Act(permit: permit, at: now, requestID: "0")
        return try await commune.database.write { try CloseUnusedAccounts().run(in: $0, act: act) }
    }

    @Test(arguments: Engine.tested) func anAccountUnusedFor45DaysIsClosed(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let day44 = Commune.now.adding(seconds: 44 * 86_400)
        #expect(try await closeUnused(commune, at: day44) == 0)
        #expect(try await commune.signIn("motcua1", DemoPeople.password, at: day44)
            == .outcome(.signedIn(commune.account("motcua1"), .staff, first: nil)))
        #expect(try await closeUnused(commune, at: Self.later) > 20)
        #expect(try await closeUnused(commune, at: Self.later) == 0, "harmless twice")
        #expect(try await commune.caller("motcua1", at: Self.later) != .anonymous, "used the day before")
        #expect(try await commune.caller("motcua2", at: Self.later) == .anonymous)
        #expect(try await commune.caller("quantri", at: Self.later) != .anonymous, "the last who can open the others")
        #expect(try await commune.caller("0900000101", at: Self.later) != .anonymous, "citizens come once a year")
        #expect(try await commune.journal(of: "motcua2").last == "account.disabled")
    }

    @Test(arguments: Engine.tested) func anAccountOpenedAgainHasItsDaysAnew(engine: Engine) async throws {
        let commune = try await Commune(engine)
        _ = try await closeUnused(commune, at: Self.later)
        let act = try await commune.act("quantri", .identityManage, at: Self.later)
        try await commune.database.write {
            try SwitchAccount(commune.account("motcua2"), to: .active).run(in: $0, act: act)
        }
        #expect(try await closeUnused(commune, at: Self.later.adding(seconds: 86_400)) == 0)
        #expect(try await commune.caller("motcua2", at: Self.later) != .anonymous)
    }

    @Test(arguments: Engine.tested) func aOneTimePasswordEndsAfterThreeDays(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        let hash = try PasswordHash(of: "một-lần-rồi-thôi", cost: .trivial)
        _ = try await commune.database.write {
            try ResetPassword(of: commune.account("motcua1"), to: hash).run(in: $0, act: act)
        }
        func trying(_ hours: Int64) async throws -> Commune.SignInAnswer {
            try await commune.signIn("motcua1", "một-lần-rồi-thôi", at: Commune.now.adding(seconds: hours * 3600 - 1))
        }
        #expect(try await trying(72)
            == .outcome(.signedIn(commune.account("motcua1"), .staff, first: .choosePassword)))
        #expect(try await trying(73) == .outcome(.passwordOver))
        #expect(try await commune.signIn("motcua1", "sai", at: Commune.now.adding(seconds: 80 * 3600))
            == .outcome(.refused), "only whoever has it is told")
    }
}

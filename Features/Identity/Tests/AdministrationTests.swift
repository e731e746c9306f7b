import Access
import Base
import Identity
import Journal
import Storage
import TestKit
import Testing

@Suite struct AdministrationTests {
    static let hash = try! PasswordHash(of: "x", cost: .trivial)

    static func addition(to agency: AgencyID, office: OfficeID? = nil, login: String = "motcua6",
        roles: Set<Role> = [.reception]
    ) -> AddStaff {
        AddStaff(agency: agency, office: office, name: "Hồ Văn Sáu", title: "Công chức", roles: roles, login: login,
            password: hash, mustChangePassword: true)
    }

    @Test(arguments: Engine.tested) func anAdministratorAddsSomebody(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        let deed = Self.addition(to: commune.people.commune, office: commune.people.offices[.centre])
        let account = try await commune.database.write { try deed.run(in: $0, act: act) }
        let member = try await commune.database.read { try StaffStore.member(account, in: $0) }
        #expect(member?.name == "Hồ Văn Sáu")
        #expect(member?.roles == [.reception])
    }

    @Test func allFaultsOfANewMemberAreToldAtOnce() async throws {
        let commune = try await Commune(.sqlite)
        let act = try await commune.act("quantri", .identityManage)
        let elsewhere = try await commune.database.read { [other = commune.people.otherCommune] in
            try AgencyStore.offices(of: other, in: $0)[0].id
        }
        let deed = AddStaff(agency: commune.people.commune, office: elsewhere, name: " ", title: "",
            roles: [.provinceMonitor], login: "MOT CUA", password: Self.hash, mustChangePassword: true)
        await #expect(throws: Problem.invalid([
            FieldFault("name", "identity.name-missing"), FieldFault("title", "identity.title-missing"),
            FieldFault("office", "identity.office-unknown"), FieldFault("roles", "identity.roles-not-here"),
            FieldFault("login", "identity.login-shape"),
        ])) { try await commune.database.write { try deed.run(in: $0, act: act) } }
        let taken = Self.addition(to: commune.people.commune, login: "motcua1")
        await #expect(throws: Problem.invalid([FieldFault("login", "identity.login-taken")])) {
            try await commune.database.write { try taken.run(in: $0, act: act) }
        }
    }

    @Test(arguments: Engine.tested) func aDisabledAccountIsNobodyAtOnce(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        let account = commune.account("motcua1")
        try await commune.database.write { try SwitchAccount(account, to: .disabled).run(in: $0, act: act) }
        #expect(try await commune.caller("motcua1") == .anonymous)
        let members = try await commune.database.read { [home = commune.people.commune] in
            try StaffStore.members(of: home, on: Commune.now.localDate, in: $0).map(\.account)
        }
        #expect(!members.contains(account))
        try await commune.database.write { try SwitchAccount(account, to: .active).run(in: $0, act: act) }
        #expect(try await commune.caller("motcua1").staff?.roles == [.reception])
        #expect(try await commune.journal(of: "motcua1").suffix(2) == ["account.disabled", "account.enabled"])
    }

    @Test(arguments: Engine.tested) func aResetPasswordHasToBeChangedBeforeAnythingElse(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        let account = commune.account("motcua1")
        let once = try PasswordHash(of: "once", cost: .trivial)
        _ = try await commune.database.write { try ResetPassword(of: account, to: once).run(in: $0, act: act) }
        #expect(try await commune.caller("motcua1").staff?.roles == [])
        #expect(try await commune.signIn("motcua1", "once")
            == .outcome(.signedIn(account, .staff, first: .choosePassword)))
        let own = try await commune.act("motcua1", .identitySignIn)
        let deed = ChangePassword(verified: once, new: try PasswordHash(of: "mới", cost: .trivial))
        try await commune.database.write { try deed.run(in: $0, act: own) }
        #expect(try await commune.caller("motcua1").staff?.roles == [.reception])
        #expect(try await commune.signIn("motcua1", "once") == .outcome(.refused))
        await #expect(throws: Problem("changed-meanwhile", status: 409)) {
            try await commune.database.write { try deed.run(in: $0, act: own) }
        }
    }

    @Test(arguments: Engine.tested) func whatWasClosedComesBackWithoutItsTokens(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let make = Act(permit: try commune.policy.permit(.identityTokens, to: .system("test")), at: Commune.now,
            requestID: "0")
        let deed = CreateAccessToken(login: "motcua1", name: "quét", expiresAt: Commune.now.adding(seconds: 3600))
        let secret = try await commune.database.write { try deed.run(in: $0, act: make).secret }
        let act = try await commune.act("quantri", .identityManage)
        let account = commune.account("motcua1")
        for state in [Account.State.disabled, .active] {
            try await commune.database.write { try SwitchAccount(account, to: state).run(in: $0, act: act) }
        }
        #expect(try await commune.caller("motcua1").staff?.roles == [.reception])
        let holder = try await commune.database.read {
            try AccessTokenStore.account(ofToken: secret, at: Commune.now, in: $0)
        }
        #expect(holder == nil)
    }

    @Test func nobodyLocksThemselfOut() async throws {
        let commune = try await Commune(.sqlite)
        let act = try await commune.act("quantri", .identityManage)
        let own = commune.account("quantri")
        await #expect(throws: Problem("own-account", status: 409)) {
            try await commune.database.write { try SwitchAccount(own, to: .disabled).run(in: $0, act: act) }
        }
        await #expect(throws: Problem("own-account", status: 409)) {
            try await commune.database.write { _ = try ResetPassword(of: own, to: Self.hash).run(in: $0, act: act) }
        }
    }

    @Test(arguments: Engine.tested) func theIdentifierIsASettingAndJournaled(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("quantri", .identityManage)
        let home = commune.people.commune
        try await commune.database.write {
            try ChangeAgency(agency: home, identifier: "h50.50.07", isRemote: false).run(in: $0, act: act)
        }
        let (agency, entry) = try await commune.database.read { snapshot in
            (try AgencyStore.agency(home, in: snapshot),
                try Journal.entries(of: "agency", home.description, in: snapshot).last)
        }
        #expect(agency?.identifier == "H50.50.07")
        #expect(agency?.isRemote == false)
        #expect(entry?.facts["identifier-before"] == "H50.50.05")
        #expect(entry?.actor == commune.account("quantri"))
    }

    @Test(arguments: [("x", "identity.identifier-shape"), ("H50.50.41", "identity.identifier-taken")])
    func aWrongIdentifierIsRefused(identifier: String, code: String) async throws {
        let commune = try await Commune(.sqlite)
        let act = try await commune.act("quantri", .identityManage)
        let home = commune.people.commune
        await #expect {
            try await commune.database.write {
                try ChangeAgency(agency: home, identifier: identifier, isRemote: true).run(in: $0, act: act)
            }
        } throws: { ($0 as? Problem)?.fields.map(\.code) == [code] }
    }

    // MARK: Access twins

    @Test(arguments: ["motcua1", "giamdoc", "chutich", "kinhte", "kinhte1", "tinh-theodoi", "0900000101"])
    func onlyAdministratorsLookAfterPeople(login: String) async throws {
        let commune = try await Commune(.sqlite)
        await #expect(throws: Problem.forbidden) { try await commune.act(login, .identityManage) }
    }

    @Test(arguments: Engine.tested) func anotherCommuneIsNotThere(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("hp-quantri", .identityManage)
        let (home, account) = (commune.people.commune, commune.account("motcua1"))
        let deeds: [@Sendable (Transaction) throws -> Void] = [
            { try ChangeAgency(agency: home, identifier: "H50.99", isRemote: false).run(in: $0, act: act) },
            { _ = try Self.addition(to: home).run(in: $0, act: act) },
            { try SwitchAccount(account, to: .disabled).run(in: $0, act: act) },
            { _ = try ResetPassword(of: account, to: Self.hash).run(in: $0, act: act) },
        ]
        for deed in deeds { await #expect(throws: Problem.notFound) { try await commune.database.write(deed) } }
    }

    @Test func aPermitForSomethingElseOpensNothing() async throws {
        let commune = try await Commune(.sqlite)
        let act = try await commune.act("quantri", .identitySignIn)
        let deed = Self.addition(to: commune.people.commune)
        await #expect(throws: Problem.forbidden) {
            try await commune.database.write { _ = try deed.run(in: $0, act: act) }
        }
    }

    @Test func theOwnAccountNeedsSomebody() async throws {
        let commune = try await Commune(.sqlite)
        let act = try await commune.act(nil, .identitySignIn)
        await #expect(throws: Problem("sign-in-needed", status: 401)) {
            try await commune.database.write { try SignOut().run(in: $0, act: act) }
        }
        await #expect(throws: Problem("sign-in-needed", status: 401)) {
            try await commune.database.write {
                try ChangePassword(verified: Self.hash, new: Self.hash).run(in: $0, act: act)
            }
        }
    }
}

import Access
import Base
import Identity
import Journal
import Storage
import TestKit
import Testing

@Suite struct DemoPeopleTests {
    @Test(arguments: Engine.tested) func theCommuneHasEverybodyItNeeds(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let home = commune.people.commune
        let (served, members, offices) = try await commune.database.read { snapshot in
            try (AgencyStore.served(in: snapshot),
                StaffStore.members(of: home, on: Commune.now.localDate, in: snapshot),
                AgencyStore.offices(of: home, in: snapshot))
        }
        #expect(served.map(\.name) == ["Xã Hướng Hiệp", "Xã Hướng Phùng"])
        #expect(served.map(\.identifier) == ["H50.50.05", "H50.50.41"])
        #expect(served.allSatisfy { $0.isRemote && $0.parent == commune.people.province })
        #expect(offices.map(\.kind) == [.leaders, .centre, .secretariat, .economy, .culture, .landBranch])
        #expect(members.count { $0.roles.contains(.reception) } == 6)
        #expect(members.count { $0.roles == [.leader] } == 2)
        #expect(members.count { $0.roles == [.officeHead] } == 3)
        #expect(members.count { $0.roles.contains(.specialist) } == 9)
        let givenNames = members.compactMap { $0.name.split(separator: " ").last }
        #expect(givenNames.prefix(3) == ["Bảo", "Cúc", "Đức"])
    }

    @Test(arguments: Engine.tested) func everyAccountIsSomebody(engine: Engine) async throws {
        let commune = try await Commune(engine)
        for login in commune.people.accounts.keys { #expect(try await commune.caller(login) != .anonymous, "\(login)") }
        let monitor = try await commune.caller("tinh-theodoi")
        #expect(monitor.staff?.agency == commune.people.province)
        #expect(try await commune.caller("0900000101").citizen?.name == "Hồ Văn Pả")
    }

    @Test func citizensNumbersFitTheirBirthDates() async throws {
        let commune = try await Commune(.sqlite)
        for (login, account) in commune.people.accounts where login.hasPrefix("09") {
            let found = try await commune.database.read { try CitizenStore.profile(of: account, in: $0) }
            let profile = try #require(found)
            let today = Commune.now.localDate
            #expect(profile.personalID?.warnings(birthDate: profile.birthDate, sex: profile.sex, today: today) == [])
            #expect(profile.phone?.digits == login)
        }
    }

    @Test func seedingTwiceIsRefused() async throws {
        let commune = try await Commune(.sqlite)
        let act = try commune.system()
        await #expect {
            try await commune.database.write { try DemoPeople.seed(cost: .trivial, in: $0, act: act) }
        } throws: {
            ($0 as? Problem)?.code == "commune-already-set-up"
        }
    }
}

@Suite struct ImportAgenciesTests {
    @Test(arguments: Engine.tested) func aSecondImportChangesNothing(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try commune.system()
        let (outcome, before, after) = try await commune.database.write { tx in
            let before = try Journal.entries(of: "agency-list", "statistics", in: tx).count
            let outcome = try ImportAgencies(AgencyList.embedded()).run(in: tx, act: act)
            return (outcome, before, try Journal.entries(of: "agency-list", "statistics", in: tx).count)
        }
        #expect(outcome == ImportAgencies.Outcome(added: 0, renamed: 0, unchanged: 34 + 78 + 135 + 166))
        // The list, and the bodies that take legs.
        #expect(before == 2 && after == 2)
    }

    @Test(arguments: Engine.tested) func aNewNameIsTakenOverAndSettingsStay(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try commune.system()
        let text = """
            {"provinces":[{"code":"44","full_name":"Tỉnh Quảng Trị"}],
             "communes":{"44":{"list":[{"code":"19555","full_name":"Phường Hướng Hiệp","type":"Phường"}]}}}
            """
        let (outcome, agency) = try await commune.database.write { tx in
            let outcome = try ImportAgencies(AgencyList(Array(text.utf8))).run(in: tx, act: act)
            return (outcome, try AgencyStore.agency(statisticsCode: "19555", in: tx))
        }
        #expect(outcome == ImportAgencies.Outcome(added: 0, renamed: 1, unchanged: 1))
        #expect(agency?.name == "Phường Hướng Hiệp")
        #expect(agency?.kind == .ward)
        #expect(agency?.identifier == "H50.50.05")
    }

    @Test func onlyTheProgramItselfMayImportOrSetUp() async throws {
        let commune = try await Commune(.sqlite)
        for login in ["quantri", "chutich", "0900000101", nil] {
            await #expect(throws: Problem.self) { try await commune.act(login, .identitySetUp) }
        }
        let wrong = try await commune.act("quantri", .identityManage)
        await #expect(throws: Problem.forbidden) {
            try await commune.database.write { try ImportAgencies(AgencyList.embedded()).run(in: $0, act: wrong) }
        }
    }
}

@Suite struct SetUpCommuneTests {
    static func deed(_ code: String, login: String = "ward-admin") throws -> SetUpCommune {
        SetUpCommune(statisticsCode: code, identifier: nil, isRemote: false, administratorName: "Nguyễn Văn A",
            administratorLogin: login, administratorPassword: try PasswordHash(of: "x", cost: .trivial),
            mustChangePassword: true)
    }

    @Test(arguments: Engine.tested) func aWardGetsItsOfficesAndAnAdministrator(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try commune.system()
        let deed = try Self.deed("19333")
        let outcome = try await commune.database.write { try deed.run(in: $0, act: act) }
        #expect(outcome.agency.name == "Phường Đông Hà")
        #expect(outcome.offices[.economy]?.name == "Phòng Kinh tế, Hạ tầng và Đô thị")
        let caller = try await commune.database.read { try CallerStore.caller(for: outcome.administrator, in: $0) }
        #expect(caller?.staff?.roles == [], "until the password is changed")
    }

    @Test(arguments: [("99999", "commune-unknown"), ("44", "commune-unknown"), ("19555", "commune-already-set-up")])
    func onlyACommuneThatIsNotSetUpYet(code: String, problem: String) async throws {
        let commune = try await Commune(.sqlite)
        let act = try commune.system()
        let deed = try Self.deed(code)
        await #expect { try await commune.database.write { try deed.run(in: $0, act: act) } } throws: {
            ($0 as? Problem)?.code == problem
        }
    }
}

@Suite struct RegisterCitizenTests {
    static func deed(phone: String = "", personalID: String = "") throws -> RegisterCitizen {
        RegisterCitizen(name: " Hồ  Thị Mới ", phone: phone, personalID: personalID,
            password: try PasswordHash(of: "x", cost: .trivial))
    }

    @Test(arguments: Engine.tested) func aCitizenRegistersAndIsKnown(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act(nil, .identitySignIn)
        let deed = try Self.deed(phone: "0912 345 678", personalID: "045190000999")
        let account = try await commune.database.write { try deed.run(in: $0, act: act) }
        let profile = try await commune.database.read { try CitizenStore.profile(of: account, in: $0) }
        #expect(profile?.name == "Hồ Thị Mới")
        #expect(profile?.phone?.digits == "0912345678")
        let caller = try await commune.database.read { try CallerStore.caller(for: account, in: $0) }
        #expect(caller == .citizen(CitizenCaller(account: account, name: "Hồ Thị Mới")))
    }

    @Test(arguments: Engine.tested) func aNumberHasOneAccount(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act(nil, .identitySignIn)
        let deed = try Self.deed(phone: "+84900000101", personalID: "045190000102")
        await #expect(throws: Problem.invalid([
            FieldFault("phone", "identity.login-has-account"), FieldFault("personal-id", "identity.login-has-account"),
        ])) { try await commune.database.write { try deed.run(in: $0, act: act) } }
    }

    @Test func aNumberIsNeeded() async throws {
        let commune = try await Commune(.sqlite)
        let act = try await commune.act(nil, .identitySignIn)
        let deed = try Self.deed()
        await #expect(throws: Problem.invalid([FieldFault("phone", "identity.phone-or-id-missing")])) {
            try await commune.database.write { try deed.run(in: $0, act: act) }
        }
    }

    @Test(arguments: [
        ("", "", "", "", ["identity.own-name-missing", "identity.phone-or-id-missing", "identity.password-missing"]),
        ("Hồ A", "123", "456", "12345678", [
            "identity.phone-shape", "identity.personal-id-shape", "identity.password-common",
        ]),
        ("Hồ A", "0912345678", "", "0912345678", ["identity.password-is-login"]),
        ("Hồ A", "0912345678", "", "con trâu đi cày", []),
    ])
    func allFaultsOfTheFormAreToldAtOnce(
        name: String, phone: String, id: String, password: String, codes: [String]
    ) {
        let faults = RegisterCitizen.faults(name: name, phone: phone, personalID: id, password: password)
        #expect(faults.map(\.code) == codes)
    }
}

import Access
import Base
import Journal
import Storage
import TestKit
import Testing

@testable import Identity

/// What is carried and what is in the way, as tables.
@Suite struct StandInRuleTests {
    @Test(arguments: zip(Role.allCases, [
        false, false, true, true, true, true, true, true, true, true, false, false, false, false, false, false,
    ]))
    func onlyTheWorkOfAnOfficeIsCarried(role: Role, isCarried: Bool) {
        #expect(role.isCarriedByStandIn == isCarried)
        let stood = StoodFor(account: ID(at: Commune.now), name: "A", office: nil, roles: [role],
            until: Commune.now.localDate)
        #expect(stood.roles == (isCarried ? [role] : []))
    }

    /// Today is 23 November 2026.
    @Test(arguments: [
        ("2026-11-23", "2026-11-23", nil), ("2026-11-20", "2026-11-23", nil), ("2026-11-24", "2026-12-04", nil),
        ("2026-11-24", "2026-11-23", "ends-before"), ("2026-11-20", "2026-11-22", "past"),
        ("2026-11-23", "2027-11-23", nil), ("2026-11-23", "2027-11-24", "too-long"),
    ] as [(String, String, String?)])
    func theDaysMakeSense(from: String, through: String, fault: String?) throws {
        let found = StandInRule.fault(
            from: try #require(LocalDate(iso8601: from)), through: try #require(LocalDate(iso8601: through)),
            today: Commune.now.localDate)
        #expect(found?.code == fault.map { "identity.stand-in.\($0)" })
    }

    /// A letter is a person; B stands in for A.
    @Test(arguments: [
        ("A", "C", .absentHasOne), ("B", "C", .absentStandsIn), ("C", "A", .deputyIsAway),
        ("C", "B", .deputyStandsIn), ("A", "B", .absentHasOne), ("B", "A", .absentStandsIn), ("C", "D", nil),
    ] as [(String, String, StandInRule.Clash?)])
    func nobodyIsTwiceInOneStretch(absent: String, deputy: String, clash: StandInRule.Clash?) {
        let people = Dictionary(uniqueKeysWithValues: ["A", "B", "C", "D"].map { ($0, AccountID(at: Commune.now)) })
        let day = Commune.now.localDate
        let other = StandIn(id: ID(at: Commune.now), agency: ID(at: Commune.now), absent: people["A"]!,
            deputy: people["B"]!, from: day, through: day, reason: "", madeBy: people["A"]!, madeAt: Commune.now)
        #expect(StandInRule.clash(absent: people[absent]!, deputy: people[deputy]!, with: other) == clash)
    }

    @Test(arguments: [("2026-11-22", "coming"), ("2026-11-23", "now"), ("2026-11-25", "now"), ("2026-11-26", "over")])
    func itCountsFromTheFirstDayToTheLast(day: String, state: String) throws {
        var one = StandIn(id: ID(at: Commune.now), agency: ID(at: Commune.now), absent: ID(at: Commune.now),
            deputy: ID(at: Commune.now), from: try #require(LocalDate(iso8601: "2026-11-23")),
            through: try #require(LocalDate(iso8601: "2026-11-25")), reason: "", madeBy: ID(at: Commune.now),
            madeAt: Commune.now)
        let date = try #require(LocalDate(iso8601: day))
        #expect(one.state(on: date).rawValue == state)
        one.revokedAt = Commune.now
        #expect(one.state(on: date) == .revoked)
    }
}

@Suite struct StandInTests {
    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso8601: "2026-\(text)")) }

    @discardableResult
    private func appoint(
        _ commune: Commune, _ absent: String, _ deputy: String, _ from: String, _ through: String,
        by login: String? = nil, reason: String = "Nghỉ phép"
    ) async throws -> StandIn {
        let act = try await commune.act(
            login ?? absent, login == nil ? .identityStandIn : .identityStandInOthers)
        let deed = AppointStandIn(
            for: commune.people.accounts[absent], deputy: commune.people.accounts[deputy], from: try day(from),
            through: try day(through), reason: reason)
        return try await commune.database.write { try deed.run(in: $0, act: act) }
    }

    private func fault(_ body: () async throws -> some Any) async throws -> String? {
        do {
            _ = try await body()
            return nil
        } catch let problem as Problem { return problem.fields.first?.code ?? problem.code }
    }

    private func revoke(
        _ commune: Commune, _ id: ID<StandIn>, by login: String, _ permission: Permission = .identityStandIn,
        at now: Instant = Commune.now
    ) async throws {
        let act = try await commune.act(login, permission, at: now)
        try await commune.database.write { try RevokeStandIn(id).run(in: $0, act: act) }
    }

    @Test(arguments: Engine.tested)
    func theDeputyHasItFromTheFirstMidnightToTheLast(engine: Engine) async throws {
        let commune = try await Commune(engine)
        try await appoint(commune, "vanphong1", "vanphong2", "11-24", "11-26")
        for (moment, stands) in [
            ("11-23T23:59:59", false), ("11-24T00:00:00", true), ("11-26T23:59:59", true), ("11-27T00:00:00", false),
        ] {
            let now = try #require(Instant(iso8601: "2026-\(moment)+07:00"))
            let deputy = try #require(try await commune.caller("vanphong2", at: now).staff)
            let absent = try #require(try await commune.caller("vanphong1", at: now).staff)
            #expect(deputy.standsInFor.map(\.account) == (stands ? [absent.account] : []), "\(moment)")
            #expect((absent.absence?.deputy == deputy.account) == stands)
            #expect(absent.standsInFor.isEmpty && deputy.absence == nil)
        }
        let now = Commune.now.adding(seconds: 86_400)
        let stood = try #require(try await commune.caller("vanphong2", at: now).staff?.standsInFor.first)
        #expect(stood.name == "Hồ Thị Thu" && stood.roles == [.specialist])
        let last = try day("11-26")
        #expect(stood.office == commune.people.offices[.secretariat] && stood.until == last)
        #expect(try await commune.journal(of: "vanphong1") == ["account.staff-added", "staff.stand-in-appointed"])
    }

    @Test(arguments: Engine.tested)
    func rolesComeWithTheirHolderAndAreNamed(engine: Engine) async throws {
        let commune = try await Commune(engine)
        try await appoint(commune, "datdai", "quantri", "11-23", "11-23")
        try await appoint(commune, "chutich", "vanphong1", "11-23", "11-23")
        let policy = AccessPolicy([.staff("test.work", [.specialist]), .staff("test.sign", [.leader])])
        let administrator = try await commune.caller("quantri")
        let permit = try policy.permit("test.work", to: administrator)
        #expect(permit.inPlaceOf.map(\.account) == [commune.account("datdai")])
        #expect(permit.inPlaceOf.first?.roles == [.specialist], "only what grants it")
        let deputy = try await commune.caller("vanphong1")
        #expect(deputy.staff?.standsInFor.first?.roles == [])
        #expect(!policy.allows("test.sign", to: deputy), "signing is not carried")
        #expect(try policy.permit("test.work", to: deputy).inPlaceOf.isEmpty, "the own right is one's own")
        // Whatever is told in the journal with another's right says whose it is.
        let act = Act(permit: permit, at: Commune.now, requestID: "0")
        let entry = try await commune.database.write { tx in
            try Journal.append(JournalDraft("test.done", of: "test", "1", agency: nil), by: act, in: tx)
        }
        #expect(entry.onBehalfOf == "Võ Thành Nam")
        #expect(entry.facts[StoodFor.accountFact] == commune.account("datdai").description)
    }

    @Test(arguments: Engine.tested)
    func whatIsInTheWayIsSaid(engine: Engine) async throws {
        let commune = try await Commune(engine)
        try await appoint(commune, "vanphong1", "vanphong2", "11-24", "11-26")
        let cases: [(String, String, String, String, String)] = [
            ("vanphong1", "kinhte1", "11-26", "11-30", "has-one"),
            ("vanphong2", "kinhte1", "11-20", "11-24", "absent-stands-in"),
            ("kinhte1", "vanphong1", "11-26", "11-26", "deputy-away"),
            ("kinhte1", "vanphong2", "11-23", "12-30", "deputy-stands-in"),
            ("kinhte1", "kinhte1", "11-26", "11-26", "same"),
            ("kinhte1", "hp-kinhte1", "11-26", "11-26", "deputy-missing"),
            ("kinhte1", "0900000101", "11-26", "11-26", "deputy-missing"),
            ("kinhte1", "kinhte2", "11-26", "11-25", "ends-before"),
        ]
        for (absent, deputy, from, through, code) in cases {
            let found = try await fault { try await appoint(commune, absent, deputy, from, through) }
            #expect(found == "identity.stand-in.\(code)", "\(absent) \(deputy)")
        }
        // The days beside are free.
        try await appoint(commune, "vanphong1", "kinhte1", "11-27", "11-27")
        try await appoint(commune, "vanphong2", "kinhte1", "11-23", "11-23")
    }

    @Test(arguments: Engine.tested)
    func whoRunsTheCentreDoesItForSomebodyWhoFellIll(engine: Engine) async throws {
        let commune = try await Commune(engine)
        for (index, login) in ["quantri", "giamdoc", "phogiamdoc"].enumerated() {
            let date = "11-2\(4 + index)"
            let made = try await appoint(commune, "vanhoa1", "vanhoa2", date, date, by: login)
            #expect(made.madeBy == commune.account(login) && made.absent == commune.account("vanhoa1"))
        }
        await #expect(throws: Problem.self) { try await commune.act("vanphong", .identityStandInOthers) }
        let own = try await commune.act("vanphong", .identityStandIn)
        let (absent, deputy) = (commune.account("vanphong1"), commune.account("vanphong2"))
        let date = try day("11-24")
        await #expect(throws: Problem.forbidden) {
            let deed = AppointStandIn(for: absent, deputy: deputy, from: date, through: date, reason: "")
            try await commune.database.write { try deed.run(in: $0, act: own) }
        }
        #expect(try await fault {
            try await appoint(commune, "hp-kinhte1", "vanphong2", "11-24", "11-24", by: "quantri")
        } == "identity.stand-in.absent-missing")
    }

    @Test(arguments: Engine.tested)
    func revokedItIsGoneWithTheNextRequest(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let made = try await appoint(commune, "vanphong1", "vanphong2", "11-23", "11-26")
        for (login, permission) in [
            ("vanphong2", Permission.identityStandIn), ("hp-kinhte1", .identityStandIn),
            ("hp-giamdoc", .identityStandInOthers),
        ] {
            #expect(try await fault { try await revoke(commune, made.id, by: login, permission) } == "not-found")
        }
        #expect(try await fault { try await revoke(commune, ID(at: Commune.now), by: "vanphong1") } == "not-found")
        #expect(try await commune.caller("vanphong2").staff?.standsInFor.count == 1)
        try await revoke(commune, made.id, by: "vanphong1")
        try await revoke(commune, made.id, by: "vanphong1")
        #expect(try await commune.caller("vanphong2").staff?.standsInFor.isEmpty == true)
        #expect(try await commune.caller("vanphong1").staff?.absence == nil)
        #expect(try await commune.journal(of: "vanphong1").suffix(2)
            == ["staff.stand-in-appointed", "staff.stand-in-revoked"])
        // Those days are free again, and what is over stays as it was.
        let second = try await appoint(commune, "vanphong1", "vanphong2", "11-23", "11-23", by: "giamdoc")
        let late = Commune.now.adding(seconds: 86_400)
        #expect(try await fault {
            try await revoke(commune, second.id, by: "vanphong1", at: late)
        } == "stand-in-over")
    }

    @Test(arguments: Engine.tested)
    func aClosedAccountNeitherStandsInNorLends(engine: Engine) async throws {
        let commune = try await Commune(engine)
        try await appoint(commune, "vanphong1", "vanphong2", "11-23", "11-26")
        func turn(_ login: String, _ state: Account.State) async throws {
            let act = try await commune.act("quantri", .identityManage)
            let account = commune.account(login)
            try await commune.database.write { try SwitchAccount(account, to: state).run(in: $0, act: act) }
        }
        try await turn("vanphong1", .disabled)
        #expect(try await commune.caller("vanphong2").staff?.standsInFor.isEmpty == true)
        try await turn("vanphong1", .active)
        try await turn("vanphong2", .disabled)
        #expect(try await commune.caller("vanphong2") == .anonymous)
        #expect(try await fault {
            try await appoint(commune, "kinhte1", "vanphong2", "12-01", "12-02")
        } == "identity.stand-in.deputy-missing")
    }

    /// A role that its holder has only with a second factor is no role without one in somebody else's hands either.
    @Test(arguments: Engine.tested)
    func aRoleThatAsksForASecondFactorAsksTheDeputyToo(engine: Engine) async throws {
        let commune = try await Commune(engine)
        try await appoint(commune, "vanphong", "vanphong1", "11-23", "11-26")
        #expect(try await commune.caller("vanphong1").staff?.standsInFor.first?.roles == [.officeHead])
        try await commune.database.write {
            try SecondFactorRuleStore.save(SecondFactorRule(roles: [.officeHead]), of: commune.people.commune, in: $0)
        }
        let without = try #require(try await commune.caller("vanphong1").staff)
        #expect(without.roles == [.specialist] && without.standsInFor.first?.roles == [])
        let account = commune.account("vanphong1")
        try await commune.database.write { tx in
            try SecondFactorStore.begin(Array("12345678901234567890".utf8), of: account, at: Commune.now, in: tx)
            try SecondFactorStore.confirm(account, step: 1, at: Commune.now, in: tx)
        }
        #expect(try await commune.caller("vanphong1").staff?.standsInFor.first?.roles == [.officeHead])
    }

    @Test(arguments: Engine.tested)
    func ofTwoAtOnceOneIsToldOfTheOther(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let codes = try await withThrowingTaskGroup(of: String?.self) { group in
            for (deputy, login) in [("vanphong2", nil), ("kinhte1", "giamdoc"), ("kinhte2", "quantri")] {
                group.addTask {
                    try await fault {
                        try await appoint(commune, "vanphong1", deputy, "11-24", "11-25", by: login)
                    }
                }
            }
            return try await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(codes.count { $0 == nil } == 1)
        #expect(codes.count { $0 == "identity.stand-in.has-one" } == 2)
        let (away, agency) = (try day("11-24"), commune.people.commune)
        let found = try await commune.database.read { try StandInStore.away(of: agency, on: away, in: $0) }
        #expect(Array(found.keys) == [commune.account("vanphong1")])
    }
}

/// The pages through a browser inside the process.
@Suite struct StandInPageTests {
    private func form(_ deputy: AccountID?, through: Int = 30, absent: AccountID? = nil) -> [String: String] {
        var form = ["deputy": deputy?.description ?? "", "reason": "Nghỉ phép năm"]
        if let absent { form["absent"] = absent.description }
        for (field, day) in [("from", 24), ("through", through)] {
            form["\(field)-ngay"] = "\(day)"
            form["\(field)-thang"] = "11"
            form["\(field)-nam"] = "2026"
        }
        return form
    }

    @Test(arguments: Engine.tested)
    func somebodyGoesOnLeaveAndComesBackEarly(engine: Engine) async throws {
        let house = try await PageTests.House(engine)
        let (client, deputy) = (try await house.client("vanphong1"), try await house.client("vanphong2"))
        #expect(try await client.get("/tai-khoan").text.contains("href=\"/vang-mat\""))
        let wrong = try await client.submit("/vang-mat", form: form(nil, through: 20))
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("href=\"#f-deputy\"") && wrong.text.contains("href=\"#f-through\""))
        #expect(wrong.text.contains("value=\"Nghỉ phép năm\"") && wrong.text.contains("<title>Lỗi: "))
        let right = try await client.submit("/vang-mat", form: form(house.people.accounts["vanphong2"]))
        #expect(right.status == 303 && right.location?.hasPrefix("/vang-mat") == true)
        let page = try await client.get("/vang-mat").text
        #expect(page.contains("Nguyễn Văn Dũng") && page.contains("Từ 24/11/2026 đến hết 30/11/2026"))
        #expect(page.contains("Sắp tới"))
        let ask = try #require(page.firstMatch(of: /href="(\/vang-mat\/thu-hoi\?lan=([^"]+))"/)).output
        let seen = try await deputy.get("/vang-mat").text
        #expect(seen.contains("Hồ Thị Thu") && !seen.contains("/vang-mat/thu-hoi"))
        #expect(try await deputy.get(String(ask.1)).status == 404)
        #expect(try await deputy.submit("/vang-mat/thu-hoi", form: ["lan": String(ask.2)]).status == 404)
        #expect(try await client.get(String(ask.1)).text.contains("Thu hồi việc Nguyễn Văn Dũng xử lý thay"))
        #expect(try await client.submit("/vang-mat/thu-hoi", form: ["lan": String(ask.2)]).status == 303)
        #expect(try await client.get("/vang-mat").text.contains("Đã thu hồi"))
    }

    @Test func theAdministratorDoesItForAnother() async throws {
        let house = try await PageTests.House()
        let client = try await house.client("quantri")
        let people = house.people.accounts
        let foreign = try await client.submit("/quan-tri/vang-mat",
            form: form(people["hp-kinhte1"], absent: people["vanphong1"]))
        let unknown = try await client.submit("/quan-tri/vang-mat",
            form: form(ID(at: TestSite.morning), absent: people["vanphong1"]))
        #expect(foreign.status == 422 && unknown.status == 422)
        #expect(foreign.text.contains("là người đang làm việc ở cơ quan này"))
        #expect(try await client.submit("/quan-tri/vang-mat",
            form: form(people["vanphong2"], absent: people["vanphong1"])).status == 303)
        let list = try await client.get("/quan-tri/vang-mat").text
        #expect(list.contains("Hồ Thị Thu") && list.contains("Nghỉ phép năm"))
        let revoke = try #require(list.firstMatch(of: /thu-hoi\?lan=([^"]+)"/)).output.1
        let other = try await house.client("hp-giamdoc")
        #expect(try await other.submit("/quan-tri/vang-mat/thu-hoi", form: ["lan": String(revoke)]).status == 404)
        #expect(try await house.client("vanphong1").get("/quan-tri/vang-mat").status == 403)
        #expect(try await house.client("0900000101").get("/vang-mat").status == 403)
    }
}

import Access
import Base
import Calendars
import Files
import Identity
import Storage
import TestKit
import Testing
import Web

@testable import Dossiers

/// Xử lý thay: the holder, the head and those who stand in for them, asked in one place.
@Suite struct StandInForDossierTests {
    /// Vanphong1 holds it; vanphong2 stands in for her from Tuesday 24 to Wednesday 25 November.
    private func away(_ engine: Engine) async throws -> (DossierWorld, ID<Dossier>) {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        try await world.send("vanphong1", away: "vanphong2", "2026-11-24", "2026-11-25")
        return (world, id)
    }

    private func propose(_ world: DossierWorld, _ id: ID<Dossier>, by login: String) async throws -> String? {
        try await refusal {
            try await world.perform(today: login, "dossier.work") {
                try ProposeResult(id, proposal: "Đủ điều kiện").run(in: $0, act: $1)
            }
        }?.code
    }

    @Test(arguments: Engine.tested)
    func theDeputyProposesFromTheFirstMidnightToTheLastAndTheJournalSaysForWhom(engine: Engine) async throws {
        let (world, id) = try await away(engine)
        for moment in ["2026-11-23T23:59:59", "2026-11-26T00:00:00"] {
            world.clock.move(to: try #require(Instant(iso8601: "\(moment)+07:00")))
            #expect(try await propose(world, id, by: "vanphong2") == "dossier-not-yours", "\(moment)")
        }
        world.clock.move(to: DossierWorld.at("2026-11-24", 0))
        #expect(try await propose(world, id, by: "kinhte1") == "dossier-not-yours")
        #expect(try await propose(world, id, by: "vanphong2") == nil)
        let last = try #require(try await world.folder(id).history.last)
        #expect(last.actorName == "Nguyễn Văn Dũng" && last.onBehalfOf == "Hồ Thị Thu")
        #expect(last.facts["on-behalf-of"] == world.accounts["vanphong1"]?.description)
        #expect(try await world.dossier(id).assignee == world.accounts["vanphong1"])
    }

    /// The twin of `ProposeResult` asked nobody whose dossier it was.
    @Test(arguments: Engine.tested)
    func aDraftForTheHeadComesFromTheHolderToo(engine: Engine) async throws {
        let (world, id) = try await away(engine)
        func submit(_ login: String) async throws -> String? {
            try await refusal {
                try await world.perform(today: login, "dossier.work") {
                    try SubmitDraftForReview(id, proposal: "Đủ điều kiện").run(in: $0, act: $1)
                }
            }?.code
        }
        for login in ["vanphong2", "kinhte1", "vanphong"] {
            #expect(try await submit(login) == "dossier-not-yours", "\(login)")
        }
        world.clock.move(to: DossierWorld.at("2026-11-25", 23, 59))
        #expect(try await submit("vanphong2") == nil)
        #expect(try await world.folder(id).history.last?.onBehalfOf == "Hồ Thị Thu")
    }

    @Test(arguments: Engine.tested)
    func whatOneMayDoAnywayIsDoneInNobodysPlace(engine: Engine) async throws {
        let (world, id) = try await away(engine)
        world.clock.move(to: DossierWorld.at("2026-11-24", 9))
        // Any specialist of the agency may ask for a supplement; a dossier of one's own is one's own.
        try await world.perform(today: "vanphong2", "dossier.ask-supplement") {
            try AskForSupplement(id, points: "Bản sao", calendar: .vietnam).run(in: $0, act: $1)
        }
        #expect(try await world.folder(id).history.last?.onBehalfOf == nil)
        let own = try await world.dossier(in: .forwarded)
        try await world.perform(today: "vanphong2", "dossier.work") { try ClaimDossier(own).run(in: $0, act: $1) }
        #expect(try await propose(world, own, by: "vanphong2") == nil)
        let history = try await world.folder(own).history
        #expect(history.allSatisfy { $0.onBehalfOf == nil })
        #expect(try await world.dossier(own).assignee == world.accounts["vanphong2"])
    }

    @Test(arguments: Engine.tested)
    func aStandInOfAHeadIsHeadOfThatOfficeAlone(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        try await world.send("vanphong", away: "kinhte1", "2026-11-23", "2026-11-30")
        let here = try await world.dossier(in: .inReview)
        let there = try await world.dossier(in: .accepted)
        let economy = try #require(world.offices[.economy])
        try await world.perform("motcua1", "dossier.receive") {
            try ForwardDossier(there, to: economy).run(in: $0, act: $1)
        }
        for action in [DossierAction.claim, .reviewDraft] { try await world.attempt(action, on: there, by: "kinhte2") }
        func pass(_ id: ID<Dossier>) async throws -> String? {
            try await refusal {
                try await world.perform(today: "kinhte1", "dossier.review") { try PassDraft(id).run(in: $0, act: $1) }
            }?.code
        }
        #expect(try await pass(there) == "dossier-other-office")
        #expect(try await pass(here) == nil)
        #expect(try await world.folder(here).history.last?.onBehalfOf == "Phan Văn Hải")
        // What a head does for a specialist who is not there.
        let held = try await world.dossier(in: .inProgress)
        #expect(try await propose(world, held, by: "kinhte1") == nil)
        #expect(try await world.folder(held).history.last?.onBehalfOf == "Phan Văn Hải")
        // The head's own right stays the head's own.
        let other = try await world.dossier(in: .inProgress)
        #expect(try await propose(world, other, by: "vanphong") == nil)
        #expect(try await world.folder(other).history.last?.onBehalfOf == nil)
    }

    @Test(arguments: Engine.tested)
    func whatIsClaimedInSomebodysPlaceIsTheirs(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let (first, second) = (try await world.dossier(in: .forwarded), try await world.dossier(in: .forwarded))
        try await world.send("vanphong1", away: "motcua1", "2026-11-23", "2026-11-23")
        for _ in 1...2 {
            try await world.perform(today: "motcua1", "dossier.work") { try ClaimDossier(first).run(in: $0, act: $1) }
        }
        #expect(try await world.dossier(first).assignee == world.accounts["vanphong1"])
        let claimed = try await world.folder(first).history.filter { $0.kind == "dossier.claimed" }
        #expect(claimed.map(\.onBehalfOf) == ["Hồ Thị Thu"])
        let act = try await world.act(today: "motcua1", "dossier.work")
        #expect(DossierHolder.allows(.claim, try await world.dossier(second), by: act.permit))
        // The place of a closed account is nobody's.
        let close = try world.act("quantri", "identity.manage")
        let account = try #require(world.accounts["vanphong1"])
        try await world.database.write { try SwitchAccount(account, to: .disabled).run(in: $0, act: close) }
        await #expect(throws: Problem.forbidden) { try await world.act(today: "motcua1", "dossier.work") }
    }

    @Test(arguments: Engine.tested)
    func theListsOfTheDeputyHoldTheAbsentPersonsDossiers(engine: Engine) async throws {
        let (world, id) = try await away(engine)
        let own = try await world.dossier(in: .forwarded)
        try await world.attempt(.claim, on: own, by: "vanphong2")
        func mine() async throws -> (ids: [ID<Dossier>], count: Int?, next: ID<Dossier>?) {
            let permit = try await world.act(today: "vanphong2", "dossier.see").permit
            let horizon = WorklistHorizon(now: world.clock.clock.now, secondWorkingDay: world.clock.clock.now.localDate)
            return try await world.database.read { snapshot in
                let page = try WorklistStore.page(.mine, number: 1, for: permit, horizon: horizon, in: snapshot)
                let counts = try WorklistStore.counts(for: permit, horizon: horizon, in: snapshot)
                let next = try WorklistStore.next(
                    after: page.dossiers.first, in: .mine, for: permit, horizon: horizon, snapshot)
                return (page.dossiers.map(\.id), counts[.mine], next)
            }
        }
        var list = try await mine()
        #expect(list.ids == [own] && list.count == 1 && list.next == nil)
        world.clock.move(to: DossierWorld.at("2026-11-24", 9))
        list = try await mine()
        #expect(Set(list.ids) == [own, id] && list.count == 2 && list.next == list.ids.last)
        world.clock.move(to: DossierWorld.at("2026-11-26", 0))
        list = try await mine()
        #expect(list.ids == [own] && list.count == 1)
    }

    @Test(arguments: Engine.tested)
    func thePagesSayForWhom(engine: Engine) async throws {
        let (world, id) = try await away(engine)
        let site = try await TestSite.make(
            on: world.database,
            features: [
                IdentityFeature.make(), DossierWorld.catalogue.feature, FilesFeature.make(),
                CalendarsFeature.make(.vietnam), DossiersFeature.make(calendar: .vietnam, catalogue: .init()),
            ],
            resolveCaller: { [clock = world.clock.clock] in
                try CallerStore.caller(for: $0, on: clock.now.localDate, in: $1)
            }, clock: world.clock)
        let before = try await site.client(as: try #require(world.accounts["vanphong2"]))
        #expect(try await !before.get("/ban-lam-viec?viec=cua-toi").text.contains(id.description))
        #expect(try await !before.get("/ho-so/\(id)").text.contains("/trinh-ky"))
        world.clock.move(to: DossierWorld.at("2026-11-24", 9))
        let client = try await site.client(as: try #require(world.accounts["vanphong2"]))
        let desk = try await client.get("/ban-lam-viec?viec=cua-toi").text
        #expect(desk.contains("thay cho Hồ Thị Thu") && desk.contains(id.description))
        #expect(desk.contains("Bạn đang xử lý thay cho Hồ Thị Thu đến hết ngày 25/11/2026"))
        #expect(try await client.get("/ho-so/\(id)").text.contains("/trinh-ky"))
        let sent = try await client.submit("/ho-so/\(id)/trinh-ky", form: ["proposal": "Đủ điều kiện"])
        #expect(sent.status == 303)
        #expect(try await client.get("/ho-so/\(id)").text.contains("Nguyễn Văn Dũng, thay Hồ Thị Thu"))
        let absent = try await site.client(as: try #require(world.accounts["vanphong1"]))
        #expect(try await absent.get("/ban-lam-viec").text.contains("Bạn đang vắng mặt, Nguyễn Văn Dũng xử lý thay"))
        // Whoever assigns sees it beside the name.
        let other = try await world.dossier(in: .forwarded)
        let head = try await site.client(as: try #require(world.accounts["vanphong"]))
        for page in ["/ho-so/\(other)", "/ban-lam-viec?viec=chua-ai-nhan"] {
            let text = try await head.get(page).text
            #expect(text.contains("nghỉ đến hết 25/11/2026, Nguyễn Văn Dũng làm thay"), "\(page)")
        }
    }
}

extension DossierWorld {
    /// The centre's director says who works in whose place.
    func send(_ absent: String, away deputy: String, _ from: String, _ through: String) async throws {
        let deed = AppointStandIn(
            for: accounts[absent], deputy: accounts[deputy], from: LocalDate(iso8601: from),
            through: LocalDate(iso8601: through), reason: "")
        try await perform("giamdoc", .identityStandInOthers) { try deed.run(in: $0, act: $1) }
    }

    /// An act of somebody as they are today: with the rights of those for whom they stand in.
    func act(today login: String, _ permission: Permission) async throws -> Act {
        let (account, today) = (accounts[login]!, clock.clock.now.localDate)
        let caller = try await database.read { try CallerStore.caller(for: account, on: today, in: $0) }
        return try act(caller ?? .anonymous, permission)
    }

    @discardableResult
    func perform<Value: Sendable>(
        today login: String, _ permission: Permission, _ deed: @escaping @Sendable (Transaction, Act) throws -> Value
    ) async throws -> Value {
        let act = try await act(today: login, permission)
        return try await database.write { tx in try deed(tx, act) }
    }
}

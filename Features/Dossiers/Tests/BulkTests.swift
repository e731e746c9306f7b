import Access
import Base
import Storage
import TestKit
import Testing

@testable import Dossiers

@Suite struct BulkTests {
    private func run(
        _ deed: BulkDeed, _ ids: [ID<Dossier>], by login: String, office: Bool = true, assignee: String? = nil,
        in world: DossierWorld
    ) async throws -> BulkRun {
        let (target, person) = (office ? world.offices[.secretariat] : nil, assignee.flatMap { world.accounts[$0] })
        let caller = try #require(world.callers[login])
        let permission = try #require(deed.action.permission(for: caller))
        return try await world.perform(login, permission) {
            try ActOnMany(deed, ids, office: target, assignee: person, calendar: .vietnam).run(in: $0, act: $1)
        }
    }

    private func takeBack(_ number: Int, by login: String, in world: DossierWorld) async throws -> BulkRun {
        try await world.perform(login, "dossier.see") { try TakeBackMany(number).run(in: $0, act: $1) }
    }

    @Test(arguments: Engine.tested)
    func `what was done to many is forgotten after a month, and its number is never given again`(
        engine: Engine
    ) async throws {
        let world = try await DossierWorld(engine)
        let account = try #require(world.accounts["motcua1"])
        func numbers() async throws -> [Int] {
            try await world.database.read { snapshot in
                try (1...4).filter { try BulkRunStore.run($0, of: account, in: snapshot) != nil }
            }
        }
        for _ in 1...3 {
            let id = try await world.dossier(in: .submitted)
            _ = try await run(.accept, [id], by: "motcua1", office: false, in: world)
            world.clock.advance(seconds: 10 * 86_400)
        }
        func purge() async throws -> Int {
            let now = world.clock.clock.now
            return try await world.database.write { try BulkRunStore.purge(at: now, in: $0) }
        }
        // The first is thirty days old to the second.
        #expect(try await purge() == 0)
        world.clock.advance(seconds: 1)
        #expect(try await purge() == 1)
        #expect(try await numbers() == [2, 3])
        world.clock.advance(seconds: 90 * 86_400)
        #expect(try await purge() == 1)
        #expect(try await numbers() == [3])
        let items = try await world.database.read { try $0.rows("SELECT DISTINCT number AS n FROM bulk_run_item") }
        #expect(try items.map { try $0["n"] as Int } == [3])
    }

    @Test(arguments: Engine.tested)
    func `many are accepted in one press, and the one that cannot is told and stops nobody`(
        engine: Engine
    ) async throws {
        let world = try await DossierWorld(engine)
        var ids: [ID<Dossier>] = []
        for _ in 0..<3 { ids.append(try await world.dossier(in: .submitted)) }
        let accepted = try await world.dossier(in: .forwarded)
        let timeless = try await world.open(DossierWorld.unknownTerm)
        let ticked = ids + [accepted, timeless] + ids.prefix(1)
        let run = try await run(.accept, ticked, by: "motcua1", office: false, in: world)
        #expect(run.items.map(\.dossier) == ids + [accepted, timeless])
        #expect(run.count { $0 == .done } == 3)
        let reasons = run.items.compactMap { if case .refused(let reason) = $0.outcome { reason.key } else { nil } }
        #expect(reasons == ["problem.dossier-wrong-state", "fault.dossier.term-unknown"])
        for id in ids {
            let dossier = try await world.dossier(id)
            #expect(dossier.state == .forwarded && dossier.dueAt != nil)
            #expect(dossier.office == world.offices[.secretariat])
        }
        #expect(try await world.dossier(timeless).state == .submitted)
        let account = try #require(world.accounts["motcua1"])
        #expect(try await world.database.read { try BulkRunStore.run(run.number, of: account, in: $0) } == run)
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func `one press takes all of them back within the minute, and only once`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var ids: [ID<Dossier>] = []
        for _ in 0..<3 { ids.append(try await world.dossier(in: .submitted)) }
        let run = try await run(.accept, ids, by: "motcua1", in: world)
        world.clock.move(to: DossierWorld.monday.adding(seconds: 30))
        try await world.attempt(.claim, on: ids[2])
        #expect(try await refusal { try await takeBack(run.number, by: "motcua2", in: world) }?.status == 404)
        let back = try await takeBack(run.number, by: "motcua1", in: world)
        #expect(back.count { $0 == .takenBack } == 2)
        #expect(try await world.dossier(ids[0]).state == .submitted)
        #expect(try await world.dossier(ids[1]).acceptedAt == nil)
        #expect(try await world.dossier(ids[2]).state == .inProgress)
        #expect(try await refusal { try await takeBack(run.number, by: "motcua1", in: world) }?.code
            == "bulk-undo-too-late")
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func `after a minute nothing is taken back`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .forwarded)
        let run = try await run(.assign, [id], by: "vanphong", assignee: "vanphong2", in: world)
        #expect(try await world.dossier(id).assignee == world.accounts["vanphong2"])
        world.clock.move(to: DossierWorld.monday.adding(seconds: TakeBack.secondsMax + 1))
        #expect(try await refusal { try await takeBack(run.number, by: "vanphong", in: world) }?.code
            == "bulk-undo-too-late")
        #expect(try await world.dossier(id).state == .inProgress)
    }

    @Test(arguments: Engine.tested)
    func `claims and forwardings of many go the ordinary way`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let mine = [try await world.dossier(in: .forwarded), try await world.dossier(in: .forwarded)]
        let claimed = try await run(.claim, mine, by: "vanphong1", in: world)
        #expect(claimed.count { $0 == .done } == 2)
        #expect(try await world.dossier(mine[1]).assignee == world.accounts["vanphong1"])
        let loose = try await world.dossier(in: .accepted)
        let forwarded = try await run(.forward, [loose, mine[0]], by: "motcua1", in: world)
        #expect(forwarded.count { $0 == .done } == 2)
        #expect(try await world.dossier(loose).office == world.offices[.secretariat])
    }

    @Test(arguments: Engine.tested)
    func `what is not of the agency, too much or nothing is refused as a whole`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .submitted)
        let many = (0...ActOnMany.countMax).map { _ in ID<Dossier>(at: DossierWorld.monday) }
        for (ids, code) in [([], "dossier.bulk-none"), (many, "dossier.bulk-too-many"),
            ([id, many[0]], "dossier.bulk-unknown")]
        {
            let problem = try await refusal { try await run(.accept, ids, by: "motcua1", in: world) }
            #expect(problem?.fields.map(\.code) == [code])
        }
        let stranger = try await refusal { try await run(.accept, [id], by: "hp-motcua", in: world) }
        #expect(stranger?.fields.map(\.field) == ["office"])
        let unseen = try await refusal { try await run(.accept, [id], by: "hp-motcua", office: false, in: world) }
        #expect(unseen?.fields.map(\.code) == ["dossier.bulk-unknown"])
        #expect(try await world.dossier(id).state == .submitted)
    }
}

/// The form around the lists of the desk, without a script.
@Suite struct BulkPageTests {
    @Test(arguments: Engine.tested)
    func `ticked dossiers are accepted, told and taken back; sent twice is done once`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let ids = [try await world.dossier(in: .submitted), try await world.dossier(in: .submitted)]
        let site = try await HostileTextTests.site(on: world)
        let client = try await site.client(as: try #require(world.accounts["motcua1"]))
        let desk = "/ban-lam-viec?viec=cho-tiep-nhan"
        let page = try await client.get(desk).text
        for id in ids { #expect(page.contains("name=\"dossier\" value=\"\(id)\"")) }
        #expect(page.contains("value=\"accept\"") && !page.contains("value=\"assign\""))
        let checked = try await client.get("\(desk)&chon=het").text
        #expect(checked.components(separatedBy: "\" checked>").count == 3)
        let form = ["viec": "cho-tiep-nhan", "deed": "accept", "dossier": "\(ids[0])", "office": "", "once": Self.key]
        let first = try await client.post(BulkForm.path, form: form)
        let again = try await client.post(BulkForm.path, form: form)
        #expect(first.status == 303 && first.location == again.location)
        #expect(try await world.folder(ids[0]).history.map(\.kind).filter { $0 == "dossier.accepted" }.count == 1)
        let result = try #require(first.location)
        #expect(try await client.get(result).text.contains("1 hồ sơ xong, 0 hồ sơ chưa làm được."))
        let colleague = try await site.client(as: try #require(world.accounts["motcua2"]))
        #expect(try await colleague.get(result).status == 404)
        let undone = try await client.submit(
            result, form: ["lan": "1", "viec": "cho-tiep-nhan"], to: BulkPages.undoPath)
        #expect(undone.location == result)
        #expect(try await client.get(result).text.contains("Đã hoàn tác 1 hồ sơ."))
        #expect(try await world.dossier(ids[0]).state == .submitted)
    }

    private static let key = "bulk-tests-once-key-1"

    @Test func `nothing ticked shows the list again with the fault, and deeds of others are forbidden`() async throws {
        let world = try await DossierWorld(.sqlite)
        let id = try await world.dossier(in: .forwarded)
        let site = try await HostileTextTests.site(on: world)
        let worker = try await site.client(as: try #require(world.accounts["vanphong1"]))
        let list = ["viec": "chua-ai-nhan"]
        let nothing = try await worker.post(BulkForm.path, form: list.merging(["deed": "claim"]) { $1 })
        #expect(nothing.status == 422 && nothing.text.contains("Đánh dấu ít nhất một hồ sơ"))
        #expect(nothing.text.contains("value=\"\(id)\""))
        let others = ["deed": "assign", "dossier": "\(id)", "assignee": "\(try #require(world.accounts["vanphong2"]))"]
        #expect(try await worker.post(BulkForm.path, form: list.merging(others) { $1 }).status == 403)
        let head = try await site.client(as: try #require(world.accounts["vanphong"]))
        #expect(try await head.get("/ban-lam-viec?viec=chua-ai-nhan").text.contains("name=\"assignee\""))
        #expect(try await head.post(BulkForm.path, form: list.merging(others) { $1 }).status == 303)
        #expect(try await world.dossier(id).assignee == world.accounts["vanphong2"])
    }
}

import Access
import App
import Base
import Catalogue
import Dossiers
import Files
import Foundation
import Identity
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Privacy

@Suite struct PurgeTests {
    /// Received, withdrawn, and eleven years later.
    private static func oldDossier(
        _ world: PrivacyWorld, _ applicant: Party = Party(name: PrivacyWorld.person, personalID: "045190001234")
    ) async throws -> Dossier {
        let dossier = try await world.receive(applicant)
        _ = try await world.scan(dossier)
        try await world.perform("motcua1", "dossier.receive") {
            try WithdrawDossier(dossier.id, reason: "Rút").run(in: $0, act: $1)
        }
        return dossier
    }

    private static let years: Int64 = 11 * 366 * 86_400

    private static func propose(_ world: PrivacyWorld) async throws -> ID<PurgeRun> {
        try await world.perform("giamdoc", .purgeManage) {
            try ProposePurge(.dossiers(), ground: "Hết thời hạn").run(in: $0, act: $1)
        }
    }

    private static func approve(_ world: PrivacyWorld, _ id: ID<PurgeRun>, by login: String = "quantri") async throws {
        try await world.perform(login, .purgeManage) { try ApprovePurge(id).run(in: $0, act: $1) }
    }

    private static func carryOut(_ world: PrivacyWorld) async throws {
        try await CarryOutPurge(policy: Features.policy, purgers: [.dossiers(), .drafts])
            .run(on: world.database, blobs: world.app.site.blobs, at: world.clock.clock.now)
    }

    private static func counts(_ world: PrivacyWorld, _ id: ID<PurgeRun>) async throws -> [PurgeItem.State: Int] {
        try await world.database.read { try PurgeStore.counts(of: id, in: $0) }
    }

    @Test(arguments: Engine.tested)
    func `two people, days of mercy, and then names, papers and words are gone while the bare row stays`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await Self.oldDossier(world)
        let file = try #require(try await world.database.read {
            try DossierPartsStore.papers(of: dossier.id, in: $0)
        }.compactMap(\.file).first)
        await #expect(throws: Problem("purge-nothing", status: 409)) { _ = try await Self.propose(world) }
        world.clock.advance(seconds: Self.years)
        let id = try await Self.propose(world)
        await #expect(throws: Problem("purge-same-person", status: 409)) {
            try await Self.approve(world, id, by: "giamdoc")
        }
        try await Self.approve(world, id)
        try await Self.carryOut(world)
        #expect(try await Self.counts(world, id) == [.marked: 1], "its days of mercy are not over")
        world.clock.advance(seconds: Int64(PurgeRun.mercyDays) * 86_400)
        for _ in 1...2 { try await Self.carryOut(world) }
        #expect(try await Self.counts(world, id) == [.destroyed: 1])
        let rows = try await world.database.read { snapshot in
            try snapshot.rows("SELECT applicant_name, code, state FROM dossier WHERE id = \(dossier.id)")
        }
        #expect(try rows.map { try $0["applicant_name"] as String } == ["—"])
        #expect(try rows.map { try $0["code"] as String } == [dossier.code.text])
        #expect(try await world.client("motcua1").get("/ho-so/\(dossier.id)").status == 404)
        #expect(try await !world.client("motcua1").get("/tim-ho-so?q=Xoan").text.contains(dossier.code.text))
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
        let entries = try await world.database.read { try Journal.entries(of: "purge", id.description, in: $0) }
        #expect(entries.map(\.kind) == ["purge.proposed", "purge.approved", "purge.carried-out"])
        #expect(entries.last?.facts["destroyed"] == "1" && entries.last?.facts["digest"]?.count == 64)
        // The bytes stay a day longer than their row.
        #expect(try await world.app.site.blobs.bytes(of: file.digest).isEmpty == false)
        world.clock.advance(seconds: 2 * 86_400)
        try await Self.carryOut(world)
        await #expect(throws: (any Error).self) { _ = try await world.app.site.blobs.bytes(of: file.digest) }
    }

    /// The figures as they stand once everything that follows the journal has caught up.
    private static func figures(_ world: PrivacyWorld) async throws -> [String] {
        for follower in Features.all.flatMap(\.followers) { try await follower.catchUp(world.database) }
        return try await world.database.read { snapshot in
            try snapshot.rows("SELECT * FROM figure_count").map { "\($0.values)" }.sorted()
        }
    }

    @Test(arguments: Engine.tested)
    func `figures are what they were before`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        _ = try await Self.oldDossier(world)
        world.clock.advance(seconds: Self.years)
        let before = try await Self.figures(world)
        let id = try await Self.propose(world)
        try await Self.approve(world, id)
        world.clock.advance(seconds: 8 * 86_400)
        try await Self.carryOut(world)
        #expect(try await Self.counts(world, id) == [.destroyed: 1])
        #expect(try await Self.figures(world) == before && !before.isEmpty)
    }

    @Test(arguments: Engine.tested)
    func `what is held is never destroyed, whether the dossier or its person`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let held = try await Self.oldDossier(world)
        let other = try await Self.oldDossier(world, Party(name: "Trần Văn Bo", personalID: "045190009999"))
        let free = try await Self.oldDossier(world, Party(name: "Lê Thị Cam"))
        world.clock.advance(seconds: Self.years)
        let id = try await Self.propose(world)
        try await Self.approve(world, id)
        // Placed in the days of mercy.
        try await world.perform("giamdoc", .purgeManage) {
            try HoldRecords(.dossier, held.code.text, reason: "Khiếu nại").run(in: $0, act: $1)
            try HoldRecords(.person, "045190009999", reason: "Khởi kiện").run(in: $0, act: $1)
        }
        world.clock.advance(seconds: 8 * 86_400)
        try await Self.carryOut(world)
        #expect(try await Self.counts(world, id) == [.held: 2, .destroyed: 1])
        for (dossier, status) in [(held, 200), (other, 200), (free, 404)] {
            #expect(try await world.client("motcua1").get("/ho-so/\(dossier.id)").status == status)
        }
    }

    @Test(arguments: Engine.tested)
    func `it may be called back until the days of mercy are over, and then not`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await Self.oldDossier(world)
        world.clock.advance(seconds: Self.years)
        let first = try await Self.propose(world)
        try await Self.approve(world, first)
        try await world.perform("giamdoc", .purgeManage) { try CallBackPurge(first).run(in: $0, act: $1) }
        world.clock.advance(seconds: 8 * 86_400)
        try await Self.carryOut(world)
        #expect(try await world.client("motcua1").get("/ho-so/\(dossier.id)").status == 200)
        let second = try await Self.propose(world)
        try await Self.approve(world, second)
        world.clock.advance(seconds: 8 * 86_400)
        await #expect(throws: Problem("purge-begun", status: 409)) {
            try await world.perform("giamdoc", .purgeManage) { try CallBackPurge(second).run(in: $0, act: $1) }
        }
    }

    @Test(arguments: Engine.tested)
    func `killed between two batches it goes on, and destroys nothing twice`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        var dossiers: [Dossier] = []
        for number in 1...25 { dossiers.append(try await world.receive(Party(name: "Người \(number)"))) }
        for dossier in dossiers {
            try await world.perform("motcua1", "dossier.receive") {
                try WithdrawDossier(dossier.id, reason: "Rút").run(in: $0, act: $1)
            }
        }
        world.clock.advance(seconds: Self.years)
        let id = try await Self.propose(world)
        try await Self.approve(world, id)
        world.clock.advance(seconds: 8 * 86_400)
        let job = try CarryOutPurge(policy: Features.policy, purgers: [.dossiers()])
        let due = try await world.database.read { [now = world.clock.clock.now] in try PurgeStore.due(at: now, in: $0) }
        let act = Act(permit: job.permit, at: world.clock.clock.now, requestID: "")
        #expect(try await job.step(try #require(due.first), .dossiers(), on: world.database, act))
        #expect(try await Self.counts(world, id) == [.destroyed: 20, .marked: 5])
        try await Self.carryOut(world)
        #expect(try await Self.counts(world, id) == [.destroyed: 25])
        let done = try await world.database.read { try Journal.entries(of: "purge", id.description, in: $0) }
        #expect(done.count { $0.kind == "purge.carried-out" } == 1)
    }

    @Test(arguments: Engine.tested)
    func `the pages ask for the password again, show the preview and print the record`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await Self.oldDossier(world)
        world.clock.advance(seconds: Self.years)
        let director = try await world.client("giamdoc")
        let form = ["kind": "dossier", "ground": "Danh mục 2026"]
        #expect(try await director.get(PurgePages.path).text.contains("2026: 1"))
        #expect(try await director.submit(PurgePages.path, form: form).status == 422)
        let nothing = try await director.submit(PurgePages.path, form: ["kind": "dossier", "ground": " "]).text
        #expect(nothing.contains("Ghi căn cứ") && nothing.contains("Nhập mật khẩu đang dùng"), "both at once")
        let password = ["password": DemoPeople.password]
        let reply = try await director.submit(PurgePages.path, form: form.merging(password) { $1 })
        let place = try #require(reply.location?.split(separator: "?").first.map(String.init))
        #expect(try await director.post("\(place)/duyet", form: password).status == 409)
        let administrator = try await world.client("quantri")
        #expect(try await administrator.submit(place, form: [:], to: "\(place)/duyet").status == 422)
        #expect(try await administrator.submit(place, form: password, to: "\(place)/duyet").status == 303)
        #expect(try await administrator.get("\(place)/bien-ban").status == 409)
        world.clock.advance(seconds: 8 * 86_400)
        try await Self.carryOut(world)
        let reader = try PaperReader()
        defer { reader.remove() }
        let later = try await world.client("quantri")
        let text = try reader.text(of: try await later.get("\(place)/bien-ban").bytes)
        #expect(text.contains(dossier.code.text) && !text.contains("Xoan"))
        #expect(text.contains("ỦY BAN NHÂN DÂN") && text.contains("Hướng Hiệp, ngày"))
        #expect(try await world.client("hp-quantri").get(place).status == 404)
        #expect(try await world.client("motcua1").get(PurgePages.path).status == 403)
    }

    @Test(arguments: Engine.tested)
    func `a draft that is touched in the days of mercy stays`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let agency = try #require(try await world.act("giamdoc", .purgeManage).permit.agency)
        func start() async throws -> FilingDraft {
            try await world.perform("0900000101", "dossier.file") { tx, act in
                let procedure = try #require(try ProcedureStore.all(on: act.at.localDate, in: tx).first)
                return try StartDraft(procedure: procedure, agency: agency).run(in: tx, act: act)
            }
        }
        let (idle, touched) = (try await start(), try await start())
        world.clock.advance(seconds: 100 * 86_400)
        let id = try await world.perform("giamdoc", .purgeManage) {
            try ProposePurge(.drafts, ground: "90 ngày").run(in: $0, act: $1)
        }
        try await Self.approve(world, id)
        _ = try await world.perform("0900000101", "dossier.file") {
            try SaveDraft(touched.id, values: [:]).run(in: $0, act: $1)
        }
        world.clock.advance(seconds: 8 * 86_400)
        try await Self.carryOut(world)
        #expect(try await Self.counts(world, id) == [.destroyed: 1, .kept: 1])
        let account = try await world.account("0900000101")
        let left = try await world.database.read { try FilingDraftStore.unsent(of: account, in: $0) }
        #expect(left.map(\.id) == [touched.id] && idle.id != touched.id)
    }
}

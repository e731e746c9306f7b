import Base
import Deadlines
import Dossiers
import Identity
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Notices

@Suite struct BoardTests {
    /// One dossier due the same day, one in ten working days.
    private func world(_ engine: Engine) async throws -> (NoticesWorld, [ID<Dossier>]) {
        let world = try await NoticesWorld(engine)
        let ids = [try await world.receive(), try await world.receive(NoticesWorld.permit)]
        return (world, ids)
    }

    private func board(_ world: NoticesWorld) async throws -> DirectorBoard {
        while try await DossierMoves.step(world.database) {}
        let now = world.clock.clock.now
        return try await world.database.read { snapshot in
            let commune = try #require(try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: snapshot))
            let watched = try WatchStore.running(of: commune.id, in: .vietnam, snapshot)
            let moves = try DossierMoveStore.moments(of: watched.dossiers.map(\.id), in: snapshot)
            return try DirectorBoard(watched.dossiers, moves: moves, at: now, calendar: .vietnam)
        }
    }

    @Test(arguments: Engine.tested)
    func `late is what Punctuality calls late, tomorrow is the next working day`(engine: Engine) async throws {
        let (world, ids) = try await world(engine)
        // Monday 23 November; ten working days end on Monday 7 December, for 24 November is a day off.
        for (days, late, today, tomorrow, stuck) in [
            (0, 0, 1, 0, 0), (1, 1, 0, 0, 0), (5, 1, 0, 0, 2), (12, 1, 0, 0, 2),
        ] {
            world.clock.move(to: TestSite.morning.adding(seconds: Int64(days) * 86_400))
            let board = try await board(world)
            #expect(board.count(.late) == late && board.count(.today) == today, "\(days)")
            #expect(board.count(.tomorrow) == tomorrow && board.count(.stuck) == stuck, "\(days)")
        }
        for days in 0..<40 {
            world.clock.move(to: TestSite.morning.adding(seconds: Int64(days) * 86_400))
            let now = world.clock.clock.now
            for line in try await board(world).lines {
                let due = line.dossier.dueAt?.localDate
                let judged = Punctuality(due: due, finished: nil, today: now.localDate)
                #expect(line.lists.contains(.late) == judged.isLate)
                #expect(line.lists.contains(.today) == (due == now.localDate))
                #expect(!(line.lists.contains(.late) && line.lists.contains(.tomorrow)))
            }
        }
        let moved = try await board(world).lines(.stuck).map(\.dossier.id)
        #expect(Set(moved) == Set(ids))
    }

    @Test(arguments: Engine.tested)
    func `the step is judged by its own date, and stands beside the dossier's`(engine: Engine) async throws {
        let (world, ids) = try await world(engine)
        world.clock.advance(seconds: 3 * 86_400)
        let site = try await world.site()
        let client = try await site.client(as: try await world.account("giamdoc"))
        // Ten working days, and four hours of them at the counter, where it still lies.
        let list = try await client.get("\(BoardPages.path)/ho-so?loc=buoc-qua-han").text
        #expect(list.contains("/ho-so/\(ids[1])") && !list.contains("/ho-so/\(ids[0])"))
        #expect(list.contains("Hạn bước: 23/11/2026") && list.contains("tag late\">Quá hạn bước"))
        #expect(try await client.get(BoardPages.path).text.contains("loc=buoc-qua-han"))
    }

    @Test(arguments: Engine.tested)
    func `a dossier that was touched is not stuck, a remark alone moves nothing`(engine: Engine) async throws {
        let (world, ids) = try await world(engine)
        world.clock.advance(seconds: 7 * 86_400)
        try await world.perform("motcua1", "dossier.receive") {
            try NoteOnDossier(ids[0], text: "Kín").run(in: $0, act: $1)
        }
        try await world.perform("motcua1", "dossier.receive") { tx, act in
            let offices = try AgencyStore.offices(of: act.permit.agency ?? ID(at: act.at), in: tx)
            let office = try #require(offices.first { $0.kind == .secretariat })
            try ForwardDossier(ids[1], to: office.id).run(in: tx, act: act)
        }
        #expect(try await board(world).lines(.stuck).map(\.dossier.id) == [ids[0]])
    }

    @Test(arguments: Engine.tested)
    func `the director sees the board, goes to its dossiers and writes down a call`(engine: Engine) async throws {
        let (world, ids) = try await world(engine)
        world.clock.advance(seconds: 3 * 86_400)
        _ = try await board(world)
        let site = try await world.site()
        let client = try await site.client(as: try await world.account("giamdoc"))
        let page = try await client.get(BoardPages.path)
        #expect(page.status == 200 && page.text.contains("\(BoardPages.path)/ho-so?loc=qua-han"))
        let list = try await client.get("\(BoardPages.path)/ho-so?loc=qua-han")
        #expect(list.status == 200 && list.text.contains("/ho-so/\(ids[0])") && !list.text.contains("/ho-so/\(ids[1])"))
        let nobodys = try await client.get("\(BoardPages.path)/ho-so?loc=qua-han&phong=0&nguoi=0")
        #expect(nobodys.text.contains("/ho-so/\(ids[0])") && nobodys.text.contains("Chưa ai nhận"))
        let path = "\(BoardPages.path)/goi/\(ids[0])"
        let called = try await world.account("vanphong1")
        #expect(try await client.submit(path, form: ["called": "", "said": ""], to: path).status == 422)
        let stranger = try await world.account("hp-quantri").description
        #expect(try await client.submit(path, form: ["called": stranger, "said": "x"], to: path).status == 422)
        let form = ["called": called.description, "said": "Hẹn xong trong sáng nay"]
        #expect(try await client.submit(path, form: form, to: path).status == 303)
        #expect(try await client.get(path).text.contains("Hẹn xong trong sáng nay"))
        let entries = try await world.database.read { try Journal.entries(after: 0, limit: 10_000, in: $0) }
        let told = try #require(entries.last { $0.kind == "call.recorded" })
        #expect(told.subjectKind == "call" && told.facts["dossier"] == ids[0].description)
        let clerk = try await site.client(as: try await world.account("motcua1"))
        #expect(try await clerk.get(BoardPages.path).status == 403)
    }

    @Test(arguments: Engine.tested)
    func `the administrator sees what failed and why, sends again and tries a line`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        try await world.receive()
        try await runner.tell()
        world.lines.prepare(.refused("550 no such user"))
        try await runner.send()
        let site = try await world.site()
        let client = try await site.client(as: try await world.account("quantri"))
        let path = NoticePages.path
        let page = try await client.get(path)
        #expect(page.text.contains("550 no such user") && page.text.contains("xo***@example.vn"))
        #expect(!page.text.contains("xoan@example.vn"))
        let one = try #require(try await world.notices().first)
        #expect(try await client.submit(path, form: [:], to: "\(path)/\(one.id)/gui-lai").status == 303)
        #expect(try await client.submit(path, form: ["to": "x"], to: "\(path)/thu").status == 422)
        #expect(try await client.submit(path, form: ["to": "0912 345 678"], to: "\(path)/thu").status == 303)
        try await runner.send()
        #expect(try await world.notices().map(\.state) == [.sent, .sent])
    }

    @Test(arguments: Engine.tested)
    func `the menu counts a citizen's news until they look, once for each whatever way it went`(
        engine: Engine
    ) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner(zalo: true)
        try await runner.tell()
        let site = try await world.site()
        let client = try await site.client(as: try await world.account("0900000101"))
        let stranger = try await site.client(as: try await world.account("0900000102"))
        func news(_ client: WebClient) async throws -> String? {
            let page = try await client.get("/ho-so-cua-toi").text
            return page.firstMatch(of: /href="\/thong-bao-cua-toi">Thông báo <span class="count">([0-9]+)</)
                .map { String($0.1) }
        }
        #expect(try await news(client) == nil)
        try await world.database.write { tx in
            let account = try #require(try CallerStore.account(ofLogin: "0900000101", in: tx))
            try NoticeWishStore.keep(NoticeWish(takesMail: false, takesTexts: true), of: account, in: tx)
        }
        let id = try await world.file(by: "0900000101")
        try await world.perform("motcua1", "dossier.receive") {
            try RefuseDossier(id, reason: "Không thuộc thẩm quyền").run(in: $0, act: $1)
        }
        try await runner.tell()
        #expect(try await news(client) == nil, "nothing has gone out")
        world.lines.prepare(.refused("not on Zalo"))
        try await runner.send()
        try await runner.send()
        #expect(Set(try await world.notices().map(\.channel)) == [.zalo, .sms])
        #expect(try await news(client) == "1")
        #expect(try await news(stranger) == nil)
        let seen = try await client.get(WishPages.path).text
        #expect(seen.contains("Không tiếp nhận hồ sơ") && seen.contains("/ho-so-cua-toi/\(id)"))
        #expect(seen.matches(of: />mới</).count == 1 && !seen.contains(#"class="count""#))
        #expect(try await news(client) == nil)
        #expect(try await !client.get(WishPages.path).text.contains(">mới<"))
        #expect(try await !stranger.get(WishPages.path).text.contains("\(id)"))
    }

    @Test(arguments: Engine.tested)
    func `a citizen chooses how to be told`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let site = try await world.site()
        let account = try await world.account("0900000101")
        let client = try await site.client(as: account)
        let path = WishPages.path
        #expect(try await client.submit(path, form: ["texts": "1", "language": "en"], to: path).status == 303)
        let kept = try await world.database.read { try NoticeWishStore.wish(of: account, in: $0) }
        #expect(kept == NoticeWish(takesMail: false, takesTexts: true, language: "en"))
        let telling = try world.runner().telling
        #expect(telling.way(mail: ["a@example.vn"], phone: ["0912345678"], kept)?.channel == .sms)
        #expect(telling.way(mail: ["a@example.vn"], phone: ["0912345678"], nil)?.channel == .mail)
        #expect(telling.way(mail: ["ă@example.vn", nil], phone: [nil, "0912345678"], nil)?.channel == .sms)
        #expect(telling.way(mail: ["a@example.vn"], phone: [""], kept) == nil)
    }
}

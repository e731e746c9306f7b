import Base
import Identity
import Storage
import TestKit
import Testing

@testable import Dossiers
@testable import Notices

@Suite struct OutboxTests {
    @Test(arguments: Engine.tested)
    func `who brings a dossier and its owner are told once each, without their names`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        let dossier = try await world.receive(
            applicant: Party(name: "Hồ Thị Xoan", phone: "0912345678"),
            filer: Party(name: "Hồ Văn Lâm", email: "lam@example.vn"))
        try await runner.tell()
        try await runner.tell()
        // Another process, or this one after a restart.
        try await world.runner().tell()
        let notices = try await world.notices()
        #expect(notices.map(\.address).sorted() == ["+84912345678", "lam@example.vn"])
        #expect(Set(notices.map(\.recipient)) == [.filer, .applicant])
        #expect(notices.allSatisfy { $0.dossier == dossier && $0.about == "accepted" })
        for notice in notices {
            #expect(!notice.body.contains("Xoan") && !notice.body.contains("Lâm"))
            #expect(notice.body.contains("https://motcua.example/tra-cuu?ma=H50.50.05-261123-0001"))
        }
        let text = try #require(notices.first { $0.channel == .sms })
        #expect(text.body.allSatisfy(\.isASCII) && text.body.count <= 306 && text.body.contains("23/11/2026"))
        try await runner.send()
        try await runner.send()
        #expect(world.lines.given.count == 2)
        #expect(try await world.notices().allSatisfy { $0.state == .sent && $0.gatewayID == "taken" })
    }

    @Test(arguments: Engine.tested)
    func `of what happened before the first start nobody is told late`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        try await world.receive()
        let runner = try world.runner()
        try await runner.tell()
        #expect(try await world.notices().isEmpty)
        try await world.receive()
        try await runner.tell()
        #expect(try await world.notices().count == 1)
    }

    @Test(arguments: Engine.tested)
    func `a record that cannot be read stops nobody else's news`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        try await world.damage(try await world.receive())
        try await world.receive(applicant: Party(name: "Hồ Thị Mai", email: "mai@example.vn"))
        try await runner.tell()
        #expect(try await world.notices().map(\.address) == ["mai@example.vn"])
    }

    @Test(arguments: Engine.tested)
    func `what may still be taken back is not told, and what was taken back never`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        for isTakenBack in [true, false] {
            let dossier = try await world.file(by: "0900000101")
            try await world.perform("motcua1", "dossier.receive") {
                _ = try AcceptDossier(dossier, office: nil, calendar: .vietnam).run(in: $0, act: $1)
            }
            try await runner.tell()
            try await runner.send()
            #expect(world.lines.given.isEmpty)
            guard isTakenBack else { continue }
            try await world.perform("motcua1", "dossier.see") { try TakeBack(dossier).run(in: $0, act: $1) }
        }
        try await runner.tell()
        world.clock.advance(seconds: TakeBack.secondsMax + 15)
        try await runner.send()
        #expect(world.lines.given.map(\.about) == ["accepted"])
    }

    @Test func `whatever a citizen reads in the timeline is news, or somebody has said that it is none`() {
        let told = CitizenNews.allCases.flatMap(\.actions)
        #expect(Set(told).count == told.count)
        // Inner steps, what the citizen has just done, and stops that the look-up shows.
        let silent: Set<DossierAction> = [
            .submit, .forward, .supply, .approve, .takeBack, .settleDuty, .suspend, .resume, .sendOn, .passOn,
            .receiveBack,
        ]
        let read = DossierAction.allCases.filter { DossierTimeline.citizenKinds.contains($0.entryKind) }
        #expect(Set(read) == Set(told).union(silent) && silent.isDisjoint(with: told))
    }

    @Test(arguments: Engine.tested)
    func `two processes never send one notice at once`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        try await world.receive()
        try await runner.tell()
        let other = try world.runner()
        world.lines.meanwhile { try? await other.send() }
        try await runner.send()
        #expect(world.lines.given.count == 1)
        #expect(try await world.notices().map(\.state) == [.sent])
    }

    @Test(arguments: Engine.tested)
    func `a process that died with a notice on its way leaves it to another later`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        try await world.receive()
        try await runner.tell()
        let one = try #require(try await world.notices().first)
        let end = world.clock.clock.now.adding(seconds: NoticeSender.claimSeconds)
        #expect(try await world.database.write(lane: .free) { try NoticeStore.claim(one, until: end, in: $0) })
        try await runner.send()
        #expect(world.lines.given.isEmpty)
        world.clock.advance(seconds: NoticeSender.claimSeconds)
        try await runner.send()
        #expect(world.lines.given.map(\.id) == [one.id])
    }

    @Test(arguments: Engine.tested)
    func `with the mail server down for a day nothing is lost or doubled`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        for number in 0..<5 {
            try await world.receive(applicant: Party(name: "Hồ Thị Xoan", email: "n\(number)@example.vn"))
        }
        try await runner.tell()
        world.lines.always(.lineDown("connection refused"))
        for _ in 0..<(24 * 12) {
            try await runner.send()
            world.clock.advance(seconds: 300)
        }
        let tries = world.lines.given.count
        #expect(try await world.notices().allSatisfy { $0.state == .waiting && !$0.lastProblem.isEmpty })
        // One that fails shows that the line is down: the others do not hammer at it.
        #expect(tries < 150)
        world.lines.always(nil)
        for _ in 0..<(5 * 12) {
            try await runner.send()
            world.clock.advance(seconds: 300)
        }
        let sent = world.lines.given.dropFirst(tries)
        #expect(sent.map(\.address).sorted() == (0..<5).map { "n\($0)@example.vn" })
        #expect(try await world.notices().allSatisfy { $0.state == .sent })
    }

    @Test(arguments: Engine.tested)
    func `after five days it is given up, and a person can send it again`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        try await world.receive()
        try await runner.tell()
        world.lines.always(.later("450"))
        for _ in 0..<(6 * 24) {
            try await runner.send()
            world.clock.advance(seconds: 3600)
        }
        let one = try #require(try await world.notices().first)
        #expect(one.state == .givenUp && one.lastProblem == "450")
        world.lines.always(nil)
        world.clock.move(to: TestSite.morning.adding(seconds: 7 * 86_400))
        try await world.perform("quantri", .noticeManage) { try SendAgain(one.id).run(in: $0, act: $1) }
        await #expect(throws: Problem.notFound) {
            try await world.perform("hp-quantri", .noticeManage) { try SendAgain(one.id).run(in: $0, act: $1) }
        }
        try await runner.send()
        #expect(try await world.notices().map(\.state) == [.sent])
        await #expect(throws: Problem.notFound) {
            try await world.perform("quantri", .noticeManage) { try SendAgain(one.id).run(in: $0, act: $1) }
        }
    }

    @Test(arguments: Engine.tested)
    func `who cannot be reached by Zalo gets a text message`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner(zalo: true)
        try await runner.tell()
        try await world.receive(applicant: Party(name: "Hồ Thị Xoan", phone: "0912345678"))
        try await runner.tell()
        world.lines.prepare(.refused("not on Zalo"))
        try await runner.send()
        try await runner.send()
        #expect(world.lines.given.map(\.channel) == [.zalo, .sms])
        let states = try await world.notices().map { "\($0.channel) \($0.state)" }
        #expect(states.sorted() == ["sms sent", "zalo failed"])
    }

    @Test(arguments: Engine.tested)
    func `a citizen is told in the language of the dossier, or in the one that they chose`(
        engine: Engine
    ) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        let account = try await world.account("0900000101")
        let choices: [(filed: String, chosen: String, isEnglish: Bool)] = [
            ("en", "", true), ("", "", false), ("vi", "", false), ("xx", "", false), ("en", "vi", false),
            ("vi", "en", true),
        ]
        for choice in choices {
            try await world.database.write { tx in
                let wish = NoticeWish(takesMail: true, takesTexts: true, language: choice.chosen)
                try NoticeWishStore.keep(wish, of: account, in: tx)
            }
            let id = try await world.file(by: "0900000101", in: choice.filed)
            try await world.perform("motcua1", "dossier.receive") {
                try RefuseDossier(id, reason: "Không thuộc thẩm quyền").run(in: $0, act: $1)
            }
            try await runner.tell()
            let told = try await world.notices().filter { $0.dossier == id }
            #expect(told.count == 1 && told.first?.body.hasPrefix("Dear Sir or Madam") == choice.isEnglish, "\(choice)")
            #expect(told.first?.subject.contains("not accepted") == choice.isEnglish)
        }
    }

    @Test(arguments: Engine.tested)
    func `what comes late in the evening waits for the morning`(engine: Engine) async throws {
        let evening = Instant(TestSite.morning.localDate, LocalTime(hour: 21, minute: 30))
        let world = try await NoticesWorld(engine, at: TestSite.morning)
        let runner = try world.runner()
        try await runner.tell()
        try await world.receive()
        world.clock.move(to: evening)
        try await runner.tell()
        try await runner.send()
        #expect(world.lines.given.isEmpty)
        world.clock.move(to: Instant(evening.localDate.adding(days: 1), LocalTime(hour: 7, minute: 0)))
        try await runner.send()
        #expect(world.lines.given.count == 1)
    }

    @Test(arguments: [
        ("20:59", "20:59", 0), ("21:00", "07:00", 1), ("23:59", "07:00", 1), ("00:00", "07:00", 0),
        ("06:59", "07:00", 0), ("07:00", "07:00", 0), ("12:00", "12:00", 0),
    ] as [(String, String, Int)])
    func `quiet hours end at seven`(asked: String, expected: String, days: Int) throws {
        let day = TestSite.morning.localDate
        let moment = Instant(day, try #require(LocalTime(reading: asked)))
        let end = Instant(day.adding(days: days), try #require(LocalTime(reading: expected)))
        #expect(QuietHours.usual.earliest(at: moment) == end)
    }

    @Test(arguments: [
        ("12:00-13:30", "12:10", "13:30"), ("12:00-13:30", "11:59", "11:59"), ("00:00-00:00", "03:00", "03:00"),
    ])
    func `quiet hours may lie within a day, or nowhere`(span: String, asked: String, expected: String) throws {
        let quiet = try #require(QuietHours(span))
        let day = TestSite.morning.localDate
        let moment = Instant(day, try #require(LocalTime(reading: asked)))
        #expect(quiet.earliest(at: moment) == Instant(day, try #require(LocalTime(reading: expected))))
    }

    @Test(arguments: ["", "21:00", "21-07", "24:00-07:00", "21:00-07:60", "21:00-07:00-08:00", "٢١:00-07:00"])
    func `what are no hours is refused`(text: String) { #expect(QuietHours(text) == nil) }
}

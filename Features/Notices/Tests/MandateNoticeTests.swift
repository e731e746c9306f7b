import Access
import Base
import Dossiers
import Identity
import Mandates
import Storage
import TestKit
import Testing

@testable import Notices

/// Both sides of a paper of authority are told what the officer decided.
@Suite struct MandateNoticeTests {
    /// The daughter's paper for a child, which needs no scan; looked at by the counter.
    private static func decided(
        _ world: NoticesWorld, _ verdict: CheckMandate.Verdict, principal: Principal
    ) async throws -> Mandate {
        let agency = try await world.database.read { snapshot in
            try #require(try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: snapshot)).id
        }
        let mandate = try await world.perform("0900000102", "mandate.own") { tx, act in
            var deed = AddMandate(.parent, agency: agency, principal: principal)
            deed.paper = Mandate.Paper(number: "17/2015")
            return try deed.run(in: tx, act: act)
        }
        try await world.perform("motcua1", "mandate.check") { tx, act in
            try CheckMandate(mandate.id, verdict, reason: verdict == .refuse ? "Giấy mờ, không đọc được" : "")
                .run(in: tx, act: act)
        }
        return mandate
    }

    private static func child(phone: String) -> Principal {
        Principal(name: "Hồ Văn Bé", personalID: "045215000201", phone: phone,
            birthDate: LocalDate(year: 2015, month: 4, day: 10))
    }

    @Test(arguments: Engine.tested, [CheckMandate.Verdict.accept, .refuse])
    func `agent and person are told, without a name or a reason`(
        engine: Engine, verdict: CheckMandate.Verdict
    ) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        let agent = try await world.account("0900000102")
        try await world.perform("0900000102", "dossier.own") { tx, _ in
            try NoticeWishStore.keep(NoticeWish(takesMail: true, takesTexts: true, language: "en"), of: agent, in: tx)
        }
        try await runner.tell()
        _ = try await Self.decided(world, verdict, principal: Self.child(phone: "0912 345 678"))
        try await runner.tell()
        let told = try await world.notices()
        #expect(Set(told.map(\.recipient)) == [.agent, .principal])
        #expect(Set(told.map(\.about)) == [verdict == .accept ? "mandate-accepted" : "mandate-refused"])
        let own = try #require(told.first { $0.recipient == .agent })
        #expect(own.account == agent && own.body.contains("you") && own.body.contains("/lam-thay"))
        let theirs = try #require(told.first { $0.recipient == .principal })
        #expect(theirs.address == "+84912345678" && theirs.account == nil && theirs.body.contains("ong/ba"))
        for notice in told {
            #expect(!notice.body.contains("Bé") && !notice.body.contains("Xoan") && !notice.body.contains("mờ"))
            #expect(notice.channel == .mail || notice.body.count <= NoticeWording.shortLengthMax)
        }
        try await runner.tell()
        #expect(try await world.notices().count == 2, "once")
    }

    @Test func `a person without a telephone is told nothing, and the same number is told once`() async throws {
        let world = try await NoticesWorld(.sqlite)
        let runner = try world.runner()
        try await runner.tell()
        _ = try await Self.decided(world, .accept, principal: Self.child(phone: ""))
        try await runner.tell()
        #expect(try await world.notices().map(\.recipient) == [.agent])
        _ = try await Self.decided(world, .refuse, principal: Self.child(phone: "0900000102"))
        try await runner.tell()
        #expect(try await world.notices().map(\.recipient) == [.agent, .agent])
    }
}

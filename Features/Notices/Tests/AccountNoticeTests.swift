import Access
import Base
import Identity
import Storage
import TestKit
import Testing

@testable import Notices

/// The owner of an account learns that somebody at the counter was given a password for it.
@Suite struct AccountNoticeTests {
    @Test(arguments: Engine.tested)
    func `whose password was reset at the counter is told by every way, whatever they wish to be told of`(
        engine: Engine
    ) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        let account = try await world.account("0900000102")
        try await world.database.write { tx in
            let nothing = NoticeWish(takesMail: false, takesTexts: false, language: "vi")
            try NoticeWishStore.keep(nothing, of: account, in: tx)
        }
        try await runner.tell()
        try await world.perform("motcua1", .identityResetAtCounter) { tx, act in
            try ResetAtCounter(
                name: "Hồ Thị Xoan", personalID: "045190000102", hasSeenCard: true, losesSecondFactor: false,
                oneTimePassword: PasswordHash(of: "once", cost: .trivial)).run(in: tx, act: act)
        }
        for _ in 1...2 { try await runner.tell() }
        let profile = try #require(try await world.database.read { try CitizenStore.profile(of: account, in: $0) })
        let ways = [profile.email?.text, profile.phone?.international].compactMap(\.self)
        let told = try await world.notices()
        #expect(!ways.isEmpty && Set(told.map(\.address)) == Set(ways) && told.count == ways.count)
        for notice in told {
            #expect(notice.recipient == .owner && notice.account == account && notice.about == "account-reset")
            #expect(!notice.body.contains("Xoan") && !notice.body.contains("045190000102"))
            #expect(notice.channel == .mail || notice.body.count <= NoticeWording.shortLengthMax)
        }
    }
}

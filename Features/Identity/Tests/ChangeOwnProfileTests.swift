import Base
import Journal
import Storage
import TestKit
import Testing

@testable import Identity

@Suite struct ChangeOwnProfileTests {
    private func deed(phone: String = "0900000101", email: String = "", verified: PasswordHash? = nil)
        -> ChangeOwnProfile {
        ChangeOwnProfile(name: "Hồ Văn  Pả", phone: phone, email: email, address: "thôn Kreng", birthDate: nil,
            verified: verified)
    }

    @Test(arguments: Engine.tested) func theJournalSaysWhatChangedAndNotToWhat(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("0900000101", .identitySignIn)
        let deed = deed(email: " pa@vidu.vn ")
        try await commune.database.write { try deed.run(in: $0, act: act) }
        let account = try #require(commune.people.accounts["0900000101"])
        let (profile, entries) = try await commune.database.read {
            (try CitizenStore.profile(of: account, in: $0),
                try Journal.entries(of: "account", account.description, in: $0))
        }
        #expect(profile?.email?.text == "pa@vidu.vn")
        #expect(profile?.name == "Hồ Văn Pả")
        #expect(profile?.phone?.digits == "0900000101")
        #expect(entries.last?.kind == "account.profile-changed")
        #expect(entries.last?.facts == ["changed": "email address birth-date"])
    }

    @Test(arguments: Engine.tested) func aPhoneChangesOnlyWithTheVerifiedPassword(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("0900000101", .identitySignIn)
        let deed = deed(phone: "0987654321")
        await #expect(throws: Problem("changed-meanwhile", status: 409)) {
            try await commune.database.write { try deed.run(in: $0, act: act) }
        }
    }

    @Test(arguments: [
        ("ten@vidu.vn", true), ("a.b+c@mail.vidu.vn", true), ("", false), ("ten", false), ("ten@vidu", false),
        ("@vidu.vn", false), ("ten@.vn", false), ("ten@vidu.", false), ("hai từ@vidu.vn", false), ("a@b@c.vn", false),
    ])
    func anAddressIsShapedLikeOne(typed: String, isAddress: Bool) { #expect((EmailAddress(typed) != nil) == isAddress) }
}

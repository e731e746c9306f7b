import Access
import Base
import Identity
import Journal
import Storage
import TestKit
import Testing
import Web

@Suite struct ResetAtCounterTests {
    private static let name = "Hồ Thị Xoan"
    private static let number = "045190000102"
    private static let phone = "0900000102"

    private static func deed(
        name: String = name, number: String = number, hasSeenCard: Bool = true, losesSecondFactor: Bool = false
    ) throws -> ResetAtCounter {
        ResetAtCounter(name: name, personalID: number, hasSeenCard: hasSeenCard, losesSecondFactor: losesSecondFactor,
            oneTimePassword: try PasswordHash(of: "once", cost: .trivial))
    }

    @Test(arguments: Engine.tested)
    func `whoever shows the card comes in again and chooses a password first`(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("motcua1", .identityResetAtCounter)
        let deed = try Self.deed(name: "ho thi XOAN")
        try await commune.database.write { try deed.run(in: $0, act: act) }
        let account = commune.account(Self.phone)
        #expect(try await commune.signIn(Self.phone, DemoPeople.password) == .outcome(.refused))
        #expect(try await commune.signIn(Self.number, "once")
            == .outcome(.signedIn(account, .citizen, first: .choosePassword)))
        let late = Commune.now.adding(seconds: Int64(OneTimePassword.hoursMax) * 3600)
        #expect(try await commune.signIn(Self.phone, "once", at: late) == .outcome(.passwordOver))
        let entries = try await commune.database.read {
            try Journal.entries(of: "account", account.description, in: $0)
        }
        let entry = try #require(entries.last { $0.kind == "account.reset-at-counter" })
        #expect(entry.agency == commune.people.commune && entry.facts == ["second-factor": "kept"])
    }

    @Test(arguments: Engine.tested)
    func `a name that is not the card's, a stranger's number and a closed account get one answer`(
        engine: Engine
    ) async throws {
        let commune = try await Commune(engine)
        let act = try await commune.act("motcua1", .identityResetAtCounter)
        let closed = commune.account("0900000101")
        try await commune.database.write {
            try $0.execute("UPDATE account SET state = 'disabled' WHERE id = \(closed)")
        }
        let deeds = try [
            Self.deed(name: "Hồ Thị Xuân"), Self.deed(number: "045190009999"),
            Self.deed(name: "Hồ Văn Pả", number: "045085000101"),
        ]
        for deed in deeds {
            await #expect(throws: Problem.invalid([FieldFault("personal-id", "identity.no-account-of-card")])) {
                try await commune.database.write { try deed.run(in: $0, act: act) }
            }
        }
        #expect(try await commune.signIn(Self.phone, DemoPeople.password)
            == .outcome(.signedIn(commune.account(Self.phone), .citizen, first: nil)))
    }

    @Test func `without a look at the card nothing is reset, and all faults are told at once`() async throws {
        let commune = try await Commune(.sqlite)
        let act = try await commune.act("motcua1", .identityResetAtCounter)
        let deed = try Self.deed(name: " ", number: "0451", hasSeenCard: false)
        await #expect(throws: Problem.invalid([
            FieldFault("name", "identity.name-missing"), FieldFault("personal-id", "identity.personal-id-shape"),
            FieldFault("card", "identity.card-unseen"),
        ])) { try await commune.database.write { try deed.run(in: $0, act: act) } }
    }

    @Test func `those who do not stand at the counter may not`() async throws {
        let commune = try await Commune(.sqlite)
        for login in ["quantri", "chutich", "vanphong1", "tinh-quantri", "thanhtra", Self.phone, nil] {
            await #expect(throws: Problem.self) { try await commune.act(login, .identityResetAtCounter) }
        }
        let other = try await commune.act("motcua1", .identitySignIn)
        let deed = try Self.deed()
        await #expect(throws: Problem.forbidden) {
            try await commune.database.write { try deed.run(in: $0, act: other) }
        }
    }

    @Test(arguments: Engine.tested)
    func `the page shows the one-time password once, and the same for the same sending`(engine: Engine) async throws {
        let house = try await PageTests.House(engine)
        let client = try await house.client("motcua1")
        let form = ["name": Self.name, "personal-id": Self.number, "card": "1"]
        let empty = try await client.submit("/quay/mat-khau", form: ["name": Self.name, "personal-id": Self.number])
        #expect(empty.status == 422 && empty.text.contains("Xem căn cước của chính người này"))
        #expect(empty.text.contains("value=\"\(Self.number)\""))
        let done = try await client.submit("/quay/mat-khau", form: form)
        #expect(done.status == 200 && done.text.contains("Mật khẩu dùng một lần"))
        let password = try #require(done.text.firstMatch(of: /<code>([a-z0-9-]{19})<\/code>/)).output.1
        let citizen = house.test.client
        let answer = try await citizen.submit("/dang-nhap", form: ["login": Self.phone, "password": String(password)])
        #expect(answer.location == "/tai-khoan/mat-khau")
    }
}

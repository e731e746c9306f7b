import Access
import Base
import Identity
import Journal
import Storage
import Synchronization
import TestKit
import Testing
import Web

/// Numbers that are proven by a code.
@Suite struct ContactCodeTests {
    private struct House {
        let test: TestSite
        let people: DemoPeople
        let messages = Messages()

        init(_ engine: Engine = .sqlite, isOpen: Bool = true) async throws {
            let send: CodeLine.Send = { [messages] number, text, _ in messages.take(number, text) }
            let line = CodeLine(isOpen ? send : nil)
            let feature = IdentityFeature.make(hasher: PasswordHasher(cost: .trivial), codes: line)
            test = try await TestSite.make(engine, features: [feature], migrations: Journal.migrations,
                resolveCaller: { try CallerStore.caller(for: $0, in: $1) })
            let act = Act(permit: try test.site.policy.permit(.identitySetUp, to: .system("test")),
                at: TestSite.morning, requestID: "0")
            people = try await test.database.write { try DemoPeople.seed(cost: .trivial, in: $0, act: act) }
        }

        func register(_ client: WebClient, phone: String, personalID: String = "") async throws -> WebClient.Reply {
            try await client.submit("/dang-ky?tiep=/thu-tuc", form: [
                "name": "Hồ Văn Mới", "phone": phone, "personal-id": personalID, "password": "mua-lua-chin-vang",
                "tiep": "/thu-tuc",
            ], to: "/dang-ky")
        }

        func proven(_ login: String) async throws -> [ProfileProof.Field] {
            try await test.database.read { snapshot in
                let account = try #require(try CallerStore.account(ofLogin: login, in: snapshot))
                return try ProofStore.proofs(of: account, in: snapshot).map(\.field)
            }
        }
    }

    private final class Messages: Sendable {
        private let sent = Mutex<[(to: String, text: String)]>([])
        private let works = Mutex(true)

        func take(_ number: PhoneNumber, _ text: String) -> Bool {
            sent.withLock { $0.append((number.digits, text)) }
            return works.withLock { $0 }
        }

        func fail() { works.withLock { $0 = false } }
        var all: [(to: String, text: String)] { sent.withLock { $0 } }
        var code: String { all.last?.text.firstMatch(of: /\d{6}/).map { String($0.output) } ?? "" }
    }

    @Test(arguments: Engine.tested)
    func `an account is made when the code has come back, and its number is proven`(engine: Engine) async throws {
        let house = try await House(engine)
        let client = house.test.client
        #expect(try await house.register(client, phone: "0911222333").location == "/dang-ky/ma")
        #expect(house.messages.all.map(\.to) == ["0911222333"])
        // Nobody is there yet.
        #expect(try await house.test.client.post("/dang-nhap", form: [
            "login": "0911222333", "password": "mua-lua-chin-vang",
        ]).status == 422)
        let done = try await client.submit("/dang-ky/ma", form: ["code": house.messages.code])
        #expect(done.location == "/thu-tuc")
        #expect(try await client.get("/tai-khoan").text.contains("đã xác thực bằng mã ngày 23/11/2026"))
        #expect(try await house.proven("0911222333") == [.phone])
        // The code is used up.
        #expect(try await client.post("/dang-ky/ma", form: ["code": house.messages.code]).status == 303)
    }

    @Test func `a number that has an account gets the same page, and its owner another message`() async throws {
        let house = try await House()
        let client = house.test.client
        let free = try await house.register(house.test.client, phone: "0911222333")
        let taken = try await house.register(client, phone: "0900000102")
        #expect(free.location == taken.location)
        let words = house.messages.all.map(\.text)
        #expect(words[0].contains(/\d{6}/))
        #expect(words[1].contains("đã có tài khoản"))
        let page = try await client.get("/dang-ky/ma")
        #expect(page.status == 200)
        for code in ["000000", "-"] {
            #expect(try await client.post("/dang-ky/ma", form: ["code": code]).status == 422)
        }
    }

    @Test func `five wrong codes or ten minutes end it, and another browser's code is none`() async throws {
        let house = try await House()
        let client = house.test.client
        _ = try await house.register(client, phone: "0911222333")
        let code = house.messages.code
        let stranger = try await house.test.client.post("/dang-ky/ma", form: ["code": code])
        #expect(stranger.location?.hasPrefix("/dang-ky?") == true)
        for _ in 0..<5 { #expect(try await client.post("/dang-ky/ma", form: ["code": "x"]).status == 422) }
        #expect(try await client.post("/dang-ky/ma", form: ["code": code]).location?.hasPrefix("/dang-ky?") == true)
        let late = house.test.client
        _ = try await house.register(late, phone: "0911222444")
        house.test.clock.advance(seconds: 600)
        let reply = try await late.post("/dang-ky/ma", form: ["code": house.messages.code])
        #expect(reply.location?.hasPrefix("/dang-ky?") == true)
    }

    @Test func `nobody's telephone rings all day`() async throws {
        let house = try await House()
        for _ in 0..<3 { #expect(try await house.register(house.test.client, phone: "0911222333").status == 303) }
        let fourth = try await house.register(house.test.client, phone: "0911222333")
        #expect(fourth.status == 422)
        #expect(fourth.text.contains("Số này vừa được gửi mã"))
        #expect(house.messages.all.count == 3)
    }

    @Test func `a code is sent again, and the first one is none any more`() async throws {
        let house = try await House()
        let client = house.test.client
        _ = try await house.register(client, phone: "0911222333")
        let first = house.messages.code
        #expect(try await client.post("/dang-ky/ma/gui-lai").location == "/dang-ky/ma?da-xong=code-sent")
        let second = house.messages.code
        #expect(house.messages.all.count == 2)
        if first != second { #expect(try await client.post("/dang-ky/ma", form: ["code": first]).status == 422) }
        #expect(try await client.post("/dang-ky/ma", form: ["code": second]).location == "/thu-tuc")
        #expect(try await house.test.client.post("/dang-ky/ma/gui-lai").location == "/dang-ky")
    }

    @Test func `a message that does not go out is said so, and no account is made`() async throws {
        let house = try await House()
        house.messages.fail()
        let reply = try await house.register(house.test.client, phone: "0911222333")
        #expect(reply.status == 422)
        #expect(reply.text.contains("Chưa gửi được mã"))
    }

    @Test func `without a channel an account is made as before, and its number is a claim`() async throws {
        let house = try await House(isOpen: false)
        #expect(try await house.test.client.get("/dang-ky").text.contains("theo lời khai"))
        let reply = try await house.register(house.test.client, phone: "0911222333")
        #expect(reply.location?.hasPrefix("/dang-nhap") == true)
        #expect(try await house.proven("0911222333").isEmpty)
    }

    @Test func `somebody else's personal id goes into no new account`() async throws {
        let house = try await House()
        let client = house.test.client
        let reply = try await house.register(client, phone: "0911222333", personalID: "045190000102")
        #expect(reply.location == "/dang-ky/ma")
        #expect(try await client.submit("/dang-ky/ma", form: ["code": house.messages.code]).status == 303)
        let owner = try await house.test.database.read { snapshot in
            try PersonalID("045190000102").flatMap { try CitizenStore.profile(personalID: $0, in: snapshot) }?.account
        }
        #expect(owner == house.people.accounts["0900000102"])
    }

    @Test(arguments: Engine.tested)
    func `the own number is proven later, and anew after a change`(engine: Engine) async throws {
        let house = try await House(engine)
        let client = try await house.test.client(as: house.people.accounts["0900000102"]!)
        #expect(try await client.get("/tai-khoan").text.contains("/tai-khoan/so-dien-thoai/gui"))
        #expect(try await client.post("/tai-khoan/so-dien-thoai/gui").location == "/tai-khoan/so-dien-thoai")
        let reply = try await client.submit("/tai-khoan/so-dien-thoai", form: ["code": house.messages.code])
        #expect(reply.location == "/tai-khoan?da-xong=phone-proven")
        #expect(try await house.proven("0900000102") == [.phone])
        #expect(try await !client.get("/tai-khoan").text.contains("/tai-khoan/so-dien-thoai/gui"))
        let change = try await client.post("/tai-khoan/thong-tin", form: [
            "name": "Hồ Thị Xoan", "phone": "0911222999", "old-password": DemoPeople.password,
        ])
        #expect(change.status == 303)
        #expect(try await house.proven("0911222999").isEmpty)
    }
}

import Access
import Base
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Identity

/// The pages through a browser inside the process.
@Suite struct PageTests {
    struct House {
        let test: TestSite
        let people: DemoPeople

        init(_ engine: Engine = .sqlite) async throws {
            let feature = IdentityFeature.make(hasher: PasswordHasher(cost: .trivial))
            test = try await TestSite.make(engine, features: [feature], migrations: Journal.migrations,
                resolveCaller: { try CallerStore.caller(for: $0, in: $1) })
            let act = Act(permit: try test.site.policy.permit(.identitySetUp, to: .system("test")),
                at: TestSite.morning, requestID: "0")
            people = try await test.database.write { try DemoPeople.seed(cost: .trivial, in: $0, act: act) }
        }

        func client(_ login: String) async throws -> WebClient {
            try await test.client(as: people.accounts[login]!)
        }
    }

    @Test(arguments: Engine.tested) func anOfficerSignsInAndOut(engine: Engine) async throws {
        let house = try await House(engine)
        let client = house.test.client
        let page = try await client.get("/dang-nhap")
        #expect(page.status == 200)
        #expect(page.text.contains("Đăng nhập"))
        let answer = try await client.submit("/dang-nhap", form: ["login": "motcua1", "password": DemoPeople.password])
        #expect(answer.status == 303)
        #expect(answer.location == "/ban-lam-viec")
        #expect(try await client.get("/tai-khoan").text.contains("Nguyễn Thị Hồng Nhung"))
        #expect(try await client.post("/dang-xuat").status == 303)
        #expect(try await client.get("/tai-khoan").status != 200)
    }

    @Test(arguments: [
        ("/thu-tuc/1.001193", "/thu-tuc/1.001193"), ("", "/ho-so-cua-toi"), ("https://kẻ-gian.vn", "/ho-so-cua-toi"),
        ("//evil.example", "/ho-so-cua-toi"), ("/\\evil.example", "/ho-so-cua-toi"), ("/dang-xuat", "/ho-so-cua-toi"),
        ("javascript:alert(1)", "/ho-so-cua-toi"), ("/nop-ho-so?buoc=2", "/nop-ho-so?buoc=2"),
    ])
    func afterSigningInOnlyPathsOfThisSiteAreFollowed(next: String, location: String) async throws {
        let house = try await House()
        let answer = try await house.test.client.post("/dang-nhap", form: [
            "login": "0900000101", "password": DemoPeople.password, "tiep": next,
        ])
        #expect(answer.location == location)
    }

    @Test func aWrongPasswordKeepsTheLoginAndNotThePassword() async throws {
        let house = try await House()
        let client = house.test.client
        let wrong = try await client.submit("/dang-nhap", form: ["login": "motcua1", "password": "bí mật lắm"])
        let unknown = try await client.submit("/dang-nhap", form: ["login": "motcua9", "password": "bí mật lắm"])
        #expect(wrong.status == 422)
        #expect(unknown.status == wrong.status)
        #expect(wrong.text.contains("value=\"motcua1\""))
        #expect(!wrong.text.contains("bí mật lắm"))
        #expect(wrong.text.contains("Tên đăng nhập hoặc mật khẩu chưa đúng"))
        #expect(unknown.text.contains("Tên đăng nhập hoặc mật khẩu chưa đúng"))
        #expect(wrong.text.contains("<title>Lỗi: "))
    }

    @Test func aGuesserIsToldToWait() async throws {
        let house = try await House()
        let client = house.test.client
        for _ in 0..<5 { _ = try await client.post("/dang-nhap", form: ["login": "motcua1", "password": "sai"]) }
        let answer = try await client.post("/dang-nhap", form: ["login": "motcua1", "password": DemoPeople.password])
        #expect(answer.status == 429)
        #expect(answer.header("retry-after") == "30")
        #expect(answer.text.contains("Hãy chờ 1 phút"))
    }

    @Test func theSameSendingSignsInOnce() async throws {
        let house = try await House()
        let client = house.test.client
        let form = ["login": "motcua1", "password": DemoPeople.password, "csrf": client.token]
        let once = OnceKey.fresh()
        let cookies = client.cookies
        #expect(try await client.post("/dang-nhap", form: form, once: once).status == 303)
        client.clearCookies()
        for (name, value) in cookies { client.setCookie(name, value) }
        #expect(try await client.post("/dang-nhap", form: form, once: once).status == 303)
        let account = house.people.accounts["motcua1"]!.description
        let entries = try await house.test.database.read { try Journal.entries(of: "account", account, in: $0) }
        let kinds = entries.map(\.kind)
        #expect(kinds.count { $0 == "account.signed-in" } == 1)
    }

    /// Whoever once got in by the password alone keeps that form, and nothing else.
    @Test(arguments: Engine.tested) func aSendingFromBeforeTheSecondFactorOpensNothing(engine: Engine) async throws {
        let house = try await House(engine)
        let client = house.test.client
        let form = ["login": "motcua1", "password": DemoPeople.password, "csrf": client.token]
        let (once, cookies) = (OnceKey.fresh(), client.cookies)
        #expect(try await client.post("/dang-nhap", form: form, once: once).location == "/ban-lam-viec")
        let account = house.people.accounts["motcua1"]!
        try await house.test.database.write { tx in
            try SecondFactorStore.begin(Array("12345678901234567890".utf8), of: account, at: TestSite.morning, in: tx)
            try SecondFactorStore.confirm(account, step: 1, at: TestSite.morning, in: tx)
            try Sessions.endAll(of: account, in: tx)
        }
        client.clearCookies()
        for (name, value) in cookies { client.setCookie(name, value) }
        let again = try await client.post("/dang-nhap", form: form, once: once)
        #expect(again.location == "/dang-nhap/ma")
        #expect(try await client.get("/tai-khoan").status != 200)
    }

    @Test func whoSitsAtAnOpenSessionDoesNotGuessTheCodeOrThePassword() async throws {
        let house = try await House()
        let account = house.people.accounts["motcua1"]!
        let secret = Array("12345678901234567890".utf8)
        try await house.test.database.write { tx in
            try SecondFactorStore.begin(secret, of: account, at: TestSite.morning, in: tx)
            try SecondFactorStore.confirm(account, step: 1, at: TestSite.morning, in: tx)
        }
        let client = try await house.client("motcua1")
        for _ in 0..<5 {
            #expect(try await client.post("/tai-khoan/xac-thuc/go", form: ["code": "000000"]).status == 422)
        }
        let right = TimeCode(secret: secret).code(of: TimeCode.step(at: TestSite.morning))
        #expect(try await client.post("/tai-khoan/xac-thuc/go", form: ["code": right]).status == 429)
        // The password of the same account is the same secret place: it waits as well.
        let form = ["old-password": DemoPeople.password, "password": "một câu dài dễ nhớ"]
        #expect(try await client.post("/tai-khoan/mat-khau", form: form).status == 429)
        house.test.clock.advance(seconds: 30)
        #expect(try await client.post("/tai-khoan/mat-khau", form: form).status == 303)
    }

    @Test func aCitizenRegistersAndSignsInWithWhatTheyChose() async throws {
        let house = try await House()
        let client = house.test.client
        let answer = try await client.submit("/dang-ky", form: [
            "name": "Hồ Thị Mới", "phone": "+84 912 345 678", "personal-id": "", "password": "con trâu đi cày",
        ])
        #expect(answer.status == 303)
        #expect(answer.location == "/dang-nhap?da-xong=registered")
        let signedIn = try await client.submit("/dang-nhap", form: [
            "login": "0912345678", "password": "con trâu đi cày",
        ])
        #expect(signedIn.location == "/ho-so-cua-toi")
        #expect(try await client.get("/tai-khoan").text.contains("0912 345 678"))
    }

    @Test func aFaultyRegistrationShowsTheFormAgainWithWhatWasTyped() async throws {
        let house = try await House()
        let answer = try await house.test.client.submit("/dang-ky", form: [
            "name": "<b>Hồ & Mới</b>", "phone": "123", "personal-id": "", "password": "ngan",
        ])
        #expect(answer.status == 422)
        #expect(answer.text.contains("&lt;b&gt;Hồ &amp; Mới&lt;/b&gt;"))
        #expect(answer.text.contains("href=\"#f-phone\""))
        #expect(answer.text.contains("href=\"#f-password\""))
    }

    @Test func registeringTellsNobodyWhoHasAnAccount() async throws {
        let house = try await House()
        func register(_ phone: String) async throws -> (status: Int, location: String?, text: String) {
            let answer = try await house.test.client.submit("/dang-ky", form: [
                "name": "Ai đó", "phone": phone, "personal-id": "", "password": "con trâu đi cày",
            ])
            return (answer.status, answer.location, answer.text)
        }
        let (free, taken) = (try await register("0912345678"), try await register("0900000101"))
        #expect(free == taken)
        #expect(free.status == 303)
        let owner = try await house.test.client.submit("/dang-nhap", form: [
            "login": "0900000101", "password": "con trâu đi cày",
        ])
        #expect(owner.status == 422)
    }

    @Test func registeringIsThrottledByNetwork() async throws {
        let house = try await House()
        let client = house.test.client
        func register(_ number: Int) async throws -> Int {
            try await client.submit("/dang-ky", form: [
                "name": "Ai đó", "phone": "09123456\(number)", "personal-id": "", "password": "con trâu đi cày",
            ]).status
        }
        for number in 10..<20 { #expect(try await register(number) == 303) }
        #expect(try await register(20) == 429)
        // Signing in is another line: nobody is locked out by it.
        #expect(try await house.client("motcua1").get("/tai-khoan").status == 200)
    }

    @Test func aCitizenChangesTheOwnDetails() async throws {
        let house = try await House()
        let client = try await house.client("0900000101")
        let form = [
            "name": "Hồ Văn Pả", "birth-date-ngay": "1", "birth-date-thang": "2", "birth-date-nam": "1990",
            "address": "thôn Kreng", "email": "pa@vidu.vn", "phone": "0900000101", "old-password": "",
        ]
        #expect(try await client.submit("/tai-khoan/thong-tin", form: form).status == 303)
        let page = try await client.get("/tai-khoan").text
        #expect(page.contains("thôn Kreng") && page.contains("pa@vidu.vn"))
        var wrong = form
        wrong["email"] = "pa"
        wrong["birth-date-thang"] = "13"
        wrong["phone"] = "0987654321"
        let answer = try await client.submit("/tai-khoan/thong-tin", form: wrong)
        #expect(answer.status == 422)
        for field in ["email", "birth-date", "old-password"] { #expect(answer.text.contains("href=\"#f-\(field)\"")) }
        #expect(answer.text.contains("0987654321"))
    }

    @Test func aNewPhoneNumberSignsInAndTheOldOneNoLonger() async throws {
        let house = try await House()
        let client = try await house.client("0900000101")
        func change(to phone: String, password: String) async throws -> Int {
            try await client.submit("/tai-khoan/thong-tin", form: [
                "name": "Hồ Văn Pả", "address": "", "email": "", "phone": phone, "old-password": password,
            ]).status
        }
        #expect(try await change(to: "0987654321", password: "sai") == 422)
        #expect(try await change(to: "0900000102", password: DemoPeople.password) == 422)
        #expect(try await change(to: "0987654321", password: DemoPeople.password) == 303)
        func signIn(_ login: String) async throws -> Int {
            try await house.test.client.submit("/dang-nhap", form: [
                "login": login, "password": DemoPeople.password,
            ]).status
        }
        #expect(try await signIn("0987654321") == 303)
        #expect(try await signIn("0900000101") == 422)
    }

    @Test func anOfficialHasNoCitizensDetailsToChange() async throws {
        let house = try await House()
        #expect(try await house.client("motcua1").get("/tai-khoan/thong-tin").status == 404)
    }

    @Test func aChangedPasswordEndsOtherSessions() async throws {
        let house = try await House()
        let (mine, other) = (try await house.client("motcua1"), try await house.client("motcua1"))
        let wrong = try await mine.submit("/tai-khoan/mat-khau", form: [
            "old-password": "sai", "password": "con trâu đi cày",
        ])
        #expect(wrong.status == 422)
        let answer = try await mine.submit("/tai-khoan/mat-khau", form: [
            "old-password": DemoPeople.password, "password": "con trâu đi cày",
        ])
        #expect(answer.status == 303)
        #expect(try await mine.get("/tai-khoan").status == 200)
        #expect(try await other.get("/tai-khoan").status != 200)
    }

    @Test func anAdministratorSetsTheIdentifier() async throws {
        let house = try await House()
        let client = try await house.client("quantri")
        #expect(try await client.get("/quan-tri/co-quan").text.contains("H50.50.05"))
        let wrong = try await client.submit("/quan-tri/co-quan", form: ["identifier": "50.50", "remote": "1"])
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("value=\"50.50\""))
        let right = try await client.submit("/quan-tri/co-quan", form: ["identifier": "H50.50.77", "remote": "1"])
        #expect(right.status == 303)
        #expect(try await client.get("/quan-tri/co-quan").text.contains("H50.50.77"))
    }

    @Test func anAdministratorAddsSomebodyAndSeesThePasswordOnce() async throws {
        let house = try await House()
        let client = try await house.client("quantri")
        let form = [
            "name": "Hồ Văn Sáu", "title": "Công chức", "office": house.people.offices[.centre]!.description,
            "roles": "reception", "login": "motcua6", "csrf": client.token,
        ]
        let once = OnceKey.fresh()
        let answer = try await client.post("/quan-tri/nguoi-dung/them", form: form, once: once)
        let password = try #require(answer.text.firstMatch(of: /<code>([^<]+)<\/code>/)).output.1
        let again = try await client.post("/quan-tri/nguoi-dung/them", form: form, once: once)
        #expect(again.text.contains(password), "the same sending shows the same password")
        let list = try await client.get("/quan-tri/nguoi-dung").text
        #expect(list.contains("Hồ Văn Sáu"))
        #expect(!list.contains(password))
        let newcomer = house.test.client
        let signedIn = try await newcomer.post("/dang-nhap", form: ["login": "motcua6", "password": String(password)])
        #expect(signedIn.location == "/tai-khoan/mat-khau")
        #expect(try await newcomer.get("/tai-khoan").text.contains("do người quản trị cấp"))
    }

    @Test func aClosedAccountIsOutAtOnceAndAResetOneToo() async throws {
        let house = try await House()
        let (client, officer) = (try await house.client("quantri"), try await house.client("motcua2"))
        let path = "/quan-tri/nguoi-dung/\(house.people.accounts["motcua2"]!)"
        #expect(try await officer.get("/tai-khoan").status == 200)
        #expect(try await client.post("\(path)/khoa").status == 303)
        #expect(try await officer.get("/tai-khoan").status != 200)
        #expect(try await client.post("\(path)/mo").status == 303)
        let reset = try await client.submit("\(path)/mat-khau", form: [:])
        #expect(reset.text.contains("<code>"))
    }

    // MARK: Access twins

    @Test(arguments: ["/quan-tri/co-quan", "/quan-tri/nguoi-dung", "/quan-tri/nguoi-dung/them"])
    func onlyAdministratorsOpenAdministration(path: String) async throws {
        let house = try await House()
        for login in ["motcua1", "giamdoc", "chutich", "kinhte1", "tinh-theodoi", "0900000101"] {
            #expect(try await house.client(login).get(path).status == 403, "\(login)")
        }
        #expect(try await house.test.client.get(path).status != 200)
        #expect(try await house.client("hp-quantri").get(path).status == 200)
    }

    @Test func anAdministratorOfAnotherCommuneFindsNobody() async throws {
        let house = try await House()
        let client = try await house.client("hp-quantri")
        let path = "/quan-tri/nguoi-dung/\(house.people.accounts["motcua2"]!)"
        #expect(try await client.post("\(path)/khoa").status == 404)
        #expect(try await client.get("\(path)/mat-khau").status == 404)
        #expect(try await client.post("\(path)/mat-khau").status == 404)
        #expect(try await !client.get("/quan-tri/nguoi-dung").text.contains("Nguyễn Thị Hồng Nhung"))
    }
}

@Suite struct StringsTests {
    @Test func bothLanguagesHaveEverySentence() throws {
        let localisation = try Localisation()
        let (vi, en) = (localisation.strings(.vietnamese), localisation.strings(.english))
        let faults = localisation.disagreements(between: .vietnamese, .english)
        #expect(faults.filter { $0.hasPrefix("identity.") || $0.hasPrefix("fault.identity.") } == [])
        for role in Role.allCases {
            #expect(vi.has("identity.role.\(role.rawValue)") && en.has("identity.role.\(role.rawValue)"))
        }
    }
}

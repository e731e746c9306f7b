import Access
import Base
import Calendars
import Deadlines
import Dossiers
import Storage
import TestKit
import Testing

@Suite struct CalendarPagesTests {
    private static let preview = "/quan-tri/lich/xem-truoc"

    private static func client(_ world: DossierWorld, _ login: String) async throws -> WebClient {
        try await HostileTextTests.site(on: world).client(as: try #require(world.accounts[login]))
    }

    private static func dayOff(_ day: Int, _ month: Int = 11, kind: String = "ngay-nghi") -> [String: String] {
        ["loai": kind, "from-ngay": "\(day)", "from-thang": "\(month)", "from-nam": "2026", "name": "Nghỉ bão",
            "reason": "Bão số 9", "source": "Công điện 1/CĐ"]
    }

    /// Presses the confirmation that a preview offers.
    private static func confirm(_ page: WebClient.Reply, _ client: WebClient) async throws -> WebClient.Reply {
        var form: [String: String] = [:]
        for name in ["seen", "reason", "source", "change", "details"] {
            let field = try Regex("name=\"\(name)\" value=\"([^\"]*)\"")
            let value = String(try #require(page.text.firstMatch(of: field)?[1].substring))
            form[name] = value.replacing("&quot;", with: "\"").replacing("&#34;", with: "\"")
                .replacing("&amp;", with: "&")
        }
        return try await client.post("/quan-tri/lich", form: form)
    }

    @Test func theYearIsShownWithWhatItRestsOn() async throws {
        let client = try await Self.client(DossierWorld(.sqlite), "giamdoc")
        let page = try await client.get("/quan-tri/lich").text
        for words in ["Ngày Văn hóa Việt Nam", "249 ngày làm việc", "9859/VPCP-KGVX", "Thứ Bảy làm bù",
            "2027 chưa được Chính phủ thông báo"]
        {
            #expect(page.contains(words), "\(words)")
        }
        let next = try await client.get("/quan-tri/lich?nam=2027").text
        #expect(next.contains("Tết Nguyên đán Đinh Mùi"))
        #expect(try await client.get("/quan-tri/lich?nam=1999").status == 200)
    }

    /// Accepted on Monday 23/11/2026 for one working day: due on the 25th, on the 26th when a storm closes the office.
    @Test(arguments: Engine.tested)
    func aClosureIsSeenBeforeItIsConfirmedAndThenMovesTheDates(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let open = try await world.dossier(try await world.dossier(in: .inProgress))
        let closed = try await world.dossier(try await world.dossier(in: .resultReady))
        let client = try await Self.client(world, "quantri")
        let page = try await client.post(Self.preview, form: Self.dayOff(25, kind: "dong-cua"), files: [])
        #expect(page.status == 200, "\(page.text.prefix(400))")
        #expect(page.text.contains(open.code.text) && !page.text.contains(closed.code.text))
        #expect(page.text.contains("26/11/2026"))
        #expect(try await world.dossier(open.id) == open)
        let reply = try await Self.confirm(page, client)
        #expect(reply.status == 303, "\(reply.text.prefix(600))")
        try await world.work()
        #expect(try await world.dossier(open.id).dueAt == DossierWorld.at("2026-11-26", 17))
        #expect(try await world.dossier(closed.id) == closed)
        let list = try await client.get("/quan-tri/lich").text
        #expect(list.contains("Nghỉ bão") && list.contains("Bão số 9") && list.contains("Đã tính lại 1 hồ sơ, dời 1"))
        // A second process shows it without being told, and the citizen sees both dates.
        let officer = try await Self.client(world, "motcua1")
        #expect(try await officer.get("/ho-so/\(open.id)").text.contains("26/11/2026"))
        let citizen = try await Self.client(world, "0900000101")
        #expect(try await citizen.get("/ho-so-cua-toi/\(open.id)").text.contains("Ngày hẹn trả dời từ"))
    }

    /// The page that was looked at is not the calendar that there is now: shown again with what is true.
    @Test(arguments: Engine.tested)
    func whoeverWasSlowerLooksAgain(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let client = try await Self.client(world, "quantri")
        let page = try await client.post(Self.preview, form: Self.dayOff(26), files: [])
        try await world.enter(DossierWorld.holiday("2026-11-27"))
        let late = try await Self.confirm(page, client)
        #expect(late.status == 409 && late.text.contains("Lịch đã đổi"))
        #expect(try await Self.confirm(late, client).status == 303)
    }

    @Test(arguments: [(24, 11), (31, 2), (29, 11)])
    func aDayThatIsNoWorkingDayIsNoEntry(day: Int, month: Int) async throws {
        let client = try await Self.client(DossierWorld(.sqlite), "quantri")
        let page = try await client.post(Self.preview, form: Self.dayOff(day, month), files: [])
        #expect(page.status == 422 && page.text.contains("Nghỉ bão"))
    }

    @Test func aYearIsTypedLineByLineAndEveryWrongLineIsNamed() async throws {
        let world = try await DossierWorld(.sqlite)
        let client = try await Self.client(world, "quantri")
        var form = ["loai": "ca-nam", "year": "2028", "official": "1", "reason": "Lịch nghỉ 2028",
            "source": "TB 5/2027", "days": "24/1 - 28/1 Tết Mậu Thân\nđổi 2/5 làm 6/5 Nghỉ hoán đổi\nbù 3/1 Nghỉ bù"]
        let page = try await client.post(Self.preview, form: form, files: [])
        #expect(page.status == 200, "\(page.text.prefix(500))")
        #expect(try await Self.confirm(page, client).status == 303)
        #expect(try await client.get("/quan-tri/lich?nam=2028").text.contains("Tết Mậu Thân"))
        form["days"] = "24/1 - 28/1 Tết\n32/1 sai\nđổi 2/5 sai"
        let wrong = try await client.post(Self.preview, form: form, files: [])
        #expect(wrong.status == 422 && wrong.text.contains("Dòng 2") && wrong.text.contains("Dòng 3"))
        #expect(!wrong.text.contains("Dòng 1 "))
    }

    @Test func hoursAndFilesAreTakenIn() async throws {
        let world = try await DossierWorld(.sqlite)
        // The site keeps the folder of the uploads.
        let site = try await HostileTextTests.site(on: world)
        defer { withExtendedLifetime(site) {} }
        let client = try await site.client(as: try #require(world.accounts["quantri"]))
        let hours = ["loai": "gio-lam-viec", "from-ngay": "1", "from-thang": "12", "from-nam": "2026",
            "morning": "7:30-11:30", "afternoon": "13:00-16:30", "saturday": "7h30-11h", "cut-off": "15:00",
            "reason": "Giờ mùa đông"]
        let page = try await client.post(Self.preview, form: hours, files: [])
        #expect(page.status == 200, "\(page.text.prefix(500))")
        #expect(try await Self.confirm(page, client).status == 303)
        #expect(try await client.get("/quan-tri/lich").text.contains("thứ Bảy 07:30-11:00"))
        let file = #"""
            {"years": [{"year": 2028, "official": false, "source": "x", "worked": [],
            "off": [{"from": "2028-01-24", "kind": "holiday", "name": "Tết"}]}]}
            """#
        let form = ["loai": "tep", "reason": "Lịch 2028", "source": "Dự kiến"]
        let upload = WebClient.Upload("file", name: "lich.json", type: "application/json", bytes: Array(file.utf8))
        #expect(try await client.post(Self.preview, form: form, files: [upload]).text.contains("Lịch nghỉ năm 2028"))
        let broken = WebClient.Upload("file", name: "lich.json", type: "application/json",
            bytes: Array(#"{"years": 1}"#.utf8))
        #expect(try await client.post(Self.preview, form: form, files: [broken]).status == 422)
    }

    @Test func theCounterDoesNotSeeItAndTheDirectorOnlyLooks() async throws {
        let world = try await DossierWorld(.sqlite)
        #expect(try await Self.client(world, "motcua1").get("/quan-tri/lich").status >= 403)
        let director = try await Self.client(world, "giamdoc")
        let page = try await director.post(Self.preview, form: Self.dayOff(26), files: [])
        #expect(page.status == 200 && !page.text.contains("Xác nhận và dời ngày hẹn"))
        #expect(try await director.post("/quan-tri/lich", form: ["seen": "0"]).status == 403)
    }
}

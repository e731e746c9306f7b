import Access
import Base
import Identity
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Catalogue

/// A site whose catalogue is the real one, with an administrator.
enum CatalogueSite {
    static let administrator = StaffCaller(
        account: AccountID("019ab000-0000-7000-8000-000000000002")!, name: "Hồ Thị Mai", roles: [.administrator],
        agency: AgencyID("019ab000-0000-7000-8000-000000000001")!, office: nil)
    static let officer = StaffCaller(
        account: AccountID("019ab000-0000-7000-8000-000000000003")!, name: "Lê Văn Quý", roles: [.reception],
        agency: AgencyID("019ab000-0000-7000-8000-000000000001")!, office: nil)

    static func make(_ engine: Engine = .sqlite) async throws -> TestSite {
        let site = try await TestSite.make(
            engine, features: [CatalogueFeature(LiveCatalogue()).feature],
            migrations: Journal.migrations + IdentityFeature.migrations,
            callers: [.staff(administrator), .staff(officer)],
            settings: WebSettings(publicOrigin: "https://motcua.example"))
        try await Registry.take(try CatalogueFile.read(CatalogueFile.builtIn).records, site.database)
        return site
    }
}

@Suite struct CataloguePagesTests {
    @Test(arguments: Engine.tested)
    func peopleFindAndReadAProcedure(engine: Engine) async throws {
        let client = try await CatalogueSite.make(engine).client
        let home = try await client.get("/")
        #expect(home.status == 200)
        #expect(home.text.contains("/thu-tuc?su-kien=birth"))
        let found = try await client.get("/thu-tuc?q=ket+hon")
        #expect(found.text.contains("<mark>kết</mark> <mark>hôn</mark>"))
        let page = try await client.get("/thu-tuc/1.013978")
        #expect(page.text.contains("17 ngày làm việc"))
        #expect(page.text.contains("27 ngày làm việc"))
        #expect(page.text.contains("href=\"/nop-ho-so/1.013978\""))
        #expect(page.text.contains("43/2024/QH15"))
    }

    @Test func hostileQueriesAreTextAndNothingElse() async throws {
        let client = try await CatalogueSite.make().client
        let queries = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' OR 1=1 --",
            "../../etc/passwd",
            "%00%ff", String(repeating: "a ", count: 1000), "khai sinh<b>"]
        for query in queries {
            let encoded = String(decoding: WebClient.urlEncoded(["q": query]), as: UTF8.self)
            for path in ["/thu-tuc", "/thu-tuc/goi-y"] {
                let reply = try await client.get("\(path)?\(encoded)")
                #expect(reply.status == 200, "\(query.prefix(40))")
                for markup in ["<script>alert", "<img src=x", "sinh<b>"] { #expect(!reply.text.contains(markup)) }
            }
        }
    }

    @Test func suggestionsAreAShortListOfLinks() async throws {
        let reply = try await CatalogueSite.make().client.get("/thu-tuc/goi-y?q=khai+s")
        let list = try #require(try JSONReader.read(reply.bytes).list)
        #expect((1...8).contains(list.count))
        #expect(list[0]["href"]?.text == "/thu-tuc/1.001193")
    }

    @Test(arguments: ["/thu-tuc/9.999999", "/thu-tuc/x", "/thu-tuc/1.001193?phien-ban=7",
        "/thu-tuc/1.001193?phien-ban=x"])
    func whatIsNotThereIsNotFound(path: String) async throws {
        #expect(try await CatalogueSite.make().client.get(path).status == 404)
    }

    @Test func anOlderVersionSaysThatItIsOne() async throws {
        let site = try await CatalogueSite.make()
        let changed = try SampleFile.read([SampleFile.record(["name": #""Đăng ký khai sinh (mới)""#])])
        try await Registry.take(changed, from: LocalDate(iso8601: "2026-11-20")!, site.database)
        #expect(try await site.client.get("/thu-tuc/1.001193").text.contains("Đăng ký khai sinh (mới)"))
        let old = try await site.client.get("/thu-tuc/1.001193?phien-ban=1")
        #expect(old.text.contains("Đây là phiên bản 1"))
        #expect(!old.text.contains("/nop-ho-so/"))
    }

    @Test func everyLifeEventFieldAndFilterLeadsSomewhere() async throws {
        let client = try await CatalogueSite.make().client
        for event in LifeEvent.all {
            #expect(try await client.get("/thu-tuc?su-kien=\(event.key)").text.contains("class=\"results\""),
                "\(event.key)")
        }
        #expect(LifeEvent.all.count == 16)
        for path in ["?linh-vuc=ho-tich", "?doi-tuong=business", "?muc=full", "?linh-vuc=ho-tich&trang=3"] {
            #expect(try await client.get("/thu-tuc\(path)").text.contains("class=\"results\""), "\(path)")
        }
        #expect(try await client.get("/thu-tuc?q=zzzqqq").text.contains("Chưa tìm thấy"))
    }

    @Test func theNoticeForTheWallIsAPDFAndAPage() async throws {
        let client = try await CatalogueSite.make().client
        let pdf = try await client.get("/thu-tuc/2.000815/niem-yet.pdf")
        #expect(pdf.bytes.starts(with: "%PDF".utf8))
        let page = try await client.get("/thu-tuc/2.000815/niem-yet")
        #expect(page.text.contains("https://motcua.example/thu-tuc/2.000815"))
    }

    @Test func everyProcedureHasItsPageInBothLanguages() async throws {
        let client = try await CatalogueSite.make().client
        for procedure in RealCatalogue.procedures.prefix(60) {
            let page = try await client.get("/thu-tuc/\(procedure.code)?ngon-ngu=en")
            #expect(page.status == 200)
            #expect(!page.text.contains(">catalogue."), "\(procedure.code)")
        }
    }

    @Test func onlyTheAdministratorSeesTheRooms() async throws {
        let site = try await CatalogueSite.make()
        for path in [CatalogueAdminPages.path, "\(CatalogueAdminPages.path)/xuat.json", SynonymPages.path] {
            let page = try await site.client(as: CatalogueSite.administrator.account).get(path)
            #expect(page.status == 200)
            #expect(!page.text.contains("catalogue."), "a sentence is missing in \(path)")
            #expect(try await site.client(as: CatalogueSite.officer.account).get(path).status == 403)
            #expect([302, 303, 401].contains(try await site.client.get(path).status))
        }
    }

    /// A file with one more procedure, and the day from which it counts.
    private static let kites = "[\(SampleFile.record(["code": #""7.000001""#, "name": #""Đăng ký thả diều""#]))]"
    private static let from = ["from-ngay": "1", "from-thang": "12", "from-nam": "2026"]

    private func count(_ site: TestSite) async throws -> Int {
        let date = Registry.later
        return try await site.database.read { try ProcedureStore.all(on: date, in: $0).count { !$0.isWithdrawn } }
    }

    /// What the look gives to the yes.
    private func hidden(_ page: WebClient.Reply) -> [String: String] {
        Dictionary(page.text.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/).map {
            (String($0.output.1), String($0.output.2).replacing("&quot;", with: "\""))
        }.filter { $0.0 != "csrf" && $0.0 != "once" }) { $1 }
    }

    @Test(arguments: Engine.tested)
    func theAdministratorLooksFirstAndThenTakesIn(engine: Engine) async throws {
        let site = try await CatalogueSite.make(engine)
        let client = try await site.client(as: CatalogueSite.administrator.account)
        let form = Self.from.merging(["records": Self.kites]) { $1 }
        let preview = try await client.post(CatalogueImportPages.previewPath, form: form)
        #expect(preview.text.contains("Đăng ký thả diều"))
        #expect(try await count(site) == 312)
        let seen = form.merging(["seen": "1 0 0"]) { $1 }
        #expect(try await client.post(CatalogueAdminPages.path, form: seen).status == 303)
        #expect(try await count(site) == 313)
        var wrong = form
        wrong["records"] = #"[{"code": "x"}]"#
        let refused = try await client.post(CatalogueAdminPages.path, form: wrong)
        #expect(refused.status == 422)
        #expect(refused.text.contains("<td class=\"number\">1</td>") || refused.text.contains(">1<"))
    }

    @Test(arguments: Engine.tested)
    func aFileIsLookedAtAndTakenInWholeOrNotAtAll(engine: Engine) async throws {
        let site = try await CatalogueSite.make(engine)
        let client = try await site.client(as: CatalogueSite.administrator.account)
        func look(_ text: String, _ more: [String: String] = [:]) async throws -> WebClient.Reply {
            let bytes = Array(text.utf8)
            let file = WebClient.Upload("file", name: "Danh mục.json", type: "application/json", bytes: bytes)
            return try await client.post(
                CatalogueImportPages.previewPath, form: Self.from.merging(more) { $1 }, files: [file])
        }
        // A good record beside a wrong one: neither is taken in, and the place of the fault is told.
        let halfWrong = try await look("[\(Self.kites.dropFirst().dropLast()),\n{\"code\": \"x\"}]")
        #expect(halfWrong.status == 422)
        #expect(halfWrong.text.contains("name") && !halfWrong.text.contains("name=\"seen\""))
        #expect(try await count(site) == 312)
        // The whole file: looked at, and only then taken in.
        let preview = try await look(Self.kites)
        #expect(preview.text.contains("Danh mục.json"))
        #expect(try await count(site) == 312)
        let form = hidden(preview)
        #expect(form["seen"] == "1 0 0")
        #expect(form["records"] == nil)
        #expect(try await client.post(CatalogueAdminPages.path, form: form).status == 303)
        #expect(try await count(site) == 313)
        // Sent once more it would do something else than was seen: it is asked again.
        let again = try await client.post(CatalogueAdminPages.path, form: form)
        #expect(again.status == 409)
        #expect(try await count(site) == 313)
    }

    @Test func aWholeFileMayWithdrawWhatItLacks() async throws {
        let site = try await CatalogueSite.make()
        let client = try await site.client(as: CatalogueSite.administrator.account)
        let file = WebClient.Upload("file", name: "a.json", type: "application/json", bytes: Array(Self.kites.utf8))
        let preview = try await client.post(CatalogueImportPages.previewPath,
            form: Self.from.merging(["withdraw-missing": "1"]) { $1 }, files: [file])
        #expect(hidden(preview)["seen"] == "1 0 312")
        #expect(try await client.post(CatalogueAdminPages.path, form: hidden(preview)).status == 303)
        #expect(try await count(site) == 1)
    }

    @Test func whatIsNoListOfRecordsIsNoCatalogue() async throws {
        let site = try await CatalogueSite.make()
        let client = try await site.client(as: CatalogueSite.administrator.account)
        let pdf = WebClient.Upload("file", name: "a.pdf", bytes: Array("%PDF-1.4".utf8))
        #expect(try await client.post(CatalogueImportPages.previewPath, form: Self.from, files: [pdf]).status == 415)
        let nothing = try await client.post(CatalogueImportPages.previewPath, form: Self.from)
        #expect(nothing.status == 422)
        #expect(nothing.text.contains("Chọn tệp"))
        let unknown = Self.from.merging(["digest": String(repeating: "a", count: 64), "seen": "1 0 0"]) { $1 }
        #expect(try await client.post(CatalogueAdminPages.path, form: unknown).status == 409)
    }

    @Test func aPhraseIsAddedFoundAndRemoved() async throws {
        let site = try await CatalogueSite.make()
        let client = try await site.client(as: CatalogueSite.administrator.account)
        #expect(try await client.post(SynonymPages.path, form: ["phrase": "xin chữ <b>",
            "meaning": "2.000815"]).status == 303)
        #expect(try await client.get("/thu-tuc/goi-y?q=xin+chu+b").text.contains("2.000815"))
        #expect(try await !client.get(SynonymPages.path).text.contains("chữ <b>"))
        #expect(try await client.post(SynonymPages.path, form: ["phrase": "x", "meaning": "9.999999"]).status == 422)
        let id = try #require(try await site.database.read { try SynonymStore.all(in: $0).first?.id })
        #expect(try await client.post("\(SynonymPages.path)/\(id)/xoa").status == 303)
        #expect(try await site.database.read { try SynonymStore.count(in: $0) } == 0)
    }
}

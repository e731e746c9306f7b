import App
import Dossiers
import Identity
import Storage
import TestKit
import Testing
import Web

/// What people see first, and what those who inspect read.
@Suite struct FirstPageTests {
    @Test(arguments: Engine.tested)
    func `the first page after signing in is open to everybody who works or files here`(engine: Engine) async throws {
        let house = try await House.make(engine)
        for person in DemoPeople.signIns {
            let client = WebClient(house.app.dispatcher)
            let form = ["login": person.login, "password": DemoPeople.password]
            let first = try #require(try await client.submit("/dang-nhap", form: form).location, "\(person.login)")
            let page = try await client.get(first)
            #expect(page.status == 200, "\(person.login): \(first)")
            #expect(try await client.get("/dang-nhap").location == first, "\(person.login)")
            let searches = page.text.contains("class=\"desk-search\"")
            #expect(searches == (first == "/ban-lam-viec"), "\(person.login): a search that would be refused")
        }
    }

    @Test(arguments: Engine.tested)
    func `the inspector reads in words what happened, and whose account it was`(engine: Engine) async throws {
        let house = try await House.make(engine)
        let form = ["login": "motcua1", "password": DemoPeople.password]
        _ = try await WebClient(house.app.dispatcher).submit("/dang-nhap", form: form)
        let inspector = try await house.client(as: .inspector)
        let page = try await inspector.get("/quan-tri/nhat-ky?loai=account.signed-in").text
        #expect(page.contains(">Đăng nhập</a>") && page.contains("chưa đăng nhập"))
        #expect(page.contains("Tài khoản: Nguyễn Thị Hồng Nhung"))
        #expect(page.contains("<option value=\"account.signed-in\" selected>Đăng nhập</option>"))
        #expect(try await inspector.get("/quan-tri/nhat-ky?loai=hold").text.contains("Không có mục nào"))
    }

    @Test(arguments: [Language.vietnamese, .english])
    func `every step of a dossier is said in words`(language: Language) throws {
        let t = try Localisation().strings(language)
        for action in DossierAction.allCases { #expect(t.has("app.entry.\(action.entryKind)"), "\(action)") }
    }
}

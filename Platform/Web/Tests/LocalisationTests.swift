import Foundation
import TestKit
import Testing
import Web

@Suite struct LocalisationTests {
    @Test func vietnameseAndEnglishSayTheSameThings() throws {
        // Dates are written in numbers in Vietnamese and with the month's name in English.
        let allowed = ["web.date has other placeholders"]
        #expect(try Localisation().disagreements(between: .vietnamese, .english).filter { !allowed.contains($0) } == [])
    }

    @Test(arguments: [
        ("", "vi"), ("en", "en"), ("en-US,en;q=0.9,vi;q=0.8", "en"), ("fr,vi;q=0.3,en;q=0.2", "vi"), ("de", "vi"),
        ("en;q=0", "vi"), ("*", "vi"), (";;;,q=", "vi"), ("EN", "en"),
    ])
    func theBrowsersWishIsHeard(_ wish: String, _ tag: String) async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.get("/", headers: ["accept-language": wish])
        #expect(reply.text.contains("<html lang=\"\(tag)\""))
    }

    @Test func aChosenLanguageStays() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        #expect(try await client.get("/?ngon-ngu=en").text.contains("<html lang=\"en\""))
        #expect(try await client.get("/").text.contains("<html lang=\"en\""))
        let reply = try await client.get("/ngon-ngu/vi?ve=%2Fxin-chao%2FAn")
        #expect(reply.status == 303)
        #expect(reply.location == "/xin-chao/An")
        #expect(try await client.get("/").text.contains("<html lang=\"vi\""))
        #expect(try await client.get("/ngon-ngu/xx").status == 404)
        #expect(try await client.get("/?ngon-ngu=xx").allHeaders("set-cookie").isEmpty)
    }

    @Test(arguments: [
        ("http://motcua.test/xin-chao/An?a=b", "/xin-chao/An?a=b"), ("http://khac.test/xin-chao/An", "/"),
        ("http://motcua.test//khac.test", "/"), ("", "/"),
    ])
    func choosingALanguageLeadsBackToThePage(_ referer: String, _ target: String) async throws {
        let site = try await TestHouse.make()
        #expect(try await site.client.get("/ngon-ngu/en", headers: ["referer": referer]).location == target)
        #expect(try await site.client.get("/ngon-ngu/en?ve=%2F%2Fkhac.test").location == "/")
    }

    @Test func anInstallationCanBringALanguage() throws {
        let folder = try TestFolder()
        let file = folder.url.appending(path: "bru.json")
        try Data(#"{"web.language": "Bru-Vân Kiều", "problem.home": "Dống"}"#.utf8).write(to: file)
        let localisation = try Localisation(folder: folder.url.path)
        #expect(localisation.languages.map(\.tag) == ["vi", "bru", "en"])
        let language = try #require(localisation.language("bru"))
        let t = localisation.strings(language)
        #expect(t("problem.home") == "Dống")
        #expect(t("problem.internal") == "Hệ thống gặp lỗi")
        #expect(localisation.choices.map(\.name) == ["Tiếng Việt", "Bru-Vân Kiều", "English"])
    }

    @Test func aBrokenLanguageFileIsSaidAtTheStart() throws {
        let folder = try TestFolder()
        try Data("[1]".utf8).write(to: folder.url.appending(path: "xx.json"))
        #expect(throws: (any Error).self) { try Localisation(folder: folder.url.path) }
    }
}

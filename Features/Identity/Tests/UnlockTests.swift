import Access
import Base
import Identity
import Journal
import Storage
import TestKit
import Testing
import Web

/// A session that rested too long is locked, and opens with what was typed still there.
@Suite struct UnlockTests {
    private static let quarter: Int64 = 15 * 60

    private func rested(_ login: String, seconds: Int64 = quarter) async throws -> (PageTests.House, WebClient) {
        let house = try await PageTests.House()
        let client = try await house.client(login)
        #expect(try await client.get("/vang-mat").status == 200)
        house.test.clock.advance(seconds: seconds)
        return (house, client)
    }

    private func hidden(_ name: String, _ text: String) -> String? {
        guard let range = text.range(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(text[range.upperBound...].prefix { $0 != "\"" })
    }

    @Test func aPageAskedForIsComeBackTo() async throws {
        let (_, client) = try await rested("motcua1")
        let sent = try await client.get("/vang-mat")
        #expect(sent.status == 303 && sent.location == "/mo-khoa?tiep=%2Fvang-mat")
        let page = try await client.get("/mo-khoa?tiep=%2Fvang-mat")
        #expect(page.text.contains("Nguyễn Thị Hồng Nhung đã rời máy"))
        let wrong = try await client.submit("/mo-khoa?tiep=%2Fvang-mat", form: ["password": "không phải"])
        #expect(wrong.status == 422 && wrong.text.contains("Mật khẩu chưa đúng"))
        let opened = try await client.submit(
            "/mo-khoa?tiep=%2Fvang-mat", form: ["password": DemoPeople.password, "tiep": "/vang-mat"])
        #expect(opened.status == 303 && opened.location == "/vang-mat")
        #expect(try await client.get("/vang-mat").status == 200)
    }

    @Test func aFormSentWhileLockedIsKeptAndSentAgain() async throws {
        let (house, client) = try await rested("motcua1", seconds: 0)
        let form = try await client.get("/vang-mat").text
        house.test.clock.advance(seconds: Self.quarter)
        let once = try #require(hidden("once", form))
        let fields = [
            "csrf": try #require(hidden("csrf", form)), "once": once,
            "deputy": house.people.accounts["motcua2"]!.description, "from-ngay": "24", "from-thang": "11",
            "from-nam": "2026", "through-ngay": "25", "through-thang": "11", "through-nam": "2026",
            "reason": "Nghỉ <phép> \"năm\"",
        ]
        let held = try await client.post("/vang-mat", form: fields)
        #expect(held.status == 401)
        #expect(held.text.contains("name=\"giu.reason\" value=\"Nghỉ &lt;phép&gt; &quot;năm&quot;\""))
        var answer: [String: String] = ["password": DemoPeople.password, "giu-noi-gui": "/vang-mat"]
        for (name, value) in fields where name != "csrf" { answer["giu.\(name)"] = value }
        answer["csrf"] = hidden("csrf", held.text)
        let opened = try await client.post("/mo-khoa", form: answer)
        #expect(opened.status == 200 && opened.text.contains("action=\"/vang-mat\""))
        #expect(opened.text.contains("name=\"once\" value=\"\(once)\""), "sent twice, it is done once")
        var again = fields
        again["csrf"] = hidden("csrf", opened.text)
        let done = try await client.post("/vang-mat", form: again)
        #expect(done.status == 303)
        #expect(try await client.get("/vang-mat").text.contains("Hồ Văn Xuân"))
    }

    /// The forms of open pages go on: they carry a token that stands for the session, and that stays.
    @Test func theScriptOfAPageOpensIt() async throws {
        let (_, client) = try await rested("motcua1")
        func tried(_ password: String) async throws -> WebClient.Reply {
            try await client.post("/mo-khoa", form: ["password": password], headers: ["accept": "application/json"])
        }
        let wrong = try await tried("không phải")
        #expect(wrong.status == 422 && wrong.text.contains("Mật khẩu chưa đúng"))
        #expect(try await tried(DemoPeople.password).status == 204)
        #expect(try await tried("gì cũng được").status == 204, "opened in another window meanwhile")
        #expect(try await client.get("/vang-mat").status == 200)
    }

    @Test func anAdministratorsSessionLocksAfterFiveMinutes() async throws {
        let (house, client) = try await rested("quantri", seconds: 299)
        #expect(try await client.get("/quan-tri/nguoi-dung").status == 200)
        house.test.clock.advance(seconds: 300)
        #expect(try await client.get("/quan-tri/nguoi-dung").location?.hasPrefix("/mo-khoa") == true)
        #expect(try await client.get("/quan-tri/nguoi-dung/them").location?.hasPrefix("/mo-khoa") == true)
    }

    /// A locked screen is no place for guessing.
    @Test func guessesAreCountedLikeThoseOfSigningIn() async throws {
        let (_, client) = try await rested("motcua1")
        var statuses: [Int] = []
        for turn in 0..<7 {
            statuses.append(try await client.submit("/mo-khoa", form: ["password": "đoán \(turn)"]).status)
        }
        #expect(statuses.first == 422 && statuses.last == 429)
    }

    @Test func aCitizensSessionIsNotLocked() async throws {
        let house = try await PageTests.House()
        let client = try await house.client("0900000101")
        house.test.clock.advance(seconds: 3600)
        #expect(try await client.get("/tai-khoan").status == 200)
        #expect(try await client.get("/mo-khoa").location == "/ho-so-cua-toi")
    }
}

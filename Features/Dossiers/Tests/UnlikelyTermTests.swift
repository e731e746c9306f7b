import Access
import Base
import Deadlines
import Dossiers
import Storage
import TestKit
import Testing

/// A term of zero, of ten thousand days, of words: each is a clear answer at every door, and nothing is half done.
@Suite struct UnlikelyTermTests {
    @Test(arguments: ["0", "-1", "10000", "99999999999999999999", "mười", "", "1.5"])
    func theCounterAsksForATermThatCanBe(term: String) async throws {
        let world = try await DossierWorld(.sqlite)
        let client = try await HostileTextTests.site(on: world).client(as: world.accounts["motcua1"]!)
        let reply = try await client.submit("/quay/\(DossierWorld.unknownTerm)", form: Self.form(term, in: world))
        #expect(reply.status == 422 && reply.text.contains("từ 1 đến 365"), "\(reply.status)")
        #expect(try await world.database.read { try DossierStore.all(after: nil, limit: 1, in: $0) }.isEmpty)
    }

    /// It can be a term, but no calendar reaches so far: said by year, nothing received.
    @Test func aTermBeyondTheCalendarNamesTheYearThatIsMissing() async throws {
        let world = try await DossierWorld(.sqlite)
        let client = try await HostileTextTests.site(on: world).client(as: world.accounts["motcua1"]!)
        var form = Self.form("300", in: world)
        form["term-unit"] = "mo"
        let reply = try await client.submit("/quay/\(DossierWorld.unknownTerm)", form: form)
        #expect(reply.status == 422 && reply.text.contains("Chưa có lịch làm việc của năm"), "\(reply.status)")
        #expect(try await world.database.read { try DossierStore.all(after: nil, limit: 1, in: $0) }.isEmpty)
    }

    @Test(arguments: ["0", "10000", "-5", "\"x\""])
    func theAPIRefusesItByItsField(term: String) async throws {
        let line = try await DossiersAPITests.Line(.sqlite)
        let procedure = DossierWorld.unknownTerm
        let reply = try await line.post("/dossiers", line.token("motcua1"), """
            {"procedure": "\(procedure)", "channel": "counter", "termDays": \(term),
            "applicant": {"name": "Hồ Thị Xương"}}
            """)
        #expect(reply.reply.status == 422)
        #expect(reply.node.canonicalText.contains("termDays"))
    }

    private static func form(_ term: String, in world: DossierWorld) -> [String: String] {
        ["applicant-name": "Hồ Thị Xương", "applicant-phone": "0912345678", "applicant-address": "thôn Xa Rúc",
            "paper": "1", "originals-1": "1", "term": term, "return-method": "counter",
            "office": "\(world.offices[.secretariat]!)"]
    }
}

import Access
import Base
import Deadlines
import Dossiers
import Storage
import TestKit
import Testing

@Suite struct CalendarPagesTests {
    private static func client(_ world: DossierWorld, _ login: String) async throws -> WebClient {
        try await HostileTextTests.site(on: world).client(as: try #require(world.accounts[login]))
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
    func aFurtherDayOffTellsWhomItWouldMove(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let open = try await world.dossier(try await world.dossier(in: .inProgress))
        let closed = try await world.dossier(try await world.dossier(in: .resultReady))
        let client = try await Self.client(world, "giamdoc")
        let page = try await client.get("/quan-tri/lich?nghi-ngay=25&nghi-thang=11&nghi-nam=2026").text
        #expect(page.contains(open.code.text) && !page.contains(closed.code.text))
        #expect(page.contains("thứ Năm, 26/11/2026"))
        let later = try await client.get("/quan-tri/lich?nghi-ngay=30&nghi-thang=11&nghi-nam=2026").text
        #expect(!later.contains(open.code.text))
        #expect(try await world.dossier(open.id) == open)
    }

    @Test(arguments: ["nghi-ngay=24&nghi-thang=11&nghi-nam=2026", "nghi-ngay=31&nghi-thang=2&nghi-nam=2026",
        "nghi-ngay=3&nghi-thang=1&nghi-nam=2030", "nghi-ngay=1"])
    func aDayThatIsNoWorkingDayIsNoQuestion(query: String) async throws {
        let client = try await Self.client(DossierWorld(.sqlite), "giamdoc")
        #expect(try await client.get("/quan-tri/lich?\(query)").status == 422)
    }

    @Test func theCounterDoesNotSeeIt() async throws {
        #expect(try await Self.client(DossierWorld(.sqlite), "motcua1").get("/quan-tri/lich").status >= 403)
    }
}

import Storage
import TestKit
import Testing
import Web

@Suite struct DispatcherTests {
    @Test func aPageComesWithItsLayoutAndSecurityHeaders() async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.get("/")
        #expect(reply.status == 200)
        #expect(reply.text.contains("<h1>Nhà</h1>"))
        #expect(reply.header("content-type") == "text/html; charset=utf-8")
        #expect(reply.header("content-security-policy")?.hasPrefix("default-src 'none'") == true)
        #expect(reply.allHeaders("set-cookie").isEmpty)
    }

    @Test(arguments: [0, 400, 1900, 7000])
    func `whoever asked for something long is shown the door all the same`(length: Int) async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.get("/ban-lam-viec?q=\(String(repeating: "/", count: length))")
        #expect(reply.status == 303)
        #expect(reply.location?.hasPrefix("/dang-nhap") == true)
    }

    @Test func whatIsTypedInTheAddressStaysText() async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.get("/xin-chao/%3Cb%3E%C4%90%C3%B4ng")
        #expect(reply.text.contains("<p>&lt;b&gt;Đông</p>"))
    }

    @Test func aFormGoesThroughWithTheTokenOfItsPage() async throws {
        let site = try await TestHouse.make()
        let reply = try await site.client.submit("/bieu-mau", form: ["ten": "An"], to: "/ghi")
        #expect(reply.status == 303)
        #expect(reply.location == "/xin-chao/An?da-xong=saved")
        #expect(try await TestHouse.visits(site) == ["An"])
    }

    @Test func anOfficerPageIsForOfficers() async throws {
        let site = try await TestHouse.make()
        let stranger = try await site.client.get("/ban-lam-viec?trang=2")
        #expect(stranger.status == 303)
        #expect(stranger.location == "/dang-nhap?tiep=%2Fban-lam-viec%3Ftrang%3D2")
        let account = try #require(TestHouse.officer.account)
        let reply = try await site.client(as: account).get("/ban-lam-viec")
        #expect(reply.status == 200)
        #expect(reply.text.contains("Hồ Thị Mai"))
        #expect(reply.header("cache-control") == "no-store")
        #expect(try await site.client(as: account).get("/lanh-dao").status == 403)
    }
}

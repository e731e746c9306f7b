import Foundation
import Testing

/// How a weakness is reported, as the served site says it.
@Suite(.serialized) struct WeaknessPagesTests {
    @Test func `who is told of weaknesses is named by security txt and by the page, in both languages`() async throws {
        let data = try await DemoFolder.copy()
        let server = try await RunningServer([
            "--data", data.path, "--security-contact", "mailto:baomat@xa.gov.vn,https://xa.gov.vn/bao-mat",
        ])
        let text = try server.get("/.well-known/security.txt")
        #expect(text.status == 200)
        #expect(text.text.contains("text/plain; charset=utf-8"))
        let contacts = "\nContact: mailto:baomat@xa.gov.vn\nContact: https://xa.gov.vn/bao-mat\nExpires: 20"
        #expect(text.text.contains(contacts))
        let page = try server.get("/bao-loi-bao-mat")
        #expect(page.status == 200)
        #expect(page.text.contains("<h1>Báo lỗ hổng bảo mật</h1>"))
        #expect(page.text.contains("<a href=\"mailto:baomat@xa.gov.vn\">baomat@xa.gov.vn</a>"))
        #expect(try server.get("/bao-loi-bao-mat?ngon-ngu=en").text.contains("<h1>Report a security weakness</h1>"))
        #expect(try server.get("/").text.contains("<a href=\"/bao-loi-bao-mat\">"))
    }

    @Test func `where nobody can be named there is no security txt, and the page says whom to ask`() async throws {
        let data = try await DemoFolder.copy()
        let server = try await RunningServer(["--data", data.path])
        #expect(try server.get("/.well-known/security.txt").status == 404)
        #expect(try server.get("/bao-loi-bao-mat").text.contains("lãnh đạo Bộ phận Một cửa"))
    }

    @Test func `a contact of another kind is refused at the start`() async throws {
        let data = try await DemoFolder.copy()
        let run = try await Program.run("serve", "--data", data.path, "--security-contact", "http://xa.gov.vn")
        #expect(run.code == 2 || run.code == 1)
        #expect(run.err.contains("security-contact"))
    }
}

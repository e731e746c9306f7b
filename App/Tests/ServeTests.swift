import Assets
import Foundation
import Testing

/// The server as a process: how it begins, whom it refuses, how it ends. Serialized: each test waits for processes.
@Suite(.serialized) struct ServeTests {
    @Test func `it says its address when it is ready and leaves with 0 on SIGTERM`() async throws {
        let data = try await DemoFolder.copy()
        let server = try await RunningServer(["--data", data.path])
        #expect(try server.get("/healthz").status == 200)
        #expect(try server.get("/readyz").status == 200)
        server.signal(SIGTERM)
        #expect(await server.exit() == 0)
    }

    @Test func `a second server on the same data is refused with a sentence`() async throws {
        let data = try await DemoFolder.copy()
        let server = try await RunningServer(["--data", data.path])
        let second = try await Program.run("serve", "--data", data.path, "--port", "0")
        #expect(second.code == 1)
        #expect(second.err.contains("đang được một máy chủ MotCua khác dùng"))
        #expect(second.err.split(separator: "\n").count == 1)
        #expect(try server.get("/healthz").status == 200)
    }

    @Test func `a port that is taken is told`() async throws {
        let data = try await DemoFolder.copy()
        let other = try await DemoFolder.copy()
        let server = try await RunningServer(["--data", data.path])
        let second = try await Program.run(
            "serve", "--data", other.path, "--port", "\(server.port)", "--lang", "en")
        #expect(second.code == 1)
        #expect(second.err == "Port \(server.port) on 127.0.0.1 is already in use; choose another with --port.\n")
    }

    @Test func `without data it says what to do`() async throws {
        let folder = try Folder()
        let outcome = try await Program.run("serve", "--data", folder.path, "--port", "0", "--lang", "en")
        #expect(outcome.code == 1)
        #expect(outcome.err.contains("motcua init"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `a request in flight at SIGTERM is finished`() async throws {
        let data = try await DemoFolder.copy()
        let server = try await RunningServer(["--data", data.path])
        let connection = try Connection(port: server.port)
        let body = "login=somebody&password=wrong"
        try connection.send(
            """
            POST /dang-nhap HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n\
            Connection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body.prefix(8))
            """)
        try await Task.sleep(for: .milliseconds(200))
        server.signal(SIGTERM)
        try await Task.sleep(for: .milliseconds(300))
        #expect(server.isRunning)
        try connection.send(String(body.dropFirst(8)))
        // No token: refused, but answered.
        #expect(try connection.answer().status == 403)
        #expect(await server.exit() == 0)
    }

    @Test func `how fast one address may search is as it was chosen`() async throws {
        let data = try await DemoFolder.copy()
        let server = try await RunningServer(["--data", data.path, "--search-per-minute", "60"])
        // Sixty at once and one a second after that: no machine is so slow that it never meets the limit.
        var answers: [Int] = []
        while answers.last != 429, answers.count < 2000 { answers.append(try server.get("/thu-tuc?q=khai").status) }
        #expect(answers.count > 60 && answers.last == 429)
        #expect(answers.dropLast().allSatisfy { $0 == 200 })
        #expect(try server.get("/healthz").status == 200)
        #expect(try server.get("/").status == 200)
    }

    @Test func `after kill -9 it starts again on the same data and the journal verifies`() async throws {
        let data = try await DemoFolder.copy()
        let first = try await RunningServer(["--data", data.path])
        first.signal(SIGKILL)
        #expect(await first.exit() == SIGKILL)
        let second = try await RunningServer(["--data", data.path])
        #expect(try second.get("/readyz").status == 200)
        let verdict = try await Program.run("journal", "verify", "--data", data.path)
        #expect(verdict.code == 0, "\(verdict.err)")
    }

    @Test func `commands that read work beside a server, those that write are refused`() async throws {
        let data = try await DemoFolder.copy()
        let server = try await RunningServer(["--data", data.path])
        for command in [["journal", "verify"], ["journal", "list"], ["jobs"], ["routes"], ["config"]] {
            let outcome = try await Program.run(command + ["--data", data.path])
            #expect(outcome.code == 0, "\(command): \(outcome.err)")
        }
        let procedures = try data.file("procedures.json", with: Assets.text(of: "Features/Catalogue/Data/procedures.json"))
        let outcome = try await Program.run("catalogue", "import", procedures, "--data", data.path)
        #expect(outcome.code == 1)
        #expect(outcome.err.contains("đang được một máy chủ MotCua khác dùng"))
        #expect(server.isRunning)
    }
}

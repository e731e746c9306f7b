import Base
import Foundation
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import TestKit
import Testing
import Web

@Suite(.serialized) struct SocketTests {
    @Test func aPageComesOverTheLine() async throws {
        try await serving(try await TestHouse.make()) { line, _ in
            try await line.send("GET /xin-chao/An HTTP/1.1\r\nHost: motcua.test\r\nConnection: close\r\n\r\n")
            let answer = try await line.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.contains("<p>An</p>"))
        }
    }

    @Test func stoppingFinishesWhatIsUnderWayAndEndsLiveEvents() async throws {
        let routes: [Route] = [
            .get("/lau", "test.see") { _ in
                try await Task.sleep(for: .milliseconds(600))
                return .json(Array("xong".utf8))
            },
            .get("/su-kien", "test.see") { _ in
                Answer(body: .events(AsyncStream { $0.yield(ServerEvent(name: "called", data: "1")) }))
            },
        ]
        try await serving(try await TestHouse.make(routes: routes)) { line, server in
            let events = try await server.connect()
            try await events.send("GET /su-kien HTTP/1.1\r\nHost: motcua.test\r\n\r\n")
            #expect(try await events.read(until: "event: called"))
            try await line.send("GET /lau HTTP/1.1\r\nHost: motcua.test\r\n\r\n")
            try await Task.sleep(for: .milliseconds(200))
            await server.stop()
            #expect(try await line.readToEnd().hasSuffix("xong"))
            #expect(try await events.readToEnd().hasSuffix("0\r\n\r\n"))
        }
    }

    @Test func aClientThatSendsItsFormTooSlowlyIsAnsweredAndLeft() async throws {
        var settings = WebSettings()
        settings.limits.formSecondsMax = 1
        let site = try await TestHouse.make(settings: settings)
        try await serving(site) { line, _ in
            try await line.send(Self.post(site, length: 1000) + "ten=A")
            let answer = try await line.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 408"))
        }
    }

    @Test func aFormThatIsTooLargeIsNotSwallowed() async throws {
        let site = try await TestHouse.make()
        try await serving(site) { line, _ in
            try await line.send(Self.post(site, length: 1_000_000_000) + "ten=A")
            let answer = try await line.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 413"))
            #expect(answer.contains("Biểu mẫu") || answer.contains("Dữ liệu gửi lên quá lớn"))
        }
    }

    @Test func headersThatAreTooLargeAreRefused() async throws {
        try await serving(try await TestHouse.make()) { line, _ in
            try await line.send("GET / HTTP/1.1\r\nHost: motcua.test\r\nX-A: \(String(repeating: "a", count: 70_000))\r\n\r\n")
            #expect(try await line.readToEnd().hasPrefix("HTTP/1.1 4"))
        }
    }

    @Test func aClientThatSaysNothingIsLeft() async throws {
        var settings = WebSettings()
        settings.limits.idleConnectionSecondsMax = 1
        try await serving(try await TestHouse.make(settings: settings)) { line, server in
            try await line.send("GET / HTTP/1.1\r\nHo")
            let dripping = Task {
                for _ in 0..<40 {
                    try await Task.sleep(for: .milliseconds(100))
                    try await line.send("x")
                }
            }
            _ = try await line.readToEnd()
            dripping.cancel()
        }
    }

    private static func post(_ site: TestSite, length: Int) -> String {
        let client = site.client
        let token = client.token
        let cookies = client.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        return """
            POST /vong HTTP/1.1\r\nHost: motcua.test\r\nCookie: \(cookies)\r\nX-CSRF-Token: \(token)\r\n\
            Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(length)\r\n\r\n
            """
    }

    // MARK: The server of a test

    private final class Running: Sendable {
        let port: Int
        private let group: ServiceGroup

        init(port: Int, group: ServiceGroup) {
            self.port = port
            self.group = group
        }

        func connect() async throws -> Line { try await Line(port: port) }
        func stop() async { await group.triggerGracefulShutdown() }
    }

    private func serving(_ site: TestSite, _ body: (Line, Running) async throws -> Void) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let server = WebServer(site.dispatcher, host: "127.0.0.1", port: 0, logger: logger) { listening.yield($0) }
        let group = ServiceGroup(configuration: .init(services: [server], logger: logger))
        let run = Task { try await group.run() }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        let running = Running(port: port, group: group)
        do {
            try await body(try await running.connect(), running)
        } catch {
            await running.stop()
            throw error
        }
        await running.stop()
        try await run.value
    }
}

/// A bare connection, for what no client does; blocking calls run on threads of their own.
private final class Line: Sendable {
    struct Closed: Error {}

    private let socket: Int32
    private let taken = Mutex<[UInt8]>([])

    init(port: Int) async throws {
        socket = try await Line.blocking {
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            var patience = timeval(tv_sec: 10, tv_usec: 0)
            setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else { throw Closed() }
            return socket
        }
    }

    deinit { close(socket) }

    func send(_ text: String) async throws {
        try await Line.blocking { [socket] in
            let bytes = Array(text.utf8)
            guard Glibc.send(socket, bytes, bytes.count, 0x4000) == bytes.count else { throw Closed() }
        }
    }

    /// Everything until the server closes; throws when it does not within ten seconds.
    func readToEnd() async throws -> String {
        while try await readSome() {}
        return taken.withLock { String(decoding: $0, as: UTF8.self) }
    }

    func read(until word: String) async throws -> Bool {
        while !taken.withLock({ String(decoding: $0, as: UTF8.self).contains(word) }) {
            guard try await readSome() else { return false }
        }
        return true
    }

    private func readSome() async throws -> Bool {
        let bytes = try await Line.blocking { [socket] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(socket, &buffer, buffer.count, 0)
            if count < 0 && errno == ECONNRESET { return [UInt8]() }
            guard count >= 0 else { throw Closed() }
            return Array(buffer[..<count])
        }
        taken.withLock { $0 += bytes }
        return !bytes.isEmpty
    }

    private static func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }
}

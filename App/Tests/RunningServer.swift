import Foundation

/// `motcua serve` as a process of its own, and a client that speaks HTTP/1.1 to it byte by byte, so that a test can stop
/// in the middle of a request.
final class RunningServer: Sendable {
    let folder: Folder
    let port: UInt16
    private let process: Process

    /// Starts it on a free port and waits until it says its address.
    /// - Throws: `NeverReady` with what it said instead.
    init(_ arguments: [String]) async throws {
        folder = try Folder()
        process = try Program.start(["serve", "--port", "0"] + arguments, in: folder)
        var port: UInt16?
        for _ in 0..<3000 where port == nil && process.isRunning {
            port = try RunningServer.port(in: folder.text("out"))
            if port == nil { try await Task.sleep(for: .milliseconds(10)) }
        }
        guard let port else {
            process.terminate()
            throw NeverReady(said: try folder.text("out") + folder.text("err"))
        }
        self.port = port
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    struct NeverReady: Error { let said: String }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for its end.
    /// - Returns: the exit code, or the number of the signal that ended it.
    func exit() async -> Int32 {
        await process.untilExit()
        return process.terminationStatus
    }

    var isRunning: Bool { process.isRunning }

    func said() throws -> String { try folder.text("err") }

    /// The status and the whole text of the answer to one GET.
    func get(_ path: String) throws -> (status: Int, text: String) {
        let connection = try Connection(port: port)
        try connection.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return try connection.answer()
    }

    private static func port(in text: String) -> UInt16? {
        guard let mark = text.range(of: "http://"), text.contains("\n") else { return nil }
        let address = text[mark.upperBound...].prefix { !$0.isWhitespace && $0 != "/" }
        return address.split(separator: ":").last.flatMap { UInt16($0) }
    }
}

/// One TCP connection to this machine.
final class Connection {
    private let socket: Int32

    init(port: UInt16) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var wait = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
    }

    deinit { close(socket) }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw POSIXError(.EPIPE)
        }
    }

    /// Reads to the end of the connection.
    func answer() throws -> (status: Int, text: String) {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            all += buffer[..<count]
        }
        let text = String(decoding: all, as: UTF8.self)
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0, text)
    }
}

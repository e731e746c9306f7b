import Base
import Foundation
import Storage
import Synchronization
import TestKit
import Testing
import Webhooks

@testable import Sealing

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct StampTests {
    @Test(arguments: Engine.tested)
    func `a real authority's stamp is kept, travels with the receipt, and openssl verifies it`(
        engine: Engine
    ) async throws {
        let authority = try Authority()
        var world = try await SealWorld(engine)
        world.settings.authority = authority.settings
        let runner = try world.runner
        let dossier = try await world.receive()
        // A day's entries are sealed by the look; the stamp comes with it.
        world.clock.advance(seconds: 86_400)
        try await runner.tend()
        let seal = try #require(try await world.seals().last)
        let stamp = try #require(try await world.database.read { try SealStampStore.stamp(of: seal.number, in: $0) })
        #expect(stamp.authority == authority.settings.url)
        let receipt = try await world.receipt(of: dossier)
        let token = try #require(receipt.sealed?.stamp.flatMap { Data(base64Encoded: $0) })
        let answer = TimeStampAnswer([UInt8](token))
        let note = seal.note.note
        #expect(await answer.holds(over: note.utf8, roots: authority.settings.certificates))
        #expect(await !answer.holds(over: (note + " ").utf8, roots: authority.settings.certificates))
        #expect(await !answer.holds(over: note.utf8, roots: try Authority().settings.certificates))
        let folder = world.settings.stampFolder
        #expect(try OpenSSL.run([
            "ts", "-verify", "-data", "\(folder)/seal-\(seal.number).note", "-in", "\(folder)/seal-\(seal.number).tsr",
            "-CAfile", authority.settings.certificates,
        ]).code == 0)
    }

    @Test func `an authority that is down or lies holds up no seal, and is asked again later`() async throws {
        let authority = try Authority()
        var world = try await SealWorld(.sqlite)
        world.settings.authority = authority.settings
        let runner = try world.runner
        authority.mood = .down
        try await runner.tend()
        let seal = try #require(try await world.seals().last)
        func stamp() async throws -> SealStamp? {
            try await world.database.read { try SealStampStore.stamp(of: seal.number, in: $0) }
        }
        #expect(try await stamp() == nil)
        let asked = authority.asked
        try await runner.tend()
        #expect(authority.asked == asked)
        for mood in [Authority.Mood.replays, .nonsense] {
            authority.mood = mood
            world.clock.advance(seconds: 3600)
            try await runner.tend()
            #expect(try await stamp() == nil, "\(mood)")
        }
        #expect(authority.asked == asked + 2)
        authority.mood = .well
        world.clock.advance(seconds: 3600)
        try await runner.tend()
        #expect(try await stamp() != nil)
    }

    @Test func `a request reads as openssl writes one`() throws {
        let folder = try TestFolder()
        let request = TimeStampRequest(of: "niêm phong".utf8, nonce: 7)
        try Data(request.der).write(to: folder.url.appending(path: "request"))
        let told = try OpenSSL.run(["ts", "-query", "-in", folder.path("request"), "-text"])
        #expect(told.code == 0)
        #expect(told.out.contains("Hash Algorithm: sha256"))
        #expect(told.out.contains("Certificate required: yes"))
        #expect(told.out.contains("Nonce: 0x4000000000000007"))
    }
}

/// A time-stamp authority of its own: `openssl ts` behind a small server on the loopback.
private final class Authority: Sendable {
    enum Mood { case well, down, replays, nonsense }

    private struct State {
        var mood = Mood.well
        var asked = 0
        var last: Data?
    }

    private let folder: TestFolder
    private let socket: Int32
    private let port: UInt16
    private let state = Mutex(State())

    var mood: Mood {
        get { state.withLock { $0.mood } }
        set { state.withLock { $0.mood = newValue } }
    }
    var asked: Int { state.withLock { $0.asked } }

    var settings: StampAuthority {
        StampAuthority(url: "http://127.0.0.1:\(port)/", certificates: folder.path("ca.pem"),
            allowed: [NetworkRange("127.0.0.1")].compactMap(\.self))
    }

    init() throws {
        folder = try TestFolder()
        try Self.found(in: folder)
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(socket, $0, size)
                _ = listen(socket, 8)
                _ = getsockname(socket, $0, &size)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        let thread = Thread { [weak self] in
            while true {
                let line = accept(socket, nil, nil)
                guard line >= 0, let self else { return }
                self.serve(line)
                close(line)
            }
        }
        thread.start()
    }

    deinit { shutdown(socket, Int32(SHUT_RDWR)) }

    private static func found(in folder: TestFolder) throws {
        let root = folder.url.path
        try Data("extendedKeyUsage=critical,timeStamping\n".utf8).write(to: folder.url.appending(path: "ext"))
        try Data("01\n".utf8).write(to: folder.url.appending(path: "serial"))
        try Data("""
            [tsa]
            default_tsa = one
            [one]
            serial = \(root)/serial
            signer_cert = \(root)/tsa.pem
            certs = \(root)/ca.pem
            signer_key = \(root)/tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            ess_cert_id_alg = sha256
            """.utf8).write(to: folder.url.appending(path: "config"))
        for arguments in [
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "\(root)/ca.key", "-out", "\(root)/ca.pem",
                "-days", "30", "-subj", "/CN=Roots"],
            ["req", "-newkey", "rsa:2048", "-nodes", "-keyout", "\(root)/tsa.key", "-out", "\(root)/tsa.csr",
                "-subj", "/CN=Authority"],
            ["x509", "-req", "-in", "\(root)/tsa.csr", "-CA", "\(root)/ca.pem", "-CAkey", "\(root)/ca.key",
                "-CAcreateserial", "-out", "\(root)/tsa.pem", "-days", "30", "-extfile", "\(root)/ext"],
        ] {
            let outcome = try OpenSSL.run(arguments)
            try #require(outcome.code == 0, "\(outcome.out)")
        }
    }

    private func serve(_ line: Int32) {
        let body = Self.body(of: line)
        let (mood, last) = state.withLock { state in
            state.asked += 1
            return (state.mood, state.last)
        }
        let answer: Data
        switch mood {
        case .down: return
        case .nonsense: answer = Data("no".utf8)
        // The stamp of another question: whole, but not of this one.
        case .replays: answer = last ?? reply(to: TimeStampRequest(of: "other".utf8, nonce: 1).der)
        case .well:
            answer = reply(to: body)
            state.withLock { $0.last = answer }
        }
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: \(answer.count)\r\n"
        let bytes = [UInt8](Data((head + "Connection: close\r\n\r\n").utf8) + answer)
        _ = send(line, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private static func body(of line: Int32) -> [UInt8] {
        var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
        while true {
            let count = recv(line, &buffer, buffer.count, 0)
            guard count > 0 else { return [] }
            bytes += buffer[..<count]
            let text = String(decoding: bytes, as: UTF8.self).lowercased()
            guard let end = Data(bytes).range(of: Data("\r\n\r\n".utf8)),
                let length = text.firstMatch(of: /content-length: (\d+)/).flatMap({ Int($0.1) })
            else { continue }
            if bytes.count >= end.upperBound + length { return Array(bytes[end.upperBound...].prefix(length)) }
        }
    }

    private func reply(to question: [UInt8]) -> Data {
        let query = folder.url.appending(path: "query")
        try? Data(question).write(to: query)
        _ = try? OpenSSL.run([
            "ts", "-reply", "-config", folder.path("config"), "-queryfile", query.path, "-out", folder.path("reply"),
        ])
        return (try? Data(contentsOf: folder.url.appending(path: "reply"))) ?? Data()
    }
}

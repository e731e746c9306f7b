import NIOCore
import NIOPosix
import Scanning
import Synchronization
import TestKit
import Testing

/// The conversation with `clamd`, against answers good and bad. `Browser/test_scanning.py` has the real one.
@Suite struct ClamAVTests {
    @Test(arguments: [
        ("unix:/run/clamav/clamd.ctl", ClamAV.Address.socket(path: "/run/clamav/clamd.ctl")),
        ("127.0.0.1:3310", .host("127.0.0.1", port: 3310)), ("[::1]:3310", .host("::1", port: 3310)),
        ("scanner.example:65535", .host("scanner.example", port: 65_535)),
        ("", nil), ("unix:clamd.ctl", nil), ("unix:", nil), ("127.0.0.1", nil), (":3310", nil), ("::1:3310", nil),
        ("host:0", nil), ("host:65536", nil), ("host:one", nil), ("tcp://host:3310", nil), ("me@host:3310", nil),
    ])
    func `an address is a socket's path or a host with its port`(text: String, address: ClamAV.Address?) {
        #expect(ClamAV.Address(text) == address)
    }

    @Test(arguments: [
        ("stream: OK\0", ScanVerdict.clean),
        ("stream: Win.Test.EICAR_HDB-1 FOUND\0", .infected("Win.Test.EICAR_HDB-1")),
    ])
    func `a file goes in pieces with their lengths, and the verdict is read`(
        words: String, verdict: ScanVerdict
    ) async throws {
        let daemon = try await Daemon(answers: words, after: .endOfFile)
        let scan = try await daemon.scanner().begin()
        try await scan.take(Array("%PDF-".utf8))
        try await scan.take([])
        try await scan.take(Array(repeating: 7, count: 70_000))
        #expect(try await scan.verdict() == verdict)
        let said = daemon.heard.withLock { $0 }
        let expected = Array("zINSTREAM\0".utf8) + [0, 0, 0, 5] + Array("%PDF-".utf8) + [0, 1, 0x11, 0x70]
            + Array(repeating: 7, count: 70_000) + [0, 0, 0, 0]
        #expect(said == expected)
        try await daemon.stop()
    }

    @Test(arguments: [
        ("INSTREAM size limit exceeded. ERROR\0", ScanFault.refused("INSTREAM size limit exceeded. ERROR")),
        ("stream: \0", .refused("stream: ")), ("OK\0", .refused("OK")), ("\0", .refused("")),
        ("stream: OK", .cutOff), ("", .cutOff), (String(repeating: "x", count: 10_000), .cutOff),
    ])
    func `whatever is no verdict is a fault and never clean`(words: String, fault: ScanFault) async throws {
        let daemon = try await Daemon(answers: words, after: .endOfFile, thenCloses: true)
        let scan = try await daemon.scanner().begin()
        try await scan.take([1])
        await #expect(throws: fault) { try await scan.verdict() }
        try await daemon.stop()
    }

    @Test func `a daemon that says nothing is left when the time is over`() async throws {
        let daemon = try await Daemon(answers: "", after: .endOfFile)
        let scan = try await daemon.scanner(secondsMax: 1).begin()
        try await scan.take([1])
        await #expect(throws: ScanFault.cutOff) { try await scan.verdict() }
        try await daemon.stop()
    }

    @Test func `a daemon that hangs up in the middle is a fault`() async throws {
        let daemon = try await Daemon(answers: "", after: .firstByte, thenCloses: true)
        let scan = try await daemon.scanner().begin()
        await #expect(throws: ScanFault.cutOff) {
            // The first pieces may still fit into buffers on the way.
            for _ in 0..<1000 { try await scan.take(Array(repeating: 1, count: 65_536)) }
            _ = try await scan.verdict()
        }
        try await daemon.stop()
    }

    @Test func `nobody at the address is said so`() async throws {
        let daemon = try await Daemon(answers: "", after: .endOfFile)
        try await daemon.stop()
        await #expect { _ = try await daemon.scanner().begin() } throws: { error in
            if case .away? = error as? ScanFault { true } else { false }
        }
        await #expect { _ = try await ClamAV(.socket(path: "/nowhere/clamd.ctl")).begin() } throws: { error in
            if case .away? = error as? ScanFault { true } else { false }
        }
    }

    @Test func `the version is what it says`() async throws {
        let daemon = try await Daemon(answers: "ClamAV 1.4.6/27830/Sat Nov 21\0", after: .firstByte)
        #expect(try await daemon.scanner().version() == "ClamAV 1.4.6/27830/Sat Nov 21")
        #expect(daemon.heard.withLock { $0 } == Array("zVERSION\0".utf8))
        try await daemon.stop()
    }
}

/// Something on a port of its own that listens as `clamd` does and answers with what it was told to.
private final class Daemon: Sendable {
    enum Moment: Sendable { case firstByte, endOfFile }

    let heard = Mutex<[UInt8]>([])
    private let channel: any Channel
    private let port: Int

    init(answers words: String, after moment: Moment, thenCloses: Bool = false) async throws {
        let box = Box()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Listener(answer: words, moment: moment, closes: thenCloses) { box.daemon?.hear($0) })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.channel = channel
        port = channel.localAddress?.port ?? 0
        box.daemon = self
    }

    func scanner(secondsMax: Int64 = 20) -> ClamAV {
        ClamAV(.host("127.0.0.1", port: port), secondsMax: secondsMax)
    }

    func stop() async throws { try await channel.close() }

    private func hear(_ bytes: [UInt8]) { heard.withLock { $0 += bytes } }

    /// Known to the listeners before the daemon is.
    private final class Box: Sendable {
        private let kept = Mutex<Daemon?>(nil)
        var daemon: Daemon? {
            get { kept.withLock { $0 } }
            set { kept.withLock { $0 = newValue } }
        }
    }

    private final class Listener: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let answer: String
        private let moment: Moment
        private let closes: Bool
        private let hear: (([UInt8]) -> Void)
        private var tail: [UInt8] = []
        private var isAnswered = false

        init(answer: String, moment: Moment, closes: Bool, hear: @escaping ([UInt8]) -> Void) {
            (self.answer, self.moment, self.closes, self.hear) = (answer, moment, closes, hear)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            hear(bytes)
            tail = (tail + bytes).suffix(4)
            guard !isAnswered, moment == .firstByte || tail == [0, 0, 0, 0] else { return }
            isAnswered = true
            if !answer.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil) }
            if closes { context.close(promise: nil) }
        }
    }
}

import Foundation
import NIOCore
import NIOPosix

/// ClamAV's daemon, asked over its socket (`clamd(8)`: commands `INSTREAM` and `VERSION`). What it may be given at most
/// is its own setting `StreamMaxLength`, 25 MB as Debian has it: more than a paper may have.
package struct ClamAV: FileScanner {
    /// Where it listens.
    package enum Address: Sendable, Equatable {
        case socket(path: String)
        case host(String, port: Int)

        /// - Parameter text: `unix:/run/clamav/clamd.ctl`, `127.0.0.1:3310`, `[::1]:3310`.
        package init?(_ text: String) {
            if text.hasPrefix("unix:/") {
                self = .socket(path: String(text.dropFirst(5)))
                return
            }
            guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
                (1...65_535).contains(port)
            else { return nil }
            let name = text[..<colon]
            let host = name.hasPrefix("[") && name.hasSuffix("]") ? name.dropFirst().dropLast() : name
            let isBareName = name == host && host.contains(":")
            guard !host.isEmpty, !isBareName, !host.contains(where: { "/@ ".contains($0) }) else { return nil }
            self = .host(String(host), port: port)
        }
    }

    private let address: Address
    private let secondsMax: Int64

    /// - Parameter secondsMax: how long one file may take, from the first byte to the verdict.
    package init(_ address: Address, secondsMax: Int64 = 120) {
        self.address = address
        self.secondsMax = secondsMax
    }

    package func begin() async throws -> any FileScan {
        let talk = try await ClamTalk(address, secondsMax: secondsMax)
        try await talk.say("INSTREAM")
        return talk
    }

    /// Its version and that of its signatures with their day, as it says them: `ClamAV 1.4.6/27830/Sat Nov 21 …`.
    /// - Throws: `ScanFault`.
    package func version() async throws -> String {
        let talk = try await ClamTalk(address, secondsMax: 10)
        try await talk.say("VERSION")
        return try await talk.answer()
    }
}

/// One connection, one command. Its deadline closes the connection, and with it whatever is waited for.
private final class ClamTalk: FileScan {
    private static let connectSecondsMax: Int64 = 3

    private let channel: any Channel
    private let reply: EventLoopFuture<String>
    private let deadline: Scheduled<Void>

    init(_ address: ClamAV.Address, secondsMax: Int64) async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: String.self)
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(.seconds(Self.connectSecondsMax))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ReplyReader(promise))
                }
            }
        do {
            channel = switch address {
            case .socket(let path): try await bootstrap.connect(unixDomainSocketPath: path).get()
            case .host(let host, let port): try await bootstrap.connect(host: host, port: port).get()
            }
        } catch {
            promise.fail(error)
            throw ScanFault.away("\(error)")
        }
        reply = promise.futureResult
        deadline = loop.scheduleTask(in: .seconds(secondsMax)) { [channel] in channel.close(promise: nil) }
    }

    /// A command, ended by a NUL as the letter before it promises; the answer ends so, too.
    func say(_ command: String) async throws { try await write(ByteBuffer(string: "z\(command)\0")) }

    func take(_ bytes: [UInt8]) async throws {
        guard !bytes.isEmpty else { return }
        var frame = channel.allocator.buffer(capacity: bytes.count + 4)
        frame.writeInteger(UInt32(bytes.count))
        frame.writeBytes(bytes)
        try await write(frame)
    }

    func verdict() async throws -> ScanVerdict {
        // A piece of no bytes is the end.
        try await write(ByteBuffer(integer: UInt32(0)))
        let words = try await answer()
        let found = words.hasPrefix("stream: ") ? words.dropFirst("stream: ".count) : ""
        if found == "OK" { return .clean }
        guard found.hasSuffix(" FOUND") else { throw ScanFault.refused(words) }
        return .infected(String(found.dropLast(" FOUND".count)))
    }

    func answer() async throws -> String {
        do {
            let words = try await reply.get()
            await giveUp()
            return words
        } catch {
            await giveUp()
            throw ScanFault.cutOff
        }
    }

    func giveUp() async {
        deadline.cancel()
        try? await channel.close()
    }

    private func write(_ buffer: ByteBuffer) async throws {
        do { try await channel.writeAndFlush(buffer) } catch {
            await giveUp()
            throw ScanFault.cutOff
        }
    }
}

/// Reads up to the NUL that ends an answer; answers are one line.
private final class ReplyReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private static let bytesMax = 4096

    private let promise: EventLoopPromise<String>
    private var read: [UInt8] = []

    init(_ promise: EventLoopPromise<String>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        read += unwrapInboundIn(data).readableBytesView
        if let end = read.firstIndex(of: 0) {
            promise.succeed(String(decoding: read[..<end], as: UTF8.self))
        } else if read.count > Self.bytesMax {
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    func channelInactive(context: ChannelHandlerContext) { promise.fail(ScanFault.cutOff) }
}

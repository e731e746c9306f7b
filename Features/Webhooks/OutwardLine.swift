import AsyncHTTPClient
import Base
import NIOCore

/// How a try to reach another program ended: the HTTP status, or why there was none.
package enum OutwardOutcome: Sendable, Equatable {
    case answered(Int)
    case failed(String)

    package var isWell: Bool {
        switch self {
        case .answered(let status): (200..<300).contains(status)
        case .failed: false
        }
    }

    package var words: String {
        switch self {
        case .answered(let status): "HTTP \(status)"
        case .failed(let reason): reason
        }
    }
}

/// The one line out of the house: a question to an address that was checked. No redirect is followed, no proxy asked.
package struct OutwardLine: Sendable {
    private static let connectSeconds: Int64 = 5
    private static let answerSeconds: Int64 = 10
    /// What is read of an answer: enough for an id, never enough to fill the memory.
    package static let answerBytesMax = 16_384
    private static let restSeconds = 2

    let allowed: [NetworkRange]

    /// - Parameter allowed: networks that are not public and may be led to all the same, also without https.
    package init(allowed: [NetworkRange]) { self.allowed = allowed }

    /// - Parameters:
    ///   - type: the media type of the body.
    ///   - plain: whether `http` may lead to public addresses too: only for answers that prove themselves.
    ///   - bytesMax: how long the answer may be.
    /// - Returns: how it ended, and the body of the answer; empty when there was none, or one that was too long.
    package func post(
        _ body: [UInt8], to url: String, headers: [(name: String, value: String)],
        type: String = "application/json", plain: Bool = false, bytesMax: Int = answerBytesMax
    ) async -> (outcome: OutwardOutcome, answer: [UInt8]) {
        var request = Self.request(url, headers: headers)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: type)
        request.body = .bytes(ByteBuffer(bytes: body))
        return await ask(request, plain: plain, bytesMax: bytesMax)
    }

    /// The same for what is only read.
    package func get(
        _ url: String, headers: [(name: String, value: String)] = [], bytesMax: Int = answerBytesMax
    ) async -> (outcome: OutwardOutcome, answer: [UInt8]) {
        await ask(Self.request(url, headers: headers), plain: false, bytesMax: bytesMax)
    }

    private func ask(
        _ request: HTTPClientRequest, plain: Bool, bytesMax: Int
    ) async -> (outcome: OutwardOutcome, answer: [UInt8]) {
        let url = request.url
        guard let address = ReceiverAddress(url) else { return (.failed("url"), []) }
        let target: String
        do throws(ReceiverAddress.Refusal) {
            target = try await address.checked(allowing: allowed, plain: plain)
        } catch {
            return (.failed(error.words), [])
        }
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // To the address that was checked, whatever the name leads to by now; the certificate is still the name's.
        configuration.dnsOverride = [address.host: target]
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: .seconds(Self.connectSeconds), read: .seconds(Self.answerSeconds))
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var ended: (OutwardOutcome, [UInt8])
        do {
            let response = try await client.execute(request, timeout: .seconds(Self.answerSeconds))
            let answer = await Self.rest(of: response, bytesMax: bytesMax)
            ended = (.answered(Int(response.status.code)), answer)
        } catch {
            ended = (.failed(String("\(error)".prefix(200))), [])
        }
        try? await client.shutdown()
        return ended
    }

    private static func request(
        _ url: String, headers: [(name: String, value: String)]
    ) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "User-Agent", value: "MotCua")
        request.headers.add(name: "Connection", value: "close")
        for header in headers { request.headers.add(name: header.name, value: header.value) }
        return request
    }

    /// Bounded in bytes and in time, so that nobody can hold the line by a word now and then.
    private static func rest(of response: HTTPClientResponse, bytesMax: Int) async -> [UInt8] {
        await withTaskGroup(of: [UInt8]?.self) { group in
            group.addTask {
                let body = try? await response.body.collect(upTo: bytesMax)
                return body.map { Array($0.readableBytesView) }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(restSeconds))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? []
        }
    }
}

extension ReceiverAddress {
    /// Whether a text has the shape of an address that may be led to; where it leads is asked with each use.
    package static func isShaped(_ text: String) -> Bool { ReceiverAddress(text) != nil }
}

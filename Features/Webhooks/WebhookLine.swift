import AsyncHTTPClient
import Base
import NIOCore

/// How a try ended: the HTTP status, or why there was none.
enum WebhookOutcome: Sendable, Equatable {
    case answered(Int)
    case failed(String)

    var isWell: Bool {
        switch self {
        case .answered(let status): (200..<300).contains(status)
        case .failed: false
        }
    }

    var words: String {
        switch self {
        case .answered(let status): "HTTP \(status)"
        case .failed(let reason): reason
        }
    }
}

/// The line to receivers: one signed message, one answer. No redirect is followed and no proxy asked.
package struct WebhookLine: Sendable {
    private static let connectSeconds: Int64 = 5
    private static let answerSeconds: Int64 = 10
    /// What a receiver says besides its status is of no interest; a little is taken so that the line ends in order.
    private static let answerBytesMax = 16_384
    private static let restSeconds = 2

    let allowed: [NetworkRange]

    /// - Parameter allowed: networks that are not public and may be led to all the same, also without https.
    package init(allowed: [NetworkRange]) { self.allowed = allowed }

    func send(_ message: WebhookMessage, to subscriber: Subscriber, at now: Instant) async -> WebhookOutcome {
        guard let address = ReceiverAddress(subscriber.url) else { return .failed("url") }
        let target: String
        do throws(ReceiverAddress.Refusal) { target = try await address.checked(allowing: allowed) } catch {
            return .failed(error.words)
        }
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // To the address that was checked, whatever the name leads to by now; the certificate is still the name's.
        configuration.dnsOverride = [address.host: target]
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: .seconds(Self.connectSeconds), read: .seconds(Self.answerSeconds))
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let outcome: WebhookOutcome
        do {
            let request = Self.request(message, to: subscriber, at: now)
            let response = try await client.execute(request, timeout: .seconds(Self.answerSeconds))
            await Self.takeRest(of: response)
            outcome = .answered(Int(response.status.code))
        } catch {
            outcome = .failed(String("\(error)".prefix(200)))
        }
        try? await client.shutdown()
        return outcome
    }

    private static func request(
        _ message: WebhookMessage, to subscriber: Subscriber, at now: Instant
    ) -> HTTPClientRequest {
        let timestamp = now.microseconds / 1_000_000
        var request = HTTPClientRequest(url: subscriber.url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: "MotCua")
        request.headers.add(name: "Connection", value: "close")
        request.headers.add(name: "webhook-id", value: message.id)
        request.headers.add(name: "webhook-timestamp", value: "\(timestamp)")
        request.headers.add(name: "webhook-signature", value: Signature.header(
            id: message.id, timestamp: timestamp, body: message.body, secret: subscriber.secret))
        request.body = .bytes(ByteBuffer(bytes: message.body))
        return request
    }

    /// Bounded in bytes and in time, so that nobody can hold the line by a word now and then.
    private static func takeRest(of response: HTTPClientResponse) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await response.body.collect(upTo: answerBytesMax) }
            group.addTask { try? await Task.sleep(for: .seconds(restSeconds)) }
            await group.next()
            group.cancelAll()
        }
    }
}

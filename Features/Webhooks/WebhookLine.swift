import Base

typealias WebhookOutcome = OutwardOutcome

/// The line to receivers: one signed message, one answer.
package struct WebhookLine: Sendable {
    private let line: OutwardLine

    /// - Parameter allowed: networks that are not public and may be led to all the same, also without https.
    package init(allowed: [NetworkRange]) { line = OutwardLine(allowed: allowed) }

    /// What a receiver says besides its status is of no interest.
    func send(_ message: WebhookMessage, to subscriber: Subscriber, at now: Instant) async -> WebhookOutcome {
        let timestamp = now.microseconds / 1_000_000
        let signature = Signature.header(
            id: message.id, timestamp: timestamp, body: message.body, secret: subscriber.secret)
        return await line.post(message.body, to: subscriber.url, headers: [
            ("webhook-id", message.id), ("webhook-timestamp", "\(timestamp)"), ("webhook-signature", signature),
        ]).outcome
    }
}

import Base
import Dossiers
import Journal
import Web

/// One message to a receiver: its body, and the id by which the receiver knows a repetition.
struct WebhookMessage: Sendable, Equatable {
    static let entriesMax = 100

    let id: String
    let body: [UInt8]

    /// - Precondition: at least one entry.
    static func batch(_ entries: [JournalEntry], for subscriber: Subscriber) -> WebhookMessage {
        let (first, last) = (entries.first?.number ?? 0, entries.last?.number ?? 0)
        return WebhookMessage(id: "\(subscriber.id).\(first).\(last)",
            body: write(Batch(type: "dossier.news", subscriber: subscriber.id, entries: entries)))
    }

    /// A message without entries, to see whether the line stands.
    static func test(for subscriber: Subscriber, at now: Instant) -> WebhookMessage {
        WebhookMessage(id: "\(subscriber.id).test.\(now.microseconds)",
            body: write(Batch(type: "test", subscriber: subscriber.id, entries: [])))
    }

    struct Batch: Sendable {
        let type: String
        let subscriber: ID<Subscriber>
        let entries: [JournalEntry]
    }

    static let shape = APIShape<Batch>("DossierNewsBatch", "What has happened since the batch before, in order.", [
        .value("type", "`dossier.news`; `test`, with no entries, for `motcua webhook test`.") { $0.type },
        .value("subscriber", "The receiver's id in this installation.") { $0.subscriber },
        .parts("entries", "At most \(entriesMax), the oldest first.", DossierEvents.shape) { $0.entries },
    ])

    private static func write(_ batch: Batch) -> [UInt8] { Array(shape.node(batch).orderedText.utf8) }
}

import Access
import Base
import Storage

/// Forgets a receiver with its secret; a batch on its way is still sent.
package struct RemoveSubscriber: Sendable {
    package let id: ID<Subscriber>

    package init(_ id: ID<Subscriber>) { self.id = id }

    /// - Throws: `not-found`.
    package func run(in tx: Transaction, act: Act) throws {
        let one = try SubscriberStore.subscriber(id, for: act.permit, in: tx)
        try SubscriberStore.delete(id, in: tx)
        try SubscriberLedger.tell("webhook.removed", one, by: act, in: tx)
    }
}

import Access
import Base
import Storage

/// Lets a halted receiver go on where it stood, and a failing one be tried at once.
package struct ResumeSubscriber: Sendable {
    package let id: ID<Subscriber>

    package init(_ id: ID<Subscriber>) { self.id = id }

    /// - Throws: `not-found`.
    package func run(in tx: Transaction, act: Act) throws {
        var one = try SubscriberStore.subscriber(id, for: act.permit, in: tx)
        guard one.halt != nil || one.failures > 0 else { return }
        one.begin(at: act.at)
        try SubscriberStore.save(one, in: tx)
        try SubscriberLedger.tell("webhook.resumed", one, by: act, in: tx)
    }
}

import Access
import Base
import Journal
import Storage

/// Sets a receiver back (or forward) so that the next entry it is told is this one or the first after it that concerns
/// it; a halted one goes on.
package struct ReplaySubscriber: Sendable {
    package let id: ID<Subscriber>
    /// From 1; beyond the end of the journal: what happens from now on.
    package let from: Int64

    package init(_ id: ID<Subscriber>, from number: Int64) {
        self.id = id
        from = number
    }

    /// - Throws: `not-found`.
    package func run(in tx: Transaction, act: Act) throws {
        var one = try SubscriberStore.subscriber(id, for: act.permit, in: tx)
        one.reached = min(max(from, 1) - 1, try Journal.head(in: tx).number)
        // What is on its way counts no more.
        one.batchEnd = nil
        one.begin(at: act.at)
        try SubscriberStore.save(one, in: tx)
        try SubscriberLedger.tell("webhook.replayed", one, ["from": "\(one.reached + 1)"], by: act, in: tx)
    }
}

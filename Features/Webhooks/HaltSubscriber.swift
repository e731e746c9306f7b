import Access
import Base
import Storage

/// Stops telling a receiver until somebody lets it go on; its place in the journal stays.
package struct HaltSubscriber: Sendable {
    package let id: ID<Subscriber>
    package let halt: Subscriber.Halt

    package init(_ id: ID<Subscriber>, _ halt: Subscriber.Halt = .paused) {
        self.id = id
        self.halt = halt
    }

    /// Halting what is halted changes nothing: two people may press at once.
    /// - Throws: `not-found`.
    package func run(in tx: Transaction, act: Act) throws {
        var one = try SubscriberStore.subscriber(id, for: act.permit, in: tx)
        guard one.halt == nil else { return }
        one.halt = halt
        one.haltedAt = act.at
        try SubscriberStore.save(one, in: tx)
        try SubscriberLedger.tell("webhook.halted", one, ["cause": halt.rawValue], by: act, in: tx)
    }
}

import Storage

/// Somebody who reads every entry once: notices, webhooks, statistics. Its place in the journal outlives the program.
package struct JournalConsumer: Sendable, Equatable {
    /// Where a consumer begins that has never run.
    package enum Start: Sendable {
        /// With entry 1: what builds a picture of all that happened.
        case first
        /// With what comes after its first run: what must not tell people old news.
        case next
    }

    /// `feature.what`; never changed, or the consumer begins anew.
    package let name: String
    package let start: Start

    package init(_ name: String, from start: Start = .first) {
        self.name = name
        self.start = start
    }
}

extension Journal {
    /// Hands the consumer its next entries, in order, and moves its cursor in the same transaction: what `handle`
    /// writes is kept exactly once for each entry, or, when it throws, nothing is and the cursor stays.
    ///
    /// `Lane.free` is enough unless `handle` appends to the journal.
    /// - Returns: how many entries were handed over; fewer than `limit` means that the consumer has caught up.
    @discardableResult
    package static func advance(
        consumer: JournalConsumer, in tx: Transaction, limit: Int = 100,
        handle: (JournalEntry, Transaction) throws -> Void
    ) throws -> Int {
        let store = JournalStore(tx)
        let kept = try store.cursor(of: consumer.name)
        let cursor = try kept ?? start(of: consumer, in: store)
        let entries = try store.entries(after: cursor, limit: min(limit, entriesMax))
        let reached = entries.last?.number ?? cursor
        // Before the handling: of two processes the second waits here and then begins anew, instead of doing the same
        // and meeting what the first has written.
        if kept != reached { try store.keepCursor(of: consumer.name, at: reached, in: tx) }
        for entry in entries { try handle(entry, tx) }
        return entries.count
    }

    /// How many entries the consumer has still to see.
    package static func lag(of consumer: JournalConsumer, in snapshot: Snapshot) throws -> Int64 {
        let store = JournalStore(snapshot)
        return try store.head().number - (store.cursor(of: consumer.name) ?? start(of: consumer, in: store))
    }

    /// The number of the last entry that the consumer has seen; 0 for none.
    package static func position(of consumer: JournalConsumer, in snapshot: Snapshot) throws -> Int64 {
        let store = JournalStore(snapshot)
        return try store.cursor(of: consumer.name) ?? start(of: consumer, in: store)
    }

    /// Takes the consumer's place out of the journal; under the same name it begins anew.
    package static func forget(_ consumer: JournalConsumer, in tx: Transaction) throws {
        try JournalStore(tx).forgetCursor(of: consumer.name, in: tx)
    }

    private static func start(of consumer: JournalConsumer, in store: JournalStore) throws -> Int64 {
        switch consumer.start {
        case .first: 0
        case .next: try store.head().number
        }
    }
}

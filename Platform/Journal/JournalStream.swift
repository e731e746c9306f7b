import Storage
import Synchronization

/// New entries as they come, for pages that are open: displays, worklists, timelines.
///
/// It lives in memory and promises nothing: a slow subscriber loses the oldest entries of its buffer, and a page that
/// was away loads itself anew. Whoever must see every entry is a `JournalConsumer`.
package final class JournalStream: Sendable {
    /// What waits for one slow subscriber at most.
    package static let bufferedMax = 256
    private static let batch = 500
    /// However many commits there are, the journal is looked at this seldom.
    private static let pause = Duration.milliseconds(20)

    private let database: any Database
    private let pollEvery: Duration
    private let state = Mutex(State())
    private let pokes: AsyncStream<Void>
    private let poked: AsyncStream<Void>.Continuation

    private struct State {
        var subscribers: [Int: Subscriber] = [:]
        var nextSubscriber = 0
        var ended = false
        var isWatching = false
    }

    private struct Subscriber {
        let concerns: @Sendable (JournalEntry) -> Bool
        let sink: AsyncStream<JournalEntry>.Continuation
    }

    /// - Parameter pollEvery: how often to look for entries of other processes; those of this one come with `poke`.
    package init(database: any Database, pollEvery: Duration = .seconds(1)) {
        self.database = database
        self.pollEvery = pollEvery
        (pokes, poked) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Says that entries may have been committed. Cheap; many calls are answered by one look.
    package func poke() { poked.yield() }

    /// The entries that are found from now on. It ends with the subscriber's task or with `run`.
    /// - Parameters:
    ///   - keeping: how many entries wait for a slow subscriber; 1 for who only asks whether something happened.
    ///   - concerns: which entries; asked for every entry, so it must be quick.
    package func subscribe(
        keeping: Int = bufferedMax, where concerns: @escaping @Sendable (JournalEntry) -> Bool = { _ in true }
    ) -> AsyncStream<JournalEntry> {
        let (entries, continuation) = AsyncStream.makeStream(
            of: JournalEntry.self, bufferingPolicy: .bufferingNewest(keeping))
        state.withLock { state in
            guard !state.ended else { return continuation.finish() }
            let number = state.nextSubscriber
            state.nextSubscriber += 1
            state.subscribers[number] = Subscriber(concerns: concerns, sink: continuation)
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { _ = $0.subscribers.removeValue(forKey: number) }
            }
        }
        return entries
    }

    /// How many pages listen now.
    package var subscriberCount: Int { state.withLock { $0.subscribers.count } }

    /// How many have begun to listen since the start; it only grows, so a test can wait for one that is soon gone.
    package var subscriptionCount: Int { state.withLock { $0.nextSubscriber } }

    /// Whether the end of the journal has been found: what is written from then on is told to who listens.
    package var isWatching: Bool { state.withLock { $0.isWatching } }

    /// Watches the journal until its task is cancelled. Run once.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                while (try? await Task.sleep(for: pollEvery)) != nil { poke() }
            }
            await watch()
            group.cancelAll()
        }
        let subscribers = state.withLock { state in
            state.ended = true
            return state.subscribers.values
        }
        // Outside the lock: ending a subscription calls `onTermination`, which takes it.
        for subscriber in Array(subscribers) { subscriber.sink.finish() }
    }

    private func watch() async {
        poke()
        var seen: Int64?
        for await _ in pokes {
            // A database that is away is asked again at the next poll; who only listens need not hear of it.
            seen = (try? await deliver(after: seen)) ?? seen
            if seen != nil { state.withLock { $0.isWatching = true } }
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Gives all new entries to the subscribers whom they concern; the first look only finds the end of the journal.
    /// - Returns: the number of the last entry that was seen.
    private func deliver(after number: Int64?) async throws -> Int64 {
        // The end is read before the subscribers are counted: who comes in between gets what is written after.
        let head = try await database.read { try Journal.head(in: $0).number }
        guard var seen = number, seen < head, subscriberCount > 0 else { return head }
        while true {
            let from = seen
            let entries = try await database.read { try Journal.entries(after: from, limit: Self.batch, in: $0) }
            let subscribers = state.withLock { Array($0.subscribers.values) }
            for entry in entries {
                for subscriber in subscribers where subscriber.concerns(entry) { subscriber.sink.yield(entry) }
            }
            seen = entries.last?.number ?? seen
            if entries.count < Self.batch { return seen }
        }
    }
}

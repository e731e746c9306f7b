import Access
import Base
import Synchronization

/// The open pages that listen for events: not more than the server can hold, and none longer than its session lives.
final class Listeners: Sendable {
    private let limits: WebLimits
    private let metrics: Metrics
    private let seats = Mutex<[AccountID?: Int]>([:])

    init(limits: WebLimits, metrics: Metrics) {
        self.limits = limits
        self.metrics = metrics
    }

    /// One page's place. It is free again when nothing holds it any more, however the answer ended.
    private final class Seat: Sendable {
        let account: AccountID?
        let listeners: Listeners

        init(_ account: AccountID?, _ listeners: Listeners) {
            self.account = account
            self.listeners = listeners
        }

        deinit { listeners.leave(account) }
    }

    /// The same events, each sent only while the visitor is still who they were when the page began to listen.
    /// - Throws: `too-many-listeners` (503).
    func admit(
        _ events: AsyncStream<ServerEvent>, of visitor: Visitor,
        isStillThere: @escaping @Sendable (Visitor) async -> Bool
    ) throws(Problem) -> AsyncStream<ServerEvent> {
        let seat = try take(visitor.caller.account)
        let (checked, sink) = AsyncStream.makeStream(of: ServerEvent.self, bufferingPolicy: .bufferingNewest(256))
        let forward = Task {
            for await event in events {
                guard await isStillThere(visitor) else { break }
                sink.yield(event)
            }
            sink.finish()
            withExtendedLifetime(seat) {}
        }
        sink.onTermination = { _ in forward.cancel() }
        return checked
    }

    private func take(_ account: AccountID?) throws(Problem) -> Seat {
        let isFree = seats.withLock { seats in
            guard seats.values.reduce(0, +) < limits.listenersMax,
                account == nil || seats[account, default: 0] < limits.listenersPerPersonMax
            else { return false }
            seats[account, default: 0] += 1
            return true
        }
        guard isFree else { throw Problem("too-many-listeners", status: 503, retryAfterSeconds: 30) }
        metrics.add("http_listeners", by: 1)
        return Seat(account, self)
    }

    private func leave(_ account: AccountID?) {
        seats.withLock { seats in
            let left = seats[account, default: 1] - 1
            seats[account] = left > 0 ? left : nil
        }
        metrics.add("http_listeners", by: -1)
    }
}

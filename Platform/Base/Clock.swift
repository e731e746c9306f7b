import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Where the time comes from. Everything that needs "now" gets one of these in its `init`.
package struct Clock: Sendable {
    private let read: @Sendable () -> Instant

    package init(_ read: @escaping @Sendable () -> Instant) { self.read = read }

    package var now: Instant { read() }

    /// The machine's clock.
    package static let system = Clock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}

/// A clock that tests and simulations move by hand.
package final class SteppedClock: Sendable {
    private let current: Mutex<Instant>

    package init(at instant: Instant) { current = Mutex(instant) }

    package var clock: Clock { Clock { self.current.withLock { $0 } } }
    package func move(to instant: Instant) { current.withLock { $0 = instant } }
    package func advance(seconds: Int64) { current.withLock { $0 = $0.adding(seconds: seconds) } }
}

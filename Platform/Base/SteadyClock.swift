import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// The machine's clock as legal time needs it: it never goes back, and no two readings are alike
/// (QCVN 12:2026/BCA, 2.2.22: the time stamp of each event is its own).
///
/// When somebody sets the machine back, this clock goes on from what it told last, an eighth slower than real time,
/// until the machine has caught up: entries keep their order, an hour too much is gone after a working day, and no
/// session or time limit lasts more than a seventh longer meanwhile.
package final class SteadyClock: Sendable {
    private struct Reading {
        var told: Instant
        /// The time since the machine was started, in microseconds, when it was told.
        var uptime: Int64
    }

    private let wall: Clock
    private let uptime: @Sendable () -> Int64
    private let last: Mutex<Reading>

    /// - Parameters:
    ///   - told: the last time that is already on record; every reading is after it.
    ///   - wall: what the machine says. uptime: microseconds since it was started, which nobody can set.
    package init(
        after told: Instant, wall: Clock = .system, uptime: @escaping @Sendable () -> Int64 = SteadyClock.machineUptime
    ) {
        self.wall = wall
        self.uptime = uptime
        last = Mutex(Reading(told: told, uptime: uptime()))
    }

    package var clock: Clock { Clock { self.now } }

    package var now: Instant {
        last.withLock { last in
            let (wall, uptime) = (wall.now, uptime())
            let slower = last.told.microseconds + max(1, (uptime - last.uptime) / 8 * 7)
            last = Reading(told: wall > last.told ? wall : Instant(microseconds: slower), uptime: uptime)
            return last.told
        }
    }

    /// Includes the time in which the machine slept.
    package static func machineUptime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}

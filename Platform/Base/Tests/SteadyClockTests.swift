import Base
import Synchronization
import Testing

/// A machine whose clock somebody sets, and whose uptime nobody can.
private final class Machine: Sendable {
    private let state: Mutex<(wall: Int64, uptime: Int64)>

    init(at second: Int64) { state = Mutex((second * 1_000_000, 5_000_000)) }

    var wall: Clock { Clock { Instant(microseconds: self.state.withLock { $0.wall }) } }
    var uptime: @Sendable () -> Int64 { { self.state.withLock { $0.uptime } } }

    func pass(_ seconds: Int64) {
        state.withLock { $0 = ($0.wall + seconds * 1_000_000, $0.uptime + seconds * 1_000_000) }
    }
    func set(by seconds: Int64) { state.withLock { $0.wall += seconds * 1_000_000 } }
}

@Suite struct SteadyClockTests {
    private static let noon: Int64 = 1_798_693_200

    @Test func itTellsWhatTheMachineTells() {
        let machine = Machine(at: Self.noon)
        let clock = SteadyClock(after: Instant(microseconds: 0), wall: machine.wall, uptime: machine.uptime)
        #expect(clock.now == machine.wall.now)
        machine.set(by: 3600)
        #expect(clock.now == machine.wall.now, "a step forward is taken at once")
    }

    @Test func noTwoReadingsAreAlikeAndNoneGoesBack() {
        var chance = SystemRandomNumberGenerator()
        let machine = Machine(at: Self.noon)
        let clock = SteadyClock(after: Instant(microseconds: 0), wall: machine.wall, uptime: machine.uptime)
        var last = clock.now
        for _ in 0..<20_000 {
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: machine.pass(Int64.random(in: 0...120, using: &chance))
            case 1: machine.set(by: [-86_400, -3600, -60, -1, 1, 60, 3600].randomElement(using: &chance) ?? 0)
            default: break
            }
            let now = clock.now
            #expect(now > last)
            last = now
        }
    }

    @Test func anHourTooMuchIsGoneAfterAWorkingDay() {
        let machine = Machine(at: Self.noon)
        let clock = SteadyClock(after: Instant(microseconds: 0), wall: machine.wall, uptime: machine.uptime)
        let before = clock.now
        machine.set(by: -3600)
        machine.pass(800)
        #expect(clock.now == before.adding(seconds: 700), "an eighth slower while the machine is behind")
        for _ in 0..<500 {
            machine.pass(60)
            _ = clock.now
        }
        #expect(clock.now.seconds(since: machine.wall.now) == 0)
    }

    @Test func itNeverStartsBeforeWhatIsOnRecord() {
        let machine = Machine(at: Self.noon)
        let recorded = machine.wall.now.adding(seconds: 50)
        let clock = SteadyClock(after: recorded, wall: machine.wall, uptime: machine.uptime)
        #expect(clock.now > recorded)
    }
}

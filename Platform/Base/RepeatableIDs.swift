import Synchronization

/// Makes new ids come out the same for the same seed while a piece of work runs: a simulation played twice writes the
/// same journal. Never in a real office: who knows the seed can foretell the ids.
package final class RepeatableIDs: Sendable {
    @TaskLocal static var current: RepeatableIDs?

    private let random: Mutex<SeededRandom>

    private init(seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

    /// - Parameter seed: another one for each piece of work, or two pieces make the same ids.
    package static func with<Value>(seed: UInt64, _ work: () throws -> Value) rethrows -> Value {
        try $current.withValue(RepeatableIDs(seed: seed), operation: work)
    }

    func next() -> (UInt64, UInt64) { random.withLock { random in (random.next(), random.next()) } }
}

import Access
import Base
import Synchronization

/// Who has asked how much, in the memory of this process.
///
/// The buckets stand on two shelves of a fixed size. When the first is full the second is emptied and they change
/// places; whoever asks comes to the front again. So the memory is bounded however many addresses somebody has, and
/// who is forgotten has not asked for long, or is one of a flood: they only get a full bucket.
final class PaceKeeper: Sendable {
    /// Who asks: an account, or for whoever is not signed in their network.
    enum Source: Hashable, Sendable {
        case account(AccountID)
        case network(String)
    }

    private struct Key: Hashable {
        let pace: Pace
        let source: Source
    }

    private struct Shelves {
        var front: [Key: TokenBucket] = [:]
        var back: [Key: TokenBucket] = [:]
    }

    private let paces: Paces
    private let shelfMax: Int
    private let shelves = Mutex(Shelves())

    init(_ paces: Paces, shelfMax: Int = 20_000) {
        self.paces = paces
        self.shelfMax = shelfMax
    }

    /// - Returns: 0 when the source may go on, else the seconds to wait.
    func wait(_ source: Source, for pace: Pace, at now: Instant) -> Int {
        let key = Key(pace: pace, source: source)
        return shelves.withLock { shelves in
            var bucket = shelves.front[key] ?? shelves.back.removeValue(forKey: key) ?? TokenBucket(at: now)
            let seconds = bucket.take(paces.rule(pace), at: now)
            if shelves.front[key] == nil, shelves.front.count >= shelfMax {
                shelves.back = shelves.front
                shelves.front = [:]
            }
            shelves.front[key] = bucket
            return seconds
        }
    }

    /// How many sources are remembered.
    var count: Int { shelves.withLock { $0.front.count + $0.back.count } }
}

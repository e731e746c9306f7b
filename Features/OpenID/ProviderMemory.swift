import Base
import Synchronization

/// What the providers publish, kept for a while: their doors and their public keys. One for the whole process.
final class ProviderMemory: Sendable {
    /// After this long it is asked for again, whatever came of the last time.
    static let keptSeconds: Int64 = 3600
    /// A token with an unknown key makes us look for new ones, but not more often than this: strangers' tokens must not
    /// make us hammer the provider.
    static let keysPauseSeconds: Int64 = 60
    /// Who could not be reached is not tried again at once: everybody would wait as long.
    static let awaySeconds: Int64 = 10

    private struct Kept {
        var discovery: (document: Discovery, at: Instant)?
        var keys: (set: TokenKeys, at: Instant)?
        var keysAskedAt: Instant?
        var awayAt: Instant?
    }

    private let kept = Mutex<[String: Kept]>([:])

    func discovery(of issuer: String, at now: Instant) -> Discovery? {
        kept.withLock { $0[issuer]?.discovery }.flatMap { Self.isFresh($0.at, now) ? $0.document : nil }
    }

    func keys(of issuer: String, at now: Instant) -> TokenKeys? {
        kept.withLock { $0[issuer]?.keys }.flatMap { Self.isFresh($0.at, now) ? $0.set : nil }
    }

    func keep(_ document: Discovery, of issuer: String, at now: Instant) {
        kept.withLock { kept in
            kept[issuer, default: Kept()].discovery = (document, now)
            kept[issuer, default: Kept()].awayAt = nil
        }
    }

    func keep(_ keys: TokenKeys, of issuer: String, at now: Instant) {
        kept.withLock { $0[issuer, default: Kept()].keys = (keys, now) }
    }

    func isAway(_ issuer: String, at now: Instant) -> Bool {
        kept.withLock { $0[issuer]?.awayAt }.map { now.seconds(since: $0) < Self.awaySeconds } ?? false
    }

    func noteAway(_ issuer: String, at now: Instant) {
        kept.withLock { $0[issuer, default: Kept()].awayAt = now }
    }

    /// Whether the keys may be asked for now; notes it as done.
    func mayAskForKeys(of issuer: String, at now: Instant) -> Bool {
        kept.withLock { kept in
            let last = kept[issuer]?.keysAskedAt
            guard last.map({ now.seconds(since: $0) >= Self.keysPauseSeconds }) ?? true else { return false }
            kept[issuer, default: Kept()].keysAskedAt = now
            return true
        }
    }

    private static func isFresh(_ at: Instant, _ now: Instant) -> Bool {
        (0..<keptSeconds).contains(now.seconds(since: at))
    }
}

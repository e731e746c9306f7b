import Access
import Base
import Storage

/// Networks that somebody has signed in from, as long as they come back: see `SignInThrottle`.
package enum KnownNetworkStore {
    /// Where an account signs in from, the last used first.
    package static func networks(
        of account: AccountID, in snapshot: Snapshot
    ) throws -> [(network: String, lastAt: Instant)] {
        try snapshot.rows("""
            SELECT network, last_signed_in_at FROM known_network WHERE account_id = \(account)
            ORDER BY last_signed_in_at DESC, network
            """).map { (try $0["network"], try $0["last_signed_in_at"]) }
    }
}

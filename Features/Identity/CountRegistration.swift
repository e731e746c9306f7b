import Access
import Base
import Storage

/// Counts a try to make an account, or to take a number as one's own, from one network: so that nobody walks through
/// numbers to learn which have an account. Counted before anything is looked at, whatever comes of it.
struct CountRegistration: Sendable {
    let network: String

    init(address: String) { network = SignInThrottle.network(of: address) }

    /// - Returns: seconds still to wait; 0 when the try is free.
    func run(in tx: Transaction, act: Act) throws -> Int {
        try act.require(.identitySignIn)
        let tally = try ThrottleStore.tally(.registration, network, in: tx)
        let wait = SignInThrottle.waitSeconds(tally, on: .registration, at: act.at)
        guard wait == 0 else { return wait }
        try ThrottleStore.save(SignInThrottle.counted(tally, at: act.at), .registration, network, in: tx)
        return 0
    }
}

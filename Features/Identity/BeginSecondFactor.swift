import Access
import Base
import Storage

/// The owner begins with a second factor: a secret is made and shown, and asked for only when a first code was right.
struct BeginSecondFactor: Sendable {
    let secret: [UInt8]

    init() { secret = (0..<TimeCode.secretBytes).map { _ in UInt8.random(in: .min ... .max) } }

    /// Twice is once more with another secret; a confirmed one stays.
    func run(in tx: Transaction, act: Act) throws {
        try act.require(.identitySignIn)
        try SecondFactorStore.begin(secret, of: act.requireAccount(), at: act.at, in: tx)
    }
}

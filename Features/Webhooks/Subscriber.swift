import Access
import Base
import Foundation

/// Nơi nhận tin: a program that is told what happened, on behalf of an official's account that may know it.
package struct Subscriber: Sendable, Equatable {
    package static let perAgencyMax = 20

    /// Why nothing is sent any more until somebody lets it go on.
    package enum Halt: String, Sendable, CaseIterable {
        /// Somebody pressed the button.
        case paused
        /// The receiver said 410 Gone: it does not want to be told again.
        case gone
        /// The account is closed or may no longer know.
        case account
        /// It has failed for `Patience.givenUpAfterSeconds`.
        case failing
    }

    package let id: ID<Subscriber>
    package let account: AccountID
    package let agency: AgencyID
    package let url: String
    /// 32 bytes, Base64: with it each batch is signed, and the receiver checks it.
    let secret: String
    /// Of `DossierEvents.kinds`; none: all of them.
    package let kinds: [String]
    package let createdAt: Instant
    /// The last entry that the receiver has confirmed, or that did not concern it.
    package var reached: Int64
    /// The last entry of the batch that is being tried: tried again it is the same batch under the same id.
    var batchEnd: Int64?
    /// In a row.
    package var failures: Int
    package var failingSince: Instant?
    /// Not before; while a batch is on its way, when it may be tried by somebody else.
    package var nextAt: Instant
    package var deliveredAt: Instant?
    /// Why the last try failed; empty when it did not.
    package var lastError: String
    package var halt: Halt?
    package var haltedAt: Instant?

    /// As Standard Webhooks writes it.
    package var shownSecret: String { "whsec_" + secret }

    /// `live`, `trying` after failures, or why it was halted.
    package var standing: String { halt?.rawValue ?? (failures > 0 ? "trying" : "live") }

    static func freshSecret() -> String {
        var random = SystemRandomNumberGenerator()
        return Data((0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }).base64EncodedString()
    }

    func wants(_ kind: String) -> Bool { kinds.isEmpty || kinds.contains(kind) }

    /// As one that has not failed: its next batch may go at once.
    mutating func begin(at now: Instant) {
        failures = 0
        failingSince = nil
        lastError = ""
        nextAt = now
        halt = nil
        haltedAt = nil
    }
}

/// When a failing receiver is tried again, and when it is given up.
enum Patience {
    static let pauseSecondsMax: Int64 = 6 * 3600
    static let givenUpAfterSeconds: Int64 = 5 * 86_400

    /// 1 second after the first failure, then doubling.
    static func pauseSeconds(afterFailures failures: Int) -> Int64 {
        min(pauseSecondsMax, Int64(1) << Int64(min(max(failures, 1) - 1, 20)))
    }
}

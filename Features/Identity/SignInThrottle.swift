import Base
import Web

/// How long somebody has to wait after wrong passwords. Waits grow, and end after a quarter of an hour at most: nobody
/// can lock an official out for good by guessing in their name.
package enum SignInThrottle {
    /// What is counted. Each line has tries that cost nothing; a pair of login and address that has signed in before
    /// answers only for itself, so that strangers do not close the office's own doors.
    package enum Line: String, Sendable, CaseIterable {
        /// One login from one network.
        case pair
        /// One login from all networks that it has not signed in from.
        case login
        /// One network for all logins that have not signed in from there: offices share one address.
        case network
        /// One network making accounts, or trying numbers that may belong to somebody: no sign-in counts here.
        case registration
        /// Codes of a second factor for one account, from one network and from all that it has not signed in from.
        case codePair
        case code
        /// Visits to another system to sign in there that were begun from one network.
        case provider
        /// Messages to one telephone, whoever asks for them.
        case message
        /// Passwords and codes that an open session is asked for once more, see `AskedAgain`.
        case again

        /// What a try to sign in counts on, where it has not succeeded before.
        static let signingIn: [Line] = [.pair, .login, .network]

        var freeTries: Int {
            switch self {
            case .pair, .codePair, .again: 5
            case .login, .registration, .code: 10
            case .network: 30
            case .provider: 60
            case .message: 3
            }
        }
    }

    package struct Tally: Sendable, Equatable {
        package var failures: Int
        package var lastAt: Instant

        package init(failures: Int, lastAt: Instant) {
            self.failures = failures
            self.lastAt = lastAt
        }
    }

    static let firstWaitSeconds = 30
    package static let waitSecondsMax = 900
    static let forgottenAfterSeconds: Int64 = 3600

    /// Seconds still to wait; 0 when a try is free.
    package static func waitSeconds(_ tally: Tally?, on line: Line, at now: Instant) -> Int {
        guard let tally, !isForgotten(tally, at: now), tally.failures >= line.freeTries else { return 0 }
        let doublings = min(tally.failures - line.freeTries, 10)
        let wait = min(waitSecondsMax, firstWaitSeconds << doublings)
        return max(0, wait - Int(now.seconds(since: tally.lastAt)))
    }

    /// The tally with one more try. It is counted before the password is looked at, so that guesses made at the same
    /// time all count.
    package static func counted(_ tally: Tally?, at now: Instant) -> Tally {
        guard let tally, !isForgotten(tally, at: now) else { return Tally(failures: 1, lastAt: now) }
        return Tally(failures: tally.failures + 1, lastAt: now)
    }

    /// Tries of one network count together: see `ClientNetwork`.
    package static func network(of address: String) -> String { ClientNetwork.name(of: address) }

    private static func isForgotten(_ tally: Tally, at now: Instant) -> Bool {
        now.seconds(since: tally.lastAt) > forgottenAfterSeconds
    }
}

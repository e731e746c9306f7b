import Access
import Base
import Storage

/// Tallies of tries to sign in, and the networks that accounts are known to sign in from.
enum ThrottleStore {
    static func tally(_ line: SignInThrottle.Line, _ subject: String, in snapshot: Snapshot) throws
        -> SignInThrottle.Tally?
    {
        try snapshot.row("""
            SELECT failures, last_at FROM sign_in_tally WHERE line = \(line.rawValue) AND subject = \(subject)
            """).map { try SignInThrottle.Tally(failures: $0["failures"], lastAt: $0["last_at"]) }
    }

    static func save(
        _ tally: SignInThrottle.Tally, _ line: SignInThrottle.Line, _ subject: String, in tx: Transaction
    ) throws {
        try tx.execute("""
            INSERT INTO sign_in_tally (line, subject, failures, last_at)
            VALUES (\(line.rawValue), \(subject), \(tally.failures), \(tally.lastAt))
            ON CONFLICT (line, subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at
            """)
    }

    static func clear(_ line: SignInThrottle.Line, _ subject: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM sign_in_tally WHERE line = \(line.rawValue) AND subject = \(subject)")
    }

    /// Takes back one try that turned out to be right.
    static func uncount(_ line: SignInThrottle.Line, _ subject: String, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE sign_in_tally SET failures = failures - 1
            WHERE line = \(line.rawValue) AND subject = \(subject) AND failures > 0
            """)
    }

    /// After a try that was right: what one login has from one network starts anew; the lines that strangers share only
    /// take this try back, or a right sign-in now and then would give a guesser free tries.
    static func settle(_ line: SignInThrottle.Line, _ subject: String, in tx: Transaction) throws {
        switch line {
        case .pair, .codePair, .again: try clear(line, subject, in: tx)
        case .login, .network, .registration, .code, .provider, .message: try uncount(line, subject, in: tx)
        }
    }

    /// Lets go of what no longer counts, a few at a time.
    static func sweep(before instant: Instant, in tx: Transaction) throws {
        try tx.execute("""
            DELETE FROM sign_in_tally WHERE last_at < \(instant) AND (line, subject) IN
                (SELECT line, subject FROM sign_in_tally WHERE last_at < \(instant) ORDER BY last_at LIMIT 20)
            """)
    }

    static func isKnown(_ network: String, to account: AccountID, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("""
            SELECT 1 AS found FROM known_network WHERE account_id = \(account) AND network = \(network)
            """) != nil
    }

    static func remember(_ network: String, of account: AccountID, at instant: Instant, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO known_network (account_id, network, last_signed_in_at)
            VALUES (\(account), \(network), \(instant))
            ON CONFLICT (account_id, network) DO UPDATE SET last_signed_in_at = excluded.last_signed_in_at
            """)
    }
}

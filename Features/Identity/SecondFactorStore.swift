import Access
import Base
import Storage

/// Owner of `second_factor`, `recovery_code` and `sign_in_step`.
enum SecondFactorStore {
    static let sealed = SealedTable("second_factor", key: ["account_id"], [.init("secret")])

    static func factor(of account: AccountID, in snapshot: Snapshot) throws -> SecondFactor? {
        try snapshot.row("""
            SELECT secret, begun_at, confirmed_at, last_step FROM second_factor WHERE account_id = \(account)
            """).map { row in
            let text: String = try row[sealed: "secret"]
            guard let secret = Base32.bytes(text) else { throw StorageError.badColumn("secret", "no base 32") }
            return try SecondFactor(account: account, code: TimeCode(secret: secret), begunAt: row["begun_at"],
                confirmedAt: row["confirmed_at"], lastStep: row["last_step"])
        }
    }

    /// Puts a new secret in the place of one that was never confirmed.
    static func begin(_ secret: [UInt8], of account: AccountID, at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO second_factor (account_id, secret, begun_at)
            VALUES (\(account), \(sealed: Base32.text(secret), "secret"), \(now))
            ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, begun_at = excluded.begun_at
            WHERE second_factor.confirmed_at IS NULL
            """)
    }

    static func confirm(_ account: AccountID, step: Int64, at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE second_factor SET confirmed_at = \(now), last_step = \(step) WHERE account_id = \(account)
            """)
    }

    static func remove(_ account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
        try tx.execute("DELETE FROM second_factor WHERE account_id = \(account)")
    }

    /// False when a code of this step or a later one has been taken meanwhile.
    static func take(step: Int64, of account: AccountID, in tx: Transaction) throws -> Bool {
        try tx.execute("""
            UPDATE second_factor SET last_step = \(step)
            WHERE account_id = \(account) AND confirmed_at IS NOT NULL AND (last_step IS NULL OR last_step < \(step))
            """) == 1
    }

    // MARK: Codes on paper

    static func replaceCodes(_ digests: [String], of account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
        for digest in digests {
            try tx.execute("INSERT INTO recovery_code (account_id, digest) VALUES (\(account), \(digest))")
        }
    }

    static func codesLeft(of account: AccountID, in snapshot: Snapshot) throws -> Int {
        let row = try snapshot.row("""
            SELECT COUNT(*) AS n FROM recovery_code WHERE account_id = \(account) AND used_at IS NULL
            """)
        return try row?["n"] ?? 0
    }

    static func hasCode(_ digest: String, of account: AccountID, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("""
            SELECT 1 AS found FROM recovery_code
            WHERE account_id = \(account) AND digest = \(digest) AND used_at IS NULL
            """) != nil
    }

    /// False when it has been used meanwhile.
    static func take(code digest: String, of account: AccountID, at now: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute("""
            UPDATE recovery_code SET used_at = \(now)
            WHERE account_id = \(account) AND digest = \(digest) AND used_at IS NULL
            """) == 1
    }

    // MARK: Between password and code

    /// - Parameter browser: see `WebRequest.browserDigest`; one browser is at one step.
    static func insert(_ step: SecondStep.Waiting, of browser: String, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO sign_in_step (browser, account_id, password_hash, tries, expires_at, ticket)
            VALUES (\(browser), \(step.account), \(step.passwordHash.text), 0, \(step.expiresAt),
                \(step.ticket ?? ""))
            ON CONFLICT (browser) DO UPDATE SET account_id = excluded.account_id,
                password_hash = excluded.password_hash, tries = 0, expires_at = excluded.expires_at,
                ticket = excluded.ticket
            """)
        try tx.execute("""
            DELETE FROM sign_in_step WHERE expires_at < \(step.expiresAt.adding(seconds: -3600))
            """)
    }

    static func step(of browser: String, in snapshot: Snapshot) throws -> SecondStep.Waiting? {
        try snapshot.row("""
            SELECT account_id, password_hash, tries, expires_at, ticket FROM sign_in_step WHERE browser = \(browser)
            """).map { row in
            let text: String = try row["password_hash"]
            guard let hash = PasswordHash(text) else { throw StorageError.badColumn("password_hash", "no hash") }
            let ticket: String = try row["ticket"]
            return try SecondStep.Waiting(account: row["account_id"], passwordHash: hash, tries: row["tries"],
                expiresAt: row["expires_at"], ticket: ticket.isEmpty ? nil : ticket)
        }
    }

    static func countTry(of browser: String, in tx: Transaction) throws {
        try tx.execute("UPDATE sign_in_step SET tries = tries + 1 WHERE browser = \(browser)")
    }

    /// - Returns: how many were waiting.
    static func removeSteps(ticket: String, of account: AccountID, in tx: Transaction) throws -> Int {
        try tx.execute("DELETE FROM sign_in_step WHERE account_id = \(account) AND ticket = \(ticket)")
    }

    static func removeStep(of browser: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM sign_in_step WHERE browser = \(browser)")
    }
}

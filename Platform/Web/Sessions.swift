import Access
import Base
import Crypto
import Foundation
import Storage

/// Who an account is now: name, roles, agency. Nil when the account is closed, which ends its sessions at once.
package typealias CallerResolver = @Sendable (AccountID, Snapshot) throws -> Caller?

/// How long a sign-in lasts, in seconds.
package struct SessionRules: Sendable {
    /// Without a request for this long the session is over.
    package var staffIdleSeconds: Int64
    package var citizenIdleSeconds: Int64
    /// After this long it is over in any case.
    package var absoluteSeconds: Int64

    package init(
        staffIdleSeconds: Int64 = 30 * 60, citizenIdleSeconds: Int64 = 12 * 3600, absoluteSeconds: Int64 = 24 * 3600
    ) {
        self.staffIdleSeconds = staffIdleSeconds
        self.citizenIdleSeconds = citizenIdleSeconds
        self.absoluteSeconds = absoluteSeconds
    }

    func idleSeconds(for caller: Caller) -> Int64 {
        switch caller {
        case .staff, .system: staffIdleSeconds
        case .citizen, .anonymous: citizenIdleSeconds
        }
    }
}

/// Who is signed in on which browser. The browser holds 256 random bits; the table holds only their SHA-256, so a copy
/// of the database opens no session.
package struct Sessions: Sendable {
    let rules: SessionRules
    let resolveCaller: CallerResolver

    /// A session that is alive.
    struct Found: Sendable {
        let caller: Caller
        /// The last request was noted more than a minute ago.
        let needsTouch: Bool
    }

    func find(_ token: String, at now: Instant, in snapshot: Snapshot) throws -> Found? {
        guard let session = try SessionStore.session(Self.digest(token), in: snapshot), now < session.expiresAt,
            let caller = try resolveCaller(session.account, snapshot)
        else { return nil }
        let idle = now.seconds(since: session.seenAt)
        guard idle < rules.idleSeconds(for: caller) else { return nil }
        return Found(caller: caller, needsTouch: idle >= 60)
    }

    func touch(_ token: String, at now: Instant, in tx: Transaction) throws {
        try SessionStore.touch(Self.digest(token), at: now, in: tx)
    }

    /// Makes a new session and ends the one that the browser had, so that a token known before the sign-in is worth
    /// nothing after it.
    /// - Returns: the token for the browser's cookie.
    package func begin(
        for account: AccountID, endingOld old: String?, at now: Instant, in tx: Transaction
    ) throws -> String {
        if let old { try end(old, in: tx) }
        try SessionStore.purge(expiredAt: now, account: account, in: tx)
        let token = SecretText.random()
        try SessionStore.insert(
            SessionStore.Session(
                digest: Self.digest(token), account: account, createdAt: now, seenAt: now,
                expiresAt: now.adding(seconds: rules.absoluteSeconds)), in: tx)
        return token
    }

    func end(_ token: String, in tx: Transaction) throws { try SessionStore.delete(Self.digest(token), in: tx) }

    /// Signs an account out everywhere: after a new password, a lost device, a closed account.
    package static func endAll(of account: AccountID, in tx: Transaction) throws {
        try SessionStore.deleteAll(of: account, in: tx)
    }

    /// Removes sessions whose time is over; for a nightly job.
    package static func purge(at now: Instant, in tx: Transaction) throws {
        try SessionStore.purge(expiredAt: now, in: tx)
    }

    private static func digest(_ token: String) -> String { Hex.text(SHA256.hash(data: Data(token.utf8))) }
}

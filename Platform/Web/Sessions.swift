import Access
import Base
import Crypto
import Foundation
import Storage

/// Who an account is now: name, roles, agency. Nil when the account is closed, which ends its sessions at once.
package typealias CallerResolver = @Sendable (AccountID, Snapshot) throws -> Caller?

/// How long a sign-in lasts, in seconds.
package struct SessionRules: Sendable {
    /// Without a request for this long an official's session is locked: the password opens it again, and what was
    /// being typed is still there (TCVN 14423:2026, level 3: 15 minutes).
    package var staffLockSeconds: Int64
    /// The same for administrators (5 minutes); never later than for others.
    package var administratorLockSeconds: Int64
    /// Without a request for this long a citizen's session is over.
    package var citizenIdleSeconds: Int64
    /// After this long it is over in any case.
    package var absoluteSeconds: Int64

    package init(
        staffLockSeconds: Int64 = 15 * 60, administratorLockSeconds: Int64 = 5 * 60,
        citizenIdleSeconds: Int64 = 12 * 3600, absoluteSeconds: Int64 = 24 * 3600
    ) {
        self.staffLockSeconds = staffLockSeconds
        self.administratorLockSeconds = administratorLockSeconds
        self.citizenIdleSeconds = citizenIdleSeconds
        self.absoluteSeconds = absoluteSeconds
    }

    /// Nil for whoever's session ends instead.
    package func lockSeconds(for caller: Caller) -> Int64? {
        guard let staff = caller.staff else { return nil }
        let isAdministrator = !staff.roles.isDisjoint(with: [.administrator, .provinceAdministrator])
        return isAdministrator ? min(administratorLockSeconds, staffLockSeconds) : staffLockSeconds
    }
}

/// Who is signed in on which browser. The browser holds 256 random bits; the table holds only their SHA-256, so a copy
/// of the database opens no session.
package struct Sessions: Sendable {
    let rules: SessionRules
    let resolveCaller: CallerResolver

    /// After this long a session is over in any case.
    package var secondsMax: Int64 { rules.absoluteSeconds }

    /// A session that is alive.
    struct Found: Sendable {
        let caller: Caller
        /// The last request was noted more than a minute ago.
        let needsTouch: Bool
        /// Seconds until it is locked, or over for a citizen; 0 when it is locked.
        let secondsLeft: Int64

        var isLocked: Bool { secondsLeft == 0 }
    }

    func find(_ token: String, at now: Instant, in snapshot: Snapshot) throws -> Found? {
        guard let session = try SessionStore.session(Self.digest(token), in: snapshot),
            let caller = try resolveCaller(session.account, snapshot)
        else { return nil }
        guard let left = secondsLeft(session, caller, at: now) else { return nil }
        return Found(caller: caller, needsTouch: now.seconds(since: session.seenAt) >= 60, secondsLeft: left)
    }

    /// As in `Found`; nil when it is over.
    func secondsLeft(_ session: SessionStore.Session, _ caller: Caller, at now: Instant) -> Int64? {
        guard now < session.expiresAt else { return nil }
        let idle = now.seconds(since: session.seenAt)
        let limit = rules.lockSeconds(for: caller)
        guard limit != nil || idle < rules.citizenIdleSeconds else { return nil }
        return max(0, (limit ?? rules.citizenIdleSeconds) - idle)
    }

    func touch(_ token: String, at now: Instant, in tx: Transaction) throws {
        try SessionStore.touch(Self.digest(token), at: now, in: tx)
    }

    /// Makes a new session and ends the one that the browser had, so that a token known before the sign-in is worth
    /// nothing after it.
    /// - Parameters:
    ///   - origin: its address is kept for officials alone.
    ///   - ticket: see `Answer.SessionChange.signIn`.
    /// - Returns: the token for the browser's cookie.
    package func begin(
        for account: AccountID, from origin: SessionOrigin, ticket: String? = nil, endingOld old: String?,
        at now: Instant, in tx: Transaction
    ) throws -> String {
        if let old { try end(old, in: tx) }
        try SessionStore.purge(expiredAt: now, account: account, in: tx)
        let token = SecretText.random()
        let isStaff = try resolveCaller(account, tx)?.staff != nil
        try SessionStore.insert(
            SessionStore.Session(
                digest: Self.digest(token), account: account, createdAt: now, seenAt: now,
                expiresAt: now.adding(seconds: rules.absoluteSeconds), device: origin.device,
                address: isStaff ? origin.address : "", ticket: ticket ?? ""), in: tx)
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

    static func digest(_ token: String) -> String { Hex.text(SHA256.hash(data: Data(token.utf8))) }
}

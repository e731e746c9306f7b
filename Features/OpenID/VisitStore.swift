import Access
import Base
import Storage

/// Somebody is away at a provider to sign in there. Bound to the browser that left, good for one return.
struct ProviderVisit: Sendable {
    static let secondsMax: Int64 = 600

    let provider: String
    /// `WebRequest.browserDigest`.
    let browser: String
    let nonce: String
    let verifier: String
    /// Where the person was going; empty for nowhere.
    let next: String
    /// Who wants to link the own account; nil for somebody who wants to sign in.
    let account: AccountID?
    let expiresAt: Instant
}

/// Somebody has come back recognised, and has still to say with which account they go on.
struct ProviderArrival: Sendable {
    static let secondsMax: Int64 = 600

    let provider: String
    let browser: String
    let subject: String
    /// JSON; gone when the person has chosen, or after ten minutes.
    let claims: String
    let idToken: String
    let next: String
    let account: AccountID?
    let expiresAt: Instant
}

enum VisitStore {
    static let sealed = SealedTable("openid_arrival", key: ["browser"], [.init("claims"), .init("id_token")])
    private static let sweptAtOnce = 50

    /// - Parameter state: only its digest is kept: a copy of the database brings nobody back.
    static func insert(_ visit: ProviderVisit, state: String, at now: Instant, in tx: Transaction) throws {
        try sweep(at: now, in: tx)
        try tx.execute("""
            INSERT INTO openid_visit (state, browser, provider, nonce, verifier, next, account_id, expires_at)
            VALUES (\(state), \(visit.browser), \(visit.provider), \(visit.nonce), \(visit.verifier), \(visit.next),
                \(visit.account), \(visit.expiresAt))
            """)
    }

    /// Takes a visit for its one return; nil when there is none for this browser and provider, or it took too long.
    static func take(
        state: String, browser: String, provider: String, at now: Instant, in tx: Transaction
    ) throws -> ProviderVisit? {
        let row = try tx.row("""
            SELECT nonce, verifier, next, account_id, expires_at FROM openid_visit
            WHERE state = \(state) AND browser = \(browser) AND provider = \(provider)
            """)
        guard let row else { return nil }
        try tx.execute("DELETE FROM openid_visit WHERE state = \(state)")
        let visit = try ProviderVisit(provider: provider, browser: browser, nonce: row["nonce"],
            verifier: row["verifier"], next: row["next"], account: row["account_id"], expiresAt: row["expires_at"])
        return now < visit.expiresAt ? visit : nil
    }

    static func keep(_ arrival: ProviderArrival, in tx: Transaction) throws {
        try tx.execute("DELETE FROM openid_arrival WHERE browser = \(arrival.browser)")
        try tx.execute("""
            INSERT INTO openid_arrival (browser, provider, subject, claims, id_token, next, account_id, expires_at)
            VALUES (\(arrival.browser), \(arrival.provider), \(arrival.subject), \(sealed: arrival.claims, "claims"),
                \(sealed: arrival.idToken, "id_token"), \(arrival.next), \(arrival.account), \(arrival.expiresAt))
            """)
    }

    static func arrival(of browser: String, at now: Instant, in snapshot: Snapshot) throws -> ProviderArrival? {
        try snapshot.row("SELECT * FROM openid_arrival WHERE browser = \(browser) AND expires_at > \(now)").map { row in
            try ProviderArrival(provider: row["provider"], browser: browser, subject: row["subject"],
                claims: row[sealed: "claims"], idToken: row[sealed: "id_token"], next: row["next"],
                account: row["account_id"], expiresAt: row["expires_at"])
        }
    }

    static func removeArrival(of browser: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM openid_arrival WHERE browser = \(browser)")
    }

    /// Somebody who has left the provider again before they chose.
    static func removeArrivals(_ provider: String, subject: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM openid_arrival WHERE provider = \(provider) AND subject = \(subject)")
    }

    /// Lets go of what nobody came back for, a few at a time.
    private static func sweep(at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            DELETE FROM openid_visit WHERE state IN
                (SELECT state FROM openid_visit WHERE expires_at <= \(now) ORDER BY expires_at LIMIT \(sweptAtOnce))
            """)
        try tx.execute("""
            DELETE FROM openid_arrival WHERE browser IN
                (SELECT browser FROM openid_arrival WHERE expires_at <= \(now) ORDER BY expires_at LIMIT \(sweptAtOnce))
            """)
        try StayStore.sweep(at: now, in: tx)
    }
}

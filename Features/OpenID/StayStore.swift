import Access
import Base
import Crypto
import Storage

/// Owner of `openid_stay`: the sessions that were opened by a provider, for as long as they may last; and of
/// `openid_logout`: what providers have said about the end of theirs.
enum StayStore {
    static let sealed = SealedTable(
        "openid_stay", key: ["id"], [.init("id_token"), .init("sid", index: "sid_index")])
    private static let sweptAtOnce = 50

    /// Kept until the person leaves, so that they can leave there too, or the provider says that they have left.
    /// - Parameter ticket: that of the session, see `Answer.SessionChange.signIn`.
    static func insert(
        _ ticket: String, of account: AccountID, _ issuer: String, idToken: String, until: Instant,
        in tx: Transaction
    ) throws {
        let session = IDToken.session(of: idToken)
        try tx.execute("""
            INSERT INTO openid_stay (id, account_id, issuer, id_token, sid, sid_index, expires_at)
            VALUES (\(ticket), \(account), \(issuer), \(sealed: idToken, "id_token"), \(sealed: session, "sid"),
                \(blind: session, "sid"), \(until))
            """)
    }

    /// Takes one stay.
    static func end(_ ticket: String, of account: AccountID, in tx: Transaction) throws
        -> (issuer: String, idToken: String)?
    {
        let row = try tx.row("""
            SELECT issuer, id_token FROM openid_stay WHERE id = \(ticket) AND account_id = \(account)
            """)
        try tx.execute("DELETE FROM openid_stay WHERE id = \(ticket) AND account_id = \(account)")
        return try row.map { (try $0["issuer"], try $0[sealed: "id_token"]) }
    }

    static func endAll(of account: AccountID, _ issuer: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM openid_stay WHERE account_id = \(account) AND issuer = \(issuer)")
    }

    /// Those of one account by an issuer: all, or the one of that name there. One whose name was never told may be it.
    static func tickets(
        of account: AccountID, _ issuer: String, session: String?, in snapshot: Snapshot
    ) throws -> [String] {
        let name: SQL = session.map { "(sid_index IN (\(blinds: $0, "sid")) OR sid_index IS NULL)" } ?? "1 = 1"
        return try snapshot.rows("""
            SELECT id FROM openid_stay WHERE account_id = \(account) AND issuer = \(issuer) AND \(name) ORDER BY id
            """).map { try $0["id"] }
    }

    /// Whose stay has that name at the issuer.
    static func accounts(_ issuer: String, session: String, in snapshot: Snapshot) throws -> [AccountID] {
        try snapshot.rows("""
            SELECT DISTINCT account_id FROM openid_stay
            WHERE issuer = \(issuer) AND sid_index IN (\(blinds: session, "sid"))
            """).map { try $0["account_id"] }
    }

    // MARK: What was heard

    /// Writes down that a token was heard.
    /// - Returns: false when it had been heard before.
    static func hear(_ token: LogoutToken, of issuer: String, at now: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute("""
            DELETE FROM openid_logout WHERE (issuer, token) IN (SELECT issuer, token FROM openid_logout
                WHERE expires_at <= \(now) ORDER BY expires_at LIMIT \(sweptAtOnce))
            """)
        let digest = Hex.text(SHA256.hash(data: Array(token.id.utf8)))
        return try tx.execute("""
            INSERT INTO openid_logout (issuer, token, expires_at)
            VALUES (\(issuer), \(digest), \(token.forgottenAt)) ON CONFLICT (issuer, token) DO NOTHING
            """) == 1
    }

    /// Lets go of stays that must be over, a few at a time.
    static func sweep(at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            DELETE FROM openid_stay WHERE id IN
                (SELECT id FROM openid_stay WHERE expires_at <= \(now) ORDER BY expires_at LIMIT \(sweptAtOnce))
            """)
    }
}

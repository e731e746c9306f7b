import Access
import Base
import Storage

/// Tiêu hủy tài khoản công dân lâu không dùng: what somebody told of themselves and signs in with goes; the bare row
/// stays, closed, because the journal and the registers name it by its id.
package enum AccountDestructionStore {
    /// A citizen's account that nobody signs in to any more.
    package struct Idle: Sendable, Equatable {
        package let account: AccountID
        package let since: Instant
    }

    private static let since: SQL = "COALESCE(a.last_signed_in_at, a.created_at)"

    /// Those without a sign-in since the moment and not destroyed yet, the longest idle first.
    /// - Parameter last: where the answer before ended.
    package static func idle(
        before moment: Instant, after last: Idle?, limit: Int, in snapshot: Snapshot
    ) throws -> [Idle] {
        let rest: SQL = last.map {
            "AND (\(since) > \($0.since) OR \(since) = \($0.since) AND a.id > \($0.account))"
        } ?? ""
        return try snapshot.rows("""
            SELECT a.id, \(since) AS since FROM account a JOIN citizen_profile p ON p.account_id = a.id
            WHERE a.kind = \(Account.Kind.citizen) AND \(since) < \(moment) \(rest)
            ORDER BY \(since), a.id LIMIT \(limit)
            """).map { try Idle(account: $0["id"], since: $0["since"]) }
    }

    /// - Returns: false when it was used since, or is destroyed already.
    package static func destroy(_ account: AccountID, idleSince moment: Instant, in tx: Transaction) throws -> Bool {
        let closed = try tx.execute("""
            UPDATE account SET state = \(Account.State.disabled), has_password = 0, password_hash = \(nobodysHash),
                must_change_password = 0, password_ends_at = NULL
            WHERE id = \(account) AND kind = \(Account.Kind.citizen)
                AND COALESCE(last_signed_in_at, created_at) < \(moment)
                AND EXISTS (SELECT 1 FROM citizen_profile p WHERE p.account_id = account.id)
            """)
        guard closed == 1 else { return false }
        try tx.execute("DELETE FROM profile_proof WHERE account_id = \(account)")
        try tx.execute("DELETE FROM citizen_profile WHERE account_id = \(account)")
        try tx.execute("DELETE FROM account_login WHERE account_id = \(account)")
        try tx.execute("DELETE FROM known_network WHERE account_id = \(account)")
        try tx.execute("DELETE FROM contact_code WHERE account_id = \(account)")
        try tx.execute("DELETE FROM sign_in_step WHERE account_id = \(account)")
        try tx.execute("DELETE FROM recovery_code WHERE account_id = \(account)")
        try tx.execute("DELETE FROM second_factor WHERE account_id = \(account)")
        try tx.execute("DELETE FROM access_token WHERE account_id = \(account)")
        return true
    }

    /// A hash that no password has: what it is made of is nothing.
    private static let nobodysHash =
        "scrypt$15,8,1$\(String(repeating: "0", count: 32))$\(String(repeating: "0", count: 64))"
}

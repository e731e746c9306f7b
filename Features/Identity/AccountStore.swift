import Access
import Base
import Storage

/// Accounts and the words that they sign in with.
enum AccountStore {
    /// People sign in with their telephone or their personal id.
    static let sealed = SealedTable("account_login", key: ["login"], [.init("login", index: "login_index")])
    private static let columns: SQL = """
        a.id, a.kind, a.state, a.password_hash, a.must_change_password, a.password_ends_at, a.created_at,
        a.last_signed_in_at
        """

    static func account(_ id: AccountID, in snapshot: Snapshot) throws -> Account? {
        try snapshot.row("SELECT \(columns) FROM account a WHERE a.id = \(id)").map(account)
    }

    static func account(login: LoginName, in snapshot: Snapshot) throws -> Account? {
        try snapshot.row("""
            SELECT \(columns) FROM account_login l JOIN account a ON a.id = l.account_id
            WHERE l.login_index IN (\(blinds: login.text, "login"))
            """).map(account)
    }

    static func logins(of account: AccountID, in snapshot: Snapshot) throws -> [String] {
        try snapshot.rows("SELECT login FROM account_login WHERE account_id = \(account)")
            .map { try $0[sealed: "login"] }.sorted()
    }

    static func isTaken(_ login: LoginName, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("""
            SELECT 1 AS found FROM account_login WHERE login_index IN (\(blinds: login.text, "login"))
            """) != nil
    }

    static func insert(_ account: Account, logins: [LoginName], in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO account (id, kind, state, password_hash, must_change_password, password_ends_at, created_at,
                last_signed_in_at)
            VALUES (\(account.id), \(account.kind), \(account.state), \(account.passwordHash.text),
                \(account.mustChangePassword), \(account.passwordEndsAt), \(account.createdAt),
                \(account.lastSignedInAt))
            """)
        for login in logins { try insert(login, of: account.id, in: tx) }
    }

    /// Puts one of an account's logins in the place of another; nil adds or removes.
    static func replace(_ old: LoginName?, by new: LoginName?, of account: AccountID, in tx: Transaction) throws {
        if let old {
            try tx.execute("""
                DELETE FROM account_login
                WHERE login_index IN (\(blinds: old.text, "login")) AND account_id = \(account)
                """)
        }
        if let new { try insert(new, of: account, in: tx) }
    }

    private static func insert(_ login: LoginName, of account: AccountID, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO account_login (login, login_index, account_id)
            VALUES (\(sealed: login.text, "login"), \(blind: login.text, "login"), \(account))
            """)
    }

    static func set(_ state: Account.State, of id: AccountID, in tx: Transaction) throws {
        try tx.execute("UPDATE account SET state = \(state) WHERE id = \(id)")
    }

    /// Open again: the days without use are counted from now.
    static func reopen(_ id: AccountID, at now: Instant, in tx: Transaction) throws {
        try tx.execute("UPDATE account SET state = \(Account.State.active), reopened_at = \(now) WHERE id = \(id)")
    }

    static func set(
        _ hash: PasswordHash, mustChange: Bool, endsAt: Instant? = nil, of id: AccountID, in tx: Transaction
    ) throws {
        try tx.execute("""
            UPDATE account SET password_hash = \(hash.text), must_change_password = \(mustChange), has_password = 1,
                password_ends_at = \(endsAt) WHERE id = \(id)
            """)
    }

    /// Whether somebody has chosen a password; without one the hash is of a text that nobody knows.
    static func hasPassword(_ id: AccountID, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("SELECT 1 AS found FROM account WHERE id = \(id) AND has_password = 1") != nil
    }

    static func setHasNoPassword(_ id: AccountID, in tx: Transaction) throws {
        try tx.execute("UPDATE account SET has_password = 0 WHERE id = \(id)")
    }

    static func signedIn(_ id: AccountID, at instant: Instant, in tx: Transaction) throws {
        try tx.execute("UPDATE account SET last_signed_in_at = \(instant) WHERE id = \(id)")
    }

    private static func account(_ row: Row) throws -> Account {
        let text: String = try row["password_hash"]
        guard let hash = PasswordHash(text) else { throw StorageError.badColumn("password_hash", "no password hash") }
        return try Account(id: row["id"], kind: row["kind"], state: row["state"], passwordHash: hash,
            mustChangePassword: row["must_change_password"], passwordEndsAt: row["password_ends_at"],
            createdAt: row["created_at"],
            lastSignedInAt: row["last_signed_in_at"])
    }
}

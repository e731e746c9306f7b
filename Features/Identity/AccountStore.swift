import Access
import Base
import Storage

/// Accounts and the words that they sign in with.
enum AccountStore {
    private static let columns: SQL = """
        a.id, a.kind, a.state, a.password_hash, a.must_change_password, a.created_at, a.last_signed_in_at
        """

    static func account(_ id: AccountID, in snapshot: Snapshot) throws -> Account? {
        try snapshot.row("SELECT \(columns) FROM account a WHERE a.id = \(id)").map(account)
    }

    static func account(login: LoginName, in snapshot: Snapshot) throws -> Account? {
        try snapshot.row("""
            SELECT \(columns) FROM account_login l JOIN account a ON a.id = l.account_id WHERE l.login = \(login.text)
            """).map(account)
    }

    static func logins(of account: AccountID, in snapshot: Snapshot) throws -> [String] {
        try snapshot.rows("SELECT login FROM account_login WHERE account_id = \(account)")
            .map { try $0["login"] }.sorted()
    }

    static func isTaken(_ login: LoginName, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("SELECT 1 AS found FROM account_login WHERE login = \(login.text)") != nil
    }

    static func insert(_ account: Account, logins: [LoginName], in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO account (id, kind, state, password_hash, must_change_password, created_at, last_signed_in_at)
            VALUES (\(account.id), \(account.kind), \(account.state), \(account.passwordHash.text),
                \(account.mustChangePassword), \(account.createdAt), \(account.lastSignedInAt))
            """)
        for login in logins {
            try tx.execute("INSERT INTO account_login (login, account_id) VALUES (\(login.text), \(account.id))")
        }
    }

    /// Puts one of an account's logins in the place of another; nil adds or removes.
    static func replace(_ old: LoginName?, by new: LoginName?, of account: AccountID, in tx: Transaction) throws {
        if let old {
            try tx.execute("DELETE FROM account_login WHERE login = \(old.text) AND account_id = \(account)")
        }
        if let new {
            try tx.execute("INSERT INTO account_login (login, account_id) VALUES (\(new.text), \(account))")
        }
    }

    static func set(_ state: Account.State, of id: AccountID, in tx: Transaction) throws {
        try tx.execute("UPDATE account SET state = \(state) WHERE id = \(id)")
    }

    static func set(
        _ hash: PasswordHash, mustChange: Bool, of id: AccountID, in tx: Transaction
    ) throws {
        try tx.execute("""
            UPDATE account SET password_hash = \(hash.text), must_change_password = \(mustChange) WHERE id = \(id)
            """)
    }

    static func signedIn(_ id: AccountID, at instant: Instant, in tx: Transaction) throws {
        try tx.execute("UPDATE account SET last_signed_in_at = \(instant) WHERE id = \(id)")
    }

    private static func account(_ row: Row) throws -> Account {
        let text: String = try row["password_hash"]
        guard let hash = PasswordHash(text) else { throw StorageError.badColumn("password_hash", "no password hash") }
        return try Account(id: row["id"], kind: row["kind"], state: row["state"], passwordHash: hash,
            mustChangePassword: row["must_change_password"], createdAt: row["created_at"],
            lastSignedInAt: row["last_signed_in_at"])
    }
}

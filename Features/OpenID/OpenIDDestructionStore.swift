import Access
import Storage

/// What is kept of an account that is gone.
enum OpenIDDestructionStore {
    static func forget(_ account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM openid_link WHERE account_id = \(account)")
        try tx.execute("DELETE FROM openid_stay WHERE account_id = \(account)")
        try tx.execute("DELETE FROM openid_visit WHERE account_id = \(account)")
        try tx.execute("DELETE FROM openid_arrival WHERE account_id = \(account)")
    }
}

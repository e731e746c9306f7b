import Access
import Base
import Storage

/// Codes that are on their way, one a browser.
enum ContactCodeStore {
    static let sealed = SealedTable("contact_code", key: ["browser"], [.init("phone"), .init("personal_id")])
    private static let sweptAtOnce = 20

    static func save(_ code: ContactCode, of browser: String, at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            DELETE FROM contact_code WHERE browser IN
                (SELECT browser FROM contact_code WHERE expires_at <= \(now) ORDER BY expires_at LIMIT \(sweptAtOnce))
            """)
        try remove(of: browser, in: tx)
        var account: AccountID?
        var registration: (deed: RegisterCitizen, next: String)?
        switch code.purpose {
        case .registration(let deed, let next): registration = (deed, next)
        case .ownNumber(let id): account = id
        }
        try tx.execute("""
            INSERT INTO contact_code (browser, phone, digest, account_id, name, personal_id, password_hash, next, tries,
                expires_at)
            VALUES (\(browser), \(sealed: code.phone.digits, "phone"), \(code.digest), \(account),
                \(registration?.deed.name ?? ""),
                \(sealed: registration?.deed.personalID ?? "", "personal_id"),
                \(registration?.deed.password.text ?? ""), \(registration?.next ?? ""), \(code.tries),
                \(code.expiresAt))
            """)
    }

    static func code(of browser: String, in snapshot: Snapshot) throws -> ContactCode? {
        guard let row = try snapshot.row("SELECT * FROM contact_code WHERE browser = \(browser)"),
            let phone = PhoneNumber(try row[sealed: "phone"])
        else { return nil }
        let account: AccountID? = try row["account_id"]
        let purpose: ContactCode.Purpose
        if let account {
            purpose = .ownNumber(account)
        } else {
            guard let hash = PasswordHash(try row["password_hash"]) else { return nil }
            purpose = .registration(try RegisterCitizen(name: row["name"], phone: phone.digits,
                personalID: row[sealed: "personal_id"], password: hash), next: try row["next"])
        }
        return try ContactCode(phone: phone, purpose: purpose, digest: row["digest"], tries: row["tries"],
            expiresAt: row["expires_at"])
    }

    static func countTry(of browser: String, in tx: Transaction) throws {
        try tx.execute("UPDATE contact_code SET tries = tries + 1 WHERE browser = \(browser)")
    }

    static func remove(of browser: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM contact_code WHERE browser = \(browser)")
    }
}

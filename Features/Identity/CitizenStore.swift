import Access
import Base
import Storage

/// What registered citizens told about themselves.
package enum CitizenStore {
    private static let columns: SQL = "account_id, name, personal_id, phone, email, birth_date, sex, address"

    package static func profile(of account: AccountID, in snapshot: Snapshot) throws -> CitizenProfile? {
        try snapshot.row("SELECT \(columns) FROM citizen_profile WHERE account_id = \(account)").map(profile)
    }

    package static func profile(personalID: PersonalID, in snapshot: Snapshot) throws -> CitizenProfile? {
        try snapshot.row("SELECT \(columns) FROM citizen_profile WHERE personal_id = \(personalID.digits)").map(profile)
    }

    package static func profile(phone: PhoneNumber, in snapshot: Snapshot) throws -> CitizenProfile? {
        try snapshot.row("SELECT \(columns) FROM citizen_profile WHERE phone = \(phone.digits)").map(profile)
    }

    static func insert(_ profile: CitizenProfile, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO citizen_profile (account_id, name, name_folded, personal_id, phone, email, birth_date, sex,
                address)
            VALUES (\(profile.account), \(profile.name), \(VietnameseText.folded(profile.name)),
                \(profile.personalID?.digits), \(profile.phone?.digits), \(profile.email?.text ?? ""),
                \(profile.birthDate),
                \(profile.sex?.rawValue), \(profile.address))
            """)
    }

    static func update(_ profile: CitizenProfile, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE citizen_profile SET name = \(profile.name), name_folded = \(VietnameseText.folded(profile.name)),
                phone = \(profile.phone?.digits), email = \(profile.email?.text ?? ""),
                birth_date = \(profile.birthDate), sex = \(profile.sex?.rawValue), address = \(profile.address)
            WHERE account_id = \(profile.account)
            """)
    }

    private static func profile(_ row: Row) throws -> CitizenProfile {
        let (personalID, phone, sex): (String?, String?, String?) = try (row["personal_id"], row["phone"], row["sex"])
        return try CitizenProfile(account: row["account_id"], name: row["name"],
            personalID: personalID.flatMap { PersonalID($0) }, phone: phone.flatMap { PhoneNumber($0) },
            email: EmailAddress(row["email"]),
            birthDate: row["birth_date"], sex: sex.flatMap { Sex(rawValue: $0) }, address: row["address"])
    }
}

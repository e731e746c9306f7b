import Access
import Base
import Storage

/// What registered citizens told about themselves.
package enum CitizenStore {
    package static let sealed = SealedTable("citizen_profile", key: ["account_id"], [
        .init("personal_id", index: "personal_id_index"), .init("phone", index: "phone_index"), .init("email"),
    ])
    private static let columns: SQL = "account_id, name, personal_id, phone, email, birth_date, sex, address"

    package static func profile(of account: AccountID, in snapshot: Snapshot) throws -> CitizenProfile? {
        try snapshot.row("SELECT \(columns) FROM citizen_profile WHERE account_id = \(account)").map(profile)
    }

    package static func profile(personalID: PersonalID, in snapshot: Snapshot) throws -> CitizenProfile? {
        try snapshot.row("""
            SELECT \(columns) FROM citizen_profile
            WHERE personal_id_index IN (\(blinds: personalID.digits, "personal_id"))
            """).map(profile)
    }

    package static func profile(phone: PhoneNumber, in snapshot: Snapshot) throws -> CitizenProfile? {
        try snapshot.row("""
            SELECT \(columns) FROM citizen_profile WHERE phone_index IN (\(blinds: phone.digits, "phone"))
            """).map(profile)
    }

    static func insert(_ profile: CitizenProfile, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO citizen_profile (account_id, name, name_folded, personal_id, personal_id_index, phone,
                phone_index, email, birth_date, sex, address)
            VALUES (\(profile.account), \(profile.name), \(VietnameseText.folded(profile.name)),
                \(sealed: profile.personalID?.digits, "personal_id"),
                \(blind: profile.personalID?.digits, "personal_id"), \(sealed: profile.phone?.digits, "phone"),
                \(blind: profile.phone?.digits, "phone"), \(sealed: profile.email?.text ?? "", "email"),
                \(profile.birthDate), \(profile.sex?.rawValue), \(profile.address))
            """)
    }

    static func update(_ profile: CitizenProfile, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE citizen_profile SET name = \(profile.name), name_folded = \(VietnameseText.folded(profile.name)),
                phone = \(sealed: profile.phone?.digits, "phone"),
                phone_index = \(blind: profile.phone?.digits, "phone"),
                email = \(sealed: profile.email?.text ?? "", "email"),
                birth_date = \(profile.birthDate), sex = \(profile.sex?.rawValue), address = \(profile.address)
            WHERE account_id = \(profile.account)
            """)
    }

    static func set(_ personalID: PersonalID?, of account: AccountID, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE citizen_profile SET personal_id = \(sealed: personalID?.digits, "personal_id"),
                personal_id_index = \(blind: personalID?.digits, "personal_id")
            WHERE account_id = \(account)
            """)
    }

    private static func profile(_ row: Row) throws -> CitizenProfile {
        let (personalID, phone, sex): (String?, String?, String?) = try (
            row[sealed: "personal_id"], row[sealed: "phone"], row["sex"])
        return try CitizenProfile(account: row["account_id"], name: row["name"],
            personalID: personalID.flatMap { PersonalID($0) }, phone: phone.flatMap { PhoneNumber($0) },
            email: EmailAddress(row[sealed: "email"]),
            birthDate: row["birth_date"], sex: sex.flatMap { Sex(rawValue: $0) }, address: row["address"])
    }
}

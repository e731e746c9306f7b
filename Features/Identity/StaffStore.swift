import Access
import Base
import Storage

/// The people of agencies, with their roles.
package enum StaffStore {
    /// One line of the administrator's list: the member and what concerns the account.
    struct Listing: Sendable, Equatable {
        let member: StaffMember
        let login: String
        let state: Account.State
        let lastSignedInAt: Instant?
        let hasSecondFactor: Bool
    }

    private static let source: SQL = """
        SELECT s.account_id, s.name, s.title, s.agency_id, s.office_id, a.state, a.last_signed_in_at, l.login,
            f.confirmed_at AS factor_at
        FROM staff_member s JOIN account a ON a.id = s.account_id JOIN account_login l ON l.account_id = s.account_id
            LEFT JOIN second_factor f ON f.account_id = s.account_id
        """

    /// Those who can work now, by given name. Disabled accounts are left out.
    package static func members(of agency: AgencyID, in snapshot: Snapshot) throws -> [StaffMember] {
        try listings(of: agency, in: snapshot).filter { $0.state == .active }.map(\.member)
    }

    /// One member, also when the account is disabled: old entries name them.
    package static func member(_ account: AccountID, in snapshot: Snapshot) throws -> StaffMember? {
        try listing(account, in: snapshot)?.member
    }

    /// Everybody of an agency, by given name.
    static func listings(of agency: AgencyID, in snapshot: Snapshot) throws -> [Listing] {
        let rows = try snapshot.rows("\(source) WHERE s.agency_id = \(agency)")
        let roles = try snapshot.rows("""
            SELECT r.account_id, r.role FROM staff_role r JOIN staff_member s ON s.account_id = r.account_id
            WHERE s.agency_id = \(agency)
            """)
        return try sorted(listings(rows, roles: roles))
    }

    static func listing(_ account: AccountID, in snapshot: Snapshot) throws -> Listing? {
        let rows = try snapshot.rows("\(source) WHERE s.account_id = \(account)")
        let roles = try snapshot.rows("SELECT account_id, role FROM staff_role WHERE account_id = \(account)")
        return try listings(rows, roles: roles).first
    }

    static func insert(_ member: StaffMember, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO staff_member (account_id, name, name_folded, title, agency_id, office_id)
            VALUES (\(member.account), \(member.name), \(VietnameseText.folded(member.name)), \(member.title),
                \(member.agency), \(member.office))
            """)
        for role in member.roles.sorted(by: { $0.rawValue < $1.rawValue }) {
            try tx.execute("INSERT INTO staff_role (account_id, role) VALUES (\(member.account), \(role.rawValue))")
        }
    }

    private static func listings(_ rows: [Row], roles: [Row]) throws -> [Listing] {
        var byAccount: [AccountID: Set<Role>] = [:]
        for row in roles {
            let word: String = try row["role"]
            // A role of a newer program is no role here: less is allowed, never more.
            guard let role = Role(rawValue: word) else { continue }
            byAccount[try row["account_id"], default: []].insert(role)
        }
        return try rows.map { row in
            let account: AccountID = try row["account_id"]
            let member = try StaffMember(account: account, name: row["name"], title: row["title"],
                roles: byAccount[account] ?? [], agency: row["agency_id"], office: row["office_id"])
            let factorAt: Instant? = try row["factor_at"]
            return try Listing(member: member, login: row["login"], state: row["state"],
                lastSignedInAt: row["last_signed_in_at"], hasSecondFactor: factorAt != nil)
        }
    }

    private static func sorted(_ listings: [Listing]) -> [Listing] {
        listings.map { (key: VietnameseText.sortKey(ofName: $0.member.name), listing: $0) }
            .sorted { ($0.key, $0.listing.login) < ($1.key, $1.listing.login) }.map(\.listing)
    }
}

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
        /// All that were given and not taken back, with their days.
        let terms: [RoleTerm]
    }

    private static let source: SQL = """
        SELECT s.account_id, s.name, s.title, s.agency_id, s.office_id, a.state, a.last_signed_in_at, l.login,
            f.confirmed_at AS factor_at
        FROM staff_member s JOIN account a ON a.id = s.account_id JOIN account_login l ON l.account_id = s.account_id
            LEFT JOIN second_factor f ON f.account_id = s.account_id
        """

    /// Those who can work on a day, by given name. Disabled accounts are left out.
    package static func members(
        of agency: AgencyID, on day: LocalDate, in snapshot: Snapshot
    ) throws -> [StaffMember] {
        try listings(of: agency, on: day, in: snapshot).filter { $0.state == .active }.map(\.member)
    }

    /// One member, also when the account is disabled: old entries name them.
    /// - Parameter day: whose roles are meant; nil for all that were given and not taken back, in force or not.
    package static func member(
        _ account: AccountID, on day: LocalDate? = nil, in snapshot: Snapshot
    ) throws -> StaffMember? {
        try listing(account, on: day, in: snapshot)?.member
    }

    /// Everybody of an agency, by given name.
    static func listings(of agency: AgencyID, on day: LocalDate?, in snapshot: Snapshot) throws -> [Listing] {
        let rows = try snapshot.rows("\(source) WHERE s.agency_id = \(agency)")
        let roles = try snapshot.rows("""
            SELECT r.account_id, r.role, r.from_date, r.through_date, r.ground
            FROM staff_role r JOIN staff_member s ON s.account_id = r.account_id WHERE s.agency_id = \(agency)
            """)
        return try sorted(listings(rows, roles: roles, on: day))
    }

    static func listing(_ account: AccountID, on day: LocalDate? = nil, in snapshot: Snapshot) throws -> Listing? {
        let rows = try snapshot.rows("\(source) WHERE s.account_id = \(account)")
        let roles = try snapshot.rows("""
            SELECT account_id, role, from_date, through_date, ground FROM staff_role WHERE account_id = \(account)
            """)
        return try listings(rows, roles: roles, on: day).first
    }

    /// Which rows of `staff_role` (as `r`) count on a day; the empty day leaves out what has dates, which allows less.
    static func isInForce(on day: String) -> SQL {
        """
        (r.from_date IS NULL OR r.from_date <= \(day)) AND (r.through_date IS NULL OR r.through_date >= \(day)
            AND \(day) <> '')
        """
    }

    static func save(_ term: RoleTerm, of account: AccountID, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO staff_role (account_id, role, from_date, through_date, ground)
            VALUES (\(account), \(term.role.rawValue), \(term.from?.iso8601), \(term.through?.iso8601), \(term.ground))
            ON CONFLICT (account_id, role) DO UPDATE SET from_date = excluded.from_date,
                through_date = excluded.through_date, ground = excluded.ground
            """)
    }

    static func remove(_ role: Role, of account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM staff_role WHERE account_id = \(account) AND role = \(role.rawValue)")
    }

    static func change(
        _ account: AccountID, name: String, title: String, office: OfficeID?, in tx: Transaction
    ) throws {
        try tx.execute("""
            UPDATE staff_member SET name = \(name), name_folded = \(VietnameseText.folded(name)), title = \(title),
                office_id = \(office) WHERE account_id = \(account)
            """)
    }

    /// Open accounts of officials that nobody has signed in to since an instant, nor were they made or opened again
    /// after it. Those that a program uses by a token are left out: it signs in to nothing.
    static func unused(since instant: Instant, at now: Instant, in snapshot: Snapshot) throws -> [AccountID] {
        try snapshot.rows("""
            SELECT a.id FROM account a JOIN staff_member s ON s.account_id = a.id
            WHERE a.state = \(Account.State.active) AND a.created_at < \(instant)
                AND (a.last_signed_in_at IS NULL OR a.last_signed_in_at < \(instant))
                AND (a.reopened_at IS NULL OR a.reopened_at < \(instant))
                AND NOT EXISTS (SELECT 1 FROM access_token k WHERE k.account_id = a.id AND k.revoked_at IS NULL
                    AND k.expires_at > \(now))
            ORDER BY a.id
            """).map { try $0["id"] }
    }

    static func insert(_ member: StaffMember, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO staff_member (account_id, name, name_folded, title, agency_id, office_id)
            VALUES (\(member.account), \(member.name), \(VietnameseText.folded(member.name)), \(member.title),
                \(member.agency), \(member.office))
            """)
        for role in member.roles.sorted(by: { $0.rawValue < $1.rawValue }) {
            try save(RoleTerm(role), of: member.account, in: tx)
        }
    }

    private static func listings(_ rows: [Row], roles: [Row], on day: LocalDate?) throws -> [Listing] {
        var byAccount: [AccountID: [RoleTerm]] = [:]
        for row in roles {
            let word: String = try row["role"]
            // A role of a newer program is no role here: less is allowed, never more.
            guard let role = Role(rawValue: word) else { continue }
            let term = try RoleTerm(role, from: row["from_date"], through: row["through_date"], ground: row["ground"])
            byAccount[try row["account_id"], default: []].append(term)
        }
        return try rows.map { row in
            let account: AccountID = try row["account_id"]
            let terms = (byAccount[account] ?? []).sorted { $0.role.rawValue < $1.role.rawValue }
            let roles = terms.filter { term in day.map { term.state(on: $0) == .now } ?? true }.map(\.role)
            let member = try StaffMember(account: account, name: row["name"], title: row["title"],
                roles: Set(roles), agency: row["agency_id"], office: row["office_id"])
            let factorAt: Instant? = try row["factor_at"]
            return try Listing(member: member, login: row[sealed: "login"], state: row["state"],
                lastSignedInAt: row["last_signed_in_at"], hasSecondFactor: factorAt != nil,
                terms: terms)
        }
    }

    private static func sorted(_ listings: [Listing]) -> [Listing] {
        listings.map { (key: VietnameseText.sortKey(ofName: $0.member.name), listing: $0) }
            .sorted { ($0.key, $0.listing.login) < ($1.key, $1.listing.login) }.map(\.listing)
    }
}

import Access
import Base
import Storage

/// Who an account is, asked anew with each request: a disabled account or a taken role counts at once.
package enum CallerStore {
    /// The account that signs in with this word; nil when there is none, or it is closed.
    package static func account(ofLogin typed: String, in snapshot: Snapshot) throws -> AccountID? {
        let found = try AccountStore.account(login: LoginName(typed: typed), in: snapshot)
        return found?.state == .active ? found?.id : nil
    }

    /// Nil when the account is gone or disabled. An official who still has to choose a password, or to set up a second
    /// factor that one of the roles demands, has no role.
    package static func caller(for account: AccountID, in snapshot: Snapshot) throws -> Caller? {
        // One question, a row for each role: it stands before every page and every deed.
        let rows = try snapshot.rows("""
            SELECT a.kind, a.state, a.must_change_password, s.name AS staff_name, s.agency_id, s.office_id, r.role,
                c.name AS citizen_name, f.confirmed_at AS factor_at, d.role AS demanding_role
            FROM account a LEFT JOIN staff_member s ON s.account_id = a.id
                LEFT JOIN staff_role r ON r.account_id = a.id
                LEFT JOIN citizen_profile c ON c.account_id = a.id
                LEFT JOIN second_factor f ON f.account_id = a.id
                LEFT JOIN second_factor_demand d ON d.agency_id = s.agency_id AND d.role = r.role
            WHERE a.id = \(account)
            """)
        guard let row = rows.first, try row["state"] == Account.State.active else { return nil }
        let kind: Account.Kind = try row["kind"]
        switch kind {
        case .staff:
            guard let name: String = try row["staff_name"] else { return nil }
            // A role of a newer program is no role here: less is allowed, never more.
            let roles = try rows.compactMap { try ($0["role"] as String?).flatMap(Role.init(rawValue:)) }
            let mustChoosePassword: Bool = try row["must_change_password"]
            let factorAt: Instant? = try row["factor_at"]
            let isDemanded = try rows.contains { try $0["demanding_role"] as String? != nil }
            let isReady = !mustChoosePassword && (factorAt != nil || !isDemanded)
            return .staff(StaffCaller(account: account, name: name, roles: isReady ? Set(roles) : [],
                agency: try row["agency_id"], office: try row["office_id"]))
        case .citizen:
            guard let name: String = try row["citizen_name"] else { return nil }
            return .citizen(CitizenCaller(account: account, name: name))
        }
    }
}

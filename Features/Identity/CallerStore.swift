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
    /// factor that one of the roles demands, has no role and stands in for nobody.
    /// - Parameter day: today, for whom the official stands in; nil leaves that out, which allows less.
    package static func caller(
        for account: AccountID, on day: LocalDate? = nil, in snapshot: Snapshot
    ) throws -> Caller? {
        let rows = try snapshot.rows(question(account, on: day?.iso8601 ?? ""))
        guard let row = rows.first, try row["state"] == Account.State.active else { return nil }
        let kind: Account.Kind = try row["kind"]
        switch kind {
        case .staff:
            guard let name: String = try row["staff_name"] else { return nil }
            let mustChoosePassword: Bool = try row["must_change_password"]
            let factorAt: Instant? = try row["factor_at"]
            let isDemanded = try rows.contains { try $0["demanding_role"] as String? != nil }
            let isReady = !mustChoosePassword && (factorAt != nil || !isDemanded)
            // Who signs like a leader shows who they are like a leader.
            let maySign = try factorAt != nil || row["leader_demand"] as String? == nil
            let own = isReady ? try roles(rows, "role") : []
            return .staff(StaffCaller(account: account, name: name, roles: own, agency: try row["agency_id"],
                office: try row["office_id"],
                standsInFor: isReady ? try standsInFor(rows, hasFactor: factorAt != nil) : [],
                signsUnder: maySign ? try signsUnder(rows, having: own) : [], absence: try absence(row)))
        case .citizen:
            guard let name: String = try row["citizen_name"] else { return nil }
            return .citizen(CitizenCaller(account: account, name: name))
        }
    }

    /// One question, a row for each role of the official and of whom they stand in for: it stands before every page
    /// and every deed.
    private static func question(_ account: AccountID, on day: String) -> SQL {
        """
        SELECT a.kind, a.state, a.must_change_password, s.name AS staff_name, s.agency_id, s.office_id, r.role,
            c.name AS citizen_name, i.absent_id, i.through_date AS stood_through, p.name AS stood_name,
            p.agency_id AS stood_agency, p.office_id AS stood_office, pa.state AS stood_state, pr.role AS stood_role,
            sd.role AS stood_demand,
            o.deputy_id, o.through_date AS away_through, d.name AS deputy_name, f.confirmed_at AS factor_at,
            fd.role AS demanding_role, ld.role AS leader_demand, g.id AS signing_id, g.form AS signing_form,
            g.principal AS signing_principal, g.title AS signing_title, g.fields AS signing_fields
        FROM account a LEFT JOIN staff_member s ON s.account_id = a.id
            LEFT JOIN staff_role r ON r.account_id = a.id AND \(StaffStore.isInForce(on: day))
            LEFT JOIN citizen_profile c ON c.account_id = a.id
            LEFT JOIN stand_in i ON i.deputy_id = a.id AND i.revoked_at IS NULL
                AND i.from_date <= \(day) AND i.through_date >= \(day)
            LEFT JOIN staff_member p ON p.account_id = i.absent_id
            LEFT JOIN account pa ON pa.id = i.absent_id
            LEFT JOIN staff_role pr ON pr.account_id = i.absent_id
                AND (pr.from_date IS NULL OR pr.from_date <= \(day))
                AND (pr.through_date IS NULL OR pr.through_date >= \(day))
            LEFT JOIN second_factor_demand sd ON sd.agency_id = s.agency_id AND sd.role = pr.role
            LEFT JOIN stand_in o ON o.absent_id = a.id AND o.revoked_at IS NULL
                AND o.from_date <= \(day) AND o.through_date >= \(day)
            LEFT JOIN staff_member d ON d.account_id = o.deputy_id
            LEFT JOIN second_factor f ON f.account_id = a.id
            LEFT JOIN second_factor_demand fd ON fd.agency_id = s.agency_id AND fd.role = r.role
            LEFT JOIN second_factor_demand ld ON ld.agency_id = s.agency_id AND ld.role = \(Role.leader.rawValue)
            LEFT JOIN signing_delegation g ON g.signer_id = a.id AND g.agency_id = s.agency_id
                AND g.revoked_at IS NULL AND g.from_date <= \(day)
                AND (g.through_date IS NULL OR g.through_date >= \(day))
        WHERE a.id = \(account)
        """
    }

    /// A role of a newer program is no role here: less is allowed, never more.
    private static func roles(_ rows: [Row], _ column: String) throws -> Set<Role> {
        Set(try rows.compactMap { try ($0[column] as String?).flatMap(Role.init(rawValue:)) })
    }

    /// Nobody has more of an absent person than that person has: a closed account lends nothing, and neither does one
    /// of another agency. A role that demands a second factor demands the deputy's.
    private static func standsInFor(_ rows: [Row], hasFactor: Bool) throws -> [StoodFor] {
        let byAbsent = try Dictionary(grouping: rows) { try $0["absent_id"] as AccountID? }
        return try byAbsent.compactMap { absent, rows -> StoodFor? in
            guard let absent, let row = rows.first, try row["stood_state"] == Account.State.active,
                try row["stood_agency"] as AgencyID == row["agency_id"]
            else { return nil }
            let lent = try rows.filter { try hasFactor || $0["stood_demand"] as String? == nil }
            return try StoodFor(account: absent, name: row["stood_name"], office: row["stood_office"],
                roles: roles(lent, "stood_role"), until: row["stood_through"])
        }.sorted { $0.account < $1.account }
    }

    /// A form was given to whoever holds an office (`SigningRule.roles`): it ends with the role.
    private static func signsUnder(_ rows: [Row], having own: Set<Role>) throws -> [SigningRight] {
        try Set(rows.compactMap(SigningStore.right)).filter { !own.isDisjoint(with: SigningRule.roles(for: $0.form)) }
            .sorted { $0.delegation < $1.delegation }
    }

    private static func absence(_ row: Row) throws -> Absence? {
        guard let deputy: AccountID = try row["deputy_id"] else { return nil }
        return try Absence(deputy: deputy, deputyName: row["deputy_name"], until: row["away_through"])
    }
}

import Access
import Base
import Storage

/// Owner of `second_factor_demand` and `office_network`: what an agency demands of its people.
enum SecondFactorRuleStore {
    static func rule(of agency: AgencyID, in snapshot: Snapshot) throws -> SecondFactorRule {
        let roles = try snapshot.rows("SELECT role FROM second_factor_demand WHERE agency_id = \(agency)")
            .compactMap { row in Role(rawValue: try row["role"]) }
        let networks = try snapshot.rows("""
            SELECT network FROM office_network WHERE agency_id = \(agency) ORDER BY network
            """).map { row in
            let text: String = try row["network"]
            // An unreadable line must not open the door to everybody.
            guard let range = NetworkRange(text) else { throw StorageError.badColumn("network", text) }
            return range
        }
        return SecondFactorRule(roles: Set(roles), officeNetworks: networks)
    }

    static func save(_ rule: SecondFactorRule, of agency: AgencyID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM second_factor_demand WHERE agency_id = \(agency)")
        try tx.execute("DELETE FROM office_network WHERE agency_id = \(agency)")
        for role in rule.roles.sorted(by: { $0.rawValue < $1.rawValue }) {
            try tx.execute("INSERT INTO second_factor_demand (agency_id, role) VALUES (\(agency), \(role.rawValue))")
        }
        for network in Set(rule.officeNetworks.map(\.text)).sorted() {
            try tx.execute("INSERT INTO office_network (agency_id, network) VALUES (\(agency), \(network))")
        }
    }
}

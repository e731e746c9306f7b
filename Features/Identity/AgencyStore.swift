import Access
import Base
import Storage

/// Agencies and their offices.
package enum AgencyStore {
    private static let columns: SQL = "id, statistics_code, kind, name, parent_id, identifier, is_remote"

    package static func agency(_ id: AgencyID, in snapshot: Snapshot) throws -> Agency? {
        try snapshot.row("SELECT \(columns) FROM agency WHERE id = \(id)").map(agency)
    }

    package static func agency(statisticsCode code: String, in snapshot: Snapshot) throws -> Agency? {
        try snapshot.row("SELECT \(columns) FROM agency WHERE statistics_code = \(code)").map(agency)
    }

    /// The communes that this installation serves, by name.
    package static func served(in snapshot: Snapshot) throws -> [Agency] {
        try sorted(snapshot.rows("SELECT \(columns) FROM agency WHERE is_served = 1").map(agency))
    }

    /// The agencies that work with this installation: those with offices here, whether people file with them or only
    /// other agencies ask something of them.
    package static func working(in snapshot: Snapshot) throws -> [Agency] {
        let rows = try snapshot.rows("SELECT \(columns) FROM agency WHERE id IN (SELECT agency_id FROM office)")
        return try sorted(rows.map(agency))
    }

    package static func isServed(_ id: AgencyID, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("SELECT 1 AS found FROM agency WHERE id = \(id) AND is_served = 1") != nil
    }

    /// All provinces, by name.
    package static func provinces(in snapshot: Snapshot) throws -> [Agency] {
        try sorted(snapshot.rows("SELECT \(columns) FROM agency WHERE parent_id IS NULL").map(agency))
    }

    /// What stands directly under an agency, by name.
    package static func children(of parent: AgencyID, in snapshot: Snapshot) throws -> [Agency] {
        try sorted(snapshot.rows("SELECT \(columns) FROM agency WHERE parent_id = \(parent)").map(agency))
    }

    package static func all(in snapshot: Snapshot) throws -> [Agency] {
        try snapshot.rows("SELECT \(columns) FROM agency ORDER BY statistics_code").map(agency)
    }

    /// The offices of an agency in the order in which the commune lists them.
    package static func offices(of agency: AgencyID, in snapshot: Snapshot) throws -> [Office] {
        try snapshot.rows("""
            SELECT id, agency_id, kind, name FROM office WHERE agency_id = \(agency) ORDER BY position, id
            """).map(office)
    }

    package static func office(_ id: OfficeID, in snapshot: Snapshot) throws -> Office? {
        try snapshot.row("SELECT id, agency_id, kind, name FROM office WHERE id = \(id)").map(office)
    }

    static func insert(_ agencies: [Agency], in tx: Transaction) throws {
        let batch = 100
        for start in stride(from: 0, to: agencies.count, by: batch) {
            let values = agencies[start..<min(start + batch, agencies.count)].map { agency -> SQL in
                """
                (\(agency.id), \(agency.statisticsCode), \(agency.kind), \(agency.name),
                \(VietnameseText.folded(agency.name)), \(agency.parent), \(agency.identifier), \(agency.isRemote))
                """
            }
            try tx.execute("""
                INSERT INTO agency (id, statistics_code, kind, name, name_folded, parent_id, identifier, is_remote)
                VALUES \(SQL.joined(values, by: ", "))
                """)
        }
    }

    static func rename(_ id: AgencyID, to name: String, kind: Agency.Kind, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE agency SET name = \(name), name_folded = \(VietnameseText.folded(name)), kind = \(kind)
            WHERE id = \(id)
            """)
    }

    static func set(identifier: String?, isRemote: Bool, of id: AgencyID, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE agency SET identifier = \(identifier), is_remote = \(isRemote) WHERE id = \(id)
            """)
    }

    static func agency(identifier: String, in snapshot: Snapshot) throws -> Agency? {
        try snapshot.row("SELECT \(columns) FROM agency WHERE identifier = \(identifier)").map(agency)
    }

    static func markServed(_ id: AgencyID, in tx: Transaction) throws {
        try tx.execute("UPDATE agency SET is_served = 1 WHERE id = \(id)")
    }

    static func insert(_ office: Office, position: Int, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO office (id, agency_id, kind, name, position)
            VALUES (\(office.id), \(office.agency), \(office.kind), \(office.name), \(position))
            """)
    }

    private static func agency(_ row: Row) throws -> Agency {
        try Agency(id: row["id"], statisticsCode: row["statistics_code"], kind: row["kind"], name: row["name"],
            parent: row["parent_id"], identifier: row["identifier"], isRemote: row["is_remote"])
    }

    private static func office(_ row: Row) throws -> Office {
        try Office(id: row["id"], agency: row["agency_id"], kind: row["kind"], name: row["name"])
    }

    /// Sorted here and not by the database: the two engines know different orders.
    private static func sorted(_ agencies: [Agency]) -> [Agency] {
        agencies.map { (key: VietnameseText.folded($0.name), agency: $0) }
            .sorted { ($0.key, $0.agency.statisticsCode) < ($1.key, $1.agency.statisticsCode) }.map(\.agency)
    }
}

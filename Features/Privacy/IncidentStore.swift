import Access
import Base
import Storage

/// Incidents and what was done about them. Nothing is ever deleted here: the file is kept 5 years at least.
enum IncidentStore {
    private static let columns: SQL = """
        id, agency_id, number, year, opened_at, opened_by, kind, found_at, description, consequences, measures,
        account_id, login, address, from_day, through_day, closed_at
        """

    static func insert(_ one: Incident, in tx: Transaction) throws {
        let facts = one.facts
        try tx.execute("""
            INSERT INTO incident (\(columns))
            VALUES (\(one.id), \(one.agency), \(one.number), \(one.year), \(one.openedAt), \(one.openedBy),
                \(facts.kind), \(facts.foundAt), \(facts.description), \(facts.consequences), \(facts.measures),
                \(facts.account), \(facts.login), \(facts.address), \(facts.from), \(facts.through), \(one.closedAt))
            """)
    }

    static func update(_ one: Incident, in tx: Transaction) throws {
        let facts = one.facts
        try tx.execute("""
            UPDATE incident SET kind = \(facts.kind), found_at = \(facts.foundAt),
                description = \(facts.description), consequences = \(facts.consequences), measures = \(facts.measures),
                account_id = \(facts.account), login = \(facts.login), address = \(facts.address),
                from_day = \(facts.from), through_day = \(facts.through), closed_at = \(one.closedAt)
            WHERE id = \(one.id)
            """)
    }

    static func insert(_ done: Incident.Done, _ duty: Incident.Duty, of id: ID<Incident>, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO incident_duty (incident_id, duty, done_at, done_by, note)
            VALUES (\(id), \(duty), \(done.at), \(done.by), \(done.note))
            """)
    }

    /// One of this agency.
    /// - Throws: `not-found`, also for another agency's.
    static func incident(_ id: ID<Incident>, of agency: AgencyID?, in snapshot: Snapshot) throws -> Incident {
        guard let agency, let row = try snapshot.row("""
            SELECT \(columns) FROM incident WHERE id = \(id) AND agency_id = \(agency)
            """)
        else { throw Problem.notFound }
        return try incident(row, in: snapshot)
    }

    /// The newest first.
    static func incidents(of agency: AgencyID, limit: Int, in snapshot: Snapshot) throws -> [Incident] {
        try snapshot.rows("""
            SELECT \(columns) FROM incident WHERE agency_id = \(agency) ORDER BY year DESC, number DESC LIMIT \(limit)
            """).map { try incident($0, in: snapshot) }
    }

    /// Those of all agencies that nobody has closed.
    static func open(in snapshot: Snapshot) throws -> [Incident] {
        try snapshot.rows("SELECT \(columns) FROM incident WHERE closed_at IS NULL ORDER BY id")
            .map { try incident($0, in: snapshot) }
    }

    /// Those of all agencies whose people have been told, the newest first.
    static func told(in snapshot: Snapshot) throws -> [Incident] {
        try snapshot.rows("""
            SELECT \(columns) FROM incident
            WHERE id IN (SELECT incident_id FROM incident_duty WHERE duty = \(Incident.Duty.tellPeople))
            ORDER BY year DESC, number DESC LIMIT 100
            """).map { try incident($0, in: snapshot) }
    }

    private static func incident(_ row: Row, in snapshot: Snapshot) throws -> Incident {
        let id: ID<Incident> = try row["id"]
        var done: [Incident.Duty: Incident.Done] = [:]
        for duty in try snapshot.rows("""
            SELECT duty, done_at, done_by, note FROM incident_duty WHERE incident_id = \(id)
            """) {
            done[try duty["duty"]] = try Incident.Done(at: duty["done_at"], by: duty["done_by"], note: duty["note"])
        }
        let facts = try IncidentFacts(
            kind: row["kind"], foundAt: row["found_at"], description: row["description"],
            consequences: row["consequences"], measures: row["measures"], account: row["account_id"],
            login: row["login"], address: row["address"], from: row["from_day"], through: row["through_day"])
        return try Incident(
            id: id, agency: row["agency_id"], number: row["number"], year: row["year"], openedAt: row["opened_at"],
            openedBy: row["opened_by"], facts: facts, done: done, closedAt: row["closed_at"])
    }
}

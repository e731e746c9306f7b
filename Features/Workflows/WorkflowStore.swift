import Access
import Base
import Deadlines
import Identity
import Storage

/// The ways of each agency, version by version; nothing is overwritten.
package enum WorkflowStore {
    /// The version in force at a moment; nil when the procedure has no way of its own then.
    package static func workflow(
        of agency: AgencyID, procedure code: String, at moment: Instant, in snapshot: Snapshot
    ) throws -> Workflow? {
        try snapshot.row("""
            SELECT \(columns) FROM workflow WHERE agency_id = \(agency) AND procedure_code = \(code) AND at <= \(moment)
            ORDER BY version DESC LIMIT 1
            """).map { try workflow($0, in: snapshot) }
    }

    /// All versions, the newest first.
    package static func versions(
        of agency: AgencyID, procedure code: String, in snapshot: Snapshot
    ) throws -> [Workflow] {
        try snapshot.rows("""
            SELECT \(columns) FROM workflow WHERE agency_id = \(agency) AND procedure_code = \(code)
            ORDER BY version DESC
            """).map { try workflow($0, in: snapshot) }
    }

    /// The procedures of an agency that have a way of their own, and the version of each.
    package static func codes(of agency: AgencyID, in snapshot: Snapshot) throws -> [String: Int] {
        let rows = try snapshot.rows("""
            SELECT procedure_code, MAX(version) AS version FROM workflow WHERE agency_id = \(agency)
            GROUP BY procedure_code
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["procedure_code"], try $0["version"]) })
    }

    static func insert(_ workflow: Workflow, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO workflow (id, agency_id, procedure_code, version, reason, author, at)
            VALUES (\(workflow.id), \(workflow.agency), \(workflow.procedureCode), \(workflow.version),
                \(workflow.reason), \(workflow.author), \(workflow.at))
            """)
        for (index, step) in workflow.steps.enumerated() {
            try tx.execute("""
                INSERT INTO workflow_step (workflow_id, number, stage, name, office, hours)
                VALUES (\(workflow.id), \(index + 1), \(step.stage), \(step.name), \(step.office), \(step.hours))
                """)
        }
    }

    private static let columns: SQL = "id, agency_id, procedure_code, version, reason, author, at"

    private static func workflow(_ row: Row, in snapshot: Snapshot) throws -> Workflow {
        let id: ID<Workflow> = try row["id"]
        let steps = try snapshot.rows("""
            SELECT stage, name, office, hours FROM workflow_step WHERE workflow_id = \(id) ORDER BY number
            """).map {
                WorkflowStep(stage: try $0["stage"], name: try $0["name"], office: try $0["office"],
                    hours: try $0["hours"])
            }
        return Workflow(id: id, agency: try row["agency_id"], procedureCode: try row["procedure_code"],
            version: try row["version"], steps: steps, reason: try row["reason"], author: try row["author"],
            at: try row["at"])
    }

    // MARK: Examples

    package static func examples(
        of agency: AgencyID, procedure code: String, in snapshot: Snapshot
    ) throws -> [WorkflowExample] {
        try snapshot.rows("""
            SELECT id, name, accepted_at, term, due_at, fee, result FROM workflow_example
            WHERE agency_id = \(agency) AND procedure_code = \(code) ORDER BY accepted_at, id
            """).map { row in
                let (id, termCode): (String, String) = try (row["id"], row["term"])
                guard let term = Term(code: termCode) else { throw StorageError.badColumn("term", termCode) }
                let route = try snapshot.rows("""
                    SELECT stage, due_at FROM workflow_station WHERE example_id = \(id) ORDER BY number
                    """).map { WorkflowExample.Station(stage: try $0["stage"], due: try $0["due_at"]) }
                return WorkflowExample(name: try row["name"], acceptedAt: try row["accepted_at"], term: term,
                    route: route, due: try row["due_at"], fee: try row["fee"], result: try row["result"])
            }
    }

    static func insert(
        _ example: WorkflowExample, of agency: AgencyID, procedure code: String, at now: Instant, in tx: Transaction
    ) throws {
        let id = ID<WorkflowExampleMark>(at: now)
        try tx.execute("""
            INSERT INTO workflow_example (id, agency_id, procedure_code, name, accepted_at, term, due_at, fee, result)
            VALUES (\(id), \(agency), \(code), \(example.name), \(example.acceptedAt), \(example.term.code),
                \(example.due), \(example.fee), \(example.result))
            """)
        for (index, station) in example.route.enumerated() {
            try tx.execute("""
                INSERT INTO workflow_station (example_id, number, stage, due_at)
                VALUES (\(id), \(index + 1), \(station.stage), \(station.due))
                """)
        }
    }

    static func removeExamples(of agency: AgencyID, procedure code: String, in tx: Transaction) throws {
        try tx.execute("""
            DELETE FROM workflow_station WHERE example_id IN (
                SELECT id FROM workflow_example WHERE agency_id = \(agency) AND procedure_code = \(code))
            """)
        try tx.execute("DELETE FROM workflow_example WHERE agency_id = \(agency) AND procedure_code = \(code)")
    }
}

/// Whose ids examples have.
private enum WorkflowExampleMark {}

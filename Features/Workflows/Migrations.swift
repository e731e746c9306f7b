import Storage

extension WorkflowsFeature {
    package static let migrations = [
        Migration("workflows/001-workflow", """
            CREATE TABLE workflow (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL,
                procedure_code TEXT NOT NULL,
                version BIGINT NOT NULL,
                reason TEXT NOT NULL,
                author TEXT NOT NULL,
                at BIGINT NOT NULL,
                UNIQUE (agency_id, procedure_code, version)
            );
            CREATE TABLE workflow_step (
                workflow_id TEXT NOT NULL REFERENCES workflow (id),
                number BIGINT NOT NULL,
                stage TEXT NOT NULL,
                name TEXT NOT NULL,
                office TEXT NOT NULL,
                hours BIGINT NOT NULL CHECK (hours > 0),
                PRIMARY KEY (workflow_id, number),
                UNIQUE (workflow_id, stage)
            );
            CREATE TABLE workflow_example (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL,
                procedure_code TEXT NOT NULL,
                name TEXT NOT NULL,
                accepted_at BIGINT NOT NULL,
                term TEXT NOT NULL,
                due_at BIGINT NOT NULL,
                fee BIGINT,
                result TEXT NOT NULL
            );
            CREATE INDEX workflow_example_of ON workflow_example (agency_id, procedure_code);
            CREATE TABLE workflow_station (
                example_id TEXT NOT NULL REFERENCES workflow_example (id),
                number BIGINT NOT NULL,
                stage TEXT NOT NULL,
                due_at BIGINT NOT NULL,
                PRIMARY KEY (example_id, number)
            );
            """),
        .walls("workflows/060-walls", [
            RowWall("workflow", openTo: ["agency_id"]).readByAll,
            RowWall("workflow_example", openTo: ["agency_id"]).readByAll,
            RowWall("workflow_step", where: within("workflow", by: "workflow_id")).readByAll,
            RowWall("workflow_station", where: within("workflow_example", by: "example_id")).readByAll,
        ]),
    ]

    /// Part of something that the own agency made: what everybody may read says by itself nothing of who may write.
    private static func within(_ whole: String, by column: String) -> String {
        """
        EXISTS (SELECT 1 FROM \(whole) WHERE \(whole).id = \(column) AND \(RowWall.names("\(whole).agency_id")))
        """
    }
}

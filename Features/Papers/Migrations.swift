import Storage

extension PapersFeature {
    package static let migrations = [
        Migration("papers/001-template", """
            CREATE TABLE paper_template (
                agency_id TEXT NOT NULL,
                form BIGINT NOT NULL,
                text TEXT NOT NULL,
                replaced_at BIGINT NOT NULL,
                replaced_by TEXT NOT NULL,
                PRIMARY KEY (agency_id, form),
                CHECK (form BETWEEN 1 AND 7)
            );
            """),
        .walls("papers/060-walls", [RowWall("paper_template", openTo: ["agency_id"]).readByAll]),
    ]
}

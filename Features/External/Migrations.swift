import Identity
import Storage

enum ExternalMigrations {
    static let all = [
        Migration("external/001-dossier", """
            CREATE TABLE external_dossier (
                source TEXT NOT NULL,
                code TEXT NOT NULL,
                status BIGINT NOT NULL CHECK (status BETWEEN 0 AND 10),
                procedure_code TEXT NOT NULL,
                subject TEXT NOT NULL,
                owner_name TEXT NOT NULL,
                owner_folded TEXT NOT NULL,
                agency_id TEXT,
                unit TEXT NOT NULL,
                receiving_agency_id TEXT,
                submitted_at BIGINT,
                accepted_at BIGINT,
                due_at BIGINT,
                finished_at BIGINT,
                returned_at BIGINT,
                told_at BIGINT,
                changed_at BIGINT NOT NULL,
                PRIMARY KEY (source, code),
                CHECK (agency_id IS NOT NULL OR receiving_agency_id IS NOT NULL)
            );
            CREATE INDEX external_dossier_agency ON external_dossier (agency_id, due_at);
            CREATE INDEX external_dossier_receiving ON external_dossier (receiving_agency_id, due_at);
            CREATE INDEX external_dossier_code ON external_dossier (code);
            """),
        .walls("external/060-walls", [
            IdentityFeature.wall("external_dossier", by: ["agency_id", "receiving_agency_id"])
        ]),
    ]
}

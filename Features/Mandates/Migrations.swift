import Storage

extension MandatesFeature {
    package static let migrations = [
        Migration("mandates/001-mandate", """
            CREATE TABLE mandate (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                agent TEXT NOT NULL,
                agent_name TEXT NOT NULL,
                name TEXT NOT NULL,
                name_folded TEXT NOT NULL,
                personal_id TEXT NOT NULL,
                phone TEXT NOT NULL,
                address TEXT NOT NULL,
                birth_date TEXT,
                principal_account TEXT,
                organisation_id TEXT,
                paper_number TEXT NOT NULL,
                paper_place TEXT NOT NULL,
                paper_day TEXT,
                consent_way TEXT,
                consent_purpose TEXT NOT NULL,
                consent_witness TEXT NOT NULL,
                scope TEXT NOT NULL,
                from_day TEXT NOT NULL,
                through_day TEXT,
                agency_id TEXT NOT NULL,
                standing TEXT NOT NULL,
                made_at BIGINT NOT NULL,
                decided_at BIGINT,
                decided_by TEXT NOT NULL,
                reason TEXT NOT NULL,
                CHECK (kind IN ('representative', 'parent', 'helper', 'member')),
                CHECK (standing IN ('awaiting', 'accepted', 'refused', 'ended')),
                CHECK (through_day IS NOT NULL OR kind = 'member')
            );
            CREATE INDEX mandate_agent ON mandate (agent, made_at);
            CREATE INDEX mandate_principal ON mandate (principal_account) WHERE principal_account IS NOT NULL;
            CREATE INDEX mandate_person ON mandate (personal_id) WHERE personal_id <> '';
            CREATE INDEX mandate_organisation ON mandate (organisation_id) WHERE organisation_id IS NOT NULL;
            CREATE INDEX mandate_waiting ON mandate (agency_id, made_at) WHERE standing = 'awaiting';
            CREATE TABLE mandate_use (
                mandate_id TEXT NOT NULL REFERENCES mandate (id),
                agency_id TEXT NOT NULL,
                PRIMARY KEY (mandate_id, agency_id)
            );
            CREATE INDEX mandate_use_agency ON mandate_use (agency_id);
            """),
        OrganisationStore.migration,
        // The number of the person meant is sealed; what is looked for stands beside it as a blind code.
        Migration("mandates/010-sealed", """
            DROP INDEX mandate_person;
            ALTER TABLE mandate ADD COLUMN personal_id_index TEXT NOT NULL DEFAULT '';
            CREATE INDEX mandate_by_personal_id ON mandate (personal_id_index) WHERE personal_id_index <> '';
            """),
        // A mandate is for the agency that checks it and for those that have a dossier by it; `mandate_use`, on which
        // that leans, holds nothing but ids.
        .walls("mandates/060-walls", [
            RowWall("mandate", where: """
                \(RowWall.names("agency_id")) OR EXISTS (SELECT 1 FROM mandate_use
                    WHERE mandate_use.mandate_id = mandate.id AND \(RowWall.names("mandate_use.agency_id")))
                """)
        ]),
    ]

    /// A mandate is seen, too, by those who see a row of this table that names it, on PostgreSQL.
    package static func opening(toThoseWhoSee whole: WalledTable, by column: String) -> RowWall {
        .opening("mandate", toThoseWhoSee: whole, by: column)
    }
}

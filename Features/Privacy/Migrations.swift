import Storage

extension PrivacyFeature {
    package static let migrations = [
        // What somebody has seen stays written for a year at least (QCVN 12:2026/BCA, 3.9.2.1.9): the database itself
        // refuses to change a line, and to drop one that is younger than 367 days.
        Migration("privacy/001-read-log", sqlite: readLog + sqliteGuards, postgresql: readLog + postgresqlGuards),
        Migration("privacy/002-incident", """
            CREATE TABLE incident (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL,
                number BIGINT NOT NULL,
                year BIGINT NOT NULL,
                opened_at BIGINT NOT NULL,
                opened_by TEXT NOT NULL,
                kind TEXT NOT NULL,
                found_at BIGINT NOT NULL,
                description TEXT NOT NULL,
                consequences TEXT NOT NULL,
                measures TEXT NOT NULL,
                account_id TEXT,
                login TEXT NOT NULL,
                address TEXT NOT NULL,
                from_day TEXT,
                through_day TEXT,
                closed_at BIGINT,
                UNIQUE (agency_id, year, number)
            );
            CREATE TABLE incident_duty (
                incident_id TEXT NOT NULL REFERENCES incident (id),
                duty TEXT NOT NULL,
                done_at BIGINT NOT NULL,
                done_by TEXT NOT NULL,
                note TEXT NOT NULL,
                PRIMARY KEY (incident_id, duty)
            );
            """),
        Migration("privacy/003-rights-request", """
            CREATE TABLE rights_request (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL,
                number BIGINT NOT NULL,
                year BIGINT NOT NULL,
                kind TEXT NOT NULL,
                account_id TEXT,
                name TEXT NOT NULL,
                personal_id TEXT NOT NULL,
                phone TEXT NOT NULL,
                content TEXT NOT NULL,
                received_at BIGINT NOT NULL,
                acknowledge_by TEXT NOT NULL,
                answer_by TEXT NOT NULL,
                acknowledged_at BIGINT,
                acknowledged_by TEXT NOT NULL,
                answered_at BIGINT,
                answered_by TEXT NOT NULL,
                outcome TEXT,
                ground TEXT NOT NULL,
                note TEXT NOT NULL,
                UNIQUE (agency_id, year, number)
            );
            CREATE INDEX rights_request_account ON rights_request (account_id, id);
            """),
        Migration("privacy/004-purge", """
            CREATE TABLE purge_run (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL,
                number BIGINT NOT NULL,
                year BIGINT NOT NULL,
                kind TEXT NOT NULL,
                before_at BIGINT NOT NULL,
                ground TEXT NOT NULL,
                proposed_by TEXT NOT NULL,
                proposed_name TEXT NOT NULL,
                proposed_at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'called-back', 'done')),
                approved_by TEXT,
                approved_name TEXT NOT NULL,
                approved_at BIGINT,
                due_at BIGINT,
                ended_at BIGINT,
                ended_name TEXT NOT NULL,
                UNIQUE (agency_id, year, number),
                CHECK (approved_by <> proposed_by),
                CHECK (state IN ('proposed', 'called-back') OR approved_by IS NOT NULL AND due_at IS NOT NULL)
            );
            CREATE TABLE purge_item (
                run_id TEXT NOT NULL REFERENCES purge_run (id),
                record TEXT NOT NULL,
                label TEXT NOT NULL,
                since_at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('marked', 'destroyed', 'held', 'kept')),
                ended_at BIGINT,
                PRIMARY KEY (run_id, record)
            );
            CREATE TABLE purge_bytes (
                digest TEXT PRIMARY KEY,
                freed_at BIGINT NOT NULL
            );
            CREATE TABLE legal_hold (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL,
                subject TEXT NOT NULL CHECK (subject IN ('dossier', 'person')),
                record TEXT NOT NULL,
                label TEXT NOT NULL,
                reason TEXT NOT NULL,
                by_name TEXT NOT NULL,
                at BIGINT NOT NULL,
                lifted_at BIGINT,
                lifted_name TEXT NOT NULL,
                lift_reason TEXT NOT NULL
            );
            CREATE INDEX legal_hold_of ON legal_hold (agency_id, record) WHERE lifted_at IS NULL;
            """),
        // Holds on people name the personal id: it is sealed, and found by its blind code.
        Migration("privacy/010-sealed-holds", """
            DROP INDEX legal_hold_of;
            ALTER TABLE legal_hold ADD COLUMN record_index TEXT NOT NULL DEFAULT '';
            CREATE INDEX legal_hold_by_record ON legal_hold (agency_id, record_index) WHERE lifted_at IS NULL;
            """),
        // How many rows a worklist showed: of these looks only the number is kept.
        Migration("privacy/070-worklists", "ALTER TABLE read_log ADD COLUMN shown BIGINT NOT NULL DEFAULT 0"),
        // The second wall (PostgreSQL only, see `RowWall`).
        .walls("privacy/060-walls", [
            RowWall("incident", openTo: ["agency_id"]),
            RowWall("incident_duty", partOf: WalledTable("incident"), by: "incident_id"),
            RowWall("rights_request", openTo: ["agency_id"]),
            RowWall("purge_run", openTo: ["agency_id"]),
            RowWall("purge_item", partOf: WalledTable("purge_run"), by: "run_id"),
            RowWall("legal_hold", openTo: ["agency_id"]),
        ]),
    ]

    private static let readLog = """
        CREATE TABLE read_log (
            id TEXT PRIMARY KEY,
            at BIGINT NOT NULL,
            day TEXT NOT NULL,
            account_id TEXT NOT NULL,
            account_name TEXT NOT NULL,
            roles TEXT NOT NULL,
            agency_id TEXT,
            office_id TEXT,
            in_place_of TEXT NOT NULL,
            what TEXT NOT NULL,
            kind TEXT NOT NULL,
            record TEXT NOT NULL,
            code TEXT NOT NULL,
            record_agency_id TEXT,
            part TEXT NOT NULL,
            door TEXT NOT NULL,
            ground TEXT NOT NULL,
            address TEXT NOT NULL,
            request_id TEXT NOT NULL
        );
        CREATE INDEX read_log_at ON read_log (at);
        CREATE INDEX read_log_day ON read_log (day, id);
        CREATE INDEX read_log_record ON read_log (record, id);
        CREATE INDEX read_log_account ON read_log (account_id, id);
        CREATE INDEX read_log_agency ON read_log (agency_id, id);
        CREATE TABLE read_log_item (
            record TEXT NOT NULL,
            read_id TEXT NOT NULL REFERENCES read_log (id) ON DELETE CASCADE,
            PRIMARY KEY (record, read_id)
        );
        CREATE INDEX read_log_item_read ON read_log_item (read_id);
        CREATE TABLE read_day (
            day TEXT PRIMARY KEY,
            lines BIGINT NOT NULL,
            digest TEXT NOT NULL,
            closed_at BIGINT NOT NULL
        );

        """

    private static let sqliteGuards = """
        CREATE TRIGGER read_log_no_update BEFORE UPDATE ON read_log
            BEGIN SELECT RAISE(ABORT, 'read_log_append_only'); END;
        CREATE TRIGGER read_log_kept BEFORE DELETE ON read_log
            WHEN OLD.at > (SELECT MAX(at) FROM read_log) - 31708800000000
            BEGIN SELECT RAISE(ABORT, 'read_log_append_only'); END;
        """

    private static let postgresqlGuards = """
        CREATE FUNCTION read_log_keep() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    IF OLD.at <= (SELECT MAX(at) FROM read_log) - 31708800000000 THEN RETURN OLD; END IF;
                END IF;
                RAISE EXCEPTION USING MESSAGE = 'read_log_append_only', ERRCODE = 'restrict_violation',
                    CONSTRAINT = 'read_log_append_only';
            END $$;
        CREATE TRIGGER read_log_kept BEFORE UPDATE OR DELETE ON read_log
            FOR EACH ROW EXECUTE FUNCTION read_log_keep();
        CREATE TRIGGER read_log_no_truncate BEFORE TRUNCATE ON read_log
            FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse('read_log_append_only');
        """
}

import Storage

extension DossiersFeature {
    package static let migrations = [
        Migration("dossiers/001-dossier", """
            CREATE TABLE dossier (
                id TEXT PRIMARY KEY,
                code TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL,
                is_open BIGINT NOT NULL,
                revision BIGINT NOT NULL,
                procedure_id TEXT NOT NULL,
                procedure_code TEXT NOT NULL,
                field TEXT NOT NULL,
                channel TEXT NOT NULL,
                agency_id TEXT NOT NULL,
                receiving_agency_id TEXT NOT NULL,
                office_id TEXT,
                assignee TEXT,
                filer_account TEXT,
                applicant_name TEXT NOT NULL,
                submitted_at BIGINT NOT NULL,
                accepted_at BIGINT,
                due_at BIGINT,
                finished_at BIGINT,
                returned_at BIGINT,
                return_method TEXT NOT NULL,
                is_digitised BIGINT NOT NULL,
                CHECK (is_open IN (0, 1)),
                CHECK (state IN ('submitted', 'accepted', 'forwarded', 'in-progress', 'awaiting-supplement',
                    'proposed', 'approved', 'result-ready', 'returned', 'refused', 'withdrawn')),
                CHECK (state IN ('submitted', 'refused', 'withdrawn', 'awaiting-supplement') OR due_at IS NOT NULL)
            );
            CREATE INDEX dossier_open ON dossier (agency_id, state, due_at, id) WHERE is_open = 1;
            CREATE INDEX dossier_mine ON dossier (assignee, due_at, id) WHERE is_open = 1;
            CREATE INDEX dossier_filer ON dossier (filer_account, submitted_at);
            CREATE INDEX dossier_accepted ON dossier (agency_id, accepted_at);
            CREATE INDEX dossier_finished ON dossier (agency_id, finished_at);
            CREATE TABLE dossier_party (
                dossier_id TEXT NOT NULL REFERENCES dossier (id),
                role TEXT NOT NULL,
                name TEXT NOT NULL,
                personal_id TEXT NOT NULL,
                phone TEXT NOT NULL,
                email TEXT NOT NULL,
                address TEXT NOT NULL,
                birth_date TEXT,
                PRIMARY KEY (dossier_id, role)
            );
            CREATE INDEX dossier_party_id ON dossier_party (personal_id) WHERE personal_id <> '';
            CREATE INDEX dossier_party_phone ON dossier_party (phone) WHERE phone <> '';
            CREATE TABLE dossier_paper (
                id TEXT PRIMARY KEY,
                dossier_id TEXT NOT NULL REFERENCES dossier (id),
                component BIGINT NOT NULL,
                name TEXT NOT NULL,
                originals BIGINT NOT NULL,
                copies BIGINT NOT NULL,
                is_promised BIGINT NOT NULL,
                file_id TEXT
            );
            CREATE INDEX dossier_paper_dossier ON dossier_paper (dossier_id);
            CREATE TABLE dossier_content (
                dossier_id TEXT PRIMARY KEY REFERENCES dossier (id),
                request TEXT NOT NULL,
                term TEXT NOT NULL,
                fee BIGINT,
                is_fee_paid BIGINT NOT NULL,
                return_address TEXT NOT NULL
            );
            CREATE TABLE dossier_note (
                id TEXT PRIMARY KEY,
                dossier_id TEXT NOT NULL REFERENCES dossier (id),
                at BIGINT NOT NULL,
                author TEXT NOT NULL,
                text TEXT NOT NULL
            );
            CREATE INDEX dossier_note_dossier ON dossier_note (dossier_id, at);
            CREATE TABLE dossier_supplement (
                dossier_id TEXT PRIMARY KEY REFERENCES dossier (id),
                asked_at BIGINT NOT NULL,
                asked_from TEXT NOT NULL,
                points TEXT NOT NULL,
                answered_at BIGINT,
                answer TEXT NOT NULL
            );
            CREATE TABLE dossier_result (
                dossier_id TEXT PRIMARY KEY REFERENCES dossier (id),
                proposal TEXT NOT NULL,
                proposed_by TEXT NOT NULL,
                approver_name TEXT NOT NULL,
                number TEXT NOT NULL,
                file_id TEXT,
                collected_by TEXT NOT NULL
            );
            CREATE TABLE dossier_number (
                identifier TEXT NOT NULL,
                day TEXT NOT NULL,
                last BIGINT NOT NULL,
                PRIMARY KEY (identifier, day)
            );
            """),
        Migration("dossiers/002-name-words", sqlite: nameWords(collation: ""),
            postgresql: nameWords(collation: "COLLATE \"C\"")),
        Migration("dossiers/003-draft", """
            CREATE TABLE filing_draft (
                id TEXT PRIMARY KEY,
                account TEXT NOT NULL,
                procedure_id TEXT NOT NULL,
                agency_id TEXT NOT NULL,
                answers TEXT NOT NULL,
                saved_at BIGINT NOT NULL,
                dossier_id TEXT
            );
            CREATE INDEX filing_draft_account ON filing_draft (account, saved_at);
            CREATE TABLE lookup_attempt (
                bucket TEXT NOT NULL,
                window_start BIGINT NOT NULL,
                attempts BIGINT NOT NULL,
                PRIMARY KEY (bucket, window_start)
            );
            """),
        Migration("dossiers/004-newest", "CREATE INDEX dossier_newest ON dossier (agency_id, id)"),
        // Whether a dossier's name has a word that begins so.
        Migration("dossiers/005-words-of-a-dossier", """
            CREATE INDEX dossier_word_dossier ON dossier_word (dossier_id, word);
            """),
        Migration("dossiers/006-fee", """
            ALTER TABLE dossier_content ADD COLUMN fee_ground TEXT NOT NULL DEFAULT '';
            ALTER TABLE dossier_content ADD COLUMN fee_count TEXT NOT NULL DEFAULT '';
            """),
        // What worklists are sorted by, and indexes that end with it: a page is read from its place on. The office is
        // in the index so that rows of other offices need not be looked at.
        Migration("dossiers/007-order-of-lists", sqlite: orderOfLists("VIRTUAL"), postgresql: orderOfLists("STORED")),
        Migration("dossiers/008-moves", sqlite: moves + movesGuardSQLite, postgresql: moves + movesGuardPostgreSQL),
        Migration("dossiers/009-the-whole-way", sqlite: statesSQLite + wholeWay,
            postgresql: statesPostgreSQL + wholeWay),
        DueRecountStore.migration,
        BulkRunStore.migration,
        ReasonStore.migration,
        Migration("dossiers/020-language", "ALTER TABLE dossier_content ADD COLUMN language TEXT NOT NULL DEFAULT ''"),
        Migration("dossiers/021-sets", "ALTER TABLE dossier_content ADD COLUMN sets BIGINT NOT NULL DEFAULT 1"),
        BulkRunStore.byTime,
        CurrentStepStore.migration,
        Migration("dossiers/050-signed-as", "ALTER TABLE dossier_result ADD COLUMN signed_as TEXT NOT NULL DEFAULT ''"),
        // Numbers are sealed; what is looked for stands beside them as a blind code.
        Migration("dossiers/051-sealed", """
            DROP INDEX dossier_party_id;
            DROP INDEX dossier_party_phone;
            ALTER TABLE dossier_party ADD COLUMN personal_id_index TEXT NOT NULL DEFAULT '';
            ALTER TABLE dossier_party ADD COLUMN phone_index TEXT NOT NULL DEFAULT '';
            CREATE INDEX dossier_party_by_personal_id ON dossier_party (personal_id_index)
                WHERE personal_id_index <> '';
            CREATE INDEX dossier_party_by_phone ON dossier_party (phone_index) WHERE phone_index <> '';
            """),
        Migration("dossiers/030-acting", """
            ALTER TABLE dossier ADD COLUMN mandate_id TEXT;
            ALTER TABLE dossier ADD COLUMN organisation_id TEXT;
            ALTER TABLE dossier ADD COLUMN owner_account TEXT;
            ALTER TABLE dossier ADD COLUMN is_seen_by_filer BIGINT NOT NULL DEFAULT 1;
            CREATE INDEX dossier_owner ON dossier (owner_account, submitted_at) WHERE owner_account IS NOT NULL;
            CREATE INDEX dossier_organisation ON dossier (organisation_id, submitted_at)
                WHERE organisation_id IS NOT NULL;
            CREATE INDEX dossier_mandate ON dossier (mandate_id) WHERE mandate_id IS NOT NULL;
            CREATE TABLE dossier_acting (
                dossier_id TEXT PRIMARY KEY REFERENCES dossier (id),
                kind TEXT NOT NULL,
                paper_number TEXT NOT NULL,
                paper_place TEXT NOT NULL,
                paper_day TEXT
            );
            """),
        // When its people were taken out of it (`DossierDestructionStore`).
        Migration("dossiers/040-destroyed", "ALTER TABLE dossier ADD COLUMN destroyed_at BIGINT"),
        walls, slipWalls,
    ]

    private static func orderOfLists(_ kind: String) -> String {
        """
        ALTER TABLE dossier ADD COLUMN sort_at BIGINT GENERATED ALWAYS AS (COALESCE(due_at, submitted_at)) \(kind);
        DROP INDEX dossier_open;
        CREATE INDEX dossier_open ON dossier (agency_id, state, sort_at, id, office_id) WHERE is_open = 1;
        DROP INDEX dossier_mine;
        CREATE INDEX dossier_mine ON dossier (assignee, sort_at, id, state) WHERE is_open = 1;
        """
    }

    /// The words of applicants' names. Compared byte by byte on both engines, so that a range finds a beginning.
    private static func nameWords(collation: String) -> String {
        """
        CREATE TABLE dossier_word (
            agency_id TEXT NOT NULL,
            word TEXT \(collation) NOT NULL,
            dossier_id TEXT NOT NULL REFERENCES dossier (id),
            PRIMARY KEY (agency_id, word, dossier_id)
        );
        """
    }

    /// The moves of `LifeCycle.rowMoves`, for the guard in the database: a step that the table does not name fails
    /// there too, whoever writes.
    private static let moves = """
        CREATE TABLE dossier_move (
            from_state TEXT NOT NULL,
            to_state TEXT NOT NULL,
            PRIMARY KEY (from_state, to_state)
        );
        INSERT INTO dossier_move (from_state, to_state) VALUES
            ('submitted', 'accepted'), ('submitted', 'refused'), ('submitted', 'awaiting-supplement'),
            ('submitted', 'withdrawn'), ('submitted', 'forwarded'), ('accepted', 'forwarded'),
            ('accepted', 'withdrawn'), ('accepted', 'submitted'), ('accepted', 'in-progress'),
            ('forwarded', 'in-progress'), ('forwarded', 'withdrawn'), ('forwarded', 'submitted'),
            ('forwarded', 'accepted'), ('in-progress', 'forwarded'), ('in-progress', 'awaiting-supplement'),
            ('in-progress', 'proposed'), ('in-progress', 'withdrawn'), ('in-progress', 'submitted'),
            ('in-progress', 'accepted'), ('awaiting-supplement', 'submitted'),
            ('awaiting-supplement', 'in-progress'), ('awaiting-supplement', 'withdrawn'),
            ('proposed', 'in-progress'), ('proposed', 'approved'), ('approved', 'result-ready'),
            ('result-ready', 'returned');

        """

    private static let movesGuardSQLite = """
        CREATE TRIGGER dossier_moves BEFORE UPDATE OF state ON dossier
        WHEN NEW.state <> OLD.state
            AND NOT EXISTS (SELECT 1 FROM dossier_move WHERE from_state = OLD.state AND to_state = NEW.state)
        BEGIN
            SELECT RAISE(ABORT, 'a dossier cannot move so');
        END;
        """

    private static let movesGuardPostgreSQL = """
        CREATE FUNCTION dossier_moves() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT EXISTS (SELECT 1 FROM dossier_move WHERE from_state = OLD.state AND to_state = NEW.state) THEN
                RAISE EXCEPTION 'a dossier cannot move so' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END
        $$;
        CREATE TRIGGER dossier_moves BEFORE UPDATE OF state ON dossier
            FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION dossier_moves();
        """
}

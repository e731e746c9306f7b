import Storage

extension SealingFeature {
    package static let migrations = [
        Migration("sealing/001-seal", sqlite: tables + sqliteGuards, postgresql: tables + postgresqlGuards)
    ]

    private static let tables = """
        CREATE TABLE seal (
            number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
            size BIGINT NOT NULL CHECK (size > 0),
            note TEXT NOT NULL,
            public_key TEXT NOT NULL
        );
        CREATE UNIQUE INDEX seal_size ON seal (size);

        CREATE TABLE seal_node (
            level BIGINT NOT NULL,
            position BIGINT NOT NULL,
            hash TEXT NOT NULL CHECK (length(hash) = 64),
            PRIMARY KEY (level, position)
        );

        CREATE TABLE seal_stamp (
            seal BIGINT NOT NULL PRIMARY KEY,
            authority TEXT NOT NULL,
            token TEXT NOT NULL,
            stamped_at BIGINT NOT NULL
        );

        CREATE TABLE seal_check (
            id TEXT NOT NULL PRIMARY KEY,
            started_at BIGINT NOT NULL,
            finished_at BIGINT,
            entries BIGINT NOT NULL,
            verdict TEXT NOT NULL,
            entry BIGINT,
            last_entry BIGINT,
            seal BIGINT
        );

        CREATE TABLE seal_keeper (
            one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
            told_at BIGINT NOT NULL,
            file TEXT NOT NULL,
            standing TEXT NOT NULL,
            public_key TEXT NOT NULL,
            problem TEXT NOT NULL
        );

        """

    private static let sqliteGuards = """
        CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'seal_append_only'); END;
        CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'seal_append_only'); END;
        CREATE TRIGGER seal_node_no_update BEFORE UPDATE ON seal_node
            BEGIN SELECT RAISE(ABORT, 'seal_append_only'); END;
        CREATE TRIGGER seal_node_no_delete BEFORE DELETE ON seal_node
            BEGIN SELECT RAISE(ABORT, 'seal_append_only'); END;
        """

    private static let postgresqlGuards = """
        CREATE TRIGGER seal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON seal
            FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse('seal_append_only');
        CREATE TRIGGER seal_node_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON seal_node
            FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse('seal_append_only');
        """
}

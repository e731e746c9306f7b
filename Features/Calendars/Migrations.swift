import Storage

enum CalendarMigrations {
    static let all = [
        Migration("calendars/001-revision", sqlite: table + sqliteGuards, postgresql: table + postgresqlGuards),
        // A commune's own days are its own to write; those of the whole installation are of no agency.
        .walls("calendars/060-walls", [
            RowWall("calendar_revision", where: "agency_id IS NULL OR \(RowWall.names("agency_id"))").readByAll
        ]),
    ]

    private static let table = """
        CREATE TABLE calendar_revision (
            number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
            kind TEXT NOT NULL CHECK (kind IN ('day-off', 'swap', 'year', 'closure', 'hours', 'withdrawal')),
            agency_id TEXT,
            details TEXT NOT NULL,
            reason TEXT NOT NULL,
            source TEXT NOT NULL,
            at BIGINT NOT NULL,
            author_name TEXT NOT NULL,
            seal TEXT NOT NULL UNIQUE
        );

        """

    private static let sqliteGuards = """
        CREATE TRIGGER calendar_revision_no_update BEFORE UPDATE ON calendar_revision
            BEGIN SELECT RAISE(ABORT, 'calendar_append_only'); END;
        CREATE TRIGGER calendar_revision_no_delete BEFORE DELETE ON calendar_revision
            BEGIN SELECT RAISE(ABORT, 'calendar_append_only'); END;
        """

    private static let postgresqlGuards = """
        CREATE FUNCTION calendar_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION USING MESSAGE = 'calendar_append_only', ERRCODE = 'restrict_violation';
            END $$;
        CREATE TRIGGER calendar_revision_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON calendar_revision
            FOR EACH STATEMENT EXECUTE FUNCTION calendar_refuse();
        """
}

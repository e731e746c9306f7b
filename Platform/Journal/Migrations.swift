import Storage

extension Journal {
    /// The tables `journal_entry`, `journal_head` and `journal_cursor`, with the triggers that keep them append-only.
    package static let migrations = [
        Migration("journal/001-chain", sqlite: tables + sqliteGuards, postgresql: tables + postgresqlGuards),
        // One statement an act instead of two an entry: the head follows the entries by itself.
        Migration("journal/002-head-follows", sqlite: sqliteFollowing, postgresql: postgresqlFollowing),
    ]

    private static let tables = """
        CREATE TABLE journal_entry (
            number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
            at BIGINT NOT NULL,
            kind TEXT NOT NULL,
            subject_kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            agency_id TEXT,
            actor_id TEXT,
            actor_name TEXT NOT NULL,
            actor_role TEXT NOT NULL,
            request_id TEXT NOT NULL,
            facts TEXT NOT NULL,
            previous_digest TEXT NOT NULL CHECK (length(previous_digest) = 64),
            digest TEXT NOT NULL CHECK (length(digest) = 64)
        );
        CREATE INDEX journal_entry_subject ON journal_entry (subject, subject_kind, number);

        CREATE TABLE journal_head (
            one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
            number BIGINT NOT NULL,
            digest TEXT NOT NULL
        );
        INSERT INTO journal_head (one, number, digest)
            VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

        CREATE TABLE journal_cursor (
            consumer TEXT NOT NULL PRIMARY KEY,
            number BIGINT NOT NULL
        );

        """

    private static let sqliteGuards = """
        CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
            BEGIN SELECT RAISE(ABORT, 'journal_append_only'); END;
        CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry
            BEGIN SELECT RAISE(ABORT, 'journal_append_only'); END;
        CREATE TRIGGER journal_entry_next BEFORE INSERT ON journal_entry
            WHEN NEW.number <> (SELECT number + 1 FROM journal_head)
            BEGIN SELECT RAISE(ABORT, 'journal_no_gap'); END;
        CREATE TRIGGER journal_head_next BEFORE UPDATE ON journal_head WHEN NEW.number <> OLD.number + 1
            BEGIN SELECT RAISE(ABORT, 'journal_no_gap'); END;
        CREATE TRIGGER journal_head_no_delete BEFORE DELETE ON journal_head
            BEGIN SELECT RAISE(ABORT, 'journal_append_only'); END;
        """

    private static let postgresqlGuards = """
        CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'restrict_violation', CONSTRAINT = TG_ARGV[0];
            END $$;
        CREATE FUNCTION journal_refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.number <> (SELECT number + 1 FROM journal_head) THEN
                    RAISE EXCEPTION USING
                        MESSAGE = 'journal_no_gap', ERRCODE = 'restrict_violation', CONSTRAINT = 'journal_no_gap';
                END IF;
                RETURN NEW;
            END $$;
        CREATE TRIGGER journal_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
            FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse('journal_append_only');
        CREATE TRIGGER journal_entry_next BEFORE INSERT ON journal_entry
            FOR EACH ROW EXECUTE FUNCTION journal_refuse_gap();
        CREATE TRIGGER journal_head_no_change BEFORE DELETE OR TRUNCATE ON journal_head
            FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse('journal_append_only');
        CREATE TRIGGER journal_head_next BEFORE UPDATE ON journal_head
            FOR EACH ROW EXECUTE FUNCTION journal_refuse_gap();
        """

    private static let sqliteFollowing = """
        DROP TRIGGER journal_entry_next;
        CREATE TRIGGER journal_entry_next BEFORE INSERT ON journal_entry
            WHEN NOT EXISTS (SELECT 1 FROM journal_head
                WHERE number = NEW.number - 1 AND digest = NEW.previous_digest)
            BEGIN SELECT RAISE(ABORT, 'journal_no_gap'); END;
        CREATE TRIGGER journal_entry_head AFTER INSERT ON journal_entry
            BEGIN UPDATE journal_head SET number = NEW.number, digest = NEW.digest; END;
        """

    /// Before the row and not after it: rows of one statement are looked at one after the other only there.
    private static let postgresqlFollowing = """
        DROP TRIGGER journal_entry_next ON journal_entry;
        DROP TRIGGER journal_head_next ON journal_head;
        DROP FUNCTION journal_refuse_gap();
        CREATE FUNCTION journal_follow() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE journal_head SET number = NEW.number, digest = NEW.digest
                    WHERE number = NEW.number - 1 AND digest = NEW.previous_digest;
                IF NOT FOUND THEN
                    RAISE EXCEPTION USING
                        MESSAGE = 'journal_no_gap', ERRCODE = 'restrict_violation', CONSTRAINT = 'journal_no_gap';
                END IF;
                RETURN NEW;
            END $$;
        CREATE TRIGGER journal_entry_next BEFORE INSERT ON journal_entry
            FOR EACH ROW EXECUTE FUNCTION journal_follow();
        CREATE TRIGGER journal_head_next BEFORE UPDATE ON journal_head
            FOR EACH ROW WHEN (NEW.number <> OLD.number + 1) EXECUTE FUNCTION journal_refuse('journal_no_gap');
        """
}

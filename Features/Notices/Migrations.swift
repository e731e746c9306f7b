import Dossiers
import Storage

extension NoticesFeature {
    package static let migrations = [
        Migration("notices/001-notice", """
            CREATE TABLE notice (
                id TEXT PRIMARY KEY,
                cause TEXT NOT NULL,
                dossier_id TEXT,
                about TEXT NOT NULL,
                agency_id TEXT NOT NULL,
                recipient TEXT NOT NULL,
                channel TEXT NOT NULL,
                address TEXT NOT NULL,
                subject TEXT NOT NULL,
                body TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                state TEXT NOT NULL,
                attempts BIGINT NOT NULL,
                not_before BIGINT NOT NULL,
                sent_at BIGINT,
                gateway_id TEXT NOT NULL,
                last_problem TEXT NOT NULL,
                CHECK (state IN ('waiting', 'sent', 'failed', 'given-up')),
                UNIQUE (cause, recipient, channel)
            );
            CREATE INDEX notice_due ON notice (not_before, id) WHERE state = 'waiting';
            CREATE INDEX notice_of_dossier ON notice (dossier_id, id);
            CREATE INDEX notice_of_agency ON notice (agency_id, state, id);
            CREATE TABLE notice_line (
                channel TEXT PRIMARY KEY,
                leads_to TEXT NOT NULL,
                told_at BIGINT NOT NULL
            );
            """),
        Migration("notices/002-reminder", """
            CREATE TABLE staff_reminder (
                id TEXT PRIMARY KEY,
                dossier_id TEXT NOT NULL,
                kind TEXT NOT NULL,
                day TEXT NOT NULL,
                account_id TEXT NOT NULL,
                agency_id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                told_at BIGINT,
                read_at BIGINT,
                UNIQUE (dossier_id, kind, day, account_id)
            );
            CREATE INDEX staff_reminder_of_account ON staff_reminder (account_id, read_at, id);
            CREATE INDEX staff_reminder_untold ON staff_reminder (agency_id, account_id) WHERE told_at IS NULL;
            CREATE INDEX staff_reminder_day ON staff_reminder (agency_id, day);
            CREATE TABLE reminder_address (
                account_id TEXT PRIMARY KEY,
                address TEXT NOT NULL
            );
            CREATE TABLE watched_move (
                dossier_id TEXT PRIMARY KEY,
                moved_at BIGINT NOT NULL
            );
            CREATE TABLE reminder_call (
                id TEXT PRIMARY KEY,
                dossier_id TEXT NOT NULL,
                agency_id TEXT NOT NULL,
                caller TEXT NOT NULL,
                caller_name TEXT NOT NULL,
                called TEXT NOT NULL,
                called_name TEXT NOT NULL,
                at BIGINT NOT NULL,
                said TEXT NOT NULL
            );
            CREATE INDEX reminder_call_of_dossier ON reminder_call (dossier_id, id);
            CREATE TABLE notice_wish (
                account_id TEXT PRIMARY KEY,
                takes_mail BIGINT NOT NULL,
                takes_texts BIGINT NOT NULL
            );
            """),
        Migration("notices/003-due-by-channel", """
            DROP INDEX notice_due;
            CREATE INDEX notice_due ON notice (channel, not_before, id) WHERE state = 'waiting';
            """),
        Migration("notices/004-language", "ALTER TABLE notice_wish ADD COLUMN language TEXT NOT NULL DEFAULT ''"),
        Migration("notices/005-seen", """
            ALTER TABLE notice ADD COLUMN account_id TEXT;
            ALTER TABLE notice ADD COLUMN seen_at BIGINT;
            CREATE INDEX notice_of_account ON notice (account_id, id) WHERE account_id IS NOT NULL;
            """),
        // Whether a reminder is about the dossier's date, its step's or its leg's.
        Migration("notices/006-steps", """
            ALTER TABLE staff_reminder ADD COLUMN about TEXT NOT NULL DEFAULT 'dossier';
            ALTER TABLE staff_reminder ADD COLUMN step_due_at BIGINT;
            """),
        .walls("notices/060-walls", [
            RowWall("notice", partOf: DossiersFeature.whole, by: "dossier_id", openTo: ["agency_id"]),
            RowWall("staff_reminder", partOf: DossiersFeature.whole, by: "dossier_id", openTo: ["agency_id"]),
            RowWall("reminder_call", partOf: DossiersFeature.whole, by: "dossier_id", openTo: ["agency_id"]),
            RowWall("watched_move", partOf: DossiersFeature.whole, by: "dossier_id"),
        ]),
    ]
}

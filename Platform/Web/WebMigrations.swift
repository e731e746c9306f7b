import Storage

/// The tables of the web server itself: sessions, one-time keys of forms, the server's secret.
package enum WebTables {
    package static let migrations = [
        Migration("web/001-sessions-and-keys", """
            CREATE TABLE web_secret (
                name TEXT PRIMARY KEY,
                value TEXT NOT NULL
            );
            CREATE TABLE web_session (
                digest TEXT PRIMARY KEY,
                account TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                seen_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            );
            CREATE INDEX web_session_account ON web_session (account);
            CREATE TABLE web_once (
                key TEXT PRIMARY KEY,
                caller TEXT NOT NULL,
                path TEXT NOT NULL,
                digest TEXT NOT NULL,
                status BIGINT NOT NULL,
                location TEXT,
                content_type TEXT,
                body TEXT,
                session TEXT,
                created_at BIGINT NOT NULL
            );
            CREATE INDEX web_once_created ON web_once (created_at);
            """),
        Migration("web/002-where-sessions-began", """
            ALTER TABLE web_session ADD COLUMN device TEXT NOT NULL DEFAULT '';
            ALTER TABLE web_session ADD COLUMN address TEXT NOT NULL DEFAULT '';
            """),
        Migration("web/003-tickets", "ALTER TABLE web_session ADD COLUMN ticket TEXT NOT NULL DEFAULT ''"),
    ]
}

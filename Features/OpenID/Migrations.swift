import Storage

extension OpenIDFeature {
    package static let migrations = [
        Migration("openid/001-links", """
            CREATE TABLE openid_link (
                issuer TEXT NOT NULL,
                subject TEXT NOT NULL,
                account_id TEXT NOT NULL,
                linked_at BIGINT NOT NULL,
                used_at BIGINT NOT NULL,
                PRIMARY KEY (issuer, subject),
                UNIQUE (account_id, issuer)
            );
            CREATE TABLE openid_visit (
                state TEXT PRIMARY KEY,
                browser TEXT NOT NULL,
                provider TEXT NOT NULL,
                nonce TEXT NOT NULL,
                verifier TEXT NOT NULL,
                next TEXT NOT NULL,
                account_id TEXT,
                expires_at BIGINT NOT NULL
            );
            CREATE INDEX openid_visit_by_age ON openid_visit (expires_at);
            CREATE TABLE openid_arrival (
                browser TEXT PRIMARY KEY,
                provider TEXT NOT NULL,
                subject TEXT NOT NULL,
                claims TEXT NOT NULL,
                id_token TEXT NOT NULL,
                next TEXT NOT NULL,
                account_id TEXT,
                expires_at BIGINT NOT NULL
            );
            CREATE INDEX openid_arrival_by_age ON openid_arrival (expires_at);
            CREATE TABLE openid_stay (
                account_id TEXT NOT NULL,
                issuer TEXT NOT NULL,
                id_token TEXT NOT NULL,
                expires_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, issuer)
            );
            CREATE INDEX openid_stay_by_age ON openid_stay (expires_at);
            """),
        // A stay for each session, in the place of one for each account. Those of the day before only offered to sign
        // out there too, so they go.
        Migration("openid/002-stays-and-logouts", """
            DROP TABLE openid_stay;
            CREATE TABLE openid_stay (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL,
                issuer TEXT NOT NULL,
                id_token TEXT NOT NULL,
                sid TEXT,
                sid_index TEXT,
                expires_at BIGINT NOT NULL
            );
            CREATE INDEX openid_stay_by_account ON openid_stay (account_id);
            CREATE INDEX openid_stay_by_sid ON openid_stay (sid_index);
            CREATE INDEX openid_stay_by_age ON openid_stay (expires_at);
            CREATE TABLE openid_logout (
                issuer TEXT NOT NULL,
                token TEXT NOT NULL,
                expires_at BIGINT NOT NULL,
                PRIMARY KEY (issuer, token)
            );
            CREATE INDEX openid_logout_by_age ON openid_logout (expires_at);
            """),
    ]
}

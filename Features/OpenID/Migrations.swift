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
            """)
    ]
}

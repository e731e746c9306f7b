import Storage

/// The tables of Identity.
enum IdentityMigrations {
    static let all = [
        Migration("identity/001-agencies-and-offices", """
            CREATE TABLE agency (
                id TEXT PRIMARY KEY,
                statistics_code TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                name TEXT NOT NULL,
                name_folded TEXT NOT NULL,
                parent_id TEXT REFERENCES agency (id),
                identifier TEXT UNIQUE,
                is_remote BIGINT NOT NULL DEFAULT 0,
                is_served BIGINT NOT NULL DEFAULT 0
            );
            CREATE INDEX agency_by_parent ON agency (parent_id);
            CREATE TABLE office (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL REFERENCES agency (id),
                kind TEXT NOT NULL,
                name TEXT NOT NULL,
                position BIGINT NOT NULL,
                UNIQUE (agency_id, kind)
            );
            """),
        Migration("identity/002-accounts-and-people", """
            CREATE TABLE account (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                state TEXT NOT NULL,
                password_hash TEXT NOT NULL,
                must_change_password BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                last_signed_in_at BIGINT
            );
            CREATE TABLE account_login (
                login TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account (id)
            );
            CREATE INDEX account_login_by_account ON account_login (account_id);
            CREATE TABLE staff_member (
                account_id TEXT PRIMARY KEY REFERENCES account (id),
                name TEXT NOT NULL,
                name_folded TEXT NOT NULL,
                title TEXT NOT NULL,
                agency_id TEXT NOT NULL REFERENCES agency (id),
                office_id TEXT REFERENCES office (id)
            );
            CREATE INDEX staff_member_by_agency ON staff_member (agency_id);
            CREATE TABLE staff_role (
                account_id TEXT NOT NULL REFERENCES staff_member (account_id),
                role TEXT NOT NULL,
                PRIMARY KEY (account_id, role)
            );
            CREATE TABLE citizen_profile (
                account_id TEXT PRIMARY KEY REFERENCES account (id),
                name TEXT NOT NULL,
                name_folded TEXT NOT NULL,
                personal_id TEXT UNIQUE,
                phone TEXT UNIQUE,
                birth_date TEXT,
                sex TEXT,
                address TEXT NOT NULL
            );
            """),
        Migration("identity/003-sign-in-throttle", """
            CREATE TABLE sign_in_tally (
                line TEXT NOT NULL,
                subject TEXT NOT NULL,
                failures BIGINT NOT NULL,
                last_at BIGINT NOT NULL,
                PRIMARY KEY (line, subject)
            );
            CREATE INDEX sign_in_tally_by_age ON sign_in_tally (last_at);
            CREATE TABLE known_network (
                account_id TEXT NOT NULL REFERENCES account (id),
                network TEXT NOT NULL,
                last_signed_in_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, network)
            );
            """),
        Migration("identity/004-access-tokens", """
            CREATE TABLE access_token (
                id TEXT PRIMARY KEY,
                digest TEXT NOT NULL UNIQUE,
                account_id TEXT NOT NULL REFERENCES account (id),
                name TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                revoked_at BIGINT
            );
            CREATE INDEX access_token_by_account ON access_token (account_id);
            """),
        Migration("identity/005-email", "ALTER TABLE citizen_profile ADD COLUMN email TEXT NOT NULL DEFAULT '';"),
        Migration("identity/006-stand-ins", """
            CREATE TABLE stand_in (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL REFERENCES agency (id),
                absent_id TEXT NOT NULL REFERENCES staff_member (account_id),
                deputy_id TEXT NOT NULL REFERENCES staff_member (account_id),
                from_date TEXT NOT NULL,
                through_date TEXT NOT NULL,
                reason TEXT NOT NULL,
                made_by TEXT NOT NULL REFERENCES account (id),
                made_at BIGINT NOT NULL,
                revoked_at BIGINT,
                revoked_by TEXT REFERENCES account (id)
            );
            CREATE INDEX stand_in_by_absent ON stand_in (absent_id, through_date);
            CREATE INDEX stand_in_by_deputy ON stand_in (deputy_id, through_date);
            CREATE INDEX stand_in_by_agency ON stand_in (agency_id, id);
            """),
        Migration("identity/020-second-factor", """
            CREATE TABLE second_factor (
                account_id TEXT PRIMARY KEY REFERENCES account (id),
                secret TEXT NOT NULL,
                begun_at BIGINT NOT NULL,
                confirmed_at BIGINT,
                last_step BIGINT
            );
            CREATE TABLE recovery_code (
                account_id TEXT NOT NULL REFERENCES account (id),
                digest TEXT NOT NULL,
                used_at BIGINT,
                PRIMARY KEY (account_id, digest)
            );
            CREATE TABLE second_factor_demand (
                agency_id TEXT NOT NULL REFERENCES agency (id),
                role TEXT NOT NULL,
                PRIMARY KEY (agency_id, role)
            );
            CREATE TABLE office_network (
                agency_id TEXT NOT NULL REFERENCES agency (id),
                network TEXT NOT NULL,
                PRIMARY KEY (agency_id, network)
            );
            CREATE TABLE sign_in_step (
                browser TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account (id),
                password_hash TEXT NOT NULL,
                tries BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            );
            """),
        Migration("identity/021-terms-of-roles", """
            ALTER TABLE staff_role ADD COLUMN from_date TEXT;
            ALTER TABLE staff_role ADD COLUMN through_date TEXT;
            ALTER TABLE staff_role ADD COLUMN ground TEXT NOT NULL DEFAULT '';
            ALTER TABLE account ADD COLUMN reopened_at BIGINT;
            ALTER TABLE account ADD COLUMN password_ends_at BIGINT;
            """),
        Migration("identity/022-signing", """
            CREATE TABLE signing_delegation (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL REFERENCES agency (id),
                signer_id TEXT NOT NULL REFERENCES staff_member (account_id),
                form TEXT NOT NULL,
                principal TEXT NOT NULL,
                title TEXT NOT NULL,
                fields TEXT NOT NULL,
                document TEXT NOT NULL,
                from_date TEXT NOT NULL,
                through_date TEXT,
                made_by TEXT NOT NULL REFERENCES account (id),
                made_at BIGINT NOT NULL,
                revoked_at BIGINT,
                revoked_by TEXT REFERENCES account (id)
            );
            CREATE INDEX signing_delegation_by_signer ON signing_delegation (signer_id, from_date);
            CREATE INDEX signing_delegation_by_agency ON signing_delegation (agency_id, id);
            """),
        Migration("identity/023-account-review", """
            CREATE TABLE account_review (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL REFERENCES agency (id),
                opened_by TEXT NOT NULL REFERENCES account (id),
                opened_at BIGINT NOT NULL,
                signed_by TEXT REFERENCES account (id),
                signed_at BIGINT,
                conclusion TEXT NOT NULL DEFAULT ''
            );
            CREATE INDEX account_review_by_agency ON account_review (agency_id, opened_at);
            CREATE TABLE account_review_line (
                review_id TEXT NOT NULL REFERENCES account_review (id),
                account_id TEXT NOT NULL REFERENCES account (id),
                held TEXT NOT NULL,
                verdict TEXT,
                note TEXT NOT NULL DEFAULT '',
                decided_by TEXT REFERENCES account (id),
                decided_at BIGINT,
                PRIMARY KEY (review_id, account_id)
            );
            """),
        Migration("identity/030-proofs", """
            ALTER TABLE account ADD COLUMN has_password BIGINT NOT NULL DEFAULT 1;
            CREATE TABLE profile_proof (
                account_id TEXT NOT NULL REFERENCES account (id),
                field TEXT NOT NULL,
                source TEXT NOT NULL,
                level BIGINT NOT NULL,
                proven_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, field)
            );
            """),
        Migration("identity/031-contact-codes", """
            CREATE TABLE contact_code (
                browser TEXT PRIMARY KEY,
                phone TEXT NOT NULL,
                digest TEXT,
                account_id TEXT REFERENCES account (id),
                name TEXT NOT NULL,
                personal_id TEXT NOT NULL,
                password_hash TEXT NOT NULL,
                next TEXT NOT NULL,
                tries BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            );
            CREATE INDEX contact_code_by_age ON contact_code (expires_at);
            """),
        Migration("identity/032-tickets", "ALTER TABLE sign_in_step ADD COLUMN ticket TEXT NOT NULL DEFAULT ''"),
        // Numbers are sealed; what is looked for stands beside them as a blind code.
        Migration("identity/024-sealed", """
            ALTER TABLE citizen_profile ADD COLUMN personal_id_index TEXT;
            ALTER TABLE citizen_profile ADD COLUMN phone_index TEXT;
            CREATE UNIQUE INDEX citizen_profile_by_personal_id ON citizen_profile (personal_id_index);
            CREATE UNIQUE INDEX citizen_profile_by_phone ON citizen_profile (phone_index);
            ALTER TABLE account_login ADD COLUMN login_index TEXT;
            CREATE UNIQUE INDEX account_login_by_index ON account_login (login_index);
            """),
        walls,
    ]
}

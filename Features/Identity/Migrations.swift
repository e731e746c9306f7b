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
    ]
}

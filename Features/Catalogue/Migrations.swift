import Storage

enum CatalogueMigrations {
    static let all = [
        Migration(
            "catalogue/001-procedures",
            """
            CREATE TABLE procedure_version (
                id TEXT NOT NULL PRIMARY KEY,
                code TEXT NOT NULL,
                version BIGINT NOT NULL CHECK (version > 0),
                effective_from TEXT NOT NULL,
                is_withdrawn BIGINT NOT NULL CHECK (is_withdrawn IN (0, 1)),
                name TEXT NOT NULL,
                folded TEXT NOT NULL,
                field TEXT NOT NULL,
                group_key TEXT NOT NULL,
                is_common BIGINT NOT NULL CHECK (is_common IN (0, 1)),
                record TEXT NOT NULL,
                digest TEXT NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE UNIQUE INDEX procedure_version_code ON procedure_version (code, version);
            CREATE TABLE catalogue_synonym (
                id TEXT NOT NULL PRIMARY KEY,
                phrase TEXT NOT NULL,
                folded TEXT NOT NULL,
                meaning TEXT NOT NULL,
                created_at BIGINT NOT NULL
            );
            CREATE UNIQUE INDEX catalogue_synonym_folded ON catalogue_synonym (folded);
            CREATE TABLE catalogue_stamp (
                id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
                number BIGINT NOT NULL
            );
            INSERT INTO catalogue_stamp (id, number) VALUES (1, 0);
            """)
    ]
}

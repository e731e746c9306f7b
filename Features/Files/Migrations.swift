import Storage

extension FilesFeature {
    package static let migrations = [
        Migration("files/001-file", """
            CREATE TABLE file (
                id TEXT PRIMARY KEY,
                digest TEXT NOT NULL,
                name TEXT NOT NULL,
                size BIGINT NOT NULL,
                type TEXT NOT NULL,
                owner_kind TEXT NOT NULL,
                owner TEXT NOT NULL,
                kept_by TEXT,
                kept_at BIGINT NOT NULL
            );
            CREATE INDEX file_owner ON file (owner_kind, owner);
            CREATE INDEX file_digest ON file (digest);
            """),
        .walls("files/060-walls", [.ready("file")]),
    ]

    /// Files of a kind of owner are for those who see the owner, on PostgreSQL; its feature says which table that is.
    package static func wall(of ownerKind: String, in whole: WalledTable) -> RowWall {
        .narrowing("file", when: "owner_kind = '\(ownerKind)'", toThoseWhoSee: whole, by: "owner")
    }
}

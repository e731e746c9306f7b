import Storage

/// The tables of the books. The feature has no doors of its own; whoever issues slips brings these along.
package enum Books {
    package static let migrations = [
        Migration("books/001-slip", """
            CREATE TABLE slip_book (
                agency_id TEXT NOT NULL,
                form BIGINT NOT NULL,
                year BIGINT NOT NULL,
                last BIGINT NOT NULL,
                PRIMARY KEY (agency_id, form, year)
            );
            CREATE TABLE slip (
                id TEXT PRIMARY KEY,
                dossier_id TEXT NOT NULL,
                form BIGINT NOT NULL,
                agency_id TEXT NOT NULL,
                year BIGINT NOT NULL,
                number BIGINT NOT NULL,
                issued_at BIGINT NOT NULL,
                issued_by TEXT NOT NULL,
                voided_at BIGINT,
                void_reason TEXT NOT NULL,
                UNIQUE (agency_id, form, year, number),
                CHECK (number > 0),
                CHECK (form BETWEEN 1 AND 5),
                CHECK (voided_at IS NULL OR void_reason <> '')
            );
            CREATE INDEX slip_dossier ON slip (dossier_id, issued_at);
            CREATE INDEX slip_issued ON slip (agency_id, form, issued_at);
            """)
    ]

    /// On PostgreSQL a slip is for the agency that issued it and for those who see what it was issued for; whoever
    /// issues slips says which table that is.
    package static func walls(of whole: WalledTable) -> [RowWall] {
        [
            RowWall("slip", partOf: whole, by: "dossier_id", openTo: ["agency_id"]),
            RowWall("slip_book", openTo: ["agency_id"]),
        ]
    }
}

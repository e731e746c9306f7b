import Base
import Storage

/// The everyday words that this installation has added.
enum SynonymStore {
    struct Entry: Sendable {
        let id: ID<Synonym>
        let synonym: Synonym
    }

    static func all(in snapshot: Snapshot) throws -> [Entry] {
        try snapshot.rows("SELECT id, phrase, meaning FROM catalogue_synonym ORDER BY folded").compactMap { row in
            guard let synonym = Synonym(phrase: try row["phrase"], meaning: try row["meaning"]) else { return nil }
            return Entry(id: try row["id"], synonym: synonym)
        }
    }

    static func count(in snapshot: Snapshot) throws -> Int {
        try snapshot.row("SELECT COUNT(*) AS count FROM catalogue_synonym")?["count"] ?? 0
    }

    static func entry(_ id: ID<Synonym>,
        in snapshot: Snapshot) throws -> Entry? { try all(in: snapshot).first { $0.id == id } }

    /// A phrase stands once: a new meaning takes the place of the old one.
    static func save(_ entry: Entry, at instant: Instant, in tx: Transaction) throws {
        let synonym = entry.synonym
        try tx.execute("""
            INSERT INTO catalogue_synonym (id, phrase, folded, meaning, created_at)
            VALUES (\(entry.id), \(synonym.phrase), \(VietnameseText.folded(synonym.phrase)), \(synonym.meaning),
                \(instant))
            ON CONFLICT (folded) DO UPDATE SET phrase = excluded.phrase, meaning = excluded.meaning
            """)
    }

    static func remove(_ id: ID<Synonym>, in tx: Transaction) throws {
        try tx.execute("DELETE FROM catalogue_synonym WHERE id = \(id)")
    }
}
